//! In the demo the shop that a visitor may be has an endpoint that is switched off: nobody is asked.

use people::fair::{Done, Fair, MAKER, Opened, Player, nothing, plays};
use platform::{Later, db::Tx};
use selling::Selling;

use super::{EndpointAct, EventKind, NewEndpoint, SwitchError, add, switch};

struct Programmer {
    market: Selling,
}

pub fn open(market: Selling, _: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async { plays(Programmer { market }) })
}

impl Player for Programmer {
    fn day<'a>(&'a mut self, _: &'a Fair) -> Later<'a, Done> {
        nothing()
    }

    fn end<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(async move {
            let (by, now) = (fair.stall(MAKER)?.seller(), self.market.now());
            let kinds: Vec<_> = EventKind::all().into_iter().filter(|kind| kind.topic == "order").collect();
            let url = "https://program.example/jishi".to_owned();
            let act = async move |tx: &mut Tx| {
                let new = NewEndpoint { url: url.clone(), kinds: kinds.clone() };
                let made = add(tx, &by, now, new).await.map_err(people::fair::Broken::from)?;
                let off = switch(tx, &by, now, made.id, EndpointAct::SwitchOff).await;
                off.map(drop).map_err(|error: SwitchError| people::fair::Broken::from(error))
            };
            self.market.db.write(act).await
        })
    }
}
