use kernel::{ShopId, Timestamp};
use platform::db::{DbError, Tx};

use super::{
    segment::{Segment, Share, Span, Told},
    standing::Standing,
    store,
};
use crate::insights::{
    crowd::{CROWD, Crowd},
    span::utc_day,
};

/// A snapshot whose day is so long ago is told no more.
const OLD: i64 = 2;

/// Tell the segments of a shop as they are today; what was told once on a day stays.
pub async fn freeze_segments(tx: &mut Tx, now: Timestamp, shop: ShopId) -> Result<(), DbError> {
    let (today, span) = (utc_day(now), Span::of(now));
    let known = store::standings(tx, shop).await?;
    for segment in Segment::ALL {
        for share in Share::of_segment(*segment) {
            let found = known.iter().find(|(of, part, ..)| (of, part) == (segment, &share));
            if found.is_some_and(|(.., day)| *day >= today) {
                continue;
            }
            let people = store::count(tx, shop, *segment, share, span).await?;
            let fresh = tx.chance().below(CROWD.unsigned_abs()).cast_signed();
            let next = Standing::next(found.map(|(_, _, standing, _)| *standing), people, today, fresh);
            store::put_standing(tx, shop, (*segment, share), &next, today).await?;
        }
    }
    Ok(())
}

/// The segments of a shop in the newest snapshot. Every number comes from a crowd, and a share from two.
pub async fn told(tx: &mut Tx, now: Timestamp, shop: ShopId) -> Result<Vec<Told>, DbError> {
    let mut known = store::standings(tx, shop).await?;
    known.retain(|(.., day)| *day >= utc_day(now) - OLD);
    let people = |segment: Segment, share: Share| {
        let found = known.iter().find(|(of, part, ..)| (*of, *part) == (segment, share));
        found.map_or(Crowd::default(), |(_, _, standing, _)| standing.people)
    };
    let of = |segment: &Segment| {
        let all = people(*segment, Share::All);
        Told {
            segment: *segment,
            people: all,
            bought: super::Band::of(people(*segment, Share::Bought), all),
            notes: super::Band::of(people(*segment, Share::Notes), all),
        }
    };
    Ok(if known.is_empty() { Vec::new() } else { Segment::ALL.iter().map(of).collect() })
}

/// Whether a crowd of a segment wants notes, as the newest snapshot tells it.
pub async fn may_write(tx: &mut Tx, now: Timestamp, shop: ShopId, segment: Segment) -> Result<bool, DbError> {
    let told = told(tx, now, shop).await?;
    Ok(told.iter().any(|told| told.segment == segment && told.notes.is_some()))
}
