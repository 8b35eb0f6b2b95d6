//! Weeks and months, as whole numbers: days since 1970, and months since the year 0.

use kernel::{Day, Timestamp};

/// The Monday of a day's week. The first of 1970 was a Thursday.
pub const fn monday(day: i64) -> i64 {
    day - (day + 3).rem_euclid(7)
}

/// Days since 1970 in UTC.
pub fn utc_day(now: Timestamp) -> i64 {
    Day::of(now).number()
}

/// The day of a moment where a shop is.
pub fn day_in(now: Timestamp, zone: &str) -> i64 {
    selling::taxes::calendar_day(now, zone).number()
}

/// The month of a day: twelve times its year, and the months before it.
pub fn month(day: i64) -> i64 {
    let date = Day::from_number(day).to_string();
    let mut parts = date.split('-').map(|part| part.parse::<i64>().unwrap_or_default());
    let (year, month) = (parts.next().unwrap_or_default(), parts.next().unwrap_or(1));
    12 * year + month - 1
}

/// The first day of a month.
pub fn first_day(month: i64) -> i64 {
    let text = format!("{:04}-{:02}-01", month.div_euclid(12), month.rem_euclid(12) + 1);
    Day::parse(&text).map_or(0, Day::number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday_and_months_on_the_first() {
        assert_eq!([0, 3, 4, 10, 11].map(monday), [-3, -3, 4, 4, 11]);
        let day = |text: &str| Day::parse(text).unwrap().number();
        assert_eq!(month(day("2026-12-31")) + 1, month(day("2027-01-01")));
        for month_of in [12 * 1970, 12 * 2024 + 1, 12 * 2026 + 11] {
            assert_eq!(month(first_day(month_of)), month_of);
            assert_eq!(month(first_day(month_of) - 1), month_of - 1);
        }
    }
}
