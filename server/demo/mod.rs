//! The demo market: invented shops in real places, and a year of trade made through the acts under a moving clock.

mod aftersale;
mod content;
mod coupons;
mod gifts;
mod history;
mod pay;
mod payouts;
mod person;
mod quotes;
mod reconciled;
mod reviews;
pub mod roles;
mod scale;
mod stalls;
mod talks;

use std::path::Path;

use kernel::{AccountId, Chance, Clock, MockClock, days};
use people::{
    accounts::{self, Account, Login},
    notifications,
};
use platform::{
    config::Config,
    db::{DbError, Tx},
    i18n::Lang,
};
use selling::Selling;

use crate::{error::CommandError, wiring};

/// Days of history.
const YEAR: u64 = 365;

/// Make a demo market in a data folder. Everything about it follows from `now` and a fixed seed.
pub async fn build(config: Config, from: &Path, scale: u64) -> Result<Selling, CommandError> {
    let now = Clock::system().now();
    let content = content::read(from).map_err(CommandError::Refused)?;
    let clock = MockClock::at(now - days(YEAR));
    let market = wiring::open(config, clock.clock(), Chance::seeded(20_261_122)).await?;
    let operator = operator(&market).await?;
    let voices = reviews::Voices::read(from)?;
    let stalls = stalls::open(&market, &content, from).await?;
    payouts::open(&market, &stalls).await?;
    let buyers = stalls::buyers(&market, &content).await?;
    let crowd = history::Crowd { stalls: &stalls, buyers: &buyers, voices: &voices, operator };
    history::live(&market, &clock, &wiring::runner(&market), &crowd, now).await?;
    quotes::grant(&market, from, &stalls, &buyers, now).await?;
    talks::hold(&market, from, &stalls, &buyers, operator, now).await?;
    if let Some(stall) = stalls.iter().find(|stall| stall.shop.handle == "helan-leather") {
        reviews::report(&market, stall, operator, now).await?;
    }
    read_old_news(&market, now).await?;
    reconciled::compare(&market, now).await?;
    stalls::restock(&market, &stalls).await?;
    if scale > 1 {
        scale::multiply(&market, &stalls, scale).await?;
    }
    goods::search::rebuild(&market.index, &market.db).await?;
    Ok(market)
}

async fn operator(market: &Selling) -> Result<AccountId, CommandError> {
    let now = market.now();
    let act = async move |tx: &mut Tx| {
        let account = person::account(
            AccountId::new(tx.next_id(now)),
            "集市运营",
            "operator@demo.example",
            Lang::Chinese,
            now,
        );
        accounts::insert(tx, &Account { is_operator: true, ..account.clone() }).await?;
        Ok::<_, DbError>(account.id)
    };
    Ok(market.db.write(act).await?)
}

/// The people whom a visitor may be have read what is older than three days.
async fn read_old_news(market: &Selling, now: kernel::Timestamp) -> Result<(), CommandError> {
    for (_, login, _) in roles::ROLES {
        let act = async move |tx: &mut Tx| {
            let login = Login::Email(login.to_owned());
            let Some(account) = accounts::find_by_login(tx, &login).await? else { return Ok(()) };
            for told in notifications::list(tx, account.id, i64::MAX, 1_000).await? {
                if now.since(told.at) > days(3) {
                    notifications::read(tx, told.at, account.id, told.id).await?;
                }
            }
            Ok::<_, DbError>(())
        };
        market.db.write(act).await?;
    }
    Ok(())
}
