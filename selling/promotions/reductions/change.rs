//! When a reduction begins or ends, what it is of costs something else, though nobody changed the listing: whoever keeps an
//! index is told in that moment.

use goods::catalog::{self, ListingId};
use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    jobs::enqueue,
};

use super::{KeptReduction, ReductionId, Sort, promises::TellOfPrices, store};

/// Have it told when it begins and when it ends.
pub(super) async fn promise(tx: &mut Tx, now: Timestamp, kept: &KeptReduction) -> Result<(), DbError> {
    if !changes_a_piece(kept) {
        return Ok(());
    }
    if kept.from <= now {
        tell_of(tx, now, kept).await?;
    }
    let told = TellOfPrices { reduction: kept.id };
    for at in [Some(kept.from), kept.until].into_iter().flatten().filter(|at| *at > now) {
        enqueue(tx, now, at, &told).await?;
    }
    Ok(())
}

/// Tell that its listings cost something else from now on.
pub(super) async fn tell_of(tx: &mut Tx, now: Timestamp, kept: &KeptReduction) -> Result<(), DbError> {
    if changes_a_piece(kept) {
        for listing in &kept.listings {
            catalog::price_changed(tx, now, ListingId::new(kept.id.shop(), *listing)).await?;
        }
    }
    Ok(())
}

/// Its time has come, or is over.
pub async fn tell(tx: &mut Tx, now: Timestamp, id: ReductionId) -> Result<(), DbError> {
    let Some(kept) = store::find(tx, id.shop(), id).await? else { return Ok(()) };
    // Whoever keeps a page that was made in the same minute reads it again.
    store::stamp(tx, id).await?;
    tell_of(tx, now, &kept).await
}

/// Whether one piece may cost less by it.
fn changes_a_piece(kept: &KeptReduction) -> bool {
    matches!(kept.sort, Sort::Tiers | Sort::Campaign)
}
