use people::calls;
use selling::Selling;
use utoipa_axum::router::OpenApiRouter;

use super::{acts, reads};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(calls!(reads::show_ledger))
        .routes(calls!(reads::list_jobs))
        .routes(calls!(reads::list_audit))
        .routes(calls!(reads::show_settings, acts::change_settings))
        .routes(calls!(reads::list_orders))
        .routes(calls!(reads::show_order))
        .routes(calls!(reads::list_accounts))
        .routes(calls!(reads::show_account))
        .routes(calls!(reads::list_shops))
        .routes(calls!(acts::change_account))
        .routes(calls!(acts::change_shop))
        .routes(calls!(acts::cancel))
        .routes(calls!(acts::run))
        .routes(calls!(acts::remove))
}
