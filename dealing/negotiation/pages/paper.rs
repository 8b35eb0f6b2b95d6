use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Money, MoneyError, Side, Timestamp};
use people::{
    accounts,
    market::Market,
    rules::Rules,
    shops::{self, Shop},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::Problem,
};

use crate::negotiation::{self, Offer, OfferId, OfferLine};

/// Offers that were made one after the other before this one.
const MOST_ANSWERED: usize = 50;

/// A step of the bargaining.
pub struct Moved {
    pub act: String,
    /// Whose step it was, as the other side may know it: what a shop leaves to its limits is the shop's.
    pub by: Side,
    pub amount: Option<Money>,
    pub at: Timestamp,
}

/// What was agreed and how it came about, on one sheet of paper.
#[derive(Template)]
#[template(path = "negotiation/views/paper.html")]
struct PaperPage {
    shell: Shell,
    lang: Lang,
    offer: Offer,
    shop: Shop,
    /// None when the account is closed.
    buyer: Option<String>,
    lines: Vec<(OfferLine, Money)>,
    steps: Vec<Moved>,
}

impl PaperPage {
    fn sum(&self, thing: &OfferLine) -> String {
        thing.unit.times(thing.quantity).map(|sum| self.shell.money(&sum)).unwrap_or_default()
    }
}

/// What each thing comes to of the agreed amount.
fn agreed(offer: &Offer, rules: &Rules) -> Result<Vec<(OfferLine, Money)>, MoneyError> {
    let priced = offer.priced(rules)?;
    offer.things.iter().cloned().zip(&priced.lines).map(|(thing, line)| Ok((thing, line.left()?))).collect()
}

/// Every step of an offer and of those that it answers, the oldest first.
async fn steps(tx: &mut Tx, last: &Offer) -> Result<Vec<Moved>, DbError> {
    let (mut offer, mut all) = (last.clone(), Vec::new());
    for _ in 0..MOST_ANSWERED {
        let moved = negotiation::offer_steps(tx, offer.id).await?.into_iter().map(|(act, at)| {
            let amount = (act == "offer").then_some(offer.amount);
            let by = mover(&act, offer.by);
            Moved { act, by, amount, at }
        });
        // A counter-offer is told by the offer that it makes.
        all.splice(0..0, moved.filter(|moved| moved.act != "counter"));
        let Some(answered) = offer.answers else { break };
        let Some(before) = negotiation::find_offer(tx, &kernel::Actor::System, answered).await? else {
            break;
        };
        offer = before;
    }
    Ok(all)
}

fn mover(act: &str, by: Side) -> Side {
    let other = if by == Side::Buyer { Side::Seller } else { Side::Buyer };
    match act {
        "offer" | "withdraw" => by,
        "accept" | "decline" => other,
        "order" => Side::Buyer,
        _ => Side::Market,
    }
}

/// `GET /offers/{id}/print`
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OfferId>,
) -> Result<Response, Problem> {
    let by = visit.for_shop(id.shop())?;
    let read = async move |tx: &mut Tx| {
        let Some(offer) = negotiation::find_offer(tx, &by, id).await? else { return Ok(None) };
        let Some(shop) = shops::find(tx, id.shop()).await? else { return Ok(None) };
        let buyer = accounts::name_of(tx, offer.buyer).await?;
        let steps = steps(tx, &offer).await?;
        Ok::<_, DbError>(Some((offer, shop, buyer, steps)))
    };
    let (offer, shop, buyer, steps) = market.db.read(read).await?.ok_or_else(Problem::not_found)?;
    let lines = agreed(&offer, &market.rules()).map_err(Problem::broken)?;
    let (shell, lang) = (visit.shell("talk"), visit.lang);
    views::page(&PaperPage { shell, lang, offer, shop, buyer, lines, steps })
}
