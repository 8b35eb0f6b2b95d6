//! In the demo the buyer whom a visitor may be keeps something of every second shop.

use goods::catalog;
use people::fair::{Done, Fair, Opened, Player, nothing, plays};
use platform::{Later, db::Tx};
use selling::Selling;

use super::keep;

/// Of how many shops something is kept: more than one page shows.
const SHOPS: usize = 30;

struct Keeper {
    market: Selling,
}

pub fn open(market: Selling, _: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async { plays(Keeper { market }) })
}

impl Player for Keeper {
    fn day<'a>(&'a mut self, _: &'a Fair) -> Later<'a, Done> {
        nothing()
    }

    fn end<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(async move {
            let (visitor, now) = (fair.visitor()?.get(), self.market.now());
            let shops: Vec<_> = fair.stalls.iter().step_by(2).take(SHOPS).map(|stall| stall.shop).collect();
            let act = async move |tx: &mut Tx| {
                for shop in &shops {
                    let shown = catalog::list_of_shop(tx, *shop, i64::MAX, 1).await?;
                    if let Some(card) = shown.first() {
                        keep(tx, now, visitor, card.id).await?;
                    }
                }
                Ok::<_, super::KeepError>(())
            };
            Ok(self.market.db.write(act).await?)
        })
    }
}
