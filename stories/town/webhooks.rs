use desks::webhooks::{
    Answer, DeliveryId, EndpointAct, EventKind, NewEndpoint, add, record, switch, try_out,
};
use kernel::Actor;
use people::shops;
use platform::db::{DbError, Tx};
use serde_json::json;

use crate::harness::{Call, Market, Town};

const URL: &str = "https://program.example/jishi";

/// An endpoint of the shop and one of the market, both switched off, each with a delivery that was tried once.
pub async fn build(town: &mut Town, market: &Market) {
    let (shop, now, rules) = (town.bowl.listing.shop(), market.now(), market.inner.rules());
    let operator = market.number("SELECT id FROM account WHERE is_operator = 1").await;
    let act = async move |tx: &mut Tx| {
        let owner = shops::owned_by(tx, shop).await?.unwrap();
        let owner = Actor::Seller { account: owner, shop, role: kernel::ShopRole::Owner };
        let operator = Actor::Operator { account: kernel::AccountId::new(operator) };
        let mut made = Vec::new();
        for by in [owner, operator] {
            let new = NewEndpoint { url: URL.into(), kinds: EventKind::all() };
            let endpoint = add(tx, &by, now, new).await.unwrap().id;
            let sent: DeliveryId = try_out(tx, &by, now, endpoint).await.unwrap().id;
            switch(tx, &by, now, endpoint, EndpointAct::SwitchOff).await.unwrap();
            let answer = Answer { status: Some(503), words: "<b>not now</b>".into() };
            record(tx, now, &rules, sent, 0, &answer).await.unwrap();
            made.push((endpoint.to_string(), sent.to_string()));
        }
        Ok::<_, DbError>(made)
    };
    let made = market.inner.db.write(act).await.unwrap();
    market.work().await;
    town.set("{endpoint}", &made[0].0);
    town.set("{delivery}", &made[0].1);
    town.set("{markets_endpoint}", &made[1].0);
    town.set("{markets_delivery}", &made[1].1);
    town.set("{turn}", "on");
    town.set("/api/v1/webhooks/{id}", &made[0].0);
    town.set("/api/v1/webhook-deliveries/{id}", &made[0].1);
    for desk in ["/desk/{handle}/webhooks/{id}", "/desk/{handle}/webhooks/{id}/deliveries/{delivery}"] {
        town.set(desk, if desk.ends_with("{id}") { &made[0].0 } else { &made[0].1 });
    }
    town.set("/operator/webhooks/{id}", &made[1].0);
    town.set("/operator/webhooks/{id}/deliveries/{delivery}", &made[1].1);
}

pub fn calls() -> Vec<Call> {
    let endpoint = json!({"url": URL, "kinds": ["order.paid", "refund.requested"]});
    vec![
        ("PUT", "/webhooks/{endpoint}", endpoint.clone()),
        ("PUT", "/webhooks/{endpoint}/state", json!({"state": "off"})),
        ("POST", "/shops/{handle}/webhooks", endpoint.clone()),
        ("POST", "/operator/webhooks", endpoint),
    ]
}
