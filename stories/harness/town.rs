use std::{collections::BTreeMap, fmt::Display};

use commons::live::{self, RoomId};
use kernel::{AccountId, Actor};
use platform::{db::Tx, params};
use serde_json::Value;

use super::{Market, Person, Thing};

/// A market with something of everything in it, and somebody of each kind.
///
/// What a capability adds, and what then stands for the parts of its addresses, says its file in `stories/town/`.
pub struct Town {
    pub guest: Person,
    pub buyer: Person,
    pub buyer_id: AccountId,
    /// Of the shop `ana`.
    pub owner: Person,
    /// Works at `ana`.
    pub staff: Person,
    pub staff_id: AccountId,
    /// Of the shop `bo`.
    pub other: Person,
    pub operator: Person,
    /// Of `ana`.
    pub bowl: Thing,
    /// Of `bo`.
    pub basket: Thing,
    /// By part, `{order}`, or by the beginning of an address to the end of a part, `/mine/addresses/{id}`.
    values: BTreeMap<&'static str, String>,
}

/// A call of the API that takes a body: its method, its path below `/api/v1` with parts that the town has values for, and
/// a body that is good. In a body, `{n}` is another number each time, `{plate}` a variant of plenty and `{listing_id}` the
/// bowl.
pub type Call = (&'static str, &'static str, Value);

impl Town {
    /// Sellers with listings; a buyer with orders in several states, and something in the cart.
    pub async fn build(market: &Market) -> Self {
        let town = Self::with_empty_carts(market).await;
        for person in [&town.guest, &town.buyer] {
            for thing in [town.bowl, town.basket] {
                person.post("/cart", &[("variant", &thing.variant.to_string()), ("add", "1")]).await.is(200);
            }
        }
        town
    }

    pub async fn with_empty_carts(market: &Market) -> Self {
        let (owner, shop) = market.maker("Ana").await;
        let (other, other_shop) = market.maker("Bo").await;
        let bowl = market.thing(shop, "Bowl", 5_000, 90).await;
        let basket = market.thing(other_shop, "Basket", 1_250, 90).await;
        let (buyer, buyer_id) = market.person("Lin").await;
        let (staff, staff_id) = market.person("Wu").await;
        let (operator, operator_id) = market.person("Op").await;
        market.make_operator(operator_id).await;
        market.find_anew().await;
        let (guest, values) = (market.visitor(), BTreeMap::new());
        let mut town =
            Self { guest, buyer, buyer_id, owner, staff, staff_id, other, operator, bowl, basket, values };
        // Well formed, and nobody's.
        town.set("{id}", "0000000000001");
        crate::town::build(&mut town, market).await;
        town
    }

    /// What stands for a part in addresses, or for the last part of addresses that begin like this.
    pub fn set(&mut self, part: &'static str, value: impl Display) {
        self.values.insert(part, value.to_string());
    }

    /// A path with its parts filled in.
    pub fn fill(&self, path: &str) -> String {
        let (mut filled, mut end) = (Vec::new(), 0);
        for word in path.split('/') {
            end += word.len();
            filled.push(if word.starts_with('{') { self.value(&path[..end], word) } else { word });
            end += 1;
        }
        filled.join("/")
    }

    fn value(&self, beginning: &str, part: &str) -> &str {
        let value = self.values.get(beginning).or_else(|| self.values.get(part));
        value.unwrap_or_else(|| panic!("no file of stories/town says what stands for {part} in {beginning}"))
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

    /// Somebody sends to a room of a live show.
    pub async fn go_on_air(&self, room: &str) {
        let (room, now): (RoomId, _) = (room.parse().unwrap(), self.now());
        let act = async move |tx: &mut Tx| live::begin(tx, &Actor::System, now, room).await;
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
        goods::search::rebuild(&self.inner.db, &self.inner.index, self.inner.now(), |_| {}).await.unwrap();
    }

    /// Every order, the newest last.
    pub async fn orders(&self) -> Vec<String> {
        let read = async |tx: &mut Tx| {
            tx.list("SELECT shop_id, id FROM orders ORDER BY id LIMIT 100", &[], |mut row| {
                Ok(selling::orders::OrderId::new(row.shop()?, row.int()?).to_string())
            })
            .await
        };
        self.inner.db.read(read).await.unwrap()
    }
}
