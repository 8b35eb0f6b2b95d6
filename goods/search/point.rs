//! Where something is on the earth, and how far it is from there.

use std::{
    collections::HashMap,
    fmt,
    str::FromStr,
    sync::{Arc, PoisonError, RwLock},
};

use kernel::{Coordinates, NotCoordinates, ShopId};
use people::shops::{self, Shop, ShopState};
use platform::db::{Db, DbError, Tx};

use crate::regions::{self, Region};

/// Shops that are read at once.
const BATCH: i64 = 500;
/// Metres of a degree of latitude.
const DEGREE: i64 = 111_195;

/// Somewhere, to a tenth of a degree: what tells a town from another and nobody's house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Point {
    latitude_tenths: i64,
    longitude_tenths: i64,
}

impl Point {
    /// The middle of a province.
    pub fn of_region(region: Region) -> Option<Self> {
        let (latitude, longitude) = region.at_e6();
        Coordinates::new(latitude, longitude).ok().map(Self::from)
    }

    /// Kilometres to another place, along the middle latitude: exact enough to tell near from far, and within one in a
    /// hundred up to 500 km away from the poles.
    ///
    /// `√(Δφ² + (Δλ · cos φₘ)²)` times the length of a degree, in whole metres; the cosine comes from a table by degree.
    pub fn km_to(self, other: Self) -> i64 {
        let north = (self.latitude_tenths - other.latitude_tenths).abs();
        let around = (self.longitude_tenths - other.longitude_tenths).abs();
        let east = around.min(3_600 - around);
        let middle = (self.latitude_tenths + other.latitude_tenths).abs() / 20;
        let cosine = usize::try_from(middle).ok().and_then(|at| COSINES.get(at)).copied().unwrap_or_default();
        let (north, east) = (north * DEGREE / 10, east * DEGREE / 10 * cosine / 10_000);
        (north * north + east * east).isqrt() / 1_000
    }
}

/// The cosine of each degree from 0 to 90, in ten thousandths.
const COSINES: [i64; 91] = [
    10_000, 9_998, 9_994, 9_986, 9_976, 9_962, 9_945, 9_925, 9_903, 9_877, 9_848, 9_816, 9_781, 9_744, 9_703,
    9_659, 9_613, 9_563, 9_511, 9_455, 9_397, 9_336, 9_272, 9_205, 9_135, 9_063, 8_988, 8_910, 8_829, 8_746,
    8_660, 8_572, 8_480, 8_387, 8_290, 8_192, 8_090, 7_986, 7_880, 7_771, 7_660, 7_547, 7_431, 7_314, 7_193,
    7_071, 6_947, 6_820, 6_691, 6_561, 6_428, 6_293, 6_157, 6_018, 5_878, 5_736, 5_592, 5_446, 5_299, 5_150,
    5_000, 4_848, 4_695, 4_540, 4_384, 4_226, 4_067, 3_907, 3_746, 3_584, 3_420, 3_256, 3_090, 2_924, 2_756,
    2_588, 2_419, 2_250, 2_079, 1_908, 1_736, 1_564, 1_392, 1_219, 1_045, 872, 698, 523, 349, 175, 0,
];

/// The nearest tenth of a degree.
impl From<Coordinates> for Point {
    fn from(exact: Coordinates) -> Self {
        let tenths = |e6: i64| (e6 + 50_000 * e6.signum()) / 100_000;
        Self { latitude_tenths: tenths(exact.latitude_e6()), longitude_tenths: tenths(exact.longitude_e6()) }
    }
}

impl FromStr for Point {
    type Err = NotCoordinates;

    /// `38.6,106.1`: degrees north and east, of which a tenth is kept.
    fn from_str(text: &str) -> Result<Self, NotCoordinates> {
        text.parse::<Coordinates>().map(Self::from)
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = |f: &mut fmt::Formatter<'_>, tenths: i64| {
            let sign = if tenths < 0 { "-" } else { "" };
            write!(f, "{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
        };
        tenths(f, self.latitude_tenths)?;
        f.write_str(",")?;
        tenths(f, self.longitude_tenths)
    }
}

/// Where the shops are that said so. Ten thousand of them take half a megabyte.
#[derive(Clone, Default)]
pub struct Points(Arc<RwLock<Arc<HashMap<ShopId, Point>>>>);

/// How far each shop is from somewhere, in kilometres.
#[derive(Debug, Default)]
pub struct Distances(HashMap<ShopId, i64>);

impl Distances {
    pub fn of(&self, shop: ShopId) -> Option<i64> {
        self.0.get(&shop).copied()
    }
}

impl Points {
    /// Read anew where the shops are.
    pub async fn refresh(&self, db: &Db) -> Result<(), DbError> {
        let mut found = HashMap::new();
        let mut after = 0;
        loop {
            let shops = db.read(async |tx: &mut Tx| shops::list(tx, after, BATCH).await).await?;
            let Some(last) = shops.last() else { break };
            after = last.id.get();
            let open = shops.iter().filter(|shop| shop.state == ShopState::Open);
            found.extend(open.filter_map(|shop| Some((shop.id, where_is(shop)?))));
        }
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(found);
        Ok(())
    }

    pub fn distances_from(&self, from: Point) -> Distances {
        let known = Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner));
        Distances(known.iter().map(|(shop, point)| (*shop, from.km_to(*point))).collect())
    }
}

/// Where a shop says it is; else the middle of its province, where that is known.
fn where_is(shop: &Shop) -> Option<Point> {
    let exact = shop.coordinates().map(Point::from);
    exact.or_else(|| Point::of_region(regions::find(shop.country, &shop.region)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(text: &str) -> Point {
        text.parse().unwrap()
    }

    #[test]
    fn a_point_is_kept_to_a_tenth_of_a_degree() {
        for (text, kept) in [
            ("38.62, 106.05", "38.6,106.1"),
            ("-6.9147,107.6098", "-6.9,107.6"),
            ("0,0", "0.0,0.0"),
            ("-0.04,-0.06", "0.0,-0.1"),
        ] {
            assert_eq!(point(text).to_string(), kept, "{text}");
        }
        for text in ["", "1", "91,0", "0,181", "a,b", "1e3,0", "--1,0", "1.2.3,4", ",", "１,2"] {
            assert!(text.parse::<Point>().is_err(), "{text}");
        }
    }

    #[test]
    fn distances_are_those_of_a_map() {
        for (one, other, low, high) in [
            ("39.9,116.4", "31.2,121.5", 1_055, 1_085),
            ("35.0,135.8", "35.7,139.7", 355, 375),
            ("-7.8,110.4", "-6.2,106.8", 425, 445),
            ("0.0,179.9", "0.0,-179.9", 20, 24),
            ("38.6,106.1", "38.6,106.1", 0, 0),
        ] {
            let km = point(one).km_to(point(other));
            assert!((low..=high).contains(&km), "{one} {other}: {km}");
            assert_eq!(km, point(other).km_to(point(one)));
        }
    }
}
