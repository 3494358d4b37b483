//! A query in a process of its own: neither one long function of SQLite nor a large answer takes
//! this one with it.

mod answering;
mod pointed;
mod question;
mod serving;

pub use answering::Answering;
pub use question::Question;
pub use serving::serve;
