//! What the people of the demo agree on: talks, offers and quotes in every state.

mod quotes;
mod talks;

use people::fair::{Done, Fair, Opened, Player, nothing, plays};
use platform::Later;
use selling::Selling;

struct Talkers {
    market: Selling,
}

pub fn open(market: Selling, _: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async { plays(Talkers { market }) })
}

impl Player for Talkers {
    fn day<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(async {
            talks::past_deal(&self.market, fair).await?;
            if fair.days_left() == 0 {
                quotes::grant(&self.market, fair).await?;
                talks::hold(&self.market, fair).await?;
            }
            Ok(())
        })
    }

    fn end<'a>(&'a mut self, _: &'a Fair) -> Later<'a, Done> {
        nothing()
    }
}
