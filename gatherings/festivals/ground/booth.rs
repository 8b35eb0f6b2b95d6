use crate::festivals::{ApplicationId, FestivalId, ZoneId};

/// The ground is so wide and so deep, in units of its own.
pub const WIDTH: i64 = 1000;
pub const DEPTH: i64 = 700;
/// A booth is so long and so high on it.
pub const LENGTH: i64 = 40;
pub const HEIGHT: i64 = 24;
/// From one booth to the next where nobody has placed them: 20 in a row, 25 rows.
const STEP: (i64, i64) = (50, 28);

/// A booth on the ground.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booth {
    pub festival: FestivalId,
    /// As it stands on the booth: 1, 2, 3 … in the festival.
    pub number: i64,
    pub zone: ZoneId,
    /// Its upper left corner.
    pub x: i64,
    pub y: i64,
    /// Whose it is; none while it is free.
    pub application: Option<ApplicationId>,
}

impl Booth {
    /// Whether it would stand within the border so far across.
    pub fn fits_across(x: i64) -> bool {
        (0..=WIDTH - LENGTH).contains(&x)
    }

    /// Whether it would stand within the border so far down.
    pub fn fits_down(y: i64) -> bool {
        (0..=DEPTH - HEIGHT).contains(&y)
    }

    /// Whether it leaves no room for another at a place.
    pub fn covers(&self, x: i64, y: i64) -> bool {
        (self.x - x).abs() < LENGTH && (self.y - y).abs() < HEIGHT
    }

    pub fn is_free(&self) -> bool {
        self.application.is_none()
    }

    /// Where its number is written.
    pub fn middle(&self) -> (i64, i64) {
        (self.x + LENGTH / 2, self.y + HEIGHT / 2)
    }
}

/// The first place of the usual rows that no booth covers; the corner where all are full.
pub fn free_place(booths: &[Booth]) -> (i64, i64) {
    let rows = (0..DEPTH / STEP.1).flat_map(|row| (0..WIDTH / STEP.0).map(move |column| (row, column)));
    let mut places = rows.map(|(row, column)| (column * STEP.0 + 5, row * STEP.1 + 2));
    places.find(|(x, y)| !booths.iter().any(|booth| booth.covers(*x, *y))).unwrap_or((0, 0))
}

#[cfg(test)]
mod tests {
    use kernel::ShopId;

    use super::*;

    fn at(number: i64, x: i64, y: i64) -> Booth {
        let shop = ShopId::new(1);
        let (festival, zone) = (FestivalId::new(shop, 1), ZoneId::new(shop, 1));
        Booth { festival, number, zone, x, y, application: None }
    }

    #[test]
    fn five_hundred_booths_find_a_place_each_and_cover_nobody() {
        let mut booths: Vec<Booth> = Vec::new();
        for number in 1..=500 {
            let (x, y) = free_place(&booths);
            assert!(Booth::fits_across(x) && Booth::fits_down(y), "{number}: {x} {y}");
            assert!(!booths.iter().any(|booth| booth.covers(x, y)), "{number}");
            booths.push(at(number, x, y));
        }
    }

    #[test]
    fn a_booth_stands_within_the_border() {
        for (x, y, fits) in [(0, 0, true), (960, 676, true), (961, 0, false), (0, 677, false), (-1, 0, false)]
        {
            assert_eq!(Booth::fits_across(x) && Booth::fits_down(y), fits, "{x} {y}");
        }
    }
}
