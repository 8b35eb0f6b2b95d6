//! Where each exhibit stands. Lengths are millimetres; whoever enters looks along the way, to smaller `z`.
//!
//! Two rows stand along the way from the entrance to the end, and where there are many, one more beside each, half a step
//! behind, so that nothing hides what is behind it. The first pick stands at the end of the way.

use super::seed::within;

/// The side of a plinth, as the page draws it.
#[cfg(test)]
const PLINTH: i64 = 900;
/// From one to the next along the way.
const STEP: i64 = 3_000;
/// From the middle of the way to a row, and to the one beside it.
const INNER: i64 = 2_300;
const OUTER: i64 = 5_500;
/// How far one may stand from its place, so that the room is no chessboard.
const AWRY: i64 = 180;
/// From the walls.
const SIDE: i64 = 1_900;
const FRONT: i64 = 3_600;
const BACK: i64 = 2_400;
/// Behind the last of the rows, before what stands at the end.
const BEFORE_END: i64 = 2_600;
/// More than these and there are four rows.
const TWO_ROWS: usize = 9;

/// A place in the room, and which way what stands there is turned, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    pub x_mm: i64,
    pub z_mm: i64,
    pub turn_degrees: i64,
}

/// A room with a stand for each exhibit, in their order. Its middle is nought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    pub width_mm: i64,
    pub depth_mm: i64,
    /// Where whoever enters stands; they look straight ahead.
    pub entrance: Stand,
    pub stands: Vec<Stand>,
}

/// Lay a room out for so many exhibits. The same seed makes the same room.
pub fn layout(count: usize, seed: i64) -> Layout {
    let beside = count.saturating_sub(1);
    let columns: &[i64] = if count > TWO_ROWS { &[-INNER, INNER, -OUTER, OUTER] } else { &[-INNER, INNER] };
    let rows = beside.div_ceil(columns.len());
    let long = i64::try_from(rows).unwrap_or_default();
    let half_step = if columns.len() > 2 { STEP / 2 } else { 0 };
    let width_mm = 2 * (columns.last().copied().unwrap_or_default() + SIDE);
    let depth_mm = FRONT + (long - 1).max(0) * STEP + half_step + BEFORE_END + BACK;
    let front = depth_mm / 2;
    let mut stands = Vec::with_capacity(count);
    if count > 0 {
        stands.push(Stand { x_mm: 0, z_mm: BACK - front, turn_degrees: 0 });
    }
    for at in 0..beside {
        let (row, column) = (at / columns.len(), at % columns.len());
        let x = columns.get(column).copied().unwrap_or_default();
        let behind = if column > 1 { half_step } else { 0 };
        let z = front - FRONT - i64::try_from(row).unwrap_or_default() * STEP - behind;
        let number = i64::try_from(at).unwrap_or_default();
        stands.push(Stand {
            x_mm: x + within(seed, 2 * number, AWRY),
            z_mm: z + within(seed, 2 * number + 1, AWRY),
            turn_degrees: if x < 0 { 35 } else { -35 },
        });
    }
    Layout { width_mm, depth_mm, entrance: Stand { x_mm: 0, z_mm: front - 900, turn_degrees: 0 }, stands }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The width of a wheelchair that turns.
    const WAY: i64 = 1_500;

    #[test]
    fn nothing_overlaps_and_every_way_is_wide_enough() {
        for count in 0..=24 {
            for seed in 0..40 {
                let Layout { width_mm, depth_mm, entrance, stands } = layout(count, seed);
                assert_eq!(stands.len(), count);
                for (at, one) in stands.iter().enumerate() {
                    let to_wall = (width_mm / 2 - one.x_mm.abs()).min(depth_mm / 2 - one.z_mm.abs());
                    assert!(to_wall - PLINTH / 2 >= 1_000, "{count} {seed}: {one:?} stands at a wall");
                    for other in stands.iter().skip(at + 1) {
                        let apart = (one.x_mm - other.x_mm).abs().max((one.z_mm - other.z_mm).abs());
                        assert!(apart - PLINTH >= WAY, "{count} {seed}: {one:?} {other:?}");
                    }
                    let from_door = (one.x_mm - entrance.x_mm).abs().max((one.z_mm - entrance.z_mm).abs());
                    assert!(from_door - PLINTH / 2 >= WAY, "{count} {seed}: {one:?} stands in the door");
                }
                // The way from the entrance to the end is free.
                assert!(
                    stands.iter().skip(1).all(|one| one.x_mm.abs() - PLINTH / 2 >= WAY),
                    "{count} {seed}"
                );
            }
        }
    }

    #[test]
    fn whoever_enters_sees_the_first_and_nothing_stands_before_it() {
        for count in [1, 5, 12, 24] {
            let room = layout(count, 9);
            let (first, rest) = room.stands.split_first().unwrap();
            assert_eq!(first.x_mm, room.entrance.x_mm);
            assert!(rest.iter().all(|one| first.z_mm < one.z_mm), "{count}");
            // Those of the first row are seen at less than 45 degrees to the side.
            let nearest = rest.iter().max_by_key(|one| one.z_mm);
            assert!(
                nearest.is_none_or(|one| one.x_mm.abs() < room.entrance.z_mm - one.z_mm + PLINTH),
                "{count}"
            );
        }
    }

    #[test]
    fn the_same_seed_is_the_same_room() {
        assert_eq!(layout(24, 5), layout(24, 5));
        assert_ne!(layout(24, 5), layout(24, 6));
    }
}
