use std::{net::SocketAddr, sync::Arc};

use kernel::Chance;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{Market, Person, Thing};

pub fn purchase(thing: Thing, key: &str) -> Value {
    json!({
        "variant": thing.variant.to_string(), "quantity": 1, "key": key, "name": "林晓雨",
        "phone": "+8613800138000", "country": "CN", "region": "浙江省", "city": "杭州市",
        "line1": "仓前街道 12 号", "postal_code": "311121",
    })
}

/// A program with a token and a connection of its own.
pub fn program(address: SocketAddr, token: &str) -> Person {
    let mut program = Person::new(address);
    program.token = Some(token.to_owned());
    program
}

/// A buyer, a seller and their things, each doing what comes to mind.
#[derive(Clone)]
pub struct Crowd {
    pub buyer: String,
    pub seller: String,
    pub things: Arc<Vec<Thing>>,
}

impl Crowd {
    /// Lin buys what Ana makes: `pieces` of each of her four bowls.
    pub async fn gather(market: &Market, pieces: i64) -> Self {
        let (_, ana) = market.person("Ana").await;
        let (_, lin) = market.person("Lin").await;
        let shop = market.shop_of(ana, "ana").await;
        let mut things = Vec::new();
        for n in 0..4 {
            things.push(market.thing(shop, &format!("Bowl {n}"), 1_999 + n, pieces).await);
        }
        let (buyer, seller) = (market.token(lin).await, market.token(ana).await);
        Self { buyer, seller, things: Arc::new(things) }
    }

    /// One act of somebody, picked by chance; nothing when the market is gone.
    pub async fn act(&self, address: SocketAddr, chance: &Chance) -> Option<()> {
        let (buyer, seller) = (program(address, &self.buyer), program(address, &self.seller));
        let nothing = json!({});
        let some = |list: &Value| {
            let items = list["items"].as_array().unwrap();
            let index = chance.below(items.len().max(1) as u64) as usize;
            items.get(index).map(|order| order["id"].as_str().unwrap().to_owned())
        };
        match chance.below(10) {
            0..4 => {
                let thing = self.things[chance.below(self.things.len() as u64) as usize];
                let placed =
                    buyer.try_send("POST", "/api/v1/purchases", &purchase(thing, &chance.token())).await?;
                if placed.status == 201 {
                    let id = placed.json()["purchase"].as_str().unwrap().to_owned();
                    self.pay(&buyer, &id, chance).await?;
                }
            }
            4..7 => {
                let path = "/api/v1/shops/ana/orders?state=paid";
                if let Some(id) = some(&seller.try_send("GET", path, &nothing).await?.json()) {
                    let path = format!("/api/v1/orders/{id}/shipment");
                    seller.try_send("POST", &path, &json!({"carrier": "SF", "tracking": "SF1"})).await?;
                }
            }
            act => {
                if let Some(id) = some(&buyer.try_send("GET", "/api/v1/orders", &nothing).await?.json()) {
                    let act = ["receipt", "extension", "cancellation"][act as usize - 7];
                    buyer.try_send("POST", &format!("/api/v1/orders/{id}/{act}"), &nothing).await?;
                }
            }
        }
        Some(())
    }

    async fn pay(&self, buyer: &Person, purchase: &str, chance: &Chance) -> Option<()> {
        let path = format!("/api/v1/purchases/{purchase}/payment");
        let started = buyer.try_send("POST", &path, &json!({})).await?;
        if started.status == 200 {
            let url = started.json()["url"].as_str().unwrap().to_owned();
            let outcome =
                ["paid", "paid", "paid_twice", "late", "too_late", "declined"][chance.below(6) as usize];
            // The answer leads back to a page; that it was decided is all that matters here.
            buyer.try_send("POST", &url, &json!({"outcome": outcome})).await?;
        }
        Some(())
    }

    /// Twelve people at once, until the market is gone; the answer is how many acts each saw answered.
    pub fn play(&self, address: SocketAddr, seed: u64) -> JoinSet<usize> {
        let mut playing = JoinSet::new();
        for n in 0..12 {
            let crowd = self.clone();
            playing.spawn(async move {
                let chance = Chance::seeded(seed * 100 + n);
                let mut acts = 0;
                while crowd.act(address, &chance).await.is_some() {
                    acts += 1;
                }
                acts
            });
        }
        playing
    }
}
