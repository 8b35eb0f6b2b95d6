//! How much two things belong together.

/// Days in which a weight halves.
const HALF_DAYS: i64 = 30;
/// Looked at one after the other by one person.
pub const VIEWED: i64 = 1;
/// Bought in one purchase.
pub const BOUGHT: i64 = 8;
/// Companions of one listing that are kept.
pub const MOST: usize = 40;

/// What is left of a weight after so many days.
pub fn decayed(weight: i64, days: i64) -> i64 {
    u32::try_from(days.max(0) / HALF_DAYS).ok().and_then(|halves| weight.checked_shr(halves)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_halves_every_thirty_days() {
        let left = |days| decayed(20, days);
        assert_eq!([0, 29, 30, 60, 90, 150, 9_000].map(left), [20, 20, 10, 5, 2, 0, 0]);
        assert_eq!((left(-3), decayed(VIEWED, 30)), (20, 0));
    }
}
