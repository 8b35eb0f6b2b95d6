//! Buyers and a maker who do what they like with orders that are paid in two parts: the books agree.

use goods::catalog::TaxClass;
use kernel::{AccountId, Actor, BasisPoints, Chance, Country, Money, ShopRole, hours};
use platform::db::{DbError, Tx};
use selling::{
    orders::{
        self, Deposit, OrderId, Parcel, PlaceError, PurchaseId, Work, milestones,
        refunds::{self, Decision, Kind, Reason, RefundClaim, RequestId, Ruling, Shelf, WithShipping},
    },
    payments::{self, Payment, PaymentId, PaymentState, Takes, sandbox},
    prices::{ExportRule, ShopTax, Taxable, tax},
};

use crate::{
    harness::{Market, Thing},
    holding::terms,
    story,
};

const ORDERS: usize = 10;
const ACTS: usize = 240;

/// One rate for everything.
pub fn stated(points: u32) -> ShopTax {
    let standard = BasisPoints::new(points);
    ShopTax {
        name: "VAT".into(),
        standard,
        reduced: Some(BasisPoints::new(points / 2)),
        export: ExportRule::Taxed,
    }
}

async fn ordered(market: &Market, buyer: AccountId, thing: Thing, chance: &Chance) -> (OrderId, PurchaseId) {
    let (now, rules) = (market.now(), market.inner.rules());
    let unit = 101 + i64::try_from(chance.below(90_000)).unwrap();
    let deposit = 1 + i64::try_from(chance.below(50)).unwrap() * unit / 100;
    let mut terms = terms(chance.token(), &[(thing, 1)], unit);
    terms.buyer = buyer;
    let basket = &mut terms.baskets[0];
    basket.lines[0].is_counted = false;
    let currency = basket.shipping.currency();
    basket.shipping = Money::new(i64::try_from(chance.below(900)).unwrap(), currency);
    let deposit = (chance.below(5) > 0).then_some(Money::new(deposit, currency));
    basket.work = Some(Work { deposit, days: 20, milestones: vec!["Drawing".into(), "Carving".into()] });
    // Some of what is made for one buyer is taxed, at whatever rate was stated on that day.
    let dice = Chance::seeded(unit.unsigned_abs());
    if dice.below(4) > 0 {
        let basket = &mut terms.baskets[0];
        let goods =
            Taxable { class: TaxClass::Standard, gross: basket.lines[0].unit, market: Money::zero(currency) };
        let stated = stated(u32::try_from(dice.below(3_000)).unwrap());
        basket.tax = tax(&stated, (Country::CN, Country::CN), &[goods], basket.shipping).ok();
    }
    let act = async move |tx: &mut Tx| orders::place(tx, now, &rules, Takes::ALL, terms.clone()).await;
    let placed = market.inner.db.write(act).await.unwrap();
    (placed.orders[0], placed.purchase)
}

async fn pay(market: &Market, buyer: AccountId, purchase: PurchaseId) {
    let (now, rules) = (market.now(), market.inner.rules());
    let act = async move |tx: &mut Tx| {
        let amount = orders::find_purchase(tx, purchase).await?.ok_or(DbError::Raced)?.total;
        let id = tx.next_id(now);
        let reference = sandbox::book(tx, now, &format!("{purchase}-{id}"), amount).await?;
        let payment = Payment {
            id: PaymentId::new(id),
            purchase: purchase.get(),
            payer: buyer,
            provider: "sandbox".into(),
            reference,
            state: PaymentState::Started,
            amount,
            created_at: now,
        };
        payments::insert(tx, &payment).await?;
        orders::pay(tx, now, &rules, &payment).await.map_err(|_| DbError::Raced)?;
        Ok::<_, PlaceError>(())
    };
    market.inner.db.write(act).await.unwrap();
}

