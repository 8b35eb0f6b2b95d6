//! The zones of a festival: added, changed, left out.

use goods::catalog::{self, ListingId};
use kernel::{Actor, Timestamp};
use platform::db::{DbError, Tx};

use super::{
    Festival, FestivalId, FestivalStage, MOST_ZONES, Theme, Zone, ZoneId, ZonePlan, booths, find_own, ground,
    store, tickets,
};

/// Booths of all zones of a festival together.
pub const MOST_ALL_BOOTHS: i64 = 500;

#[derive(Debug, thiserror::Error)]
pub enum ZoneError {
    #[error("there is no such zone of a festival of this shop")]
    NoSuch,
    #[error("the festival was called off")]
    Over,
    #[error("it has such a zone already")]
    Twice,
    #[error("a festival has as many zones as it may")]
    TooMany,
    #[error("a festival has as many booths as it may")]
    TooManyBooths,
    #[error("so many booths of it are given already")]
    Taken,
    #[error("shops have applied for it")]
    Applied,
    #[error("there are tickets or a gate to it")]
    Ticketed,
    #[error("an announced festival has a zone")]
    Last,
    #[error("a fee is bought by a listing of the organiser's shop")]
    NoSuchFee,
    #[error("the zone could not be kept")]
    Store(#[from] DbError),
}

async fn changing(tx: &mut Tx, by: &Actor, id: FestivalId) -> Result<Festival, ZoneError> {
    let festival = find_own(tx, by, id).await?.ok_or(ZoneError::NoSuch)?;
    if festival.stage == FestivalStage::CalledOff { Err(ZoneError::Over) } else { Ok(festival) }
}

async fn check_fee(tx: &mut Tx, festival: FestivalId, fee: Option<ListingId>) -> Result<(), ZoneError> {
    let Some(fee) = fee else { return Ok(()) };
    let is_there = fee.shop() == festival.shop() && catalog::find(tx, fee).await?.is_some();
    if is_there { Ok(()) } else { Err(ZoneError::NoSuchFee) }
}

/// How many booths a festival has with so many in one of its zones.
fn sum(zones: &[Zone], changed: Option<ZoneId>, booths: i64) -> i64 {
    zones.iter().filter(|zone| Some(zone.id) != changed).map(|zone| zone.said.booths).sum::<i64>() + booths
}

/// Add a zone behind the others, with its booths on the ground. There is one of each theme, and any number of own ones.
pub async fn add(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: FestivalId,
    said: ZonePlan,
) -> Result<Zone, ZoneError> {
    changing(tx, by, id).await?;
    check_fee(tx, id, said.fee).await?;
    let zones = store::zones(tx, id).await?;
    if zones.len() >= MOST_ZONES {
        return Err(ZoneError::TooMany);
    }
    if said.theme != Theme::Own && zones.iter().any(|zone| zone.said.theme == said.theme) {
        return Err(ZoneError::Twice);
    }
    if sum(&zones, None, said.booths) > MOST_ALL_BOOTHS {
        return Err(ZoneError::TooManyBooths);
    }
    let position = zones.last().map_or(1, |last| last.position + 1);
    let zone = Zone { id: ZoneId::new(id.shop(), tx.next_id(now)), festival: id, position, said, taken: 0 };
    store::insert_zone(tx, &zone).await?;
    ground::fit(tx, &zone).await?;
    Ok(zone)
}

/// Say something else of a zone. It has never fewer booths than are given; its theme stays.
pub async fn edit(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: ZoneId,
    said: ZonePlan,
) -> Result<Zone, ZoneError> {
    let before = store::find_zone(tx, id).await?.ok_or(ZoneError::NoSuch)?;
    let festival = changing(tx, by, before.festival).await?;
    if said.fee != before.said.fee {
        check_fee(tx, festival.id, said.fee).await?;
    }
    let zones = store::zones(tx, festival.id).await?;
    if said.booths > before.said.booths && sum(&zones, Some(id), said.booths) > MOST_ALL_BOOTHS {
        return Err(ZoneError::TooManyBooths);
    }
    let after = Zone { said: ZonePlan { theme: before.said.theme, ..said }, ..before };
    if !store::update_zone(tx, &after).await? {
        return Err(ZoneError::Taken);
    }
    ground::fit(tx, &after).await?;
    // More booths are there for those who wait.
    booths::move_up(tx, now, &festival, after.id).await?;
    Ok(after)
}

/// Leave a zone out for which no shop has applied and to which nothing admits.
pub async fn remove(tx: &mut Tx, by: &Actor, id: ZoneId) -> Result<(), ZoneError> {
    let zone = store::find_zone(tx, id).await?.ok_or(ZoneError::NoSuch)?;
    let festival = changing(tx, by, zone.festival).await?;
    if booths::is_applied_for(tx, id).await? {
        return Err(ZoneError::Applied);
    }
    if tickets::lead_to(tx, festival.id, zone.position).await? {
        return Err(ZoneError::Ticketed);
    }
    if festival.is_announced() && store::zones(tx, festival.id).await?.len() == 1 {
        return Err(ZoneError::Last);
    }
    ground::clear(tx, id).await?;
    Ok(store::delete_zone(tx, id).await?)
}
