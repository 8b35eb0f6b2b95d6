//! Many impatient people at once: whatever they do after the sale, shops with their money too, in whatever order, the
//! books agree.

use goods::catalog::TaxClass;
use kernel::{
    AccountId, Actor, BasisPoints, Chance, Country, Currency, Money, ShopId, ShopRole, Side, Timestamp, hours,
};
use people::rules::Rules;
use platform::db::{DbError, Tx};
use selling::{
    orders::{
        self, Codes, OrderId, Parcel, PlaceError,
        coupons::count,
        gifts::{self, Wrapping},
        refunds::{self, Decision, Kind, Reason, RefundClaim, RequestId, Ruling, Shelf, WithShipping},
    },
    payments::{self, Payment, PaymentId, PaymentState, Takes, sandbox},
    payouts::{self, PayoutAccount},
    prices::{self, Asking, Taxable, tax},
    promotions::{MARKET, Off},
};

use crate::{
    harness::{Market, Thing, fen, ship_to},
    holding::terms,
    quotes_chance::stated,
    story,
};

const ORDERS: usize = 20;
const ACTS: usize = 200;

/// A paid order: one of two shops' bowls and cups, with shipping. Some are gifts, some are bought with coupons of the shop,
/// of the market, or of both.
async fn bought(market: &Market, buyer: AccountId, things: &[(Thing, i64)], chance: &Chance) -> OrderId {
    let (now, rules) = (market.now(), market.inner.rules());
    let asking = Asking::new(&market.inner, now, Some(buyer));
    let unit = 101 + i64::try_from(chance.below(9_000)).unwrap();
    let mut terms = terms(chance.token(), things, unit);
    terms.buyer = buyer;
    // Both things in one basket of one shop.
    let mut basket = terms.baskets.remove(0);
    for other in terms.baskets.drain(..) {
        basket.lines.extend(other.lines);
    }
    basket.shipping = Money::new(i64::try_from(chance.below(900)).unwrap(), Currency::CNY);
    if chance.below(2) == 0 {
        terms.gift = Some(Wrapping { receiver: "Grandmother".into(), words: String::new() });
    }
    let shop = basket.shop;
    let codes = Codes {
        shops: vec![(shop, if chance.below(2) == 0 { "OWN".to_owned() } else { String::new() })],
        market: if chance.below(2) == 0 { "FAIR".to_owned() } else { String::new() },
    };
    terms.baskets = vec![basket];
    // With dice of their own, some orders are taxed, at whatever rate was stated on their day.
    let dice = Chance::seeded(unit.unsigned_abs());
    let (is_taxed, stated) = (dice.below(4) > 0, stated(u32::try_from(dice.below(3_000)).unwrap()));
    let classes = [TaxClass::ALL[usize::try_from(dice.below(4)).unwrap()], TaxClass::Standard];
    let act = async move |tx: &mut Tx| {
        let (mut terms, stated) = (terms.clone(), stated.clone());
        let lines = &mut terms.baskets[0].lines;
        let asked = lines.iter().map(|line| prices::Line {
            shop,
            listing: line.listing.number(),
            variant: line.variant.number(),
            unit: line.unit,
            quantity: line.quantity,
            grams: 0,
        });
        let asked: Vec<prices::Line> = asked.collect();
        let found = count(tx, &asking, Currency::CNY, &asked, &codes).await.unwrap();
        assert_eq!(found.refusal(), None);
        let mut taxable = Vec::new();
        for ((line, priced), class) in lines.iter_mut().zip(found.priced.lines).zip(classes) {
            taxable.push(Taxable::new(class, &priced).unwrap());
            line.deductions = priced.deductions;
        }
        let basket = &mut terms.baskets[0];
        basket.tax =
            tax(&stated, (Country::CN, Country::CN), &taxable, basket.shipping).ok().filter(|_| is_taxed);
        terms.coupons = found.claims;
        let placed = orders::place(tx, now, &rules, Takes::ALL, terms).await?;
        let reference = sandbox::book(tx, now, &placed.purchase.to_string(), placed.total).await?;
        let payment = Payment {
            id: PaymentId::new(tx.next_id(now)),
            purchase: placed.purchase.get(),
            payer: buyer,
            provider: "sandbox".into(),
            reference,
            state: PaymentState::Started,
            amount: placed.total,
            created_at: now,
        };
        payments::insert(tx, &payment).await?;
        orders::pay(tx, now, &rules, &payment).await.map_err(|_| DbError::Raced)?;
        Ok::<_, PlaceError>(placed.orders[0])
    };
    market.inner.db.write(act).await.unwrap()
}

