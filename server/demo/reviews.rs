//! What the people of the demo say of each other, through the acts and in their own languages.

use std::{collections::HashMap, path::Path};

use dealing::reviews::{self, Author, Decided, Decision, Opinion, ReportReason, Review, Scores, Verdict};
use kernel::{AccountId, Actor, Chance, ShopRole, Timestamp};
use people::accounts;
use platform::db::{DbError, Tx};
use selling::{
    Selling,
    orders::{self, OrderId},
};
use serde::Deserialize;

use super::{content, stalls::Stall};
use crate::error::CommandError;

/// What people of one language say.
#[derive(Clone, Deserialize)]
struct Words {
    good: Vec<String>,
    fair: Vec<String>,
    poor: Vec<String>,
    /// A shop about a buyer.
    seller: Vec<String>,
    /// A shop to a buyer.
    reply: Vec<String>,
}

/// What is said, by language.
pub struct Voices {
    words: HashMap<String, Words>,
    chance: Chance,
}

/// One side that is going to write about an order.
#[derive(Clone, Copy)]
pub struct Turn {
    pub order: OrderId,
    pub author: Author,
    /// The buyer.
    pub buyer: AccountId,
}

impl Voices {
    pub fn read(from: &Path) -> Result<Self, CommandError> {
        let words =
            content::json(&from.join("market").join("reviews.json")).map_err(CommandError::Refused)?;
        Ok(Self { words, chance: Chance::seeded(50_505) })
    }

    fn pick(&self, list: &[String]) -> String {
        let at = self.chance.below(list.len().max(1) as u64);
        list.get(usize::try_from(at).unwrap_or_default()).cloned().unwrap_or_default()
    }

    /// How it was, more or less: most people are content.
    fn said(&self, language: &str, author: Author) -> Opinion {
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
        let words = self.words.get(language).map(|all| match author {
            Author::Buyer => match verdict {
                Verdict::Poor => self.pick(&all.poor),
                Verdict::Fair => self.pick(&all.fair),
                Verdict::Good => self.pick(&all.good),
            },
            Author::Seller => self.pick(&all.seller),
        });
        // What a shop says of its buyers is kinder.
        let verdict = if author == Author::Seller { Verdict::Good } else { verdict };
        Opinion { verdict, scores: Some(scores), words: words.unwrap_or_default(), photos: Vec::new() }
    }
}

async fn language_of(tx: &mut Tx, account: AccountId) -> Result<&'static str, DbError> {
    Ok(accounts::find(tx, account).await?.map_or("en", |account| account.language.code()))
}

/// One side writes, if the order has come so far; now and then the shop answers.
pub async fn write(
    market: &Selling,
    voices: &Voices,
    stall: &Stall,
    turn: Turn,
    now: Timestamp,
) -> Result<(), CommandError> {
    let refused = |error: &dyn std::fmt::Display| CommandError::Refused(error.to_string());
    let shop = Actor::Seller { account: stall.owner, shop: stall.shop.id, role: ShopRole::Owner };
    let (by, account) = match turn.author {
        Author::Buyer => (Actor::Buyer { account: turn.buyer }, turn.buyer),
        Author::Seller => (shop, stall.owner),
    };
    let rules = market.rules();
    let find = async move |tx: &mut Tx| language_of(tx, account).await;
    let language = market.db.read(find).await.map_err(|error| refused(&error))?;
    let mut said = voices.said(language, turn.author);
    if turn.author == Author::Buyer && voices.chance.below(6) == 0 {
        said.photos = photos(market, turn.order).await.map_err(|error| refused(&error))?;
    }
    let order = turn.order;
    let act = async move |tx: &mut Tx| reviews::write(tx, &by, now, &rules, order, said.clone()).await;
    // Who has changed their mind, or still waits for the parcel, has nothing to say.
    let Ok(review) = market.db.write(act).await else { return Ok(()) };
    if voices.chance.below(4) == 0 {
        answer(market, voices, stall, &review, now).await.map_err(|error| refused(&error))?;
    }
    Ok(())
}

async fn answer(
    market: &Selling,
    voices: &Voices,
    stall: &Stall,
    review: &Review,
    now: Timestamp,
) -> Result<(), DbError> {
    let order = review.order;
    let both = market.db.read(async move |tx: &mut Tx| reviews::list_of_order(tx, order).await).await?;
    let open = both.into_iter().find(|one| one.author == Author::Buyer && one.is_published());
    let Some(open) = open.filter(|one| one.reply.is_none()) else { return Ok(()) };
    let Some(words) = voices.words.get(stall.shop.language.code()) else { return Ok(()) };
    let at = match open.said.verdict {
        Verdict::Good => 0,
        Verdict::Fair => 1,
        Verdict::Poor => 2,
    };
    let words = words.reply.get(at).or_else(|| words.reply.last()).cloned().unwrap_or_default();
    let shop = Actor::Seller { account: stall.owner, shop: stall.shop.id, role: ShopRole::Owner };
    let act = async move |tx: &mut Tx| {
        reviews::reply(tx, &shop, now, open.id, &words).await.map_err(|_| DbError::Raced)
    };
    market.db.write(act).await
}

/// Photos of a review: the picture of its listing.
async fn photos(market: &Selling, order: OrderId) -> Result<Vec<String>, DbError> {
    let lines = market.db.read(async move |tx: &mut Tx| orders::lines(tx, order).await).await?;
    let mut names = Vec::new();
    for name in lines.into_iter().map(|line| line.picture).filter(|name| !name.is_empty()).take(2) {
        let Ok(picture) = market.files.get(&name, "-640.webp") else { continue };
        let put = |suffix| market.files.put(&name, suffix, &picture);
        if put("-proof-320.webp").and_then(|()| put("-proof-1280.webp")).is_ok() {
            names.push(name);
        }
    }
    names.dedup();
    Ok(names)
}

/// Two reviews that the moderators see: one waits for them, one they have hidden.
pub async fn report(
    market: &Selling,
    stall: &Stall,
    operator: AccountId,
    now: Timestamp,
) -> Result<(), CommandError> {
    let by = Actor::Seller { account: stall.owner, shop: stall.shop.id, role: ShopRole::Owner };
    let shop = stall.shop.id;
    let act = async move |tx: &mut Tx| {
        let newest = reviews::list_of_shop(tx, shop, None, i64::MAX, 2).await?;
        for (at, review) in newest.iter().enumerate() {
            let reason = if at == 0 { ReportReason::NotTrue } else { ReportReason::Private };
            let words = "演示：店家这样说明举报的原因。";
            let reported = reviews::report(tx, &by, now, review.id, reason, words).await;
            reported.map_err(|_| DbError::Raced)?;
            if at == 1 {
                let judge = Actor::Moderator { account: operator };
                let words = "演示：写了别人的地址。".to_owned();
                let decision = Decision { decided: Decided::Hide, words };
                reviews::decide(tx, &judge, now, review.id, decision).await.map_err(|_| DbError::Raced)?;
            }
        }
        Ok::<_, DbError>(())
    };
    market.db.write(act).await.map_err(|error| CommandError::Refused(error.to_string()))
}
