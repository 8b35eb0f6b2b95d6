use goods::catalog::{Kind as Goods, ListingId, VariantId};
use kernel::ShopId;
use proptest::prelude::*;

use super::*;
use crate::{
    orders::proration::tests::{order, yuan},
    prices::Shares,
};

fn line(kind: Goods, quantity: i64, unit: i64) -> OrderLine {
    let shop = ShopId::new(1);
    OrderLine {
        listing: ListingId::new(shop, 1),
        variant: VariantId::new(shop, 2),
        kind,
        title: String::new(),
        title_en: String::new(),
        choices: String::new(),
        choices_en: String::new(),
        sku: String::new(),
        picture: String::new(),
        quantity,
        unit: yuan(unit),
        is_held: true,
        discount: Shares::none(kernel::Currency::CNY),
    }
}

fn wanted(kind: Kind, reason: Reason, lines: &[(i64, i64)]) -> RefundClaim {
    let lines = lines.iter().map(|(position, pieces)| LinePieces { position: *position, pieces: *pieces });
    let (words, lines) = (String::new(), lines.collect());
    RefundClaim { kind, reason, words, lines, shipping: WithShipping::No, amount: None }
}

#[test]
fn one_asks_by_line_and_by_piece() {
    let lines = [line(Goods::Stock, 3, 1_000), line(Goods::Harvest, 2, 500)];
    let (order, offered) = (order(4_000, 300), offered(&lines, &[]).unwrap());
    let (lines, parts) =
        plan(&order, &offered, &wanted(Kind::Refund, Reason::Damaged, &[(1, 2), (2, 1)])).unwrap();
    assert_eq!(
        lines.iter().map(|it| (it.pieces, it.asked.minor())).collect::<Vec<_>>(),
        [(2, 2_000), (1, 500)]
    );
    assert_eq!(parts, OrderAmount { goods: yuan(2_500), shipping: yuan(0) });

    let too_many = plan(&order, &offered, &wanted(Kind::Refund, Reason::Damaged, &[(2, 3)]));
    assert_eq!(too_many.unwrap_err(), PlanError::TooManyPieces { position: 2, most: 2 });
    let nothing = plan(&order, &offered, &wanted(Kind::Refund, Reason::Damaged, &[(1, 0)]));
    assert_eq!(nothing.unwrap_err(), PlanError::Nothing);
    let spoils = plan(&order, &offered, &wanted(Kind::Return, Reason::ChangedMind, &[(1, 1), (2, 1)]));
    assert_eq!(spoils.unwrap_err(), PlanError::NeedsReason { position: 2 });
    let keeps = plan(&order, &offered, &wanted(Kind::Refund, Reason::ChangedMind, &[(1, 1)]));
    assert_eq!(keeps.unwrap_err(), PlanError::OtherKind);
}

#[test]
fn one_asks_for_less_than_the_price_and_for_the_shipping() {
    let lines = [line(Goods::Stock, 1, 900)];
    let (order, offered) = (order(900, 300), offered(&lines, &[]).unwrap());
    let mut part = wanted(Kind::Refund, Reason::Damaged, &[(1, 1)]);
    part.shipping = WithShipping::Yes;
    part.amount = Some(yuan(401));
    let (lines, parts) = plan(&order, &offered, &part).unwrap();
    assert_eq!((lines[0].asked, parts.shipping), (yuan(301), yuan(100)));
    part.amount = Some(yuan(1_201));
    assert_eq!(plan(&order, &offered, &part).unwrap_err(), PlanError::TooMuch { most: yuan(1_200) });
    part.amount = Some(yuan(0));
    assert_eq!(plan(&order, &offered, &part).unwrap_err(), PlanError::Nothing);

    let mut only_shipping = wanted(Kind::Refund, Reason::Other, &[]);
    only_shipping.shipping = WithShipping::Yes;
    assert_eq!(plan(&order, &offered, &only_shipping).unwrap().1.shipping, yuan(300));
}

