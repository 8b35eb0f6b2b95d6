use selling::Selling;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{acts, reads};

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
