//! The money's way out in the demo: a payout a month for some shops, and one in each state for the maker's.

use kernel::Actor;
use people::fair::{Broken, Done, FARMER, Fair, MAKER, Opened, Player, Stall, nothing, plays};
use platform::{Later, db::Tx};

use super::{
    PayoutAccount, PayoutAct, PayoutId, PayoutStage, approve, change_account, export, funds, least,
    list_for_seller, pay, refuse, request, send_back, withdraw,
};
use crate::Selling;

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

struct Cashiers {
    market: Selling,
}

/// Let every shop say where it is paid.
pub fn open(market: Selling, fair: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async {
        let cashiers = Cashiers { market };
        for stall in &fair.stalls {
            cashiers.name_account(stall, "示范银行 Demo Bank").await?;
        }
        plays(cashiers)
    })
}

impl Player for Cashiers {
    fn day<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(async {
            if fair.days_left() > USUAL {
                // The farmer saves up for the tales.
                let is_one =
                    |at: usize, handle: &str| handle == MAKER || (at.is_multiple_of(8) && handle != FARMER);
                let some = fair.stalls.iter().enumerate().filter(|(at, stall)| is_one(*at, &stall.handle));
                for (_, stall) in some {
                    match fair.days_left() % MONTH {
                        0 => self.take(fair, stall, Ask(2)).await?,
                        27 => self.take(fair, stall, Export).await?,
                        25 => self.take(fair, stall, Pay).await?,
                        _ => {}
                    }
                }
            }
            for (_, handle, step) in TALES.into_iter().filter(|(day, _, _)| *day == fair.days_left()) {
                self.take(fair, fair.stall(handle)?, step).await?;
            }
            Ok(())
        })
    }

    fn end<'a>(&'a mut self, _: &'a Fair) -> Later<'a, Done> {
        nothing()
    }
}

impl Cashiers {
    async fn name_account(&self, stall: &Stall, bank: &'static str) -> Done {
        let (now, by) = (self.market.now(), stall.seller());
        let account = PayoutAccount::new(bank, &stall.name, &self.market.chance.digits(16), now)?;
        let act = async move |tx: &mut Tx| change_account(tx, &by, now, &account).await;
        Ok(self.market.db.write(act).await?)
    }

    async fn take(&self, fair: &Fair, stall: &Stall, step: Move) -> Done {
        let (now, rules, by) = (self.market.now(), self.market.rules(), stall.seller());
        let (shop, currency) = (stall.shop, stall.currency);
        let (operator, key) = (Actor::Operator { account: fair.operator()? }, self.market.chance.token());
        if matches!(step, NewAccount) {
            return self.name_account(stall, "示范农商银行").await;
        }
        let act = async move |tx: &mut Tx| {
            let newest = list_for_seller(tx, shop, i64::MAX, 1).await?.into_iter().next();
            let id = newest.as_ref().map_or(PayoutId::new(shop, 0), |payout| payout.id);
            match step {
                Ask(part) => {
                    let available = funds(tx, shop, currency).await?.available();
                    let amount = available.split(&[1, u64::try_from(part - 1)?])?.first().copied();
                    let least = least(&rules, currency)?.minor();
                    if let Some(amount) = amount.filter(|amount| amount.minor() >= least) {
                        request(tx, &by, now, &rules, &key, amount).await?;
                    }
                }
                Export => {
                    if newest.is_some_and(|payout| payout.state.stage() == PayoutStage::Requested) {
                        approve(tx, &operator, now, id).await?;
                    }
                    // Somebody else's of the same currency took this one along.
                    let _ = export(tx, &operator, now, currency).await;
                }
                Pay if newest.is_some_and(|payout| payout.can(PayoutAct::Pay)) => {
                    pay(tx, &operator, now, id).await?;
                }
                SendBack => drop(send_back(tx, &operator, now, id, UNKNOWN).await?),
                Refuse => drop(refuse(tx, &operator, now, id, DOUBT).await?),
                Withdraw => drop(withdraw(tx, &by, now, id).await?),
                Pay | NewAccount => {}
            }
            Ok::<_, Broken>(())
        };
        self.market.db.write(act).await
    }
}
