//! What buyers of the demo have made for them: a quote in every state, through the acts.

use goods::catalog;
use kernel::{Actor, Currency, Money, Timestamp, days, hours};
use people::{
    fair::{Broken, Done, Fair},
    rules::Rules,
};
use platform::db::Tx;
use selling::{
    Selling,
    orders::{
        self, Destination, OrderId, Parcel,
        demo::common::{home, pay_at_once},
    },
    payments::Takes,
};
use serde::Deserialize;

use super::super::{
    ThingCard, open,
    quotes::{self, Brief, QuoteCheckout, QuoteTerms},
    read,
};

/// One wish, and what becomes of it.
#[derive(Deserialize)]
struct Wish {
    shop: String,
    /// Handle of what it should be like.
    listing: String,
    /// Place of the buyer among the demo's buyers.
    buyer: usize,
    /// How long ago it was asked for.
    hours: u64,
    words: String,
    #[serde(default)]
    budget: String,
    terms: Option<Terms>,
    /// What the shop says of each milestone that it has reached.
    #[serde(default)]
    progress: Vec<String>,
    end: End,
}

#[derive(Deserialize)]
struct Terms {
    title: String,
    includes: String,
    amount: String,
    shipping: String,
    #[serde(default)]
    deposit: String,
    days: i64,
    revisions: i64,
    milestones: Vec<String>,
}

/// How far it has come.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
enum End {
    Asked,
    Declined,
    Quoted,
    Making,
    /// The rest is to be paid.
    Ready,
    Sent,
}

/// Have the wishes of the last weeks asked, quoted and made.
pub async fn grant(market: &Selling, fair: &Fair) -> Done {
    let now = market.now();
    for wish in fair.content::<Vec<Wish>>("quotes.json")? {
        let stall = fair.stall(&wish.shop)?;
        let (seller, currency, rules) = (stall.seller(), stall.currency, market.rules());
        let by = Actor::Buyer { account: fair.buyer(wish.buyer)? };
        let act = async move |tx: &mut Tx| {
            play(tx, &rules, &wish, currency, &seller, &by, now - hours(wish.hours)).await
        };
        market.db.write(act).await?;
    }
    Ok(())
}

async fn play(
    tx: &mut Tx,
    rules: &Rules,
    wish: &Wish,
    currency: Currency,
    seller: &Actor,
    by: &Actor,
    begin: Timestamp,
) -> Done {
    let shop = seller.shop()?;
    let id = open(tx, by, begin, shop).await?.id;
    let like = match catalog::find_id(tx, shop, &wish.listing).await? {
        Some(listing) => catalog::card(tx, listing).await?,
        None => None,
    };
    let like = like.map(|card| ThingCard {
        listing: card.id,
        title: card.title,
        title_en: card.title_en,
        picture: card.cover,
        price: card.low,
    });
    let budget = Some(&wish.budget).filter(|budget| !budget.is_empty());
    let budget = budget.map(|budget| Money::parse(budget, currency)).transpose()?;
    let brief = Brief { words: wish.words.clone(), photos: Vec::new(), like, budget };
    let quote = quotes::ask(tx, by, begin, rules, id, brief).await?.id;
    let answered = begin + hours(5);
    if wish.end == End::Declined {
        quotes::decline(tx, seller, answered, quote).await?;
    }
    let Some(terms) = &wish.terms else { return Ok(()) };
    let terms = terms.read(currency)?;
    quotes::revise(tx, seller, answered, rules, quote, terms.clone()).await?;
    read(tx, seller, id, i64::MAX).await?;
    if wish.end < End::Making {
        return Ok(());
    }
    let ordered = answered + hours(3);
    let (buyer, ship_to) = (by.account()?, home(tx, by.account()?).await?);
    let checkout = QuoteCheckout {
        to: Destination::known(ship_to),
        key: format!("demo-quote-{quote}"),
        seen: None,
        reader: None,
    };
    let placed = quotes::buy(tx, by, ordered, rules, Takes::ALL, quote, checkout).await?;
    pay_at_once(tx, ordered, rules, buyer, placed.purchase, placed.total).await?;
    let order = placed.orders.first().copied().ok_or("nothing was ordered")?;
    let at = work(tx, seller, ordered, order, &wish.progress).await?;
    read(tx, by, id, i64::MAX).await?;
    match wish.end {
        End::Ready => drop(orders::ready(tx, seller, at, rules, order).await?),
        End::Sent => {
            let parcel = Parcel { carrier: "顺丰速运".into(), tracking: "SF2200418890".into() };
            orders::ship(tx, seller, at, rules, order, parcel).await?;
            orders::receive(tx, by, at + days(3), order).await?;
        }
        End::Asked | End::Declined | End::Quoted | End::Making => {}
    }
    Ok(())
}

/// Tell of the milestones that were reached, some days apart; when the last one was.
async fn work(
    tx: &mut Tx,
    seller: &Actor,
    begin: Timestamp,
    order: OrderId,
    progress: &[String],
) -> Result<Timestamp, Broken> {
    let mut at = begin;
    for (position, words) in (1_i64..).zip(progress) {
        at = at + days(5);
        quotes::progress(tx, seller, at, order, position, words.clone(), Vec::new()).await?;
    }
    Ok(at + days(1))
}

impl Terms {
    fn read(&self, currency: Currency) -> Result<QuoteTerms, Broken> {
        let deposit = Some(&self.deposit).filter(|deposit| !deposit.is_empty());
        Ok(QuoteTerms {
            title: self.title.clone(),
            includes: self.includes.clone(),
            amount: Money::parse(&self.amount, currency)?,
            shipping: Money::parse(&self.shipping, currency)?,
            deposit: deposit.map(|deposit| Money::parse(deposit, currency)).transpose()?,
            days: self.days,
            revisions: self.revisions,
            milestones: self.milestones.clone(),
            photos: Vec::new(),
        })
    }
}
