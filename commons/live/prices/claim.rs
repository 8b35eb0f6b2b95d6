use goods::catalog::{ListingId, VariantId};
use kernel::{AccountId, Actor, Currency, Money, Timestamp};
use people::{accounts, shops};
use platform::{
    db::{DbError, Tx},
    views::Reader,
};
use selling::{
    orders::{self, Basket, Channel, Destination, Host, Placed, Terms},
    payments::Takes,
    prices::Asking,
};

use super::{Bought, ClaimError, PriceId, Quote, claim_store, quote, store};
use crate::live::{Body, Moment, Room, RoomId, Sale, find_for, hosting, receipts, say::put};

/// Pieces that are bought at once at the price of now.
pub const MOST_AT_ONCE: i64 = 99;

/// What somebody claims.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub variant: VariantId,
    pub quantity: i64,
    pub to: Destination,
    /// The same key claims once.
    pub key: String,
    /// What the buyer saw as the total, if they did. Refused when it has changed since.
    pub seen_total: Option<Money>,
    /// The currency that the buyer thinks in: the rate of the moment is kept with the order.
    pub reader: Option<Reader>,
    /// Whether the room may be told the buyer's name.
    pub shows_name: bool,
}

/// What a claim became.
#[derive(Clone, Debug)]
pub struct Claimed {
    pub placed: Placed,
    /// How many pieces of the price are claimed by now, where this claim is new.
    pub taken: Option<i64>,
}

/// Buy some pieces at a room's price, at once. The same key is answered with the purchase of the first time, whenever it
/// comes again.
///
/// Refused after the countdown and its allowance, when the pieces are gone, and beyond what each buyer may have.
pub async fn claim(
    tx: &mut Tx,
    by: &Actor,
    asking: &Asking,
    takes: Takes,
    id: PriceId,
    wanted: Wanted,
) -> Result<Claimed, ClaimError> {
    let (buyer, now) = (by.account()?, asking.now);
    let price = store::find(tx, id).await?.ok_or(ClaimError::NoSuchPrice)?;
    let room = find_for(tx, by, price.room).await?.ok_or(ClaimError::NoSuchPrice)?;
    let key = format!("room-{id}-{}", wanted.key);
    let currency = price.amount.currency();
    if !price.counts(now) {
        return earlier(tx, buyer, &key, currency).await?.ok_or(ClaimError::Over);
    }
    if wanted.quantity < 1 || wanted.quantity > price.per_buyer {
        return Err(ClaimError::TooMany);
    }
    let Some(taken) = claim_store::take(tx, id, wanted.quantity).await? else {
        return earlier(tx, buyer, &key, currency).await?.ok_or(ClaimError::Gone);
    };
    // Asked once the pieces are taken, which claims of one price do one after the other: of two with one key the second sees
    // the first.
    if let Some(claimed) = earlier(tx, buyer, &key, currency).await? {
        claim_store::put_back(tx, id, wanted.quantity).await?;
        return Ok(claimed);
    }
    if !claim_store::count(tx, id, buyer, wanted.quantity, price.per_buyer).await? {
        return Err(ClaimError::TooMany);
    }
    let asking = asking.by(buyer);
    let quote = quote(
        tx,
        &asking,
        Some(&price),
        (price.listing, wanted.variant, wanted.quantity),
        &wanted.to.address,
    )
    .await?;
    let goods = quote.goods;
    let (place, name) = told_of(tx, &wanted, buyer).await?;
    let host = hosting::host_of(tx, room.id.shop(), price.listing).await?;
    if host.is_none() && price.listing.shop() != room.id.shop() {
        return Err(ClaimError::NotOnSale);
    }
    let (pieces, terms) = (wanted.quantity, terms(buyer, key, quote, wanted, (host, Channel::Live))?);
    let placed = orders::place(tx, now, &asking.rules, takes, terms).await?;
    let (room_id, listing, purchase) = (room.id, price.listing, placed.purchase);
    let bought = Bought { room: room_id, price: Some(id), listing, buyer, pieces, purchase, goods };
    keep(tx, now, &room, &bought, (place, name)).await?;
    for order in &placed.orders {
        receipts::keep(tx, now, *order, (room_id, now)).await?;
    }
    if taken == price.pieces {
        store::sell_out(tx, id, now).await?;
        let sale = Sale::PriceOver { price: id, listing: price.listing, is_sold_out: true };
        put(tx, &room, &format!("price-gone-{id}"), by_room(now, sale)).await?;
    }
    Ok(Claimed { placed, taken: Some(taken) })
}

/// What the same key claimed before.
async fn earlier(
    tx: &mut Tx,
    buyer: AccountId,
    key: &str,
    currency: Currency,
) -> Result<Option<Claimed>, DbError> {
    let placed = orders::find_placed(tx, buyer, key, currency).await?;
    Ok(placed.map(|placed| Claimed { placed, taken: None }))
}