/// One act of somebody, sensible or not. What is refused changes nothing.
async fn act(market: &Market, chance: &Chance, buyer: AccountId, seller: Actor, sale: (OrderId, PurchaseId)) {
    let (now, rules, dice) = (market.now(), market.inner.rules(), chance.below(18));
    let (some, position) = (chance.below(3), 1 + i64::try_from(chance.below(3)).unwrap());
    let (by, judge) = (Actor::Buyer { account: buyer }, Actor::Moderator { account: AccountId::new(1) });
    let (id, first) = sale;
    let find = async move |tx: &mut Tx| orders::find(tx, id).await;
    let order = market.inner.db.read(find).await.unwrap().unwrap();
    // Paid twice, too late, or never.
    if dice < 4 {
        let rest = order.deposit.and_then(|deposit: Deposit| deposit.rest);
        return pay(market, buyer, rest.filter(|_| dice > 0).unwrap_or(first)).await;
    }
    let part = Money::new(
        1 + order.total.minor() * i64::try_from(chance.below(110)).unwrap() / 100,
        order.total.currency(),
    );
    let step = async move |tx: &mut Tx| -> Result<(), DbError> {
        let open = refunds::list_of_order(tx, id).await?.into_iter().next();
        let request = open.as_ref().map_or(RequestId::new(id.shop(), 1), |open| open.id);
        let parcel = Parcel { carrier: String::new(), tracking: String::new() };
        let _ = match dice {
            4 | 5 => orders::ready(tx, &seller, now, &rules, id).await.map(drop).map_err(drop),
            6 => milestones::reach(tx, &seller, now, id, position, "done").await.map(drop).map_err(drop),
            7 => orders::ship(tx, &seller, now, &rules, id, parcel).await.map(drop).map_err(drop),
            8 => orders::receive(tx, &by, now, id).await.map(drop).map_err(drop),
            9 if some == 0 => orders::cancel(tx, &by, now, &rules, id).await.map(drop).map_err(drop),
            9 if some == 1 => orders::cancel(tx, &seller, now, &rules, id).await.map(drop).map_err(drop),
            9..=12 => {
                let wanted = RefundClaim {
                    kind: Kind::Refund,
                    reason: Reason::Damaged,
                    words: "because".into(),
                    lines: vec![refunds::LinePieces { position: 1, pieces: 1 }],
                    shipping: if some == 0 { WithShipping::Yes } else { WithShipping::No },
                    amount: (some > 0).then_some(part),
                };
                refunds::ask(tx, &by, now, &rules, id, wanted).await.map(drop).map_err(drop)
            }
            13 => refunds::refund(tx, &seller, now, request, Shelf::LeaveOut).await.map(drop).map_err(drop),
            14 => {
                refunds::refuse(tx, &seller, now, &rules, request, "no".into()).await.map(drop).map_err(drop)
            }
            16 | 17 => {
                let key = format!("{some}{position}");
                refunds::give(tx, &seller, now, &key, id, part, "sorry".into()).await.map(drop).map_err(drop)
            }
            _ if some == 0 => refunds::dispute(tx, &by, now, &rules, request).await.map(drop).map_err(drop),
            _ => {
                let ruling = Ruling::ALL[usize::try_from(position).unwrap() - 1];
                let decision = Decision { ruling, amount: Some(part), words: "so".into() };
                refunds::rule(tx, &judge, now, &rules, request, decision).await.map(drop).map_err(drop)
            }
        };
        Ok(())
    };
    market.inner.db.write(step).await.unwrap();
}

story!(whatever_is_done_with_two_payments_the_books_agree, |market| {
    let chance = Chance::seeded(20_261_123);
    let (_, shop) = market.maker("Ana").await;
    let (_, account) = market.person("Staff").await;
    let seller = Actor::Seller { account, shop, role: ShopRole::Owner };
    let bag = market.thing(shop, "Bag", 100, 100).await;
    let mut sales = Vec::new();
    for n in 0..ORDERS {
        let (_, buyer) = market.person(&format!("Buyer{n}")).await;
        let sale = ordered(market, buyer, bag, &chance).await;
        if n % 5 > 0 {
            pay(market, buyer, sale.1).await;
        }
        sales.push((sale, buyer));
    }
    for n in 0..ACTS {
        let (sale, buyer) = sales[usize::try_from(chance.below(ORDERS as u64)).unwrap()];
        act(market, &chance, buyer, seller, sale).await;
        if chance.below(6) == 0 {
            market.pass(hours(chance.below(40))).await;
        }
        market.check().await;
        let balances = market.balances().await;
        assert_eq!(balances.iter().map(|(_, minor)| minor).sum::<i64>(), 0, "after {n} acts");
    }
    // In the end nobody waits for anybody, and nothing is held.
    market.pass(kernel::days(200)).await;
    market.check().await;
    let escrow = "SELECT CAST(COALESCE(SUM(minor), 0) AS BIGINT) FROM entry WHERE account = 'escrow'";
    assert_eq!(market.number(escrow).await, 0);
    let open = "SELECT COUNT(*) FROM orders WHERE state NOT IN ('completed', 'refunded', 'closed')";
    assert_eq!(market.number(open).await, 0);
    let rests = market.number("SELECT COUNT(*) FROM order_step WHERE act = 'pay-rest'").await;
    let kept = market.number("SELECT COUNT(*) FROM order_step WHERE act = 'forfeit'").await;
    assert!(rests > 1 && rests + kept > 3, "{rests} rests were paid, {kept} deposits kept");
});
