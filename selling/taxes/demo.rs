//! What two shops of the demo state: the farmer at two rates, and the maker at one that falls in the year.

use kernel::BasisPoints;
use people::fair::{Broken, Done, FARMER, Fair, MAKER, Opened, Player, nothing, plays};
use platform::{Later, db::Tx};

use super::{NewTerms, calendar_day, state_terms};
use crate::{
    Selling,
    prices::{ExportRule, ShopTax},
};

/// The days of the year on which they begin to state something, and on which the maker's rate falls.
const FIRST: u64 = 200;
const RELIEF: u64 = 330;

/// What somebody states from a day on: the usual rate, and the lower one.
type Rates = (u32, Option<u32>);

struct Stating(Selling);

pub fn open(market: Selling, _: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async { plays(Stating(market)) })
}

impl Player for Stating {
    fn day<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(async {
            match fair.day {
                FIRST => {
                    self.state(fair, FARMER, (1_300, Some(900))).await?;
                    self.state(fair, MAKER, (300, None)).await
                }
                RELIEF => self.state(fair, MAKER, (100, None)).await,
                _ => Ok(()),
            }
        })
    }

    fn end<'a>(&'a mut self, _: &'a Fair) -> Later<'a, Done> {
        nothing()
    }
}

impl Stating {
    async fn state(&self, fair: &Fair, handle: &str, (standard, reduced): Rates) -> Done {
        let (now, by) = (self.0.now(), fair.stall(handle)?.seller());
        let stated = ShopTax {
            name: "增值税".to_owned(),
            standard: BasisPoints::new(standard),
            reduced: reduced.map(BasisPoints::new),
            export: ExportRule::Zero,
        };
        let new = NewTerms { from: calendar_day(now, "Asia/Shanghai"), stated: Some(stated) };
        let act = async move |tx: &mut Tx| state_terms(tx, &by, now, new.clone()).await.map(drop);
        self.0.db.write(act).await.map_err(Broken::from)
    }
}
