//! In the demo people look for what nobody has, and the quarters of the year are published as they end.

use goods::search::demand;
use kernel::{AccountId, Actor, Day, ShopId, Timestamp, days};
use people::{
    capability::Sighting,
    fair::{Done, FARMER, Fair, MAKER, Opened, Player, YEAR, plays},
};
use platform::{Later, db::Tx, i18n::Lang};

use super::{
    market::{self, Period, SaidOfShop, say},
    opened::{close_weeks, opened, shown},
    places,
    span::{month, utc_day},
    word_store,
};
use crate::Commons;

/// What many look for and hardly anybody has: by so many people, and four weeks before by so many.
const WANTED: [(Lang, &str, i64, i64); 8] = [
    (Lang::Chinese, "真皮双肩包", 64, 31),
    (Lang::Chinese, "皮雕腰带", 45, 22),
    (Lang::Chinese, "原创设计", 88, 41),
    (Lang::Chinese, "枸杞鲜果", 52, 0),
    (Lang::English, "leather backpack", 37, 25),
    (Lang::English, "kayak", 41, 40),
    (Lang::Japanese, "レザーリュック", 28, 0),
    (Lang::Hindi, "चमड़े का बैग", 24, 0),
];
/// Of the shops that a visitor may be, so many people open something in a week.
const LOOKERS: i64 = 74;

struct Counter {
    market: Commons,
}

pub fn open(market: Commons, _: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async { plays(Counter { market }) })
}

impl Player for Counter {
    fn day<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(async {
            match YEAR - fair.day {
                35 => self.look_for(fair, false).await,
                7 => self.look_for(fair, true).await,
                _ => Ok(()),
            }
        })
    }

    fn end<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(async {
            let (market, now) = (&self.market, self.market.now());
            let home = market.config.currency;
            let operator = Actor::Operator { account: fair.operator()? };
            let tellers: Vec<(Actor, bool)> =
                fair.stalls.iter().enumerate().map(|(at, stall)| (stall.seller(), at % 3 != 1)).collect();
            let act = async move |tx: &mut Tx| {
                for (by, is_led) in &tellers {
                    let led = if *is_led { SaidOfShop::Yes } else { SaidOfShop::No };
                    say(tx, by, now, [led, SaidOfShop::Unsaid]).await?;
                }
                demand::roll_up(tx, now).await?;
                let words = word_store::lately(tx, utc_day(now)).await?;
                word_store::keep(tx, &words).await?;
                close_weeks(tx, now).await?;
                let this = month(utc_day(now));
                for of in this - 25..=this {
                    market::gather(tx, home, of).await?;
                }
                let mut quarter = Period::of_month(this)[0].previous();
                for _ in 0..2 {
                    market::publish(tx, &operator, now, home, quarter).await?;
                    quarter = quarter.previous();
                }
                Ok::<_, people::fair::Broken>(())
            };
            market.db.write(act).await?;
            let (today, this) = (Day::of(now), month(utc_day(now)));
            for of in this - 25..=this {
                places::gather(&market.db, of, today).await?;
            }
            Ok(places::sum_up(&market.db, today).await?)
        })
    }
}

impl Counter {
    /// People look for what nobody has, and open what the two shops sell.
    async fn look_for(&self, fair: &Fair, is_late: bool) -> Done {
        let now = self.market.now();
        let shops = [fair.stall(MAKER)?.shop, fair.stall(FARMER)?.shop];
        let act = async move |tx: &mut Tx| {
            for (lang, words, late, early) in WANTED {
                for person in 1..=if is_late { late } else { early } {
                    // Nobody of the market: only that they are so many counts.
                    let account = Some(AccountId::new(-1_000 - person));
                    demand::asked(tx, now, account, "", lang, (words, 0)).await?;
                }
            }
            for shop in shops {
                let lookers = if is_late { LOOKERS } else { LOOKERS / 2 };
                for person in 1..=3 * lookers {
                    shown(tx, &looker(now, shop, person)).await?;
                }
                for person in 1..=lookers {
                    opened(tx, &looker(now, shop, person)).await?;
                }
            }
            // Before their week is forgotten.
            demand::roll_up(tx, now + days(1)).await
        };
        Ok(self.market.db.write(act).await?)
    }
}

fn looker(now: Timestamp, shop: ShopId, person: i64) -> Sighting {
    let holder = Some(-2_000 - person);
    Sighting {
        now,
        lang: Lang::Chinese,
        account: None,
        holder,
        from: String::new(),
        shop,
        id: 0,
        came_from: None,
    }
}
