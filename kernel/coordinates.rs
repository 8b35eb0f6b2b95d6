//! Where something is on the earth.

use std::{fmt, str::FromStr};

/// Degrees north and east, in millionths: about a tenth of a metre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Coordinates {
    latitude_e6: i64,
    longitude_e6: i64,
}

/// The text or the numbers are no place on the earth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a latitude and a longitude in degrees")]
pub struct NotCoordinates;

impl Coordinates {
    pub fn new(latitude_e6: i64, longitude_e6: i64) -> Result<Self, NotCoordinates> {
        let is_on_earth = latitude_e6.abs() <= 90_000_000 && longitude_e6.abs() <= 180_000_000;
        if is_on_earth { Ok(Self { latitude_e6, longitude_e6 }) } else { Err(NotCoordinates) }
    }

    pub const fn latitude_e6(self) -> i64 {
        self.latitude_e6
    }

    pub const fn longitude_e6(self) -> i64 {
        self.longitude_e6
    }
}

impl FromStr for Coordinates {
    type Err = NotCoordinates;

    /// `38.62, 106.05`, as maps write it: degrees north and east.
    fn from_str(text: &str) -> Result<Self, NotCoordinates> {
        let (latitude, longitude) = text.split_once([',', '，']).ok_or(NotCoordinates)?;
        Self::new(millionths(latitude)?, millionths(longitude)?)
    }
}

/// Degrees with a point, as whole millionths; what is finer is left away.
fn millionths(text: &str) -> Result<i64, NotCoordinates> {
    let text = text.trim();
    let (digits, is_negative) = text.strip_prefix('-').map_or((text, false), |digits| (digits, true));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || part.len() > 20 || !is_number(whole) || !is_number(part) {
        return Err(NotCoordinates);
    }
    let part: String = part.chars().chain("000000".chars()).take(6).collect();
    let all: i64 = format!("{whole}{part}").parse().map_err(|_| NotCoordinates)?;
    Ok(if is_negative { -all } else { all })
}

impl fmt::Display for Coordinates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{}", degrees(self.latitude_e6), degrees(self.longitude_e6))
    }
}

fn degrees(millionths: i64) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let part = format!("{:06}", millionths.abs() % 1_000_000);
    let part = part.trim_end_matches('0');
    format!("{sign}{}.{}", millionths.abs() / 1_000_000, if part.is_empty() { "0" } else { part })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_maps_write_it() {
        for (text, kept) in [
            ("38.62, 106.05", "38.62,106.05"),
            ("-6.91474849,107.6098111", "-6.914748,107.609811"),
            ("0，-0.5", "0.0,-0.5"),
            ("-90,180", "-90.0,180.0"),
        ] {
            assert_eq!(text.parse::<Coordinates>().unwrap().to_string(), kept, "{text}");
        }
        for text in ["", "1", "91,0", "0,180.000001", "a,b", "1e3,0", "--1,0", "1.2.3,4", ",", "１,2", "+1,2"]
        {
            assert!(text.parse::<Coordinates>().is_err(), "{text}");
        }
    }
}