#[test]
fn what_was_given_back_is_not_asked_for_again() {
    let lines = [line(Goods::Stock, 2, 1_000)];
    let taken = [Taken { position: 1, returned: 1, refunded: yuan(1_200) }];
    let offered = offered(&lines, &taken).unwrap();
    assert_eq!((offered[0].pieces, offered[0].left), (1, yuan(800)));
    let mut order = order(2_000, 0);
    order.refunded.goods = yuan(1_200);
    let (lines, _) = plan(&order, &offered, &wanted(Kind::Return, Reason::Damaged, &[(1, 1)])).unwrap();
    assert_eq!(lines[0].asked, yuan(800));
}

#[test]
fn pieces_bought_with_a_coupon_are_worth_what_was_paid_for_them() {
    // Three for 1002, less 200 and 101: a third of 701 is not whole.
    let bought =
        OrderLine { discount: Shares { shop: yuan(200), market: yuan(101) }, ..line(Goods::Stock, 3, 334) };
    let paid = bought.paid().unwrap();
    assert_eq!(paid, yuan(701));
    let mut order = order(1_002, 0);
    order.discount = bought.discount;
    let (mut returned, mut refunded, mut each) = (0, yuan(0), Vec::new());
    for _ in 0..3 {
        let taken = [Taken { position: 1, returned, refunded }];
        let offered = offered(std::slice::from_ref(&bought), &taken).unwrap();
        order.refunded.goods = refunded;
        let one = plan(&order, &offered, &wanted(Kind::Return, Reason::Damaged, &[(1, 1)])).unwrap();
        each.push(one.0[0].asked.minor());
        returned += 1;
        refunded = refunded.checked_add(one.0[0].asked).unwrap();
    }
    assert_eq!(each, [234, 233, 234]);
    assert_eq!(refunded, paid);
}

proptest! {
    #[test]
    fn a_share_adds_up_and_no_line_gets_more_than_it_asked(
        asked in proptest::collection::vec(1..1_000_000_i64, 1..8),
        shipping in 0..10_000_i64,
        part in 0..=1_000_i64,
    ) {
        let lines: Vec<RequestLine> = (1..)
            .zip(&asked)
            .map(|(position, minor)| RequestLine { position, pieces: 1, asked: yuan(*minor), refunded: yuan(0) })
            .collect();
        let most: i64 = asked.iter().sum::<i64>() + shipping;
        let amount = yuan(most * part / 1_000);
        let share = share(&lines, yuan(shipping), amount).unwrap();
        prop_assert_eq!(share.parts().unwrap().total().unwrap(), amount);
        prop_assert!(share.shipping.minor() <= shipping);
        for (line, part) in lines.iter().zip(&share.lines) {
            prop_assert!(!part.is_negative() && part.minor() <= line.asked.minor());
        }
    }
}

proptest! {
    #[test]
    fn what_a_shop_gives_falls_on_the_goods_first_and_no_line_gives_more_than_it_has(
        units in proptest::collection::vec(1..90_000_i64, 1..5),
        shipping in 0..5_000_i64,
        share in 1..=1_000_i64,
    ) {
        let bought: Vec<OrderLine> = units.iter().map(|unit| line(Goods::Stock, 2, *unit)).collect();
        let goods: i64 = units.iter().map(|unit| unit * 2).sum();
        let (order, offered) = (order(goods, shipping), offered(&bought, &[]).unwrap());
        let left = order.left().unwrap();
        let amount = yuan(((goods + shipping) * share / 1_000).max(1));
        let (lines, parts) = give(left, &offered, amount).unwrap();
        prop_assert_eq!(parts.total().unwrap(), amount);
        prop_assert_eq!(parts.goods.minor(), lines.iter().map(|line| line.asked.minor()).sum::<i64>());
        prop_assert_eq!(parts.goods.minor(), amount.minor().min(goods));
        for one in &lines {
            let most = offered[usize::try_from(one.position - 1).unwrap()].left;
            prop_assert!(one.asked.is_positive() && one.asked.minor() <= most.minor());
        }
        prop_assert!(give(left, &offered, yuan(goods + shipping + 1)).is_err());
    }
}
