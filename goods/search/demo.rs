//! What the demo sells is found from the beginning; people have looked for things, and the buyer whom a visitor may be has
//! saved what they look for again and again.

use kernel::{AccountId, Limit, Timestamp, days};
use people::fair::{Done, Fair, Opened, Player, nothing, plays};
use platform::{
    Later,
    db::{DbError, Tx},
    i18n::Lang,
};

use super::{
    Filter, PageStart, Query, Sort,
    asked::SearchRequest,
    demand::{self, Who},
    rebuild, saved,
};
use crate::Goods;

/// Words that people look for, each by so many, some of which nobody has.
const WORDS: [(Lang, &str, i64); 9] = [
    (Lang::Chinese, "茶", 11),
    (Lang::Chinese, "皮雕", 8),
    (Lang::Chinese, "无人机", 7),
    (Lang::English, "celadon bowl", 6),
    (Lang::English, "kayak", 5),
    (Lang::Japanese, "茶碗", 6),
    (Lang::Hindi, "साड़ी", 5),
    (Lang::Indonesian, "batik", 9),
    (Lang::English, "what four people look for", 4),
];
/// Of those who found something, every second opens the first of it, every fourth puts it into the cart.
const OPENS: i64 = 2;
const BUYS: i64 = 4;
const SAVED: [&str; 3] = ["q=%E8%8C%B6&price_to=200", "craft=leather", "q=bamboo"];

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

    fn end<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(async {
            let now = self.market.now();
            rebuild(&self.market.db, &self.market.index, now, |_| {}).await?;
            let visitor = fair.visitor()?.get();
            let all: Vec<SearchRequest> = SAVED.iter().map(|query| SearchRequest::read(query)).collect();
            let save = async move |tx: &mut Tx| {
                for asked in &all {
                    saved::save(tx, now, visitor, asked).await?;
                }
                Ok::<_, saved::SaveError>(())
            };
            self.market.db.write(save).await?;
            look(&self.market, now).await?;
            Ok(())
        })
    }
}

/// Last week people looked for words.
async fn look(market: &Goods, now: Timestamp) -> Result<(), super::SearchError> {
    let then = now - days(7);
    let all: Vec<(Lang, String, i64)> =
        WORDS.iter().map(|(lang, words, people)| (*lang, (*words).to_owned(), *people)).collect();
    for (lang, words, people) in all {
        let query = Query {
            words: words.clone(),
            filter: Filter::default(),
            sort: Sort::Fitting,
            place: PageStart::Start,
            limit: Limit::new(1),
            near: None,
        };
        let found = market.index.find(market, &query).await?;
        let (total, first) = (found.total, found.hits.first().map(|card| card.id));
        let act = async move |tx: &mut Tx| {
            for person in 1..=people {
                // Nobody of the market: only that they are so many counts.
                let (account, who) =
                    (AccountId::new(-person), Who { holder: Some(-person), from: String::new() });
                demand::asked(tx, then, Some(account), "", lang, (&words, total)).await?;
                let Some(first) = first.filter(|_| person % OPENS == 1) else { continue };
                demand::clicked(tx, then, &who, lang, &words, first).await?;
                if person % BUYS == 1 {
                    demand::carted(tx, then, &who, first).await?;
                }
            }
            Ok::<_, DbError>(())
        };
        market.db.write(act).await?;
    }
    Ok(market.db.write(async move |tx: &mut Tx| demand::roll_up(tx, now).await).await?)
}
