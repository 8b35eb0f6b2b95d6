//! What every page and every API answer shares: fields, problems, guards, limits, assets.

pub mod assets;
mod bodies;
pub mod connections;
mod fields;
mod file;
pub mod guard;
mod limit;
mod linger;
mod paging;
mod problem;
pub mod proxy;
mod refusal;
mod return_to;
mod routes;
pub mod stitch;
mod told;
pub mod unchanged;
mod visible;
pub mod xml;

pub use bodies::bodies;
pub use fields::{Fields, NeedsBody};
pub use file::{FIVE_MINUTES, csv_cell, csv_file, pdf_file};
pub use limit::{Limit, Limits};
pub use linger::linger;
pub use paging::Paging;
pub use problem::{FieldErrorOut, Problem, ProblemOut};
pub use proxy::Proxies;
pub use refusal::{Refusal, price_refusal};
pub use return_to::return_to;
pub use routes::Routes;
pub use told::{Teller, Told, heard_last};
pub use unchanged::{Shared, kept_for};
pub use visible::is_visible;
