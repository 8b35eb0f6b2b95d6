//! What the people of the demo say to each other, and what they agree on: an offer in every state, through the acts.

use std::path::Path;

use dealing::negotiation::{
    self, Body, BuyError, Checkout, ConversationId, Proposal, Want,
    reports::{self, Decision, NewReport, ReportReason, Ruling},
};
use goods::catalog::{self, ListingId};
use kernel::{AccountId, Actor, Money, ShopRole, Timestamp, hours, minutes};
use people::rules::Rules;
use platform::db::{DbError, Tx};
use selling::{Selling, orders::Destination};
use serde::Deserialize;

use super::{
    content,
    pay::pay,
    stalls::{Buyer, Stall},
};
use crate::error::CommandError;

/// One conversation, and how far its bargaining comes.
#[derive(Clone, Deserialize)]
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
#[derive(Clone, Deserialize)]
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

/// Have them talk in the last days before `now`.
pub async fn hold(
    market: &Selling,
    from: &Path,
    stalls: &[Stall],
    buyers: &[Buyer],
    operator: AccountId,
    now: Timestamp,
) -> Result<(), CommandError> {
    let tales: Vec<Tale> =
        content::json(&from.join("market").join("talks.json")).map_err(CommandError::Refused)?;
    for tale in tales {
        let stall = stalls.iter().find(|stall| stall.shop.handle == tale.shop);
        let (Some(stall), Some(buyer)) = (stall, buyers.get(tale.buyer)) else { continue };
        let (shop, owner, buyer, rules) = (stall.shop.id, stall.owner, buyer.clone(), market.rules());
        let seller = Actor::Seller { account: owner, shop, role: ShopRole::Owner };
        let begin = now - hours(tale.hours);
        let act = async move |tx: &mut Tx| {
            let told = async {
                let id = tell(tx, &rules, &tale, &seller, &buyer, begin).await?;
                complain(tx, &rules, &tale, &seller, &buyer, operator, id, now).await
            };
            told.await.map_err(|error| Failed(error.to_string()))
        };
        market.db.write(act).await.map_err(|Failed(error)| CommandError::Refused(error))?;
    }
    Ok(())
}

struct Failed(String);

impl From<DbError> for Failed {
    fn from(error: DbError) -> Self {
        Self(error.to_string())
    }
}

async fn tell(
    tx: &mut Tx,
    rules: &Rules,
    tale: &Tale,
    seller: &Actor,
    buyer: &Buyer,
    begin: Timestamp,
) -> Result<ConversationId, Box<dyn std::error::Error + Send + Sync>> {
    let shop = seller.shop()?;
    let by = Actor::Buyer { account: buyer.account };
    let mut at = begin;
    let id = negotiation::open(tx, &by, at, shop).await?.id;
    let listing = catalog::find_id(tx, shop, &tale.listing).await?;
    if let Some(listing) = listing {
        negotiation::show_listing(tx, &by, at, id, &key(at), listing).await?;
    }
    for (who, words) in &tale.lines {
        let by = if who == "seller" { seller } else { &by };
        at = at + PAUSE;
        negotiation::read(tx, by, id, i64::MAX).await?;
        negotiation::say(tx, by, at, id, &key(at), Body::Text { words: words.clone() }).await?;
    }
    if let (Some(listing), Some(percent)) = (listing, tale.percent) {
        bargain(tx, rules, tale, (seller, &by), buyer, id, (listing, percent), at + PAUSE).await?;
    }
    Ok(id)
}

/// One of them tells the moderators what the other has written.
#[allow(clippy::too_many_arguments, reason = "one scene with everybody in it")]
async fn complain(
    tx: &mut Tx,
    rules: &Rules,
    tale: &Tale,
    seller: &Actor,
    buyer: &Buyer,
    operator: AccountId,
    id: ConversationId,
    now: Timestamp,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let Some(complaint) = &tale.report else { return Ok(()) };
    let by = Actor::Buyer { account: buyer.account };
    let by = if complaint.by == "seller" { seller } else { &by };
    let reason = ReportReason::parse(&complaint.reason).ok_or("no such reason")?;
    let told = NewReport { position: Some(complaint.message), reason, words: complaint.words.clone() };
    let report = reports::report(tx, by, now - hours(2), rules, id, told).await?;
    let Some(ruling) = complaint.ruling.as_deref().and_then(Ruling::parse) else { return Ok(()) };
    let judge = Actor::Moderator { account: operator };
    reports::look(tx, &judge, now - hours(1), report.id).await?;
    let decision = Decision { ruling, days: 7, words: complaint.because.clone() };
    reports::rule(tx, &judge, now - hours(1), report.id, decision).await?;
    Ok(())
}

