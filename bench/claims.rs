//! Claims of one room's price, each an act of its own, beside placing the same purchases through the door in the same run.

use std::sync::Arc;

use commons::live::{
    self, NewRoom, Repeats,
    prices::{self, NewPrice, PriceId, Wanted},
};
use goods::catalog::{ListingId, Pricing};
use kernel::{AccountId, Actor, Currency, Money, ShopRole};
use platform::db::{DbError, Tx};
use selling::{orders::Destination, prices::Asking};

use crate::{
    Figure, fair,
    fair::Fair,
    orders::{acts, drive},
};

pub async fn run() -> Vec<Figure> {
    let fair = Arc::new(fair::open(1, None).await);
    let (raw, raw_note) = acts(&fair).await;
    let fair = Arc::new(fair::open(1, None).await);
    let price = give(&fair).await;
    let (rate, note) = drive(&fair, move |fair, n| claim(fair, price, n)).await;
    let note = format!("{note}; placing: {raw_note}");
    vec![
        Figure::new("claims of one room's price, SQLite, acts, beside placing", rate, Some(raw), "1/s")
            .note(note),
    ]
}

/// A room on air whose price gives more pieces than can be claimed meanwhile.
async fn give(fair: &Fair) -> PriceId {
    let (market, shop, now) = (&fair.market, fair.shop, fair.market.now());
    let look = async |tx: &mut Tx| {
        let account = tx.number("SELECT MAX(id) FROM account", &[]).await?;
        Ok::<_, DbError>((AccountId::new(account), tx.number("SELECT MAX(id) FROM listing", &[]).await?))
    };
    let (account, listing) = market.db.read(look).await.unwrap();
    let host = Actor::Seller { account, shop, role: ShopRole::Owner };
    let new =
        NewRoom { title: "Bench".into(), at: None, repeats: Repeats::Once, cover: None, is_made: false };
    let room = async move |tx: &mut Tx| live::plan(tx, &host, now, new.clone()).await;
    let room = market.db.write(room).await.unwrap().id;
    let begin = async move |tx: &mut Tx| live::begin(tx, &Actor::System, now, room).await;
    market.db.write(begin).await.unwrap();
    let listing = ListingId::new(shop, listing);
    let amount = Money::new(1_000, Currency::CNY);
    let new =
        NewPrice { listing, amount, pieces: prices::MOST_PIECES, per_buyer: 1, seconds: prices::LONGEST };
    let pricing = Pricing::of(market, now);
    let offer = async move |tx: &mut Tx| prices::offer(tx, &host, now, &pricing, room, new.clone()).await;
    market.db.write(offer).await.unwrap().id
}

/// A buyer of their own for each, as in a room.
async fn claim(fair: Arc<Fair>, price: PriceId, n: usize) -> bool {
    let (market, buyer) = (&fair.market, AccountId::new(1_000_000 + n as i64));
    let wanted = Wanted {
        variant: fair.variants[0],
        quantity: 1,
        to: Destination::known(fair::address()),
        key: "tap".into(),
        seen_total: None,
        reader: None,
        shows_name: false,
    };
    let (asking, takes) = (Asking::new(market, market.now(), Some(buyer)), market.takes());
    let by = Actor::Buyer { account: buyer };
    let act = async move |tx: &mut Tx| prices::claim(tx, &by, &asking, takes, price, wanted.clone()).await;
    market.db.write(act).await.is_ok()
}
