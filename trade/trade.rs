//! The trade: everything between opening a shop and being paid, a folder for each capability.
//!
//! Each capability may use only those before it in the order that ARCHITECTURE.md prints. The lists below hold
//! what each brings (`capability`); what they share is ground or face, as ARCHITECTURE.md says.

pub mod accounts;
pub mod audit;
pub mod capability;
pub mod catalog;
pub mod choices;
pub mod command;
pub mod confirm;
pub mod edge;
pub mod goods;
pub mod kind;
pub mod ledger;
pub mod market;
pub mod moderator;
pub mod negotiation;
pub mod notifications;
pub mod once;
pub mod operator;
pub mod orders;
pub mod panels;
pub mod payments;
pub mod payouts;
pub mod photos;
pub mod post;
pub mod promotions;
pub mod reconciliation;
pub mod reference;
pub mod reviews;
pub mod rules;
pub mod scope;
pub mod search;
pub mod selling;
pub mod shipping;
pub mod shops;
pub mod visit;
pub mod wire;

use capability::Capability;
use goods::Goods;
use market::{Market, OpenError};
use platform::{config::Config, db::Migration};
use selling::Selling;

/// The capabilities in their order; each may use only those before it.
pub const PEOPLE: &[&Capability<Market>] =
    &[&accounts::CAPABILITY, &notifications::CAPABILITY, &shops::CAPABILITY];
pub const GOODS: &[&Capability<Goods>] = &[&catalog::CAPABILITY, &search::CAPABILITY, &shipping::CAPABILITY];
pub const SELLING: &[&Capability<Selling>] = &[
    &ledger::CAPABILITY,
    &payments::CAPABILITY,
    &promotions::CAPABILITY,
    &orders::CAPABILITY,
    &payouts::CAPABILITY,
    &reconciliation::CAPABILITY,
];
pub const DEALING: &[&Capability<Selling>] = &[&reviews::CAPABILITY, &negotiation::CAPABILITY];
pub const DESKS: &[&Capability<Selling>] = &[&operator::CAPABILITY, &reference::CAPABILITY];

/// Open a market of these capabilities, with its tables up to date.
pub async fn open(
    config: Config,
    clock: kernel::Clock,
    chance: kernel::Chance,
    migrations: &[Migration],
    capabilities: Vec<capability::Brought>,
) -> Result<Market, OpenError> {
    let db = Market::open_database(&config, &chance, migrations).await?;
    let key = notifications::push::our_key(&db).await?;
    Market::open(config, clock, chance, db, key, capabilities).await
}
