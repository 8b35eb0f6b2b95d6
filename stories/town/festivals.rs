use gatherings::festivals::{
    self, FestivalAct, FestivalId,
    booths::{self, Wants},
    gate, programme,
    tickets::{self, KindPlan},
};
use kernel::{Actor, ShopRole, days};
use people::shops;
use platform::db::{DbError, Tx};
use serde_json::json;

use crate::{
    festival_tickets::{kind, kind_plan, organiser},
    festivals::{call, item, new},
    harness::{Call, Market, Town},
};

/// A festival of Ana's that runs in a month, with a call that the other shop has answered, a concert, tickets and a
/// gate.
pub async fn build(town: &mut Town, market: &Market) {
    let now = market.now();
    let (shop, other) = (town.bowl.listing.shop(), town.basket.listing.shop());
    let act = async move |tx: &mut Tx| {
        let seller = |account, shop| Actor::Seller { account, shop, role: ShopRole::Owner };
        let by = seller(shops::owned_by(tx, shop).await.unwrap().unwrap(), shop);
        let guest = seller(shops::owned_by(tx, other).await.unwrap().unwrap(), other);
        let festival = festivals::make(tx, &by, now, new("maker-fair", now + days(30), 3)).await.unwrap();
        let id = festival.id;
        festivals::step(tx, &by, now, id, FestivalAct::Announce).await.unwrap();
        booths::set_call(tx, &by, now, id, call(now)).await.unwrap();
        let zones = festivals::zones(tx, id).await.unwrap();
        let wants = Wants {
            zone: zones[0].id,
            words: "Baskets.".into(),
            listings: vec![],
            tables: 1,
            power_watts: 0,
        };
        let asked = booths::apply(tx, &guest, now, id, wants).await.unwrap();
        let begins_at = festival.begins_at;
        let item = programme::add(tx, &by, now, id, item("Guqin", begins_at, 90)).await.unwrap();
        let zones = [zones[0].id, zones[4].id, zones[5].id];
        Ok::<_, DbError>((festival, zones, asked.id, item.id))
    };
    let (festival, [booth_zone, zone, other_zone], asked, item) = market.inner.db.write(act).await.unwrap();
    market.work().await;
    admit(town, market, festival.id).await;
    town.set("{festival}", festival.handle);
    town.set("{booth_zone}", booth_zone);
    town.set("/desk/{handle}/festivals/{festival}/zones/{zone}", zone);
    for path in [
        "/api/v1/shops/{handle}/festivals/{festival}/zones/{zone}",
        "/shops/{handle}/festivals/{festival}/zones/{zone}",
    ] {
        town.set(path, other_zone);
    }
    town.set("{application}", asked);
    town.set("{item}", item);
    town.set("{number}", 1);
}

/// A free kind of ticket of which the buyer holds one and is offered two, and a gate.
async fn admit(town: &mut Town, market: &Market, id: FestivalId) {
    let free = kind_plan(market, "免费", 0, 100);
    let free = kind(market, id, KindPlan { most_per_person: 20, ..free }).await;
    let by = organiser(market, id.shop()).await;
    let (now, buyer) = (market.now(), Actor::Buyer { account: town.buyer_id });
    let act = async move |tx: &mut Tx| {
        let mut taken = Vec::new();
        for _ in 0..3 {
            taken.push(tickets::take(tx, &buyer, now, id, free.id).await.unwrap());
        }
        let page = tickets::offer(tx, &buyer, now, taken[1].id).await.unwrap().token.unwrap();
        let call = tickets::offer(tx, &buyer, now, taken[2].id).await.unwrap().token.unwrap();
        let (gate, token) = gate::register(tx, &by, now, id, ("北门".into(), 0)).await.unwrap();
        Ok::<_, DbError>((taken[0].clone(), (page, call), gate.id, token))
    };
    let (ticket, (page, call), gate, token) = market.inner.db.write(act).await.unwrap();
    town.set("{ticket}", ticket.id);
    for path in [
        "/festivals/{festival}/tickets/{kind}",
        "/api/v1/festivals/{festival}/tickets/{kind}",
        "/desk/{handle}/festivals/{festival}/tickets/{kind}",
        "/api/v1/shops/{handle}/festivals/{festival}/tickets/{kind}",
    ] {
        town.set(path, ticket.kind);
    }
    town.set("/api/v1/shops/{handle}/festivals/{festival}/entries/{number}", ticket.number);
    town.set("{gate}", gate);
    town.set("/tickets/{token}", page);
    town.set("/api/v1/ticket-offers/{token}", call);
    town.set("/gate/{token}", &token);
    town.set("/api/v1/gates/{token}", token);
}

