use gatherings::festivals::{
    self, FestivalAct,
    booths::{self, Wants},
    programme,
};
use kernel::{Actor, ShopRole, days};
use people::shops;
use platform::db::Tx;
use serde_json::json;

use crate::{
    festivals::{call, item, new},
    harness::{Call, Market, Town},
};

/// A festival of Ana's that runs in a month, with a call that the other shop has answered, and a concert.
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
        Ok::<_, platform::db::DbError>((festival.handle, zones, asked.id, item.id))
    };
    let (handle, [booth_zone, zone, other_zone], asked, item) = market.inner.db.write(act).await.unwrap();
    market.work().await;
    town.set("{festival}", handle);
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
    ]
}
