use kernel::{Actor, Forbidden, Timestamp, days};
use platform::db::{DbError, Tx};

use super::store;

/// The longest holiday, in days.
pub const LONGEST: u64 = 366;

#[derive(Clone, Debug, thiserror::Error)]
pub enum HolidayError {
    #[error("a holiday ends after now and within a year")]
    BadEnd,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the holiday could not be kept")]
    Store(#[from] DbError),
}

/// Go on holiday: listings are shown and cannot be bought until then.
pub async fn begin_holiday(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    until: Timestamp,
) -> Result<(), HolidayError> {
    if until <= now || until > now + days(LONGEST) {
        return Err(HolidayError::BadEnd);
    }
    store::set_holiday(tx, by.shop()?, Some(until)).await?;
    Ok(())
}

/// Come back from holiday early.
pub async fn end_holiday(tx: &mut Tx, by: &Actor) -> Result<(), HolidayError> {
    store::set_holiday(tx, by.shop()?, None).await?;
    Ok(())
}

/// The first moment of a day such as `2026-12-01` on the clock of a place.
pub fn start_of_day(day: &str, zone: &str) -> Option<Timestamp> {
    let in_utc = Timestamp::parse_rfc3339(&format!("{day}T00:00:00Z")).ok()?;
    let ahead = i64::from(in_utc.in_zone(zone)?.offset().seconds());
    Some(Timestamp::from_micros(in_utc.micros().checked_sub(ahead.checked_mul(1_000_000)?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_when_it_does_where_the_shop_is() {
        for (day, zone, expected) in [
            ("2026-12-01", "Asia/Shanghai", Some("2026-11-30T16:00:00Z")),
            ("2026-12-01", "UTC", Some("2026-12-01T00:00:00Z")),
            ("2026-12-01", "America/New_York", Some("2026-12-01T05:00:00Z")),
            ("2026-02-30", "UTC", None),
            ("soon", "UTC", None),
            ("2026-12-01", "Mars/Base", None),
        ] {
            assert_eq!(start_of_day(day, zone).map(Timestamp::rfc3339).as_deref(), expected);
        }
    }
}
