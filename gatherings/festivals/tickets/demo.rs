//! Tickets of a demo market: bought by the acts, one handed on, one offered, one given back.

use commons::Commons;
use goods::catalog;
use kernel::{AccountId, Actor, Money};
use people::fair::{Broken, Done, Fair, MAKER, Pair};
use platform::db::Tx;
use selling::{
    orders::{
        Basket, Channel, Terms,
        demo::common::{home, pay_at_once},
        line, place,
    },
    payments::Takes,
};
use serde::Deserialize;

use super::{KindPlan, Reentry, Ticket, TicketKind, claim, give_back, kinds, list_of_holder, make, offer};
use crate::festivals::{Festival, FestivalId};

/// What `festivals.json` says of a kind of ticket.
#[derive(Deserialize)]
pub struct ToldKind {
    name: Pair,
    day: i64,
    zone: i64,
    /// In minor units.
    price: i64,
    capacity: i64,
    reentry: String,
}

/// Tickets that one person may have of a kind.
const MOST: i64 = 6;
/// People who buy tickets, beside the one whom a visitor may be.
const BUYERS: usize = 18;

/// Offer the kinds of ticket of a festival, until it ends.
pub async fn sell(market: &Commons, fair: &Fair, festival: &Festival, told: &[ToldKind]) -> Done {
    let stall = fair.stall(MAKER)?;
    let (by, now, id) = (stall.seller(), market.now(), festival.id);
    for one in told {
        let said = KindPlan {
            name: one.name.own.clone(),
            name_en: one.name.en.clone(),
            day: one.day,
            zone: one.zone,
            price: Money::new(one.price, stall.currency),
            capacity: one.capacity,
            sale_from: now,
            sale_until: festival.ends_at,
            most_per_person: MOST,
            refund_days: Some(3),
            reentry: Reentry::parse(&one.reentry).ok_or("no such way to come in again")?,
            gate: None,
        };
        let act = async move |tx: &mut Tx| make(tx, &by, now, id, said.clone()).await;
        market.db.write(act).await?;
    }
    Ok(())
}

/// Buyers buy one or two tickets each, and whom a visitor may be two for all days and one for a zone.
pub async fn buy_all(market: &Commons, fair: &Fair, festival: FestivalId) -> Done {
    let all = market.db.read(async move |tx: &mut Tx| kinds(tx, festival).await).await?;
    let (whole, zone) = all.first().zip(all.last()).ok_or("no kinds of ticket")?;
    buy(market, fair.visitor()?, whole, 2).await?;
    buy(market, fair.visitor()?, zone, 1).await?;
    for (at, kind) in (1..fair.buyers.len().min(BUYERS + 1)).zip(all.iter().cycle()) {
        let pieces = if at % 4 == 0 { 2 } else { 1 };
        buy(market, fair.buyer(at)?, kind, pieces).await?;
    }
    Ok(())
}

async fn buy(market: &Commons, buyer: AccountId, kind: &TicketKind, pieces: i64) -> Done {
    let (now, rules) = (market.now(), market.rules());
    let (_, variant) = kind.sold.ok_or("it is not sold")?;
    let key = format!("ticket-{}-{buyer}", kind.id);
    let act = async move |tx: &mut Tx| {
        let offered = catalog::find_offered(tx, variant).await?.ok_or("it is not on sale")?;
        let basket = Basket {
            shop: variant.shop(),
            shipping: Money::zero(offered.unit.currency()),
            lines: vec![line(offered, pieces)],
            ship_to: home(tx, buyer).await?,
            note: String::new(),
            tax: None,
            work: None,
            host: None,
            channel: Channel::Listing,
        };
        let terms = Terms::with_one_shop(buyer, key.clone(), basket);
        let placed = place(tx, now, &rules, Takes::ALL, terms).await?;
        Ok::<_, Broken>(pay_at_once(tx, now, &rules, buyer, placed.purchase, placed.total).await?)
    };
    market.db.write(act).await
}

/// Whom a visitor may be hands one of two on and offers another; somebody gives theirs back. The tickets that are offered
/// come in nowhere.
pub async fn move_some(market: &Commons, fair: &Fair) -> Result<Ticket, Broken> {
    let (now, rules) = (market.now(), market.rules());
    let (visitor, friend, sorry) = (fair.visitor()?, fair.buyer(1)?, fair.buyer(4)?);
    let act = async move |tx: &mut Tx| {
        let by = Actor::Buyer { account: visitor };
        let own = list_of_holder(tx, visitor, i64::MAX, 3).await?;
        let festival = own.first().ok_or("the visitor has no ticket")?.festival;
        let all = kinds(tx, festival).await?;
        let of =
            |kind: Option<&TicketKind>| own.iter().find(|it| kind.is_some_and(|kind| kind.id == it.kind));
        let (whole, zone) = of(all.first()).zip(of(all.last())).ok_or("the visitor has no such tickets")?;
        let offered = offer(tx, &by, now, zone.id).await?;
        let handed = offer(tx, &by, now, whole.id).await?;
        let token = handed.token.ok_or("there is no link")?;
        claim(tx, &Actor::Buyer { account: friend }, now, &token).await?;
        let back = list_of_holder(tx, sorry, i64::MAX, 1).await?.pop().ok_or("nobody gives a ticket back")?;
        give_back(tx, &Actor::Buyer { account: sorry }, now, &rules, back.id).await?;
        Ok::<_, Broken>(offered)
    };
    market.db.write(act).await
}
