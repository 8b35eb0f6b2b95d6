use kernel::{ShopId, Timestamp, days};
use people::rules::Rules;
use platform::db::{DbError, Tx};

use super::store;
use crate::designs::numbers;

/// Whether a shop may give a notice now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowance {
    /// So many more this week.
    Left(i64),
    /// As many as there may be in a week.
    Spent,
    /// Some were in bad faith: none until then.
    Paused(Timestamp),
}

/// What a shop may do now: so many notices in seven days, and none for a while after some of the last year were ruled to be
/// in bad faith.
pub async fn allowance(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    shop: ShopId,
) -> Result<Allowance, DbError> {
    let bad = store::bad_faith_since(tx, shop, now - days(365)).await?;
    let most = usize::try_from(rules.count(numbers::BAD_FAITH)).unwrap_or(usize::MAX);
    if bad.len() >= most
        && let Some(last) = bad.first()
    {
        let until = *last + rules.time(numbers::PAUSE);
        if until > now {
            return Ok(Allowance::Paused(until));
        }
    }
    let given = store::count_given(tx, shop, now - days(7)).await?;
    let left = i64::from(rules.count(numbers::NOTICES)) - given;
    Ok(if left > 0 { Allowance::Left(left) } else { Allowance::Spent })
}