/// Whoever receives an order says where it goes, if it is a gift and still waits.
async fn give_address(tx: &mut Tx, now: Timestamp, rules: &Rules, by: Actor, id: OrderId) {
    let Some(order) = orders::find(tx, id).await.unwrap() else { return };
    if let Ok(token) = gifts::make_link(tx, &by, now, order.purchase).await {
        gifts::address(tx, now, rules, &token, &ship_to()).await.unwrap();
    }
}

/// One act of somebody, sensible or not. What is refused changes nothing.
async fn act(market: &Market, chance: &Chance, buyer: AccountId, seller: Actor, id: OrderId) {
    let (now, rules, dice) = (market.now(), market.inner.rules(), chance.below(23));
    let (some, part) = (i64::try_from(chance.below(3)).unwrap(), chance.below(100));
    let (pick, other) = (chance.below(8), chance.below(5));
    let by = Actor::Buyer { account: buyer };
    let judge = Actor::Moderator { account: AccountId::new(1) };
    let words = || "because".to_owned();
    let parcel = || Parcel { carrier: String::new(), tracking: String::new() };
    let step = async move |tx: &mut Tx| -> Result<(), DbError> {
        let open = refunds::list_of_order(tx, id).await?.into_iter().next();
        let request = open.as_ref().map_or(RequestId::new(id.shop(), 1), |open| open.id);
        // A refusal inside a transaction that is kept would keep what it wrote before it refused, so every act
        // must refuse before it writes. That is what is tried here.
        let _ = match dice {
            0 => orders::ship(tx, &seller, now, &rules, id, parcel()).await.map(drop).map_err(drop),
            1 => orders::receive(tx, &by, now, id).await.map(drop).map_err(drop),
            2 => orders::extend(tx, &by, now, &rules, id).await.map(drop).map_err(drop),
            3 if part < 20 => orders::cancel(tx, &by, now, &rules, id).await.map(drop).map_err(drop),
            3..=8 => {
                let reason = Reason::ALL[usize::try_from(pick).unwrap() % Reason::ALL.len()];
                let fitting = Kind::ALL.iter().copied().find(|kind| reason.fits(*kind));
                let kind = fitting.filter(|_| other < 4).unwrap_or(Kind::Return);
                let lines = vec![
                    refunds::LinePieces { position: 1, pieces: some },
                    refunds::LinePieces { position: 2, pieces: 1 },
                ];
                let amount = (part < 40).then(|| Money::new(i64::try_from(part).unwrap() * 7, Currency::CNY));
                let shipping = if other < 2 { WithShipping::Yes } else { WithShipping::No };
                let wanted = RefundClaim { kind, reason, words: words(), lines, shipping, amount };
                refunds::ask(tx, &by, now, &rules, id, wanted).await.map(drop).map_err(drop)
            }
            9 => refunds::accept(tx, &seller, now, &rules, request, words()).await.map(drop).map_err(drop),
            10 => refunds::refuse(tx, &seller, now, &rules, request, words()).await.map(drop).map_err(drop),
            11 => {
                let shelf = if other < 3 { Shelf::PutBack } else { Shelf::LeaveOut };
                refunds::refund(tx, &seller, now, request, shelf).await.map(drop).map_err(drop)
            }
            12 => refunds::post(tx, &by, now, &rules, request, parcel()).await.map(drop).map_err(drop),
            13 => {
                let caller = if other < 3 { by } else { seller };
                refunds::dispute(tx, &caller, now, &rules, request).await.map(drop).map_err(drop)
            }
            14 => {
                let ruling = Ruling::ALL[usize::try_from(other).unwrap() % 4];
                let amount = Some(Money::new(i64::try_from(part).unwrap() * 11, Currency::CNY));
                let decision = Decision { ruling, amount, words: words() };
                refunds::rule(tx, &judge, now, &rules, request, decision).await.map(drop).map_err(drop)
            }
            19 => {
                let amount = Money::new(i64::try_from(part).unwrap() * 11, Currency::CNY);
                refunds::offer(tx, &seller, now, &rules, request, amount, words())
                    .await
                    .map(drop)
                    .map_err(drop)
            }
            20 => refunds::agree(tx, &by, now, request).await.map(drop).map_err(drop),
            21 | 22 => {
                // Now and then so much that it may be all of it, and often under a key that was used before.
                let times = if other == 0 { 1_000 } else { 7 };
                let amount = Money::new(i64::try_from(part).unwrap() * times, Currency::CNY);
                let key = format!("{pick}");
                refunds::give(tx, &seller, now, &key, id, amount, words()).await.map(drop).map_err(drop)
            }
            18 => {
                give_address(tx, now, &rules, by, id).await;
                Ok(())
            }
            _ => refunds::withdraw(tx, &by, now, request).await.map(drop).map_err(drop),
        };
        Ok(())
    };
    market.inner.db.write(step).await.unwrap();
}

