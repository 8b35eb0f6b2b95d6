//! Reductions of the demo: prices by quantity at the farmer's, a campaign, a bundle and a threshold at the maker's, and a
//! threshold of the market.

use kernel::{Actor, BasisPoints, Currency, Money, ShopId, Timestamp, days};
use people::{
    fair::{Broken, Done, FARMER, Fair, MAKER},
    reduction::{Off, Part, Reach, Rule, Tier},
};
use platform::db::Tx;

use super::{NewReduction, Sort, Thing, make, things};
use crate::Selling;

const fn yuan(units: i64) -> Money {
    Money::new(units * 100, Currency::CNY)
}

/// So many hundredths of a price, to whole yuan.
fn part(price: Money, hundredths: i64) -> Money {
    yuan((price.minor() * hundredths / 10_000).max(1))
}

const fn share(percent: u32) -> Off {
    Off::Share { rate: BasisPoints::new(percent * 100), cap: None }
}

fn plain(sort: Sort, (name, name_en): (&str, &str), rule: Rule, now: Timestamp) -> NewReduction {
    NewReduction {
        sort,
        name: name.to_owned(),
        name_en: name_en.to_owned(),
        rule,
        listings: Vec::new(),
        variants: Vec::new(),
        floor: None,
        currency: Currency::CNY,
        from: now,
        until: Some(now + days(60)),
    }
}

/// What the farmer takes off who buys much.
fn by_quantity(goods: &[Thing], now: Timestamp) -> Vec<NewReduction> {
    let Some(thing) = goods.iter().find(|thing| thing.price.minor() >= 2_000) else { return Vec::new() };
    let tier = |from, hundredths| Tier { from, off: Off::To(part(thing.price, hundredths)) };
    let tiers =
        vec![tier(Reach::Pieces(3), 92), tier(Reach::Pieces(10), 85), tier(Reach::Grams(100_000), 78)];
    let new = plain(Sort::Tiers, ("", ""), Rule::Tiers(tiers), now);
    vec![NewReduction { variants: vec![thing.variant.number()], until: None, ..new }]
}

/// What the maker takes off: for some days, together, and from an amount on.
fn at_the_makers(goods: &[Thing], now: Timestamp) -> Vec<NewReduction> {
    let mut listings: Vec<&Thing> = Vec::new();
    for thing in goods {
        if listings.iter().all(|known| known.listing != thing.listing) {
            listings.push(thing);
        }
    }
    let [one, two, three, ..] = listings.as_slice() else { return Vec::new() };
    let campaign = NewReduction {
        listings: vec![one.listing.number()],
        floor: Some(part(one.price, 70)),
        ..plain(Sort::Campaign, ("冬藏特惠", "Before the winter"), Rule::Piece(share(15)), now)
    };
    let parts = [two, three].map(|thing| Part { variant: thing.variant.number(), pieces: 1 }).to_vec();
    let bundle =
        plain(Sort::Bundle, ("成套更省", "The set for less"), Rule::Set { parts, off: share(10) }, now);
    let rule = Rule::Goods { least: yuan(600), off: Off::Amount(yuan(40)) };
    vec![campaign, bundle, plain(Sort::Threshold, ("满六百减四十", "Forty off"), rule, now)]
}

/// What somebody takes off, of what they sell.
type Plan = fn(&[Thing], Timestamp) -> Vec<NewReduction>;

/// Make them, on one day before the end of the year.
pub(in crate::promotions) async fn make_all(market: &Selling, fair: &Fair) -> Done {
    let now = market.now();
    let sides: [(&str, Plan); 2] = [(FARMER, by_quantity), (MAKER, at_the_makers)];
    for (handle, plan) in sides {
        let by = fair.stall(handle)?.seller();
        let shop: ShopId = by.shop()?;
        let goods = market.db.read(async move |tx: &mut Tx| things(tx, shop).await).await?;
        for new in plan(&goods, now) {
            put(market, by, now, new).await?;
        }
    }
    let rule = Rule::Goods { least: yuan(400), off: Off::Amount(yuan(15)) };
    let by = Actor::Operator { account: fair.operator()? };
    put(market, by, now, plain(Sort::Threshold, ("赶集满四百减十五", "Fair day"), rule, now)).await
}

async fn put(market: &Selling, by: Actor, now: Timestamp, new: NewReduction) -> Done {
    let act = async move |tx: &mut Tx| make(tx, &by, now, new.clone()).await.map(drop);
    market.db.write(act).await.map_err(Broken::from)
}
