//! Making a festival: by the owner or the staff of the shop that organises it.

use kernel::{Actor, Forbidden, Refused, Timestamp};
use people::shops::{self, Handle, ShopState};
use platform::db::{DbError, Tx};

use super::{
    Festival, FestivalAct, FestivalId, FestivalStage, Plan, Theme, ZonePlan, booths, find_own, programme,
    store, tickets,
    zones::{self, ZoneError},
};

/// Festivals of one shop, at most.
const MOST: i64 = 100;
/// Festivals of one word that get a number each.
const MOST_NUMBER: u32 = 999;
/// Booths of a zone that a new festival begins with.
const BOOTHS: i64 = 12;

/// A festival that somebody wants to hold, with the zones that it begins with.
#[derive(Clone, Debug)]
pub struct NewFestival {
    pub handle: Handle,
    /// Whether nobody has asked for this very word, so that one like it does as well.
    pub is_proposed: bool,
    pub said: Plan,
    pub themes: Vec<Theme>,
}

#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    #[error("there is no such festival of this shop")]
    NoSuch,
    #[error("the shop is not open")]
    Closed,
    #[error("one shop may have no more festivals")]
    TooMany,
    #[error("the word belongs to another festival")]
    HandleTaken,
    #[error("these are no days on which a festival can be held")]
    NotDays,
    #[error("it would be over already")]
    Past,
    #[error("it has begun")]
    Begun,
    #[error("it has no zone")]
    Empty,
    #[error("it has tickets for a day that would be none of it")]
    Ticketed,
    #[error(transparent)]
    Zone(#[from] ZoneError),
    #[error(transparent)]
    Refused(#[from] Refused<FestivalStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the festival could not be kept")]
    Store(#[from] DbError),
}

/// Begin a festival, as a draft that its shop alone sees.
pub async fn make(tx: &mut Tx, by: &Actor, now: Timestamp, new: NewFestival) -> Result<Festival, MakeError> {
    let shop = by.shop()?;
    let found = shops::find(tx, shop).await?;
    if !found.is_some_and(|shop| shop.state == ShopState::Open) {
        return Err(MakeError::Closed);
    }
    if store::count_of_shop(tx, shop).await? >= MOST {
        return Err(MakeError::TooMany);
    }
    let (begins_at, ends_at) = new.said.days.bounds().ok_or(MakeError::NotDays)?;
    if ends_at <= now {
        return Err(MakeError::Past);
    }
    let mut festival = Festival {
        id: FestivalId::new(shop, tx.next_id(now)),
        handle: new.handle.as_str().to_owned(),
        stage: FestivalStage::Draft,
        said: new.said,
        begins_at,
        ends_at,
        cover: String::new(),
        cover_alt: String::new(),
        created_at: now,
        updated_at: now,
    };
    let mut number = 1;
    while !store::insert(tx, by, &festival).await? {
        number += 1;
        if !new.is_proposed || number > MOST_NUMBER {
            return Err(MakeError::HandleTaken);
        }
        festival.handle = new.handle.numbered(number).to_string();
    }
    for theme in new.themes.into_iter().filter(|theme| *theme != Theme::Own) {
        let said = ZonePlan { theme, name: String::new(), name_en: String::new(), booths: BOOTHS, fee: None };
        zones::add(tx, by, now, festival.id, said).await?;
    }
    Ok(festival)
}

/// Say something else of a festival. Its days stay once it has begun; whoever has a place in it is told of others.
pub async fn edit(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: FestivalId,
    said: Plan,
) -> Result<Festival, MakeError> {
    let before = find_own(tx, by, id).await?.ok_or(MakeError::NoSuch)?;
    let (begins_at, ends_at) = said.days.bounds().ok_or(MakeError::NotDays)?;
    let is_moved = said.days != before.said.days;
    if is_moved && before.is_announced() && before.begins_at <= now {
        return Err(MakeError::Begun);
    }
    if is_moved && ends_at <= now {
        return Err(MakeError::Past);
    }
    if is_moved && tickets::last_day(tx, id).await? > said.days.count() {
        return Err(MakeError::Ticketed);
    }
    let after = Festival { said, begins_at, ends_at, updated_at: now, ..before };
    store::update(tx, &after).await?;
    if is_moved {
        tickets::follow(tx, now, id).await?;
        tickets::tell_of_move(tx, now, &after).await?;
    }
    Ok(after)
}

/// Put a picture at the head of a festival, and say what it shows.
pub async fn set_cover(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: FestivalId,
    (cover, cover_alt): (String, String),
) -> Result<Festival, MakeError> {
    let before = find_own(tx, by, id).await?.ok_or(MakeError::NoSuch)?;
    let after = Festival { cover, cover_alt, updated_at: now, ..before };
    store::update(tx, &after).await?;
    Ok(after)
}

/// Announce a festival to everybody, or call it off: booths go back with their fees and tickets with their price, and whoever
/// wanted to come is told.
pub async fn step(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: FestivalId,
    act: FestivalAct,
) -> Result<Festival, MakeError> {
    let before = find_own(tx, by, id).await?.ok_or(MakeError::NoSuch)?;
    let after = before.next(act)?;
    match act {
        FestivalAct::Announce if before.is_over(now) => return Err(MakeError::Past),
        FestivalAct::Announce if store::zones(tx, id).await?.is_empty() => return Err(MakeError::Empty),
        FestivalAct::Announce => {}
        FestivalAct::CallOff => {
            booths::call_off(tx, now, id).await?;
            programme::call_off(tx, now, id).await?;
        }
    }
    store::advance(tx, now, by, act, (&before, &after)).await?;
    tickets::follow(tx, now, id).await?;
    Ok(after)
}