/// One act about a shop's payouts, sensible or not.
async fn pay_out(market: &Market, chance: &Chance, owner: Actor) {
    let (now, rules, dice, key) = (market.now(), market.inner.rules(), chance.below(8), chance.token());
    let (pick, amount) = (chance.below(4), i64::try_from(chance.below(30_000)).unwrap());
    let operator = Actor::Operator { account: AccountId::new(1) };
    let step = async move |tx: &mut Tx| -> Result<(), DbError> {
        let shop = owner.shop().unwrap();
        let list = payouts::list_for_seller(tx, shop, i64::MAX, 4).await?;
        let chosen = list.get(usize::try_from(pick).unwrap() % list.len().max(1)).map(|payout| payout.id);
        let id = chosen.unwrap_or(payouts::PayoutId::new(shop, 1));
        let _ = match dice {
            0..=2 => {
                let amount = Money::new(amount, Currency::CNY);
                payouts::request(tx, &owner, now, &rules, &key, amount).await.map(drop).map_err(drop)
            }
            3 => payouts::withdraw(tx, &owner, now, id).await.map(drop).map_err(drop),
            4 => payouts::approve(tx, &operator, now, id).await.map(drop).map_err(drop),
            5 => payouts::export(tx, &operator, now, Currency::CNY).await.map(drop).map_err(drop),
            6 if pick == 0 => payouts::refuse(tx, &operator, now, id, "no").await.map(drop).map_err(drop),
            6 => payouts::pay(tx, &operator, now, id).await.map(drop).map_err(drop),
            _ => payouts::send_back(tx, &operator, now, id, "no").await.map(drop).map_err(drop),
        };
        Ok(())
    };
    market.inner.db.write(step).await.unwrap();
}

