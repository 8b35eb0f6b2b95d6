use kernel::AccountId;
use platform::{db::Tx, params};
use serde_json::json;

use super::{Market, Person, Thing};

/// A market with something of everything in it, and somebody of each kind.
pub struct Town {
    pub guest: Person,
    pub buyer: Person,
    /// Of the shop `ana`.
    pub owner: Person,
    /// Works at `ana`.
    pub staff: Person,
    /// Of the shop `bo`.
    pub other: Person,
    pub operator: Person,
    pub bowl: Thing,
    pub basket: Thing,
    /// What stands for a part of a path: the beginning of the path, the part, and its value.
    values: Vec<(&'static str, &'static str, String)>,
}

/// A shipped order of which a piece is asked back; the request's id.
pub async fn ask_back(owner: &Person, buyer: &Person, thing: Thing, market: &Market) -> String {
    let gateway = buyer.check_out(&[(thing, 1)], None).await;
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    let order = buyer.get("/orders").await.link("/orders/").trim_start_matches("/orders/").to_owned();
    owner.post(&format!("/desk/ana/orders/{order}/shipment"), &[]).await.is(200);
    let fields = [
        ("kind", "refund"),
        ("reason", "damaged"),
        ("words", "A crack."),
        ("lines.0.position", "1"),
        ("lines.0.pieces", "1"),
    ];
    let page = buyer.post(&format!("/orders/{order}/refunds"), &fields).await;
    page.path.trim_start_matches("/refunds/").split('?').next().unwrap().to_owned()
}

/// A payout of the shop `ana` that waits for the operator; its id.
pub async fn ask_for_money(owner: &Person, buyer: &Person, thing: Thing, market: &Market) -> String {
    let gateway = buyer.check_out(&[(thing, 1)], None).await;
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    let order = buyer.get("/orders").await.link("/orders/").trim_start_matches("/orders/").to_owned();
    owner.post(&format!("/desk/ana/orders/{order}/shipment"), &[]).await.is(200);
    buyer.post(&format!("/orders/{order}/receipt"), &[]).await.is(200);
    let account = [("bank", "ICBC"), ("holder", "Ana"), ("number", "6222021001001234567")];
    owner.post("/desk/ana/payouts/account", &account).await.is(200);
    market.work().await;
    let page = owner.post("/desk/ana/payouts", &[("amount", "15.00"), ("key", "first")]).await;
    page.is(200);
    page.path.trim_start_matches("/desk/ana/payouts/").split('?').next().unwrap().to_owned()
}

/// A completed order that both sides have reviewed, and a report of what its buyer says: the order's id and the review's.
pub async fn reviewed(owner: &Person, buyer: &Person, thing: Thing, market: &Market) -> (String, String) {
    let gateway = buyer.check_out(&[(thing, 1)], None).await;
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    let order = buyer.get("/orders").await.link("/orders/").trim_start_matches("/orders/").to_owned();
    owner.post(&format!("/desk/ana/orders/{order}/shipment"), &[]).await.is(200);
    buyer.post(&format!("/orders/{order}/receipt"), &[]).await.is(200);
    let said =
        json!({"verdict": "fair", "described": 3, "service": 4, "delivery": 5, "words": "A little small."});
    let made = buyer.send("POST", &format!("/api/v1/orders/{order}/reviews"), &said).await.is(201).json();
    owner.post(&format!("/desk/ana/orders/{order}/review"), &[("verdict", "good")]).await.is(200);
    let review = made["id"].as_str().unwrap().to_owned();
    owner.post(&format!("/reviews/{review}/reports"), &[("reason", "not-true")]).await.is(200);
    (order, review)
}

/// A conversation with the shop `ana` and an open offer in it; their ids.
pub async fn offered(buyer: &Person, thing: Thing, market: &Market) -> (String, String) {
    market.bargain(thing, None, None).await;
    let opened = buyer.send("POST", "/api/v1/shops/ana/conversations", &json!({})).await;
    let conversation = opened.is(201).json()["id"].as_str().unwrap().to_owned();
    let lines = json!([{ "variant": thing.variant.to_string(), "quantity": 1 }]);
    let body = json!({ "lines": lines, "amount": "1", "note": "For my mother." });
    let made = buyer.send("POST", &format!("/api/v1/conversations/{conversation}/offers"), &body).await;
    let offer = made.is(201).json()["id"].as_str().unwrap().to_owned();
    (conversation, offer)
}

/// What a buyer asks the shop `ana` to quote for; the quote's id.
pub async fn wished(buyer: &Person, conversation: &str) -> String {
    let wish = json!({ "words": "A bag for a small horse" });
    let made = buyer.send("POST", &format!("/api/v1/conversations/{conversation}/briefs"), &wish).await;
    made.is(201).json()["id"].as_str().unwrap().to_owned()
}

