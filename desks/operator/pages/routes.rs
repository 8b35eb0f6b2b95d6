use platform::web::Routes;
use selling::Selling;

use super::{accounts, audit, jobs, ledger, mail, orders, overview, settings, shops};

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .get("/operator", overview::show)
        .get("/operator/accounts", accounts::index)
        .get("/operator/accounts/{id}", accounts::show)
        .get("/operator/accounts/{id}/{act}", accounts::ask)
        .post("/operator/accounts/{id}/{act}", accounts::act)
        .get("/operator/shops", shops::index)
        .get("/operator/shops/{handle}", shops::show)
        .get("/operator/shops/{handle}/{act}", shops::ask)
        .post("/operator/shops/{handle}/{act}", shops::act)
        .get("/operator/orders", orders::index)
        .get("/operator/orders/{id}", orders::show)
        .get("/operator/orders/{id}/cancellation", orders::ask)
        .post("/operator/orders/{id}/cancellation", orders::cancel)
        .get("/operator/ledger", ledger::show)
        .get("/operator/ledger/{handle}", ledger::show_shop)
        .get("/operator/jobs", jobs::index)
        .post("/operator/jobs/{id}/attempt", jobs::run)
        .get("/operator/jobs/{id}/removal", jobs::ask)
        .post("/operator/jobs/{id}/removal", jobs::remove)
        .get("/operator/mail", mail::index)
        .get("/operator/mail/{kind}", mail::show)
        .get("/operator/mail/{kind}/page", mail::show_page)
        .get("/operator/audit", audit::index)
        .get("/operator/settings", settings::edit)
        .post("/operator/settings", settings::update)
}
