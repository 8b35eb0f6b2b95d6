//! What the demo sells is found from the beginning.

use people::fair::{Done, Fair, Opened, Player, nothing, plays};
use platform::Later;

use super::rebuild;
use crate::Goods;

struct Finder {
    market: Goods,
}

pub fn open(market: Goods, _: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async { plays(Finder { market }) })
}

impl Player for Finder {
    fn day<'a>(&'a mut self, _: &'a Fair) -> Later<'a, Done> {
        nothing()
    }

    fn end<'a>(&'a mut self, _: &'a Fair) -> Later<'a, Done> {
        Box::pin(async {
            let now = self.market.now();
            rebuild(&self.market.db, &self.market.index, now, |_| {}).await?;
            Ok(())
        })
    }
}
