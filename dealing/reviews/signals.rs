//! What reviews say of how well a listing and a shop serve.

use kernel::{Timestamp, days};
use people::capability::{Signal, Strength, Told};
use platform::{Later, db::Tx};

use super::{
    review::day,
    signal_store::{Kept, all_kept, all_ratings},
};

pub const SIGNALS: &[Signal] = &[
    Signal { name: "reviews", weight: 20, gather: reviews },
    Signal { name: "reputation", weight: 10, gather: reputation },
];

/// What a shop did longer ago says nothing of today.
const LOOK_BACK_DAYS: u64 = 180;
/// Stars that are taken as neither good nor bad, and reviews that everybody has of them, so that one review is no
/// certainty.
const USUAL_STARS: i64 = 4;
const USUAL_REVIEWS: i64 = 5;
/// Parcels that everybody has sent, nine of ten of them in time.
const USUAL_SENT: i64 = 10;
const USUAL_ON_TIME: i64 = 9;

/// From one star below the usual, and worse, to one above.
fn starred(stars: i64, reviews: i64) -> i64 {
    let sum = stars + USUAL_STARS * USUAL_REVIEWS;
    (100 * sum / (reviews + USUAL_REVIEWS) - 100 * USUAL_STARS).clamp(-100, 100)
}

/// From one parcel in ten too late more than usual, and worse, to none.
fn punctual(on_time: i64, sent: i64) -> i64 {
    let usual = 100 * USUAL_ON_TIME / USUAL_SENT;
    (10 * (100 * (on_time + USUAL_ON_TIME) / (sent + USUAL_SENT) - usual)).clamp(-100, 100)
}

fn reviews(tx: &mut Tx, _: Timestamp) -> Later<'_, Told> {
    Box::pin(async move {
        let rated = all_ratings(tx).await?;
        let strength =
            |((shop, listing), (reviews, stars))| Strength::new(shop, listing, starred(stars, reviews));
        Ok(rated.into_iter().map(strength).collect())
    })
}

fn reputation(tx: &mut Tx, now: Timestamp) -> Later<'_, Told> {
    Box::pin(async move {
        let kept = all_kept(tx, day(now - days(LOOK_BACK_DAYS))).await?;
        let strength = |kept: Kept| {
            let hundredths = starred(kept.service, kept.reviews) + punctual(kept.on_time, kept.sent);
            Strength::new(kept.shop, 0, hundredths / 2)
        };
        Ok(kept.into_iter().map(strength).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_review_is_no_certainty_and_a_bad_one_speaks_against() {
        assert_eq!((starred(0, 0), starred(5, 1), starred(1, 1)), (0, 16, -50));
        assert_eq!((starred(250, 50), starred(50, 50)), (90, -100));
    }

    #[test]
    fn what_leaves_too_late_speaks_against() {
        assert_eq!((punctual(0, 0), punctual(90, 100)), (0, 0));
        assert!(punctual(100, 100) > 80 && punctual(50, 100) == -100);
    }
}
