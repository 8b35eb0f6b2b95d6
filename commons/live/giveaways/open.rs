use std::time::Duration;

use goods::catalog::{self, ListingState, VariantId};
use kernel::{Actor, Forbidden, Money, Timestamp};
use people::rules::{Number, Rules};
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{Giveaway, GiveawayId, GiveawayStage, promises::DrawGiveaway, rule::hash, store};
use crate::live::{Body, RoomId, Sale, find_own, moment::by_host, say::put};

/// What one prize may be worth, in whole units of a currency.
pub const PRIZE: Number = Number::new("live_prize_most_units", 500, 1, 1_000_000_000);
pub const PRIZES: &[Number] = &[
    PRIZE,
    Number::new("live_prize_most_idr_units", 1_000_000, 1, 1_000_000_000),
    Number::new("live_prize_most_inr_units", 6_000, 1, 1_000_000_000),
    Number::new("live_prize_most_jpy_units", 10_000, 1, 1_000_000_000),
];
pub const MOST_WINNERS: i64 = 100;
/// Seconds that one may enter.
const SHORTEST: i64 = 30;
const LONGEST: i64 = 3_600;

/// What a host gives away.
#[derive(Clone, Debug)]
pub struct NewGiveaway {
    pub variant: VariantId,
    pub winners: i64,
    pub seconds: i64,
}

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("there is no such room")]
    NoSuchRoom,
    #[error("the room is not on air")]
    NotOnAir,
    #[error("there is no such thing on sale in this shop")]
    NoSuchThing,
    #[error("a prize may be worth no more")]
    TooDear { most: Money },
    #[error("there are not so many pieces")]
    SoldOut,
    #[error("there are 1 to 100 winners, and 30 to 3,600 seconds")]
    Limits,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the giveaway could not be kept")]
    Store(#[from] DbError),
}

/// Give pieces of a thing away in a room, from now on until the seconds are over. They are held until they are won.
pub async fn open(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: RoomId,
    new: NewGiveaway,
) -> Result<Giveaway, OpenError> {
    by.shop()?;
    let room = find_own(tx, by, id).await?.ok_or(OpenError::NoSuchRoom)?;
    if !room.is_on_air() {
        return Err(OpenError::NotOnAir);
    }
    if !(1..=MOST_WINNERS).contains(&new.winners) || !(SHORTEST..=LONGEST).contains(&new.seconds) {
        return Err(OpenError::Limits);
    }
    let offered = catalog::find_offered(tx, new.variant).await?.ok_or(OpenError::NoSuchThing)?;
    if new.variant.shop() != id.shop() || offered.state != ListingState::Active {
        return Err(OpenError::NoSuchThing);
    }
    let currency = offered.unit.currency();
    let most = rules.units(PRIZES, currency).saturating_mul(10_i64.pow(currency.exponent()));
    if offered.unit.minor() > most {
        return Err(OpenError::TooDear { most: Money::new(most, currency) });
    }
    if offered.is_counted && catalog::take(tx, &[(new.variant, new.winners)]).await? != [true] {
        return Err(OpenError::SoldOut);
    }
    let seed = format!("{}{}", tx.chance().token(), tx.chance().token());
    let giveaway = Giveaway {
        id: GiveawayId::new(id.shop(), tx.next_id(now)),
        room: id,
        listing: offered.listing,
        variant: new.variant,
        winners: new.winners,
        closes: now + Duration::from_secs(u64::try_from(new.seconds).unwrap_or(0)),
        seed_hash: hash(&seed),
        seed,
        state: GiveawayStage::Open,
        entries: 0,
        codes_hash: String::new(),
        created_at: now,
    };
    store::insert(tx, &giveaway).await?;
    jobs::enqueue(tx, now, giveaway.closes, &DrawGiveaway { giveaway: giveaway.id }).await?;
    let sale = Sale::Giveaway {
        giveaway: giveaway.id,
        listing: giveaway.listing,
        winners: giveaway.winners,
        closes: giveaway.closes,
        seed_hash: giveaway.seed_hash.clone(),
    };
    let key = format!("giveaway-{}", giveaway.id);
    put(tx, &room, &key, by_host(by, now, Body::Sale { sale })).await?;
    Ok(giveaway)
}
