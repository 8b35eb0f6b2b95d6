//! What the people of the demo say of each other, through the acts and in their own languages.

use std::collections::HashMap;

use kernel::{AccountId, Actor, Chance};
use people::{
    accounts,
    fair::{Broken, Done, Fair, MAKER, Opened, Player, plays},
};
use platform::{
    Later,
    db::{DbError, Tx},
    i18n::Lang,
};
use selling::{
    Selling,
    orders::{self, OrderId, OrderStage, demo::common::photos},
};
use serde::Deserialize;

use super::{
    Author, Decided, Decision, Opinion, ReportReason, Scores, Verdict, decide, list_of_order, list_of_shop,
    reply, report, write,
};

/// More orders than are paid on a day.
const RECENT: i64 = 50;
/// Days until somebody who waits for the end of an order looks again.
const PATIENCE: u64 = 3;

/// What people of one language say.
#[derive(Deserialize)]
struct Words {
    good: Vec<String>,
    fair: Vec<String>,
    poor: Vec<String>,
    /// A shop about a buyer.
    seller: Vec<String>,
    /// A shop to a buyer.
    reply: Vec<String>,
}

/// One side that is going to write about an order.
struct Turn {
    day: u64,
    order: OrderId,
    author: Author,
    buyer: AccountId,
}

struct Critics {
    market: Selling,
    chance: Chance,
    /// What is said, by language.
    words: HashMap<String, Words>,
    turns: Vec<Turn>,
    /// The newest order that was looked at.
    newest: i64,
}

pub fn open(market: Selling, fair: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async {
        let words = fair.content("reviews.json")?;
        plays(Critics { market, chance: Chance::seeded(50_505), words, turns: Vec::new(), newest: 0 })
    })
}

impl Player for Critics {
    fn day<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(async {
            self.take_turns(fair).await?;
            let due: Vec<Turn> = self.turns.extract_if(.., |turn| turn.day <= fair.day).collect();
            for turn in due {
                self.write(fair, turn).await?;
            }
            Ok(())
        })
    }

    fn end<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(self.report(fair))
    }
}

impl Critics {
    /// Two buyers in three are going to say how it was, and half of the shops what they think of them.
    async fn take_turns(&mut self, fair: &Fair) -> Done {
        let look = async |tx: &mut Tx| orders::list_all(tx, Some(OrderStage::Paid), i64::MAX, RECENT).await;
        let mut paid = self.market.db.read(look).await?;
        paid.retain(|order| order.id.number() > self.newest);
        self.newest = paid.first().map_or(self.newest, |order| order.id.number());
        // Whoever has come in the year is not spoken of.
        for order in paid.into_iter().filter(|order| fair.stall_of(order.id.shop()).is_ok()) {
            for (author, share) in [(Author::Buyer, 66), (Author::Seller, 55)] {
                if self.chance.below(100) < share {
                    let day = fair.day + 4 + self.chance.below(8);
                    self.turns.push(Turn { day, order: order.id, author, buyer: order.buyer });
                }
            }
        }
        Ok(())
    }

    fn pick(&self, list: &[String]) -> String {
        let at = self.chance.below(list.len() as u64);
        list.get(usize::try_from(at).unwrap_or_default()).cloned().unwrap_or_default()
    }

    /// How it was, more or less: most people are content.
    fn said(&self, language: Lang, author: Author, photos: Vec<String>) -> Opinion {
        let verdict = match self.chance.below(100) {
            0..5 => Verdict::Poor,
            5..14 => Verdict::Fair,
            _ => Verdict::Good,
        };
        let low = match verdict {
            Verdict::Poor => 1,
            Verdict::Fair => 3,
            Verdict::Good => 4,
        };
        let score = || (low + i64::try_from(self.chance.below(3)).unwrap_or(0)).min(5);
        let scores = Scores { described: score(), service: score(), delivery: score() };
        let words = self.words.get(language.code()).map(|all| match author {
            Author::Buyer => match verdict {
                Verdict::Poor => self.pick(&all.poor),
                Verdict::Fair => self.pick(&all.fair),
                Verdict::Good => self.pick(&all.good),
            },
            Author::Seller => self.pick(&all.seller),
        });
        // What a shop says of its buyers is kinder.
        let verdict = if author == Author::Seller { Verdict::Good } else { verdict };
        Opinion { verdict, scores: Some(scores), words: words.unwrap_or_default(), photos }
    }

