use kernel::Timestamp;
use platform::db::{DbError, Tx};

use super::{
    note::{day_of, monday},
    store,
};

/// Roll up the days of this week and of the one before that are over: of the latter there is all of it, and what is bought
/// late counts for it.
pub async fn roll_up(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    let today = day_of(now);
    let this = monday(today);
    for (first, until) in [(this - 7, this), (this, today)] {
        if first < until {
            store::roll_up(tx, first, until).await?;
        }
    }
    Ok(())
}
