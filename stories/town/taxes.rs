use kernel::{AccountId, Actor, BasisPoints, Day, ShopRole};
use platform::db::Tx;
use selling::{
    prices::{ExportRule, ShopTax},
    taxes::{NewTerms, TermsId, calendar_day, state_terms},
};
use serde_json::json;

use crate::harness::{Call, Market, Town};

/// The shop states a tax today, and something else on two days to come.
pub async fn build(town: &mut Town, market: &Market) {
    let today = calendar_day(market.now(), "Asia/Shanghai");
    state(town, market, today).await;
    let terms = state(town, market, Day::from_number(today.number() + 2_000)).await;
    let later = state(town, market, Day::from_number(today.number() + 3_000)).await;
    town.set("{terms}", terms);
    town.set("{later}", later);
}

async fn state(town: &Town, market: &Market, from: Day) -> TermsId {
    let (now, shop) = (market.now(), town.bowl.listing.shop());
    let by = Actor::Seller { account: AccountId::new(1), shop, role: ShopRole::Owner };
    let stated = ShopTax {
        name: "VAT".into(),
        standard: BasisPoints::new(1_300),
        reduced: Some(BasisPoints::new(900)),
        export: ExportRule::Zero,
    };
    let new = NewTerms { from, stated: Some(stated) };
    let act = async move |tx: &mut Tx| state_terms(tx, &by, now, new.clone()).await;
    market.inner.db.write(act).await.unwrap().id
}

pub fn calls() -> Vec<Call> {
    let terms = json!({"from": "2036-11-22", "stated": true, "name": "VAT", "standard": "13", "reduced": "9",
        "export": "zero"});
    vec![("POST", "/shops/{handle}/taxes", terms)]
}
