//! A year of trade: people buy, shops ship, some confirm, some stay silent, a few change their minds.

use dealing::reviews::Author;
use goods::{catalog, shipping};
use kernel::{AccountId, Actor, Chance, MockClock, ShopRole, Timestamp, days, hours};
use platform::{db::Tx, jobs::Runner};
use selling::{
    Selling,
    orders::{self, Basket, OrderId, Parcel, PlaceError, Terms},
};

use super::{
    aftersale::{self, BOUGHT, Running, TALES},
    coupons, gifts,
    pay::pay,
    payouts,
    reviews::{self, Turn, Voices},
    stalls::{Buyer, Stall},
    talks,
};
use crate::error::CommandError;

/// Purchases a day at the end of the year; half as many at its beginning.
const BUSY: u64 = 8;

/// What happens to a paid order, and on which day.
enum Plan {
    Ship(OrderId),
    Confirm(OrderId, kernel::AccountId),
    Cancel(OrderId, kernel::AccountId),
    Review(Turn),
}

/// Who takes part.
pub struct Crowd<'a> {
    pub stalls: &'a [Stall],
    pub buyers: &'a [Buyer],
    /// What they say of each other.
    pub voices: &'a Voices,
    pub operator: AccountId,
}

/// Live through the days until `until`.
pub async fn live(
    market: &Selling,
    clock: &MockClock,
    runner: &Runner,
    crowd: &Crowd<'_>,
    until: Timestamp,
) -> Result<(), CommandError> {
    let Crowd { stalls, buyers, .. } = *crowd;
    let chance = Chance::seeded(60_309);
    let mut plans: Vec<(u64, Plan)> = Vec::new();
    let mut tales: Vec<Running> = Vec::new();
    let mut offered = Vec::new();
    let last = until.since(clock.now()).as_secs() / 86_400;
    for day in 0..=last {
        let now = clock.now();
        let (due, later): (Vec<_>, Vec<_>) = plans.into_iter().partition(|(on, _)| *on <= day);
        plans = later;
        if day + coupons::MADE == last {
            offered = coupons::make(market, stalls, crowd.operator, now).await?;
        }
        let knows = day + coupons::MADE >= last;
        for (_, plan) in due {
            follow(market, crowd, now, plan).await?;
        }
        if let Some(visitor) = buyers.first() {
            if day + BOUGHT == last {
                for tale in &TALES {
                    let at = tale.stall(stalls);
                    let bought = buy(market, &chance, stalls, at, visitor, now, true, false).await?;
                    tales.extend(bought.first().map(|order| tale.begin(*order)));
                }
            }
            aftersale::day(market, stalls, visitor, &mut tales, last - day, now).await?;
        }
        if let (true, Some(visitor)) = (day == last, buyers.first()) {
            for (shop, reached) in gifts::GIFTS {
                let at = stalls.iter().position(|stall| stall.shop.handle == shop);
                let giver = gifts::giver(visitor);
                let bought = buy(market, &chance, stalls, at, &giver, now, true, false).await?;
                if let Some(order) = bought.first() {
                    gifts::receive(market, visitor.account, *order, reached, now).await?;
                }
            }
        }
        payouts::day(market, stalls, last - day, now).await?;
        talks::past_deals(market, stalls, buyers, last - day, now).await?;
        let purchases = BUSY / 2 + chance.below(BUSY / 2 + BUSY * day / (2 * last.max(1)) + 1);
        for number in 0..purchases {
            // The person whom a visitor may be has something in every state at the end.
            let is_guest_of_honour = day + 12 >= last && number == 0;
            let buyer = if is_guest_of_honour { 0 } else { chance.below(buyers.len() as u64) };
            let Some(buyer) = buyers.get(usize::try_from(buyer).unwrap_or_default()) else { continue };
            let is_paid = chance.below(100) < 93 || is_guest_of_honour;
            // In the last days the two shops that a visitor may be have parcels to send.
            let busy = (day + 3 >= last && number < 4).then(|| {
                let handle = if number % 2 == 0 { "helan-leather" } else { "zhongning-goji" };
                stalls.iter().position(|stall| stall.shop.handle == handle)
            });
            let knows = knows && number % 2 == 0;
            for order in buy(market, &chance, stalls, busy.flatten(), buyer, now, is_paid, knows).await? {
                plan(&chance, day, order, buyer, &mut plans);
            }
        }
        clock.set((now + hours(12)).min(until));
        runner.run_due().await?;
        clock.set((now + days(1)).min(until));
        runner.run_due().await?;
    }
    clock.set(until);
    coupons::settle(market, &offered, until).await?;
    runner.run_due().await?;
    Ok(())
}

fn plan(chance: &Chance, day: u64, order: OrderId, buyer: &Buyer, plans: &mut Vec<(u64, Plan)>) {
    match chance.below(100) {
        0..3 => plans.push((day + 1, Plan::Cancel(order, buyer.account))),
        // Never shipped: the clock gives the money back.
        3..5 => {}
        5..70 => {
            let ship = day + 1 + chance.below(3);
            plans.push((ship, Plan::Ship(order)));
            let confirm = ship + 2 + chance.below(6);
            plans.push((confirm, Plan::Confirm(order, buyer.account)));
            speak(chance, confirm, order, buyer, plans);
        }
        // Shipped, and the buyer stays silent.
        _ => {
            let ship = day + 1 + chance.below(4);
            plans.push((ship, Plan::Ship(order)));
            speak(chance, ship + 11, order, buyer, plans);
        }
    }
}