    /// One side writes when the order is completed, and not at all when it came to nothing. Now and then the shop
    /// answers.
    async fn write(&mut self, fair: &Fair, turn: Turn) -> Done {
        let Turn { order, author, buyer, .. } = turn;
        let stall = fair.stall_of(order.shop())?;
        let (now, rules, shop) = (self.market.now(), self.market.rules(), stall.seller());
        let (by, account) = match author {
            Author::Buyer => (Actor::Buyer { account: buyer }, buyer),
            Author::Seller => (shop, stall.owner),
        };
        let (files, has_photos) =
            (self.market.files.clone(), author == Author::Buyer && self.chance.below(6) == 0);
        let look = async move |tx: &mut Tx| {
            let language = accounts::find(tx, account).await?.map_or(Lang::English, |found| found.language);
            let state = orders::find(tx, order).await?.map(|order| order.state.stage());
            let is_over = state == Some(OrderStage::Completed);
            let photos = if is_over && has_photos { photos(tx, &files, order).await? } else { Vec::new() };
            Ok::<_, DbError>((state, language, photos))
        };
        let (state, language, photos) = self.market.db.read(look).await?;
        match state {
            Some(OrderStage::Completed) => {}
            Some(OrderStage::Refunded) | None => return Ok(()),
            Some(_) => {
                self.turns.push(Turn { day: fair.day + PATIENCE, ..turn });
                return Ok(());
            }
        }
        let said = self.said(language, author, photos);
        let replies = self.words.get(stall.language.code()).filter(|_| self.chance.below(4) == 0);
        let replies = replies.map(|words| words.reply.clone()).unwrap_or_default();
        let act = async move |tx: &mut Tx| {
            write(tx, &by, now, &rules, order, said.clone()).await?;
            let open = list_of_order(tx, order).await?.into_iter().find(|review| {
                review.author == Author::Buyer && review.is_published() && review.reply.is_none()
            });
            if let Some(open) = open
                && let Some(words) = answer(&replies, open.said.verdict)
            {
                reply(tx, &shop, now, open.id, words).await?;
            }
            Ok::<_, Broken>(())
        };
        self.market.db.write(act).await
    }

    /// Two reviews that the moderators see: one waits for them, one they have hidden.
    async fn report(&self, fair: &Fair) -> Done {
        let (now, by) = (self.market.now(), fair.stall(MAKER)?.seller());
        let judge = Actor::Moderator { account: fair.operator()? };
        let shop = fair.stall(MAKER)?.shop;
        let act = async move |tx: &mut Tx| {
            let reasons = [ReportReason::NotTrue, ReportReason::Private];
            for (review, reason) in list_of_shop(tx, shop, None, i64::MAX, 2).await?.iter().zip(reasons) {
                report(tx, &by, now, review.id, reason, "演示：店家这样说明举报的原因。").await?;
                if reason == ReportReason::Private {
                    let decision = Decision {
                        decided: Decided::Hide,
                        words: "演示：写了别人的地址。".to_owned(),
                    };
                    decide(tx, &judge, now, review.id, decision).await?;
                }
            }
            Ok::<_, Broken>(())
        };
        self.market.db.write(act).await
    }
}

/// What a shop answers to a good, a fair or a poor review.
fn answer(replies: &[String], verdict: Verdict) -> Option<&str> {
    let at = match verdict {
        Verdict::Good => 0,
        Verdict::Fair => 1,
        Verdict::Poor => 2,
    };
    replies.get(at).or_else(|| replies.last()).map(String::as_str)
}
