use std::time::Duration;

use goods::catalog::{self, ListingId, ListingState, Pricing, Reading};
use kernel::{Actor, Forbidden, Money, Timestamp};
use platform::db::{DbError, Tx};

use super::{LONGEST, MOST_PIECES, PriceId, RoomPrice, SHORTEST, store};
use crate::live::{Body, PinError, RoomId, Sale, find_own, hosting, manners, moment::by_host, pin, say::put};

/// What a host gives for less.
#[derive(Clone, Debug)]
pub struct NewPrice {
    pub listing: ListingId,
    pub amount: Money,
    pub pieces: i64,
    pub per_buyer: i64,
    pub seconds: i64,
}

#[derive(Debug, thiserror::Error)]
pub enum PriceError {
    #[error("there is no such room")]
    NoSuchRoom,
    #[error("the room is not on air")]
    NotOnAir,
    #[error("there is no such listing on sale")]
    NoSuchListing,
    #[error("it is not less than the listing costs everybody")]
    NotLess { price: Money },
    #[error("the shop whose it is lets hosts lower it no further")]
    BelowAgreed { least: Money },
    #[error("the listing has fewer pieces")]
    TooMany { available: i64 },
    #[error("a countdown has 10 to 300 seconds, and each buyer a part of the pieces")]
    Limits,
    #[error("a price of this listing runs")]
    Running,
    #[error("there is no such price")]
    NoSuchPrice,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the price could not be kept")]
    Store(#[from] DbError),
}

/// Let a listing cost less in a room from now on, until the countdown is over or the pieces are gone.
///
/// Refused where it costs everybody no more than that, and for more pieces than there are.
pub async fn offer(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    pricing: &Pricing,
    id: RoomId,
    new: NewPrice,
) -> Result<RoomPrice, PriceError> {
    by.shop()?;
    let found = find_own(tx, by, id).await?.ok_or(PriceError::NoSuchRoom)?;
    if !found.is_on_air() {
        return Err(PriceError::NotOnAir);
    }
    let is_within = (SHORTEST..=LONGEST).contains(&new.seconds)
        && (1..=MOST_PIECES).contains(&new.pieces)
        && (1..=new.pieces).contains(&new.per_buyer);
    if !is_within {
        return Err(PriceError::Limits);
    }
    check(tx, pricing, id, &new).await?;
    if store::running_of_listing(tx, id, new.listing, now).await?.is_some() {
        return Err(PriceError::Running);
    }
    let allowance = manners::of_room(tx, id).await?.allowance_seconds;
    let whole = |count: i64| Duration::from_secs(u64::try_from(count).unwrap_or(0));
    let ends = now + whole(new.seconds);
    let price = RoomPrice {
        id: PriceId::new(id.shop(), tx.next_id(now)),
        room: id,
        listing: new.listing,
        amount: new.amount,
        pieces: new.pieces,
        per_buyer: new.per_buyer,
        begins: now,
        ends,
        counts_until: ends + whole(allowance),
        sold_out: None,
        created_at: now,
    };
    store::insert(tx, &price).await?;
    // What costs less is what is on show.
    let room = pin(tx, by, now, id, new.listing).await.map_err(of_pin)?;
    let sale = Sale::Price {
        price: price.id,
        listing: price.listing,
        amount: price.amount,
        pieces: price.pieces,
        ends,
        allowance,
    };
    let key = format!("price-{}", price.id);
    put(tx, &room, &key, by_host(by, now, Body::Sale { sale })).await?;
    Ok(price)
}

fn of_pin(error: PinError) -> PriceError {
    match error {
        PinError::NoSuchRoom => PriceError::NoSuchRoom,
        PinError::NotOnAir => PriceError::NotOnAir,
        PinError::NoSuchListing => PriceError::NoSuchListing,
        PinError::Forbidden(error) => error.into(),
        PinError::Store(error) => error.into(),
    }
}

/// Whether the listing is sold here, for more than that, and there are so many pieces of it.
async fn check(tx: &mut Tx, pricing: &Pricing, room: RoomId, new: &NewPrice) -> Result<(), PriceError> {
    let listing = new.listing;
    if !hosting::may_show(tx, room.shop(), listing).await? {
        return Err(PriceError::NoSuchListing);
    }
    let read = catalog::read_priced_by_id(tx, &[], pricing, listing).await?;
    let Reading { listing, variants, .. } = read.ok_or(PriceError::NoSuchListing)?;
    if listing.state != ListingState::Active || new.amount.currency() != listing.low.currency() {
        return Err(PriceError::NoSuchListing);
    }
    if !new.amount.is_positive() || new.amount.minor() >= listing.low.minor() {
        return Err(PriceError::NotLess { price: listing.low });
    }
    let least = hosting::lowest(tx, room.shop(), new.listing, listing.low).await?;
    if let Some(least) = least.filter(|least| new.amount.minor() < least.minor()) {
        return Err(PriceError::BelowAgreed { least });
    }
    // None of its variants is counted, or all are.
    let left: Option<i64> = variants.iter().map(|variant| variant.left).sum();
    match left {
        Some(available) if available < new.pieces => Err(PriceError::TooMany { available }),
        Some(_) | None => Ok(()),
    }
}
