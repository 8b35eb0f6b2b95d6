//! The trade: everything between opening a shop and being paid, a folder for each capability.
//!
//! Each capability may use only those before it in the order that ARCHITECTURE.md prints. `market`, `visit` and `rules`
//! are what their pages share.

pub mod accounts;
pub mod audit;
pub mod catalog;
pub mod choices;
pub mod confirm;
pub mod edge;
pub mod ledger;
pub mod market;
pub mod moderator;
pub mod negotiation;
pub mod news;
pub mod notifications;
pub mod once;
pub mod operator;
pub mod orders;
pub mod payments;
pub mod payouts;
pub mod person;
pub mod photos;
pub mod post;
pub mod promotions;
pub mod reconciliation;
pub mod reference;
pub mod reviews;
pub mod rules;
pub mod search;
pub mod shipping;
pub mod shops;
pub mod visit;
pub mod wire;

use platform::web::Routes;
use utoipa_axum::router::OpenApiRouter;

use crate::market::Market;

/// Every page of the trade.
pub fn pages() -> Routes<Market> {
    Routes::default()
        .merge(accounts::pages::routes())
        .merge(notifications::pages::routes())
        .merge(shops::pages::routes())
        .merge(catalog::shelf_pages())
        .merge(catalog::desk::routes())
        .merge(search::pages::routes())
        .merge(shipping::pages::routes())
        .merge(promotions::pages::routes())
        .merge(orders::pages::routes())
        .merge(reviews::pages::routes())
        .merge(payouts::pages::routes())
        .merge(reconciliation::pages::routes())
        .merge(negotiation::pages::routes())
        .merge(negotiation::reports::pages::routes())
        .merge(payments::sandbox::pages::routes())
        .merge(payments::stripe::pages::routes())
        .merge(operator::pages::routes())
        .merge(post::pages::routes())
        .merge(reference::routes())
}

/// Every API route of the trade, with its description.
pub fn api() -> OpenApiRouter<Market> {
    OpenApiRouter::new()
        .merge(accounts::api::routes())
        .merge(accounts::own_api::routes())
        .merge(notifications::api::routes())
        .merge(notifications::api_push::routes())
        .merge(shops::api::routes())
        .merge(catalog::api())
        .merge(catalog::write_api::routes())
        .merge(catalog::import_api::routes())
        .merge(catalog::photo_api::routes())
        .merge(search::api())
        .merge(shipping::api::routes())
        .merge(promotions::api::routes())
        .merge(orders::buy_api::routes())
        .merge(orders::api::routes())
        .merge(orders::refunds::api::routes())
        .merge(orders::gifts::api::routes())
        .merge(orders::work_api::routes())
        .merge(reviews::api::routes())
        .merge(payouts::api::routes())
        .merge(reconciliation::api::routes())
        .merge(ledger::api::routes())
        .merge(negotiation::api::routes())
        .merge(negotiation::quotes::api::routes())
        .merge(negotiation::reports::api::routes())
        .merge(operator::api::routes())
}
