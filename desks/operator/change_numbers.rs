use kernel::{Actor, Forbidden, Timestamp};
use people::rules::Number;
use platform::{
    audit,
    db::{DbError, Tx},
    settings,
};
use serde_json::json;

#[derive(Debug, thiserror::Error)]
pub enum NumbersError {
    #[error("there is no such number")]
    NoSuchNumber,
    #[error("the number is outside its range")]
    OutOfRange,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the numbers could not be kept")]
    Store(#[from] DbError),
}

/// Set some of the market's numbers; the answer is how many changed.
///
/// They hold for what happens from now on: an order keeps the commission and the days it was placed with.
pub async fn change_numbers(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    numbers: &[Number],
    wanted: &[(String, u64)],
) -> Result<usize, NumbersError> {
    by.operator()?;
    let set = settings::list(tx).await?;
    let mut changed = 0;
    for (name, value) in wanted {
        let number = numbers.iter().find(|number| number.name == name).ok_or(NumbersError::NoSuchNumber)?;
        if !(number.least..=number.most).contains(value) {
            return Err(NumbersError::OutOfRange);
        }
        let before = number.in_force(&set);
        if before == *value {
            continue;
        }
        settings::put(tx, now, name, &value.to_string()).await?;
        let detail = json!({ "before": before, "after": value });
        audit::record(tx, now, by.account().ok(), "setting.change", name, &detail).await?;
        changed += 1;
    }
    Ok(changed)
}
