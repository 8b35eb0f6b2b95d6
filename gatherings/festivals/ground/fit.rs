use platform::db::{DbError, Tx};

use super::{
    booth::{Booth, free_place},
    store,
};
use crate::festivals::{Zone, ZoneId};

/// Give a zone as many booths as it says: new ones stand in the first places that are free, and of too many the last ones
/// that nobody has go.
pub async fn fit(tx: &mut Tx, zone: &Zone) -> Result<(), DbError> {
    let mut all = store::booths(tx, zone.festival).await?;
    let have = all.iter().filter(|booth| booth.zone == zone.id).count();
    let wanted = usize::try_from(zone.said.booths).unwrap_or_default();
    for _ in have..wanted {
        let number = all.iter().map(|booth| booth.number).max().unwrap_or(0) + 1;
        let (x, y) = free_place(&all);
        let booth = Booth { festival: zone.festival, number, zone: zone.id, x, y, application: None };
        store::insert(tx, &booth).await?;
        all.push(booth);
    }
    let mut free: Vec<&Booth> = all.iter().filter(|booth| booth.zone == zone.id && booth.is_free()).collect();
    free.sort_unstable_by_key(|booth| -booth.number);
    for booth in free.into_iter().take(have.saturating_sub(wanted)) {
        store::delete(tx, booth).await?;
    }
    Ok(())
}

/// Take the booths of a zone away that is left out.
pub async fn clear(tx: &mut Tx, zone: ZoneId) -> Result<(), DbError> {
    store::delete_zone(tx, zone).await
}