pub fn calls() -> Vec<Call> {
    let said = json!({
        "language": "zh-CN", "name": "造物集", "name_en": "Maker Fair", "words": "三天。", "words_en": "Three days.",
        "first_day": "2026-12-22", "last_day": "2026-12-24", "opens": "10:00", "closes": "18:00", "time_zone": "Asia/Shanghai",
        "is_online": false, "country": "CN", "region": "宁夏", "city": "银川", "address": "老粮仓",
    });
    let mut new = said.clone();
    new["handle"] = json!("");
    for theme in ["innovation", "anime", "heritage", "vintage", "pets", "food"] {
        new[format!("without_{theme}")] = json!(theme == "pets");
    }
    let item = json!({
        "kind": "concert", "title": "古琴", "title_en": "Guqin", "stage": "A", "begins_at": "2026-12-22T03:00:00Z", "minutes": 60,
        "seats": 80,
    });
    vec![
        ("POST", "/shops/{handle}/festivals", new),
        ("PUT", "/shops/{handle}/festivals/{festival}", said),
        (
            "POST",
            "/shops/{handle}/festivals/{festival}/zones",
            json!({"theme": "own", "name": "纸", "name_en": "Paper", "booths": 4, "fee": ""}),
        ),
        (
            "PUT",
            "/shops/{handle}/festivals/{festival}/zones/{zone}",
            json!({"name": "", "name_en": "", "booths": 6, "fee": ""}),
        ),
        (
            "PUT",
            "/shops/{handle}/festivals/{festival}/call",
            json!({
                "opens_at": "2026-11-22T02:00:00Z", "closes_at": "2026-12-20T02:00:00Z", "pay_days": 7, "words": "来吧。",
                "words_en": "Come.",
            }),
        ),
        (
            "POST",
            "/shops/{handle}/festivals/{festival}/applications/{application}/refusal",
            json!({"reason": "Too many baskets"}),
        ),
        (
            "PUT",
            "/shops/{handle}/applications/{festival}",
            json!({
                "zone": "{booth_zone}", "shows": "碗。", "listings": ["{listing_id}"], "tables": 1,
                "power_watts": 200,
            }),
        ),
        ("PUT", "/shops/{handle}/festivals/{festival}/booths/{number}", json!({"x": 500, "y": 600})),
        ("POST", "/shops/{handle}/festivals/{festival}/programme", item.clone()),
        ("PUT", "/shops/{handle}/festivals/{festival}/programme/{item}", item),
        (
            "POST",
            "/shops/{handle}/festivals/{festival}/tickets",
            json!({
                "name": "周六票", "name_en": "Saturday", "day": 1, "zone": 0, "price": "30.00", "capacity": 500,
                "sale_from": "2026-11-01T10:00", "sale_until": "2027-12-01T10:00", "most_per_person": 6, "refund_days": 3,
                "reentry": "daily", "gate": "",
            }),
        ),
        (
            "PUT",
            "/shops/{handle}/festivals/{festival}/tickets/{kind}",
            json!({
                "name": "免费票", "name_en": "Free", "day": 0, "zone": 0, "price": "", "capacity": 120,
                "sale_from": "2026-11-01T10:00", "sale_until": "2027-12-01T10:00", "most_per_person": 20, "refund_days": null,
                "reentry": "free", "gate": "",
            }),
        ),
        ("POST", "/shops/{handle}/festivals/{festival}/gates", json!({"name": "南门", "zone": 0})),
        (
            "POST",
            "/gates/{token}/entries",
            json!({
                "clock": "2026-11-22T02:00:00Z",
                "entries": [{
                    "counter": 1, "number": "14SC-0PJ6", "version": 1, "way": "in", "at": "2026-11-22T02:00:00Z",
                }],
            }),
        ),
    ]
}
