//! What the people of the demo say to each other, and what they agree on: an offer in every state, through the acts.

use goods::catalog::{self, ListingId};
use kernel::{Actor, Money, Timestamp, hours, minutes};
use people::{
    fair::{Broken, Done, Fair, MAKER},
    rules::Rules,
};
use platform::db::Tx;
use selling::{
    Selling,
    orders::{
        self, Destination, OrderId,
        demo::common::{home, parcel, pay_at_once},
    },
    payments::Takes,
};
use serde::Deserialize;

use super::super::{
    Body, BuyError, Checkout, ConversationId, Proposal, Want, accept, buy, counter, decline, offer, open,
    read,
    reports::{self, Decision, NewReport, ReportReason, Ruling},
    say, show_listing, withdraw,
};

/// One conversation, and how far its bargaining comes.
#[derive(Deserialize)]
struct Tale {
    shop: String,
    /// Handle of what it is about; none when it is about nothing in particular.
    #[serde(default)]
    listing: String,
    /// Place of the buyer among the demo's buyers.
    buyer: usize,
    /// How long ago it began.
    hours: u64,
    /// Who says what: `buyer` or `seller`.
    lines: Vec<(String, String)>,
    /// What the buyer offers, in percent of the list price, and what the shop answers.
    percent: Option<i64>,
    counter: Option<i64>,
    #[serde(default = "one")]
    pieces: i64,
    #[serde(default)]
    end: End,
    report: Option<Complaint>,
}

/// What one side tells the moderators, and what they decide.
#[derive(Deserialize)]
struct Complaint {
    by: String,
    /// Position of the message.
    message: i64,
    reason: String,
    words: String,
    /// None while it waits.
    ruling: Option<String>,
    #[serde(default)]
    because: String,
}

fn one() -> i64 {
    1
}

/// How the bargaining stands.
#[derive(Clone, Copy, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum End {
    /// The shop has not answered.
    #[default]
    Waiting,
    /// The shop's counter-offer waits for the buyer.
    Open,
    Accepted,
    Declined,
    Ordered,
}

/// Between two lines of a conversation.
const PAUSE: std::time::Duration = minutes(7);

/// Have them talk in the last days.
pub async fn hold(market: &Selling, fair: &Fair) -> Done {
    let now = market.now();
    for tale in fair.content::<Vec<Tale>>("talks.json")? {
        let (seller, rules) = (fair.stall(&tale.shop)?.seller(), market.rules());
        let by = Actor::Buyer { account: fair.buyer(tale.buyer)? };
        let judge = Actor::Moderator { account: fair.operator()? };
        let act = async move |tx: &mut Tx| {
            let id = tell(tx, &rules, &tale, &seller, &by, now - hours(tale.hours)).await?;
            match &tale.report {
                Some(complaint) => complain(tx, &rules, complaint, [&seller, &by, &judge], id, now).await,
                None => Ok(()),
            }
        };
        market.db.write(act).await?;
    }
    Ok(())
}

async fn tell(
    tx: &mut Tx,
    rules: &Rules,
    tale: &Tale,
    seller: &Actor,
    by: &Actor,
    begin: Timestamp,
) -> Result<ConversationId, Broken> {
    let shop = seller.shop()?;
    let mut at = begin;
    let id = open(tx, by, at, shop).await?.id;
    let listing = catalog::find_id(tx, shop, &tale.listing).await?;
    if let Some(listing) = listing {
        show_listing(tx, by, at, id, &key(at), listing).await?;
    }
    for (who, words) in &tale.lines {
        let by = if who == "seller" { seller } else { by };
        at = at + PAUSE;
        read(tx, by, id, i64::MAX).await?;
        say(tx, by, at, id, &key(at), Body::Text { words: words.clone() }).await?;
    }
    if let (Some(listing), Some(percent)) = (listing, tale.percent) {
        bargain(tx, rules, tale, (seller, by), id, (listing, percent), at + PAUSE).await?;
    }
    Ok(id)
}

/// One of them tells the moderators what the other has written.
async fn complain(
    tx: &mut Tx,
    rules: &Rules,
    complaint: &Complaint,
    [seller, buyer, judge]: [&Actor; 3],
    id: ConversationId,
    now: Timestamp,
) -> Done {
    let by = if complaint.by == "seller" { seller } else { buyer };
    let reason = ReportReason::parse(&complaint.reason).ok_or("no such reason")?;
    let told = NewReport { position: Some(complaint.message), reason, words: complaint.words.clone() };
    let report = reports::report(tx, by, now - hours(2), rules, id, told).await?;
    let Some(ruling) = complaint.ruling.as_deref().and_then(Ruling::parse) else { return Ok(()) };
    reports::look(tx, judge, now - hours(1), report.id).await?;
    let decision = Decision { ruling, days: 7, words: complaint.because.clone() };
    reports::rule(tx, judge, now - hours(1), report.id, decision).await?;
    Ok(())
}

