//! The operator's desk for programs: what its pages show and do. Every call needs the scope `operator` and
//! an account that runs the market; to others none of it exists.

mod acts;
mod reads;
mod routes;
pub mod wire;

pub use routes::routes;