/// A paid gift that waits for its address: its purchase and the secret of its link.
pub async fn gift_of(buyer: &Person, thing: Thing, market: &Market) -> (String, String) {
    let line = json!({"variant": thing.variant.to_string(), "quantity": 1});
    buyer.send("PUT", "/api/v1/cart", &line).await.is(200);
    let gift = json!({"currency": "CNY", "key": "a gift", "gift": true, "name": "外婆", "country": "CN",
        "region": "浙江省", "gift_words": "For you."});
    let placed = buyer.send("POST", "/api/v1/checkouts", &gift).await.is(201).json();
    let purchase = placed["purchase"].as_str().unwrap().to_owned();
    let payment = format!("/api/v1/purchases/{purchase}/payment");
    let url = buyer.send("POST", &payment, &json!({})).await.is(200).json();
    let (_, gateway) = url["url"].as_str().unwrap().split_once("/sandbox/").unwrap();
    buyer.post(&format!("/sandbox/{gateway}"), &[("outcome", "paid")]).await.is(200);
    market.work().await;
    let link = format!("/api/v1/purchases/{purchase}/gift-link");
    let url = buyer.send("POST", &link, &json!({})).await.is(200).json();
    let (_, token) = url["url"].as_str().unwrap().split_once("/gifts/").unwrap();
    (purchase, token.to_owned())
}

impl Town {
    /// Sellers with listings; a buyer with orders in several states.
    pub async fn build(market: &Market) -> Self {
        let (owner, shop) = market.maker("Ana").await;
        let (other, other_shop) = market.maker("Bo").await;
        let bowl = market.thing(shop, "Bowl", 5_000, 90).await;
        let basket = market.thing(other_shop, "Basket", 1_250, 90).await;
        let (buyer, buyer_id) = market.person("Lin").await;
        let (staff, staff_id) = market.person("Wu").await;
        let (operator, operator_id) = market.person("Op").await;
        market.make_operator(operator_id).await;
        market.find_anew().await;
        owner.post("/desk/ana/staff", &[("login", "wu@fair.example")]).await.is(200);

        let first = buyer.check_out(&[(bowl, 1), (basket, 1)], None).await;
        buyer.post(&first.path, &[("outcome", "paid")]).await.is(200);
        market.work().await;
        let paid = market.orders().await;
        let asked = ask_back(&owner, &buyer, bowl, market).await;
        let disputed = ask_back(&owner, &buyer, bowl, market).await;
        owner.post(&format!("/desk/ana/refunds/{disputed}/refusal"), &[("refusal", "No.")]).await.is(200);
        buyer.post(&format!("/refunds/{disputed}/dispute"), &[]).await.is(200);
        let (received, review) = reviewed(&owner, &buyer, bowl, market).await;
        let (gift, token) = gift_of(&buyer, bowl, market).await;
        let gateway = buyer.check_out(&[(bowl, 2)], None).await;
        let of_ana = paid.iter().find(|order| order.starts_with(&shop.to_string())).unwrap().clone();
        let of_bo = paid.iter().find(|order| order.starts_with(&other_shop.to_string())).unwrap().clone();
        other.post(&format!("/desk/bo/orders/{of_bo}/shipment"), &[("carrier", "SF")]).await.is(200);
        let zone = [
            ("name", "Zone one"),
            ("countries", "CN"),
            ("first_grams", "1000"),
            ("first", "0"),
            ("next_grams", "1000"),
            ("next", "0"),
            ("days_low", "1"),
            ("days_high", "3"),
        ];
        let zones = owner.post("/desk/ana/shipping", &zone).await.html().forms();
        let zone = zones.iter().find_map(|form| form.action.strip_suffix("/place")).unwrap().to_owned();
        let mut address = super::address();
        address.retain(|(name, _)| *name != "address");
        let body: serde_json::Map<String, serde_json::Value> =
            address.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
        let kept = buyer.send("POST", "/api/v1/addresses", &body.into()).await;
        let (saver, _) = market.person("Mei").await;
        let payout = ask_for_money(&owner, &saver, bowl, market).await;
        let file = "Handle,Title,Variant Price\ncup,Cup,12.50\njar,Jar,\"1,50\"\n";
        let import = owner.upload("/desk/ana/import", &[], &[("file", "cups.csv", file.as_bytes())]).await;
        let end = |path: &str| path.rsplit('/').next().unwrap().to_owned();
        let purchase = gateway.path.trim_start_matches("/sandbox/sb_").split('-').next().unwrap().to_owned();
        let (conversation, offer) = offered(&buyer, bowl, market).await;
        let quote = wished(&buyer, &conversation).await;
        let (coupon, of_market) = crate::coupons::some(market, shop).await;
        let values = vec![
            // Well formed, and of nothing that was reported.
            ("", "{report}", of_ana.clone()),
            ("", "{quote}", quote),
            ("", "{position}", "1".to_owned()),
            ("", "{coupon}", coupon.id.to_string()),
            ("", "{markets}", of_market.id.to_string()),
            ("", "{step}", "resumption".to_owned()),
            ("", "{file}", "2026-11.pdf".to_owned()),
            ("", "{conversation}", conversation),
            ("", "{batch}", "0000000000001".to_owned()),
            ("", "{offer}", offer),
            ("/desk/{handle}/shipping/", "{id}", end(&zone)),
            ("/desk/{handle}/staff/", "{id}", staff_id.to_string()),
            ("", "{request}", asked),
            ("", "{dispute}", disputed),
            ("", "{received}", received),
            ("", "{review}", review),
            ("", "{gift}", gift),
            ("", "{token}", token),
            ("/operator/payouts/{payout}/", "{act}", "refusal".to_owned()),
            ("", "{payout}", payout),
            ("", "{sheet}", "invoice.pdf".to_owned()),
            ("", "{run}", end(&import.path)),
            ("", "{variant}", bowl.variant.to_string()),
            ("/mine/addresses/", "{id}", kept.json()["id"].as_str().unwrap().to_owned()),
            ("/operator/accounts/{id}/", "{act}", "closure".to_owned()),
            ("/operator/accounts/", "{id}", buyer_id.to_string()),
            ("/operator/shops/{handle}/", "{id}", "closure".to_owned()),
            ("/operator/ledger/", "{id}", "ana".to_owned()),
            ("", "{handle}", "ana".to_owned()),
            ("", "{shop}", "ana".to_owned()),
            ("", "{listing}", "bowl".to_owned()),
            ("", "{listing_id}", bowl.listing.to_string()),
            ("", "{order}", of_ana),
            ("", "{purchase}", purchase),
            ("", "{reference}", gateway.path.trim_start_matches("/sandbox/").to_owned()),
            ("", "{currency}", "CNY".to_owned()),
            ("", "{id}", "0000000000001".to_owned()),
        ];
        let guest = market.visitor();
        for person in [&guest, &buyer] {
            for thing in [bowl, basket] {
                person.post("/cart", &[("variant", &thing.variant.to_string()), ("add", "1")]).await.is(200);
            }
        }
        Self { guest, buyer, owner, staff, other, operator, bowl, basket, values }
    }