fn key(at: Timestamp) -> String {
    format!("demo-{}", at.micros())
}

/// Bargain about a listing, as far as the tale tells; the answer is what was ordered.
async fn bargain(
    tx: &mut Tx,
    rules: &Rules,
    tale: &Tale,
    (seller, by): (&Actor, &Actor),
    id: ConversationId,
    (listing, percent): (ListingId, i64),
    at: Timestamp,
) -> Result<Option<OrderId>, Broken> {
    let variant = catalog::variants(tx, listing).await?.into_iter().find(catalog::ShownVariant::is_available);
    let Some(variant) = variant else { return Ok(None) };
    let list = variant.price.times(tale.pieces)?;
    // People offer round amounts.
    let part = |percent: i64| {
        let exact = list.minor().saturating_mul(percent) / 100;
        Money::new(if exact > 1_000 { exact - exact % 100 } else { exact.max(1) }, list.currency())
    };
    let wants = vec![Want { variant: variant.id, quantity: tale.pieces }];
    let proposal = Proposal { wants, amount: part(percent), note: String::new(), host: None };
    let offer = offer(tx, by, at, rules, id, proposal).await?.offer.id;
    let later = at + minutes(40);
    match tale.end {
        End::Waiting => {}
        End::Open => {
            let amount = part(tale.counter.unwrap_or(95));
            counter(tx, seller, later, rules, offer, amount, String::new()).await?;
        }
        End::Declined => drop(decline(tx, seller, later, offer).await?),
        End::Accepted | End::Ordered => {
            accept(tx, seller, later, rules, offer).await?;
        }
    }
    if tale.end != End::Waiting {
        read(tx, seller, id, i64::MAX).await?;
    }
    if tale.end != End::Ordered {
        return Ok(None);
    }
    let (buyer, key) = (by.account()?, format!("demo-deal-{offer}"));
    let checkout =
        Checkout { to: Destination::known(home(tx, buyer).await?), key, seen_total: None, reader: None };
    match buy(tx, by, later, rules, Takes::ALL, offer, checkout).await {
        Ok(placed) => {
            pay_at_once(tx, later, rules, buyer, placed.purchase, placed.total).await?;
            Ok(placed.orders.first().copied())
        }
        // Too far away, as both find out now.
        Err(BuyError::NoZone) => {
            withdraw(tx, by, later, offer).await?;
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// A deal of the past, so that others can see what is usually reached: every twelfth day somebody bargains about the
/// belt with the rock pictures, and has it sent at once.
pub async fn past_deal(market: &Selling, fair: &Fair) -> Done {
    let days_left = fair.days_left();
    if days_left < 5 || !days_left.is_multiple_of(12) {
        return Ok(());
    }
    let at = usize::try_from(days_left / 12 * 7)?.checked_rem(fair.buyers.len()).unwrap_or(0).max(1);
    let (by, seller) = (Actor::Buyer { account: fair.buyer(at)? }, fair.stall(MAKER)?.seller());
    let (now, rules) = (market.now(), market.rules());
    let percent = 78 + i64::try_from(days_left % 19)?;
    let tale = Tale {
        shop: MAKER.into(),
        listing: "rock-picture-belt".into(),
        buyer: at,
        hours: 0,
        lines: Vec::new(),
        percent: Some(percent),
        counter: None,
        pieces: 1,
        end: End::Ordered,
        report: None,
    };
    let act = async move |tx: &mut Tx| {
        let shop = seller.shop()?;
        let id = open(tx, &by, now, shop).await?.id;
        let listing = catalog::find_id(tx, shop, &tale.listing).await?.ok_or("no such listing")?;
        let parties = (&seller, &by);
        if let Some(order) = bargain(tx, &rules, &tale, parties, id, (listing, percent), now).await? {
            let parcel = parcel(tx);
            orders::ship(tx, &seller, now + hours(2), &rules, order, parcel).await?;
        }
        read(tx, &seller, id, i64::MAX).await?;
        read(tx, &by, id, i64::MAX).await?;
        Ok::<_, Broken>(())
    };
    market.db.write(act).await
}
