use kernel::{Actor, Forbidden, Timestamp};
use platform::db::{DbError, Tx};

use super::{Zone, ZoneId, store};

/// Zones of one shop.
const MOST: usize = 50;

/// Which way a zone goes in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum ZoneError {
    #[error("there is no such zone")]
    NoSuchZone,
    #[error("the shop can have no more zones")]
    Full,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the zones could not be kept")]
    Store(#[from] DbError),
}

/// Add a zone below the others.
pub async fn add_zone(tx: &mut Tx, by: &Actor, now: Timestamp, zone: &Zone) -> Result<(), ZoneError> {
    let shop = by.shop()?;
    if store::list(tx, shop).await?.len() >= MOST {
        return Err(ZoneError::Full);
    }
    let position = store::last_position(tx, shop).await? + 1;
    store::insert(tx, now, shop, position, zone).await?;
    Ok(())
}

/// Change a zone where it stands.
pub async fn edit_zone(tx: &mut Tx, by: &Actor, id: ZoneId, zone: &Zone) -> Result<(), ZoneError> {
    let is_kept = store::update(tx, by.shop()?, id, zone).await?;
    if is_kept { Ok(()) } else { Err(ZoneError::NoSuchZone) }
}

/// Take a zone away.
pub async fn remove_zone(tx: &mut Tx, by: &Actor, id: ZoneId) -> Result<(), ZoneError> {
    let is_gone = store::delete(tx, by.shop()?, id).await?;
    if is_gone { Ok(()) } else { Err(ZoneError::NoSuchZone) }
}

/// Let a zone change places with its neighbour; at the end of the list it stays.
pub async fn move_zone(tx: &mut Tx, by: &Actor, id: ZoneId, way: Way) -> Result<(), ZoneError> {
    let shop = by.shop()?;
    let mut order: Vec<ZoneId> = store::list_kept(tx, shop).await?.iter().map(|kept| kept.id).collect();
    let at = order.iter().position(|other| *other == id).ok_or(ZoneError::NoSuchZone)?;
    let other = match way {
        Way::Up => at.checked_sub(1),
        Way::Down => Some(at + 1).filter(|below| *below < order.len()),
    };
    if let Some(other) = other {
        order.swap(at, other);
        for (position, id) in (1_i64..).zip(order) {
            store::place(tx, shop, id, position).await?;
        }
    }
    Ok(())
}

/// Have these zones, in this order, instead of those there were.
pub async fn set_zones(tx: &mut Tx, by: &Actor, now: Timestamp, zones: &[Zone]) -> Result<(), ZoneError> {
    if zones.len() > MOST {
        return Err(ZoneError::Full);
    }
    store::replace_all(tx, now, by.shop()?, zones).await?;
    Ok(())
}