    /// A path of the access table with its parts filled in.
    pub fn fill(&self, path: &str) -> String {
        let mut filled = path.to_owned();
        let is_accounts = path == "/operator/accounts/{id}/{id}";
        if is_accounts {
            filled = "/operator/accounts/{id}/{act}".to_owned();
        }
        let begins = filled.clone();
        for (beginning, part, value) in &self.values {
            if begins.starts_with(beginning) {
                filled = filled.replace(part, value);
            }
        }
        filled
    }

    /// Everybody, with the word for them.
    pub fn everybody(&self) -> [(&'static str, &Person); 6] {
        [
            ("guest", &self.guest),
            ("buyer", &self.buyer),
            ("owner", &self.owner),
            ("staff", &self.staff),
            ("other", &self.other),
            ("operator", &self.operator),
        ]
    }
}

impl Market {
    /// Have a thing bargained about, within the limits of its shop.
    pub async fn bargain(&self, thing: Thing, floor: Option<i64>, accept: Option<i64>) {
        let sql = "UPDATE listing SET negotiable = 1, floor_minor = $2, auto_accept_minor = $3 WHERE id = $1";
        let id = thing.listing.number();
        let act = async move |tx: &mut Tx| tx.execute_one(sql, params![id, floor, accept]).await;
        self.inner.db.write(act).await.unwrap();
    }

    pub async fn make_operator(&self, id: AccountId) {
        let act = async move |tx: &mut Tx| {
            tx.execute_one("UPDATE account SET is_operator = 1 WHERE id = $1", params![id]).await
        };
        self.inner.db.write(act).await.unwrap();
    }

    /// Have what was put into the market's tables found.
    pub async fn find_anew(&self) {
        trade::search::rebuild(&self.inner.index, &self.inner.db).await.unwrap();
    }

    /// Every order, the newest last.
    pub async fn orders(&self) -> Vec<String> {
        let read = async |tx: &mut Tx| {
            tx.list("SELECT shop_id, id FROM orders ORDER BY id LIMIT 100", &[], |mut row| {
                Ok(trade::orders::OrderId::new(row.shop()?, row.int()?).to_string())
            })
            .await
        };
        self.inner.db.read(read).await.unwrap()
    }
}
