//! People and their shops, and what all pages share.
//!
//! The ground and the face of everything above: the market, its numbers, what a capability brings (`capability`), who
//! visits, and how a page is framed. Each capability may use only those before it in the order that ARCHITECTURE.md
//! prints.

// Templates name it as those of later crates do, which use them too.
extern crate self as people;

pub mod accounts;
pub mod asked;
pub mod caller;
pub mod calls;
pub mod capability;
pub mod choices;
pub mod command;
pub mod confirm;
pub mod edge;
pub mod fair;
pub mod kept;
pub mod kind;
pub mod known;
pub mod market;
pub mod moderator;
pub mod notifications;
pub mod once;
pub mod one_of;
pub mod panels;
pub mod photos;
pub mod post;
pub mod rates;
pub mod reduction;
pub mod remembered;
pub mod rules;
pub mod scope;
pub mod seek;
pub mod shops;
pub mod sightings;
pub mod texts;
pub mod visit;
pub mod wire;

use capability::Capability;
use market::{Market, OpenError};
use platform::{config::Config, db::Migration};

/// The capabilities in their order; each may use only those before it.
pub const CAPABILITIES: &[&Capability<Market>] = &[
    &accounts::CAPABILITY,
    &texts::CAPABILITY,
    &notifications::CAPABILITY,
    &shops::CAPABILITY,
    &rates::CAPABILITY,
];

/// Open a market of these capabilities, with its tables up to date.
pub async fn open(
    config: Config,
    clock: kernel::Clock,
    chance: kernel::Chance,
    migrations: &[Migration],
    capabilities: Vec<capability::Brought>,
) -> Result<Market, OpenError> {
    let db = Market::open_database(&config, &chance, migrations).await?;
    accounts::fold_logins(&db).await?;
    let key = notifications::push::our_key(&db).await?;
    let market = Market::open(config, clock, chance, db, key, capabilities).await?;
    rates::reload(&market).await?;
    Ok(market)
}
