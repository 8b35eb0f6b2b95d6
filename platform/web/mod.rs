//! What every page and every API answer shares: fields, problems, guards, limits, assets.

pub mod assets;
mod fields;
pub mod guard;
mod limit;
mod linger;
mod paging;
mod problem;
pub mod proxy;
mod refusal;
mod routes;

pub use fields::{Fields, NeedsBody};
pub use limit::{Limit, Limits};
pub use linger::linger;
pub use paging::Paging;
pub use problem::{FieldErrorOut, Problem, ProblemOut};
pub use proxy::Proxies;
pub use refusal::{Refusal, price_refusal};
pub use routes::Routes;
