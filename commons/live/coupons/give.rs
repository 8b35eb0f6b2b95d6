use std::time::Duration;

use kernel::{Actor, Forbidden, Money, Timestamp, days};
use platform::db::{DbError, Tx};
use selling::promotions::{self, CreateError, NewCoupon, Off};

use super::{MOST_DAYS, MOST_PIECES, RoomCoupon, RoomCouponId, store};
use crate::live::{
    Body, RoomId, Sale, find_own, manners,
    moment::by_host,
    prices::{LONGEST, SHORTEST},
    say::put,
};

/// What a host lets viewers take.
#[derive(Clone, Debug)]
pub struct NewRoomCoupon {
    pub off: Money,
    /// The goods come to this much or more.
    pub least: Money,
    pub pieces: i64,
    pub seconds: i64,
    /// In how many days it is used.
    pub days: i64,
}

#[derive(Debug, thiserror::Error)]
pub enum GiveError {
    #[error("there is no such room")]
    NoSuchRoom,
    #[error("the room is not on air")]
    NotOnAir,
    #[error("a countdown has 10 to 300 seconds, there are 1 to 10,000 pieces, and 1 to 30 days")]
    Limits,
    #[error("it takes off no less than it asks for")]
    NotLess,
    #[error(transparent)]
    Coupon(#[from] CreateError),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the coupon could not be kept")]
    Store(#[from] DbError),
}

/// Let viewers take a coupon of the shop in a room, one each, until the countdown is over or all are taken.
pub async fn give(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: RoomId,
    new: NewRoomCoupon,
) -> Result<RoomCoupon, GiveError> {
    by.shop()?;
    let room = find_own(tx, by, id).await?.ok_or(GiveError::NoSuchRoom)?;
    if !room.is_on_air() {
        return Err(GiveError::NotOnAir);
    }
    let is_within = (SHORTEST..=LONGEST).contains(&new.seconds)
        && (1..=MOST_PIECES).contains(&new.pieces)
        && (1..=MOST_DAYS).contains(&new.days);
    if !is_within {
        return Err(GiveError::Limits);
    }
    if new.off.minor() >= new.least.minor() {
        return Err(GiveError::NotLess);
    }
    let whole = |count: i64| u64::try_from(count).unwrap_or(0);
    let coupon = NewCoupon {
        name: room.title.clone(),
        name_en: String::new(),
        code: None,
        off: Off::Amount(new.off),
        least: new.least,
        from: now,
        until: now + days(whole(new.days)),
        uses_most: Some(new.pieces),
        uses_per_buyer: 1,
        is_public: false,
    };
    let coupon = promotions::create(tx, by, now, coupon).await?;
    let ends = now + Duration::from_secs(whole(new.seconds));
    let allowance = manners::of_room(tx, id).await?.allowance_seconds;
    let given = RoomCoupon {
        id: RoomCouponId::new(id.shop(), tx.next_id(now)),
        room: id,
        coupon: coupon.id,
        off: new.off,
        least: new.least,
        until: coupon.until,
        pieces: new.pieces,
        taken: 0,
        ends,
        counts_until: ends + Duration::from_secs(whole(allowance)),
        created_at: now,
    };
    store::insert(tx, &given).await?;
    let sale = Sale::Coupon {
        coupon: given.id,
        amount: new.off,
        least: new.least,
        pieces: new.pieces,
        ends,
        allowance,
    };
    let key = format!("coupon-{}", given.id);
    put(tx, &room, &key, by_host(by, now, Body::Sale { sale })).await?;
    Ok(given)
}
