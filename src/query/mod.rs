//! Queries run in a worker process, so that neither a slow SQLite function nor a huge answer can
//! take this process down.

mod answering;
pub mod near;
mod pointed;
mod question;
pub mod schema;
mod serving;
pub mod shared_name;
pub mod token;

pub use answering::{Answered, QueryClient};
pub use question::Question;
pub use serving::serve;