story!(whatever_impatient_people_do_the_books_agree, |market| {
    let chance = Chance::seeded(20_261_122);
    let mut sales: Vec<(OrderId, AccountId, Actor)> = Vec::new();
    let mut shops: Vec<(ShopId, AccountId, Thing, Thing)> = Vec::new();
    for name in ["Ana", "Bo"] {
        let (_, shop) = market.maker(name).await;
        let (_, staff) = market.person(&format!("{name}s")).await;
        let bowl = market.thing(shop, "Bowl", 100, 100).await;
        shops.push((shop, staff, bowl, market.thing(shop, "Cup", 100, 100).await));
        let off = Off::Share { rate: BasisPoints::new(1_733), cap: Some(fen(2_999)) };
        market.make_coupon(shop, market.new_coupon(Some("OWN"), off)).await;
    }
    market.make_coupon(MARKET, market.new_coupon(Some("FAIR"), Off::Amount(fen(777)))).await;
    for n in 0..ORDERS {
        let (_, buyer) = market.person(&format!("Buyer{n}")).await;
        let (shop, account, bowl, cup) = shops[n % 2];
        let id = bought(market, buyer, &[(bowl, 2), (cup, 1)], &chance).await;
        sales.push((id, buyer, Actor::Seller { account, shop, role: ShopRole::Owner }));
    }
    let mut owners = Vec::new();
    for (shop, account, _, _) in &shops {
        let owner = Actor::Seller { account: *account, shop: *shop, role: ShopRole::Owner };
        let (now, bank) = (market.now(), PayoutAccount::new("Bank", "Ana", "622202", market.now()).unwrap());
        let keep = async move |tx: &mut Tx| payouts::change_account(tx, &owner, now, &bank).await;
        market.inner.db.write(keep).await.unwrap();
        owners.push(owner);
    }
    let mut ended = 0;
    for n in 0..ACTS {
        let (id, buyer, seller) = sales[usize::try_from(chance.below(ORDERS as u64)).unwrap()];
        // Nothing happens to a parcel that never leaves.
        if n < 2 * ORDERS {
            let (id, buyer, seller) = sales[n % ORDERS];
            let (now, rules) = (market.now(), market.inner.rules());
            // Every fourth receiver never says where it goes.
            if n % 4 != 3 {
                let (by, numbers) = (Actor::Buyer { account: buyer }, rules.clone());
                let say = async move |tx: &mut Tx| {
                    give_address(tx, now, &numbers, by, id).await;
                    Ok::<_, DbError>(())
                };
                market.inner.db.write(say).await.unwrap();
            }
            let parcel = Parcel { carrier: String::new(), tracking: String::new() };
            let ship =
                async move |tx: &mut Tx| orders::ship(tx, &seller, now, &rules, id, parcel.clone()).await;
            let _ = market.inner.db.write(ship).await;
        }
        act(market, &chance, buyer, seller, id).await;
        pay_out(market, &chance, owners[n % 2]).await;
        if chance.below(4) == 0 {
            market.pass(hours(chance.below(40))).await;
        }
        market.check().await;
        let balances = market.balances().await;
        assert_eq!(balances.iter().map(|(_, minor)| minor).sum::<i64>(), 0, "after {n} acts");
    }
    // In the end nobody waits for anybody.
    market.pass(kernel::days(120)).await;
    market.check().await;
    for (id, _, _) in &sales {
        let id = *id;
        let read = async move |tx: &mut Tx| {
            let requests = refunds::list_of_order(tx, id).await?;
            Ok::<_, DbError>((orders::find(tx, id).await?, requests))
        };
        let (order, requests) = market.inner.db.read(read).await.unwrap();
        assert_eq!(order.unwrap().state.due_at(), None);
        assert!(requests.iter().all(|request| !request.is_open()));
        assert!(requests.iter().all(|request| request.acts(Side::Market).is_empty()));
        ended += requests.len();
    }
    assert!(ended > 15, "only {ended} requests were made");
    let asked = market.number("SELECT COUNT(*) FROM payout").await;
    let paid = market.number("SELECT COUNT(*) FROM payout_step WHERE act = 'pay'").await;
    assert!(asked > 10 && paid > 0, "only {asked} payouts were asked for, {paid} of them paid");
    let count = async |sql| market.number(sql).await;
    let used = count("SELECT COUNT(*) FROM coupon_use").await;
    let back = count("SELECT COUNT(*) FROM orders WHERE market_back_minor > 0").await;
    let gifts = count("SELECT COUNT(*) FROM gift WHERE addressed_at IS NOT NULL").await;
    let agreed = count("SELECT COUNT(*) FROM refund_step WHERE act = 'agree'").await;
    let given = count("SELECT COUNT(*) FROM refund_request WHERE reason = 'goodwill'").await;
    let sent = count("SELECT COUNT(*) FROM refund_step WHERE act IN ('order-return', 'order-address')").await;
    assert!(
        agreed > 0 && given > 5,
        "{agreed} offers were taken, {given} times something was given, {sent} sent back"
    );
    assert!(used > 10 && back > 0 && gifts > 1, "{used} coupons, {back} went back in part, {gifts} gifts");
    assert_eq!(
        market.number("SELECT CAST(SUM(minor) AS BIGINT) FROM entry WHERE account = 'escrow'").await,
        0
    );
});