/// Three buyers in four say how it was within some days of the receipt, and two shops in three what they think of them.
fn speak(chance: &Chance, received: u64, order: OrderId, buyer: &Buyer, plans: &mut Vec<(u64, Plan)>) {
    for (author, share) in [(Author::Buyer, 75), (Author::Seller, 66)] {
        if chance.below(100) < share {
            let turn = Turn { order, author, buyer: buyer.account };
            plans.push((received + 1 + chance.below(8), Plan::Review(turn)));
        }
    }
}

/// Fill a basket, place it with the codes that this buyer knows, and pay unless they forget to.
#[allow(clippy::too_many_arguments, reason = "who buys what, where, when and how")]
async fn buy(
    market: &Selling,
    chance: &Chance,
    stalls: &[Stall],
    at: Option<usize>,
    buyer: &Buyer,
    now: Timestamp,
    is_paid: bool,
    knows_codes: bool,
) -> Result<Vec<OrderId>, CommandError> {
    let pick = |count: usize| usize::try_from(chance.below(count.max(1) as u64)).unwrap_or_default();
    let Some(first) = stalls.get(at.unwrap_or_else(|| pick(stalls.len()))) else { return Ok(Vec::new()) };
    let mut chosen = vec![first];
    // One purchase in four is from two shops of one currency.
    if chance.below(4) == 0 {
        let second = stalls.get(pick(stalls.len()));
        chosen
            .extend(second.filter(|stall| {
                stall.shop.currency == first.shop.currency && stall.shop.id != first.shop.id
            }));
    }
    let mut wanted = Vec::new();
    for stall in chosen {
        let Some(good) = stall.goods.get(pick(stall.goods.len())) else { continue };
        let pieces = 1 + i64::try_from(chance.below(3)).unwrap_or(0) / 2;
        wanted.push((stall.shop.clone(), good.variant, pieces));
    }
    let (buyer, key, rules) = (buyer.clone(), chance.token(), market.rules());
    // Drawn only where coupons are, so that the year before them is what it was.
    let dice = if knows_codes { Some(chance.below(12)) } else { None };
    let act = async move |tx: &mut Tx| {
        let mut baskets = Vec::new();
        for (shop, variant, pieces) in &wanted {
            let Some(offered) = catalog::find_offered(tx, *variant).await? else { continue };
            let Ok(goods) = offered.unit.times(*pieces) else { continue };
            let grams = offered.weight_grams * pieces;
            let Some(rate) = shipping::quote(tx, shop, &buyer.address, grams, goods).await? else { continue };
            baskets.push(Basket {
                shop: shop.id,
                lines: vec![orders::line(offered, *pieces)],
                shipping: rate.price,
                ship_to: buyer.address.clone(),
                note: String::new(),
                work: None,
            });
        }
        let Some(currency) = baskets.first().map(|basket| basket.shipping.currency()) else {
            return Ok(Vec::new());
        };
        let coupons = match dice {
            Some(dice) => {
                let codes = coupons::known(wanted.iter().map(|(shop, _, _)| shop), dice);
                coupons::apply(tx, now, buyer.account, &mut baskets, &codes).await?
            }
            None => Vec::new(),
        };
        let terms = Terms {
            buyer: buyer.account,
            key: key.clone(),
            currency,
            baskets,
            cart: None,
            gift: buyer.gift.clone(),
            coupons,
            new_address: None,
        };
        let placed = orders::place(tx, now, &rules, terms).await?;
        if !is_paid {
            return Ok(Vec::new());
        }
        pay(tx, now, &rules, &buyer, placed.purchase, placed.total).await?;
        Ok::<_, PlaceError>(placed.orders)
    };
    market.db.write(act).await.map_err(|error| CommandError::Refused(error.to_string()))
}

async fn follow(market: &Selling, crowd: &Crowd<'_>, now: Timestamp, plan: Plan) -> Result<(), CommandError> {
    let stalls = crowd.stalls;
    let rules = market.rules();
    let refused = |error: &dyn std::fmt::Display| CommandError::Refused(error.to_string());
    match plan {
        Plan::Ship(order) => {
            let owner = stalls.iter().find(|stall| stall.shop.id == order.shop()).map(|stall| stall.owner);
            let Some(account) = owner else { return Ok(()) };
            let by = Actor::Seller { account, shop: order.shop(), role: ShopRole::Owner };
            let act = async move |tx: &mut Tx| {
                let tracking = tx.chance().digits(12);
                let parcel = Parcel { carrier: "DEMO".into(), tracking };
                orders::ship(tx, &by, now, &rules, order, parcel).await
            };
            market.db.write(act).await.map(drop).map_err(|error| refused(&error))
        }
        Plan::Confirm(order, account) => {
            let by = Actor::Buyer { account };
            let act = async move |tx: &mut Tx| orders::receive(tx, &by, now, order).await;
            market.db.write(act).await.map(drop).map_err(|error| refused(&error))
        }
        Plan::Review(turn) => match stalls.iter().find(|stall| stall.shop.id == turn.order.shop()) {
            Some(stall) => reviews::write(market, crowd.voices, stall, turn, now).await,
            None => Ok(()),
        },
        Plan::Cancel(order, account) => {
            let by = Actor::Buyer { account };
            let act = async move |tx: &mut Tx| orders::cancel(tx, &by, now, &rules, order).await;
            market.db.write(act).await.map(drop).map_err(|error| refused(&error))
        }
    }
}
