//! The money's way out in the demo: a payout a month for some shops, and one in each state for the maker's.

use kernel::{AccountId, Actor, ShopRole, Timestamp};
use people::accounts::{self, Login};
use platform::db::{DbError, Tx};
use selling::{
    Selling,
    payouts::{self, PayoutAccount, PayoutAct, PayoutId, PayoutStage},
};

use super::stalls::Stall;
use crate::error::CommandError;

const MAKER: &str = "helan-leather";
const FARMER: &str = "zhongning-goji";
/// Days between a shop's payouts.
const MONTH: u64 = 30;
/// Until this day before today the monthly payouts are made; what comes later is told one by one.
const USUAL: u64 = 15;

const UNKNOWN: &str = "银行：户名与账号不符，款项退回。";
const DOUBT: &str = "账户的户名不是店主，请先核对。";

/// What somebody does with the newest payout of a shop.
#[derive(Clone, Copy)]
enum Move {
    /// A part of the balance: one in so many.
    Ask(i64),
    Withdraw,
    Refuse,
    Export,
    Pay,
    SendBack,
    /// Another account, so that the operator looks.
    NewAccount,
}

use Move::{Ask, Export, NewAccount, Pay, Refuse, SendBack, Withdraw};

/// What happens how many days before today, at which shop.
const TALES: [(u64, &str, Move); 16] = [
    (13, MAKER, Ask(8)),
    (12, MAKER, Export),
    (10, MAKER, Pay),
    (7, MAKER, SendBack),
    (9, FARMER, Ask(4)),
    (8, FARMER, Export),
    (6, FARMER, Pay),
    (6, MAKER, Ask(9)),
    (5, MAKER, Refuse),
    (5, FARMER, Ask(6)),
    (4, FARMER, Withdraw),
    (3, MAKER, Ask(5)),
    (2, MAKER, Export),
    (1, MAKER, Ask(7)),
    (1, FARMER, NewAccount),
    (0, FARMER, Ask(3)),
];

fn owner(stall: &Stall) -> Actor {
    Actor::Seller { account: stall.owner, shop: stall.shop.id, role: ShopRole::Owner }
}

/// Why a step of the demo did not go well.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Told(String);

impl From<DbError> for Told {
    fn from(error: DbError) -> Self {
        told(error)
    }
}

fn told(error: impl std::fmt::Display) -> Told {
    Told(error.to_string())
}

fn refused(error: &dyn std::fmt::Display) -> CommandError {
    CommandError::Refused(error.to_string())
}

/// Let every shop say where it is paid.
pub async fn open(market: &Selling, stalls: &[Stall]) -> Result<(), CommandError> {
    for stall in stalls {
        name_account(market, stall, "示范银行 Demo Bank", market.now()).await?;
    }
    Ok(())
}

async fn name_account(
    market: &Selling,
    stall: &Stall,
    bank: &'static str,
    now: Timestamp,
) -> Result<(), CommandError> {
    let (by, holder, number) = (owner(stall), stall.shop.name.clone(), market.chance.digits(16));
    let account = PayoutAccount::new(bank, &holder, &number, now).map_err(|error| refused(&error))?;
    let act = async move |tx: &mut Tx| payouts::change_account(tx, &by, now, &account).await;
    market.db.write(act).await.map_err(|error| refused(&error))
}

/// What happens so many days before today.
pub async fn day(
    market: &Selling,
    stalls: &[Stall],
    days_left: u64,
    now: Timestamp,
) -> Result<(), CommandError> {
    let login = Login::Email("operator@demo.example".into());
    let find = async move |tx: &mut Tx| accounts::find_by_login(tx, &login).await;
    let operator = market.db.read(find).await?.ok_or_else(|| refused(&"the demo has no operator"))?.id;
    if days_left > USUAL {
        // The farmer saves up for the tales.
        let is_one = |at: usize, handle: &str| handle == MAKER || (at.is_multiple_of(8) && handle != FARMER);
        let some = stalls.iter().enumerate().filter(|(at, stall)| is_one(*at, &stall.shop.handle));
        for (_, stall) in some {
            match days_left % MONTH {
                0 => take(market, stall, operator, Ask(2), now).await?,
                27 => take(market, stall, operator, Export, now).await?,
                25 => take(market, stall, operator, Pay, now).await?,
                _ => {}
            }
        }
    }
    for (_, handle, step) in TALES.into_iter().filter(|(day, _, _)| *day == days_left) {
        if let Some(stall) = stalls.iter().find(|stall| stall.shop.handle == handle) {
            take(market, stall, operator, step, now).await?;
        }
    }
    Ok(())
}

async fn take(
    market: &Selling,
    stall: &Stall,
    operator: AccountId,
    step: Move,
    now: Timestamp,
) -> Result<(), CommandError> {
    let (by, shop, currency, rules) = (owner(stall), stall.shop.id, stall.shop.currency, market.rules());
    let (operator, key) = (Actor::Operator { account: operator }, market.chance.token());
    if matches!(step, NewAccount) {
        return name_account(market, stall, "示范农商银行", now).await;
    }
    let act = async move |tx: &mut Tx| {
        let newest = payouts::list_for_seller(tx, shop, i64::MAX, 1).await?.into_iter().next();
        let can = |act| newest.as_ref().is_some_and(|payout| payout.can(act));
        let id = newest.as_ref().map_or(PayoutId::new(shop, 0), |payout| payout.id);
        // What a step refuses is a demo that tells itself wrong: it ends the making of it.
        let step = match step {
            Ask(part) => {
                let funds = payouts::funds(tx, shop, currency).await?;
                let amount = funds.available().split(&[1, u64::try_from(part - 1).unwrap_or(1)]);
                let amount = amount.ok().and_then(|parts| parts.first().copied());
                let least = payouts::least(&rules, currency).map_err(told)?;
                match amount.filter(|amount| amount.minor() >= least.minor()) {
                    Some(amount) => {
                        let asked = payouts::request(tx, &by, now, &rules, &key, amount).await;
                        asked.map(drop).map_err(told)?;
                        Ok(())
                    }
                    None => Ok(()),
                }
            }
            Export => {
                if newest.as_ref().is_some_and(|payout| payout.state.stage() == PayoutStage::Requested) {
                    payouts::approve(tx, &operator, now, id).await.map_err(told)?;
                }
                // Somebody else's of the same currency took this one along.
                let _ = payouts::export(tx, &operator, now, currency).await;
                Ok(())
            }
            Pay if can(PayoutAct::Pay) => payouts::pay(tx, &operator, now, id).await.map(drop),
            SendBack => payouts::send_back(tx, &operator, now, id, UNKNOWN).await.map(drop),
            Refuse => payouts::refuse(tx, &operator, now, id, DOUBT).await.map(drop),
            Withdraw => payouts::withdraw(tx, &by, now, id).await.map(drop),
            Pay | NewAccount => Ok(()),
        };
        step.map_err(told)
    };
    market.db.write(act).await.map_err(|error| refused(&error))
}
