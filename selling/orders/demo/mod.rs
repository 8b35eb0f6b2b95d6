//! A year of trade in the demo: people buy, shops ship, some confirm, some stay silent, a few change their minds.

mod cart;
pub mod common;
mod firsts;
mod gifts;
mod refunds;

use kernel::{AccountId, Actor, Chance};
use people::fair::{Done, FARMER, Fair, MAKER, Opened, Player, YEAR, nothing, plays};
use platform::{Later, db::Tx};

pub use firsts::Firsts;

use self::{
    common::{Errand, Shoppers, parcel},
    gifts::GIFTS,
    refunds::{BOUGHT, Running, TALES},
};
use super::{OrderId, cancel, receive, ship};
use crate::Selling;

/// Purchases a day at the end of the year; half as many at its beginning.
const BUSY: u64 = 8;

/// What happens to a paid order.
enum Plan {
    Ship(OrderId),
    Confirm(OrderId, AccountId),
    Cancel(OrderId, AccountId),
}

struct Trade {
    shoppers: Shoppers,
    /// With the day of each.
    plans: Vec<(u64, Plan)>,
    tales: Vec<Running>,
}

pub fn open(market: Selling, fair: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async {
        let shoppers = Shoppers::look(market, Chance::seeded(60_309), &fair.stalls).await?;
        plays(Trade { shoppers, plans: Vec::new(), tales: Vec::new() })
    })
}

impl Player for Trade {
    fn day<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(async {
            self.follow_plans(fair).await?;
            self.tell_tales(fair).await?;
            match fair.days_left() {
                cart::FILLED => cart::fill(&self.shoppers.market, fair).await?,
                cart::CHANGED => cart::change(&self.shoppers.market, fair).await?,
                _ => {}
            }
            if fair.days_left() == 0 {
                self.give_gifts(fair).await?;
                let forgotten = Errand::at(fair.stall(FARMER)?.shop, fair.visitor()?);
                self.shoppers.buy(Errand { is_paid: false, ..forgotten }).await?;
            }
            self.go_shopping(fair).await
        })
    }

    fn end<'a>(&'a mut self, _: &'a Fair) -> Later<'a, Done> {
        nothing()
    }
}

impl Trade {
    async fn follow_plans(&mut self, fair: &Fair) -> Done {
        let due: Vec<_> = self.plans.extract_if(.., |(day, _)| *day <= fair.day).collect();
        let (market, now) = (&self.shoppers.market, self.shoppers.market.now());
        for (_, plan) in due {
            let rules = market.rules();
            match plan {
                Plan::Ship(order) => {
                    let by = fair.stall_of(order.shop())?.seller();
                    let act = async move |tx: &mut Tx| {
                        let parcel = parcel(tx);
                        ship(tx, &by, now, &rules, order, parcel).await
                    };
                    market.db.write(act).await?;
                }
                Plan::Confirm(order, account) => {
                    let by = Actor::Buyer { account };
                    let act = async move |tx: &mut Tx| receive(tx, &by, now, order).await;
                    market.db.write(act).await?;
                }
                Plan::Cancel(order, account) => {
                    let by = Actor::Buyer { account };
                    let act = async move |tx: &mut Tx| cancel(tx, &by, now, &rules, order).await;
                    market.db.write(act).await?;
                }
            }
        }
        Ok(())
    }

    async fn tell_tales(&mut self, fair: &Fair) -> Done {
        if fair.days_left() == BOUGHT {
            for tale in TALES {
                let errand = Errand::at(fair.stall(tale.shop)?.shop, fair.visitor()?);
                let bought = self.shoppers.buy(errand).await?;
                self.tales.extend(bought.first().map(|order| tale.begin(*order)));
            }
        }
        refunds::day(&self.shoppers.market, fair, &mut self.tales).await
    }

    async fn give_gifts(&self, fair: &Fair) -> Done {
        for (shop, reached) in GIFTS {
            let (shop, buyer) = (fair.stall(shop)?.shop, fair.visitor()?);
            let errand = Errand { gift: Some(gifts::wrapping()), ..Errand::at(shop, buyer) };
            if let Some(order) = self.shoppers.buy(errand).await?.first() {
                gifts::receive(&self.shoppers.market, buyer, *order, reached).await?;
            }
        }
        Ok(())
    }

    async fn go_shopping(&mut self, fair: &Fair) -> Done {
        let below = |end| self.shoppers.chance.below(end);
        let days_left = fair.days_left();
        let purchases = BUSY / 2 + below(BUSY / 2 + BUSY * fair.day / (2 * YEAR) + 1);
        for number in 0..purchases {
            // The person whom a visitor may be has something in every state at the end.
            let is_visitor = days_left <= 12 && number == 0;
            let buyer = if is_visitor { 0 } else { below(fair.buyers.len() as u64) };
            let buyer = fair.buyer(usize::try_from(buyer)?)?;
            let is_paid = is_visitor || below(100) < 93;
            // In the last days the two shops that a visitor may be have parcels to send.
            let handle = if number.is_multiple_of(2) { MAKER } else { FARMER };
            let is_busy = days_left <= 3 && number < 6;
            let shop = if is_busy { Some(fair.stall(handle)?.shop) } else { None };
            let knows_codes = number.is_multiple_of(2);
            let errand = Errand { buyer, shop, gift: None, is_paid, knows_codes };
            for order in self.shoppers.buy(errand).await? {
                let plans = plan(&self.shoppers.chance, fair.day, order, buyer);
                self.plans.extend(plans);
            }
        }
        Ok(())
    }
}

fn plan(chance: &Chance, day: u64, order: OrderId, buyer: AccountId) -> Vec<(u64, Plan)> {
    match chance.below(100) {
        0..3 => vec![(day + 1, Plan::Cancel(order, buyer))],
        // Never shipped: the clock gives the money back.
        3..5 => Vec::new(),
        5..70 => {
            let ship = day + 1 + chance.below(3);
            vec![(ship, Plan::Ship(order)), (ship + 2 + chance.below(6), Plan::Confirm(order, buyer))]
        }
        // Shipped, and the buyer stays silent.
        _ => vec![(day + 1 + chance.below(4), Plan::Ship(order))],
    }
}
