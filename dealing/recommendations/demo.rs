//! In the demo people look at one thing after another, and the buyer whom a visitor may be has looked around lately.

use goods::catalog::{self, ListingId};
use kernel::minutes;
use people::fair::{Done, Fair, Opened, Player, nothing, plays};
use platform::{
    Later,
    db::{DbError, Tx},
};
use selling::Selling;

use super::see;

/// People who look around, each at a few things of neighbouring shops.
const PEOPLE: usize = 40;
const SHOPS: usize = 5;
const THINGS: i64 = 2;

struct Looker {
    market: Selling,
}

pub fn open(market: Selling, _: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async { plays(Looker { market }) })
}

impl Player for Looker {
    fn day<'a>(&'a mut self, _: &'a Fair) -> Later<'a, Done> {
        nothing()
    }

    fn end<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(async move {
            let (visitor, now) = (fair.visitor()?.get(), self.market.now());
            let shops: Vec<_> = fair.stalls.iter().map(|stall| stall.shop).collect();
            let act = async move |tx: &mut Tx| {
                for person in 0..PEOPLE {
                    // Guests whose sessions have ended: of them only what goes together stays.
                    let (holder, first) = if person == 0 { (visitor, 0) } else { (-1, 3 * (person % 13)) };
                    let mut at = now - minutes(90);
                    for shop in shops.iter().cycle().skip(first).take(SHOPS) {
                        for card in catalog::list_of_shop(tx, *shop, i64::MAX, THINGS).await? {
                            let id: ListingId = card.id;
                            see(tx, at, holder, id).await?;
                            at = at + minutes(3);
                        }
                    }
                    super::forget(tx, -1).await?;
                }
                Ok::<_, DbError>(())
            };
            Ok(self.market.db.write(act).await?)
        })
    }
}
