//! The operator's desk for programs: what its pages show and do. Every call needs the scope `operator` and
//! an account that runs the market; to others none of it exists.

mod acts;
mod reads;
mod wire;

use kernel::Actor;
use platform::web::Problem;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{accounts::Scope, selling::Selling, visit::Visit};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(routes!(reads::show_ledger))
        .routes(routes!(reads::list_jobs))
        .routes(routes!(reads::list_audit))
        .routes(routes!(reads::show_settings, acts::change_settings))
        .routes(routes!(reads::list_orders))
        .routes(routes!(reads::show_order))
        .routes(routes!(reads::list_accounts))
        .routes(routes!(reads::show_account))
        .routes(routes!(reads::list_shops))
        .routes(routes!(acts::change_account))
        .routes(routes!(acts::change_shop))
        .routes(routes!(acts::cancel))
        .routes(routes!(acts::run))
        .routes(routes!(acts::remove))
}

/// Who asks, if they run the market and the token may say so.
fn operator(visit: &Visit) -> Result<Actor, Problem> {
    let by = visit.operator()?;
    visit.allow(Scope::Operator)?;
    Ok(by)
}