/// Buy a thing that a room shows at the price of now, at once. The same key is answered with the purchase of the first time.
///
/// What is another shop's carries the share that was agreed on with it; without an agreement it is not sold here.
pub async fn buy(
    tx: &mut Tx,
    by: &Actor,
    asking: &Asking,
    takes: Takes,
    (room, listing): (RoomId, ListingId),
    wanted: Wanted,
) -> Result<Claimed, ClaimError> {
    let (buyer, now) = (by.account()?, asking.now);
    let room = find_for(tx, by, room).await?.ok_or(ClaimError::NoSuchPrice)?;
    let key = format!("thing-{}-{listing}-{}", room.id, wanted.key);
    let shop = shops::find(tx, listing.shop()).await?.ok_or(ClaimError::NotOnSale)?;
    if let Some(claimed) = earlier(tx, buyer, &key, shop.currency).await? {
        return Ok(claimed);
    }
    if wanted.quantity < 1 || wanted.quantity > MOST_AT_ONCE {
        return Err(ClaimError::TooMany);
    }
    let host = hosting::host_of(tx, room.id.shop(), listing).await?;
    if host.is_none() && listing.shop() != room.id.shop() {
        return Err(ClaimError::NotOnSale);
    }
    let (asking, what) = (asking.by(buyer), (listing, wanted.variant, wanted.quantity));
    let quote = quote(tx, &asking, None, what, &wanted.to.address).await?;
    let goods = quote.goods;
    let told = told_of(tx, &wanted, buyer).await?;
    let channel = if room.is_on_air() { Channel::Live } else { Channel::Replay };
    let (pieces, terms) = (wanted.quantity, terms(buyer, key, quote, wanted, (host, channel))?);
    let placed = orders::place(tx, now, &asking.rules, takes, terms).await?;
    let purchase = placed.purchase;
    let bought = Bought { room: room.id, price: None, listing, buyer, pieces, purchase, goods };
    if room.is_on_air() {
        keep(tx, now, &room, &bought, told).await?;
        for order in &placed.orders {
            receipts::keep(tx, now, *order, (room.id, now)).await?;
        }
    } else {
        // A replay is as it was: what is bought from it is counted, and told to nobody.
        claim_store::insert(tx, now, &bought).await?;
    }
    Ok(Claimed { placed, taken: None })
}

fn terms(
    buyer: AccountId,
    key: String,
    quote: Quote,
    wanted: Wanted,
    (host, channel): (Option<Host>, Channel),
) -> Result<Terms, ClaimError> {
    let rate = quote.rate.ok_or(ClaimError::NoZone)?;
    if wanted.seen_total.is_some_and(|seen| seen != quote.total) {
        return Err(ClaimError::TotalChanged);
    }
    let new_address = wanted.to.new_address();
    let basket = Basket {
        shop: quote.shop.id,
        lines: vec![quote.line],
        shipping: rate.price,
        ship_to: wanted.to.address,
        note: String::new(),
        tax: quote.tax,
        work: None,
        host,
        channel,
    };
    let about = wanted.reader.and_then(|reader| reader.conversion(basket.shipping.currency()));
    Ok(Terms { new_address, about, coupons: quote.coupons, ..Terms::with_one_shop(buyer, key, basket) })
}

/// What the room is told of a buyer: their city, or the region where there is none, and the name if they allow it.
async fn told_of(tx: &mut Tx, wanted: &Wanted, buyer: AccountId) -> Result<(String, String), DbError> {
    let to = &wanted.to.address;
    let place = if to.city.trim().is_empty() { to.region.trim() } else { to.city.trim() };
    let name = match wanted.shows_name {
        true => accounts::find(tx, buyer).await?.map(|account| account.name).unwrap_or_default(),
        false => String::new(),
    };
    Ok((place.chars().take(40).collect(), name))
}

/// Write down what was bought, and tell the room.
async fn keep(
    tx: &mut Tx,
    now: Timestamp,
    room: &Room,
    bought: &Bought,
    (place, name): (String, String),
) -> Result<(), DbError> {
    claim_store::insert(tx, now, bought).await?;
    let sale = Sale::Bought { listing: bought.listing, pieces: bought.pieces, place, name };
    let key = format!("bought-{}", bought.purchase);
    put(tx, room, &key, by_room(now, sale)).await.map(drop)
}

/// What the room itself says.
fn by_room(now: Timestamp, sale: Sale) -> Moment {
    let body = Body::Sale { sale };
    Moment {
        position: 0,
        at: now,
        account: None,
        name: String::new(),
        is_host: false,
        body,
        is_hidden: false,
    }
}
