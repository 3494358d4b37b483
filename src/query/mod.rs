//! Queries run in a worker process, so that neither a slow SQLite function nor a huge answer can
//! take this process down.

mod answering;
mod pointed;
mod question;
mod serving;

pub use answering::QueryClient;
pub use question::Question;
pub use serving::serve;
