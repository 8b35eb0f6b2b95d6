//! In the demo everybody has read what they were told, but for the last days.

use platform::{
    Later,
    db::{DbError, Tx},
};

use super::read_all;
use crate::{
    fair::{Done, Fair, Opened, Player, nothing, plays},
    market::Market,
};

/// Days before today on which everybody reads.
const READ: u64 = 3;

struct Readers {
    market: Market,
}

pub fn open(market: Market, _: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async { plays(Readers { market }) })
}

impl Player for Readers {
    fn day<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(async move {
            if fair.days_left() != READ {
                return Ok(());
            }
            let now = self.market.now();
            let owners = fair.stalls.iter().map(|stall| stall.owner);
            let all: Vec<_> = owners.chain(fair.buyers.clone()).chain(fair.operator).collect();
            let act = async move |tx: &mut Tx| {
                for account in &all {
                    read_all(tx, now, *account).await?;
                }
                Ok::<_, DbError>(())
            };
            Ok(self.market.db.write(act).await?)
        })
    }

    fn end<'a>(&'a mut self, _: &'a Fair) -> Later<'a, Done> {
        nothing()
    }
}