fn key(at: Timestamp) -> String {
    format!("demo-{}", at.micros())
}

#[allow(clippy::too_many_arguments, reason = "one scene with everybody in it")]
async fn bargain(
    tx: &mut Tx,
    rules: &Rules,
    tale: &Tale,
    (seller, by): (&Actor, &Actor),
    buyer: &Buyer,
    id: ConversationId,
    (listing, percent): (ListingId, i64),
    at: Timestamp,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let variant = catalog::variants(tx, listing).await?.into_iter().find(catalog::ShownVariant::is_available);
    let Some(variant) = variant else { return Ok(()) };
    let list = variant.price.times(tale.pieces)?;
    // People offer round amounts.
    let part = |percent: i64| {
        let exact = list.minor().saturating_mul(percent) / 100;
        Money::new(if exact > 1_000 { exact - exact % 100 } else { exact.max(1) }, list.currency())
    };
    let wants = vec![Want { variant: variant.id, quantity: tale.pieces }];
    let proposal = Proposal { wants, amount: part(percent), note: String::new() };
    let offer = negotiation::offer(tx, by, at, rules, id, proposal).await?.offer.id;
    let later = at + minutes(40);
    match tale.end {
        End::Waiting => {}
        End::Open => {
            let amount = part(tale.counter.unwrap_or(95));
            negotiation::counter(tx, seller, later, rules, offer, amount, String::new()).await?;
        }
        End::Declined => drop(negotiation::decline(tx, seller, later, offer).await?),
        End::Accepted | End::Ordered => {
            negotiation::accept(tx, seller, later, rules, offer).await?;
        }
    }
    if tale.end != End::Waiting {
        negotiation::read(tx, seller, id, i64::MAX).await?;
    }
    if tale.end == End::Ordered {
        let key = format!("demo-deal-{offer}");
        let checkout = Checkout { to: Destination::known(buyer.address.clone()), key, seen_total: None };
        match negotiation::buy(tx, by, later, rules, offer, checkout).await {
            Ok(placed) => {
                pay(tx, later, rules, buyer, placed.purchase, placed.total).await?;
            }
            // Too far away, as both find out now.
            Err(BuyError::NoZone) => drop(negotiation::withdraw(tx, by, later, offer).await?),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Deals of the past, so that others can see what is usually reached.
pub async fn past_deals(
    market: &Selling,
    stalls: &[Stall],
    buyers: &[Buyer],
    days_left: u64,
    now: Timestamp,
) -> Result<(), CommandError> {
    // Every twelfth day somebody bargains about the belt with the rock pictures.
    if days_left < 5 || !days_left.is_multiple_of(12) {
        return Ok(());
    }
    let Some(stall) = stalls.iter().find(|stall| stall.shop.handle == "helan-leather") else { return Ok(()) };
    let at = usize::try_from(days_left / 12 * 7 % buyers.len().max(1) as u64).unwrap_or_default();
    let (Some(buyer), seller) = (buyers.get(at.max(1)).cloned(), owner(stall.owner, stall)) else {
        return Ok(());
    };
    let (rules, shop) = (market.rules(), stall.shop.id);
    let tale = Tale {
        shop: String::new(),
        listing: "rock-picture-belt".into(),
        buyer: at,
        hours: 0,
        lines: Vec::new(),
        percent: Some(78 + i64::try_from(days_left % 19).unwrap_or(0)),
        counter: None,
        pieces: 1,
        end: End::Ordered,
        report: None,
    };
    let act = async move |tx: &mut Tx| {
        let scene = async {
            let by = Actor::Buyer { account: buyer.account };
            let id = negotiation::open(tx, &by, now, shop).await?.id;
            let Some(listing) = catalog::find_id(tx, shop, &tale.listing).await? else { return Ok(()) };
            let percent = tale.percent.unwrap_or(90);
            bargain(tx, &rules, &tale, (&seller, &by), &buyer, id, (listing, percent), now).await?;
            negotiation::read(tx, &seller, id, i64::MAX).await?;
            Ok(negotiation::read(tx, &by, id, i64::MAX).await?)
        };
        scene.await.map_err(|error: Box<dyn std::error::Error + Send + Sync>| Failed(error.to_string()))
    };
    market.db.write(act).await.map_err(|Failed(error)| CommandError::Refused(error))
}

fn owner(account: AccountId, stall: &Stall) -> Actor {
    Actor::Seller { account, shop: stall.shop.id, role: ShopRole::Owner }
}
