//! Trade of the first shops before the year: quiet, everything is sent at once, and nobody complains.

use kernel::Chance;
use people::fair::{Done, Fair};
use platform::db::{DbError, Tx};

use super::{
    super::ship,
    common::{Errand, Shoppers, parcel},
};
use crate::Selling;

/// Of so many shops one sells something at a time.
const QUIET: u64 = 7;

pub struct Firsts {
    shoppers: Shoppers,
}

impl Firsts {
    pub async fn look(market: Selling, fair: &Fair) -> Result<Self, DbError> {
        let mut shoppers = Shoppers::look(market, Chance::seeded(20_250_301), &fair.stalls).await?;
        let is_first = |shop| fair.stalls.iter().any(|stall| stall.shop == shop && stall.is_first);
        shoppers.keep(is_first);
        Ok(Self { shoppers })
    }

    /// What they sell in a few days: at home only, where no rate of a day is needed.
    pub async fn trade(&self, fair: &Fair) -> Done {
        let (market, chance) = (&self.shoppers.market, &self.shoppers.chance);
        let home = market.config.currency;
        for stall in fair.stalls.iter().filter(|stall| stall.is_first && stall.currency == home) {
            if chance.below(QUIET) > 0 {
                continue;
            }
            let buyer = fair.buyer(usize::try_from(chance.below(fair.buyers.len() as u64))?)?;
            for order in self.shoppers.buy(Errand::at(stall.shop, buyer)).await? {
                let by = fair.stall_of(order.shop())?.seller();
                let (now, rules) = (market.now(), market.rules());
                let act = async move |tx: &mut Tx| {
                    let parcel = parcel(tx);
                    ship(tx, &by, now, &rules, order, parcel).await
                };
                market.db.write(act).await?;
            }
        }
        Ok(())
    }
}
