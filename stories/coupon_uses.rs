//! Uses of coupons, when many come at once.

use kernel::{AccountId, Actor, ShopRole, minutes};
use platform::db::Tx;
use selling::{
    orders::{self, PlaceError},
    payments::Takes,
    promotions::{Claim, Code, Coupon, NewCoupon, Off, make_codes},
};

use crate::{
    harness::{Market, code_field, coupon_deduction, fen},
    holding::terms,
    story,
};

story!(of_many_who_want_the_last_use_exactly_one_gets_it, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 10_000, 100).await;
    let new = NewCoupon { uses_most: Some(1), ..market.new_coupon(Some("LAST"), Off::Amount(fen(1_000))) };
    let coupon = market.make_coupon(shop, new).await;
    let mut waiting = Vec::new();
    for n in 0..20_i64 {
        let mut terms = terms(format!("k{n}"), &[(bowl, 1)], 10_000);
        terms.buyer = AccountId::new(100 + n);
        terms.baskets[0].lines[0].deductions = vec![coupon_deduction(&coupon, fen(1_000))];
        terms.coupons =
            vec![Claim { coupon: coupon.id, code: Code::parse("LAST").unwrap(), amount: fen(1_000) }];
        let (inner, now) = (market.inner.clone(), market.now());
        // Half through the door, which places sets, half each in a transaction of its own.
        waiting.push(tokio::spawn(async move {
            if n % 2 == 0 {
                return inner.door().place(now, inner.rules(), terms).await;
            }
            let rules = inner.rules();
            let act =
                async move |tx: &mut Tx| orders::place(tx, now, &rules, Takes::ALL, terms.clone()).await;
            inner.db.write(act).await
        }));
    }
    let mut placed = 0;
    for one in waiting {
        match one.await.unwrap() {
            Ok(_) => placed += 1,
            Err(PlaceError::CouponGone) => {}
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(placed, 1);
    assert_eq!((market.stock(bowl).await, market.number("SELECT COUNT(*) FROM purchase").await), (99, 1));
    market.check().await;
    // Nobody pays, so the use is there again.
    market.pass(minutes(31)).await;
    assert_eq!(market.number("SELECT used FROM coupon").await, 0);
    market.check().await;
    let (buyer, _) = market.person("Lin").await;
    buyer.check_out_with(&[(bowl, 1)], &[(code_field(shop), "last")]).await.is(200).shows("¥90");
    let (other, _) = market.person("Wu").await;
    other
        .check_out_with(&[(bowl, 1)], &[(code_field(shop), "last")])
        .await
        .is(422)
        .shows("This coupon is used up");
    market.check().await;
});

story!(what_is_sold_out_claims_no_coupon, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 10_000, 0).await;
    let coupon = market.make_coupon(shop, market.new_coupon(Some("ONE"), Off::Amount(fen(1_000)))).await;
    let mut terms = terms("k".into(), &[(bowl, 1)], 10_000);
    terms.baskets[0].lines[0].deductions = vec![coupon_deduction(&coupon, fen(1_000))];
    terms.coupons = vec![Claim { coupon: coupon.id, code: Code::parse("ONE").unwrap(), amount: fen(1_000) }];
    let placed = market.inner.door().place(market.now(), market.inner.rules(), terms).await;
    assert!(matches!(placed, Err(PlaceError::SoldOut(_))), "{placed:?}");
    assert_eq!(market.number("SELECT used FROM coupon").await, 0);
    assert_eq!(market.number("SELECT COUNT(*) FROM coupon_use").await, 0);
    market.check().await;
});

/// Single-use codes.
async fn codes(market: &Market, coupon: &Coupon, count: i64) -> Vec<Code> {
    let (now, id, shop) = (market.now(), coupon.id, coupon.id.shop());
    let by = Actor::Seller { account: AccountId::new(1), shop, role: ShopRole::Owner };
    let act = async move |tx: &mut Tx| make_codes(tx, &by, now, id, count).await;
    market.inner.db.write(act).await.unwrap()
}

story!(two_purchases_at_once_never_share_a_code, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 10_000, 100).await;
    let coupon = market
        .make_coupon(shop, NewCoupon { uses_per_buyer: 9, ..market.new_coupon(None, Off::Amount(fen(500))) })
        .await;
    let code = codes(market, &coupon, 1).await.remove(0);
    let mut waiting = Vec::new();
    for n in 0..8_i64 {
        let mut terms = terms(format!("k{n}"), &[(bowl, 1)], 10_000);
        terms.buyer = AccountId::new(100 + n % 2);
        terms.baskets[0].lines[0].deductions = vec![coupon_deduction(&coupon, fen(500))];
        terms.coupons = vec![Claim { coupon: coupon.id, code: code.clone(), amount: fen(500) }];
        let (inner, now) = (market.inner.clone(), market.now());
        waiting.push(tokio::spawn(async move {
            let rules = inner.rules();
            let act =
                async move |tx: &mut Tx| orders::place(tx, now, &rules, Takes::ALL, terms.clone()).await;
            inner.db.write(act).await
        }));
    }
    let mut placed = 0;
    for one in waiting {
        placed += i32::from(one.await.unwrap().is_ok());
    }
    assert_eq!(placed, 1);
    assert_eq!(market.stock(bowl).await, 99);
    market.check().await;
});
