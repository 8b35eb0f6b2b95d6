//! The short number of an order, for people who say it or type it: `1129-4821`.
//!
//! Month and day are the shop's own. The digits after them are counted up by shop and day and then spread out, so that they
//! say nothing of how much a shop sells: no two orders of a shop have the same number within a year.

use kernel::ShopId;

/// A large odd number, as generators of chance have one.
const MIX: i64 = 1_442_695_040_888_963_407;

/// The number at a place of a day: four digits for the first ten thousand, then five and more.
pub(super) fn short(shop: ShopId, date: i64, place: i64) -> String {
    let (mut digits, mut room, mut before) = (4, 10_000, 0);
    while place - before >= room {
        before += room;
        digits += 1;
        room *= 10;
    }
    // 7919 is a prime that divides no power of ten, so every place has digits of its own.
    // Where a day begins is mixed from shop and date, so that neighbours do not look alike.
    let mixed = shop.get().wrapping_mul(6_364_136_223_846_793_005).wrapping_add(date.wrapping_mul(MIX));
    let start = (mixed >> 24).rem_euclid(room);
    let spread = ((place - before) * 7_919 + start).rem_euclid(room);
    format!("{:04}-{spread:0digits$}", date % 10_000)
}

/// A number as somebody typed it, in the one form that is kept; none when it cannot be one.
pub fn read_short(typed: &str) -> Option<String> {
    let plain: String =
        typed.chars().map(kernel::narrow).filter(|c| !c.is_whitespace() && *c != '#').collect();
    let plain = plain.replace(['–', '—', '‐', '‑', 'ー'], "-");
    let (day, digits) = match plain.split_once('-') {
        Some(parts) => parts,
        None if plain.len() >= 8 && plain.is_ascii() => plain.split_at(4),
        None => return None,
    };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    let is_known = day == "0" || (day.len() == 4 && digits.len() >= 4);
    (is_known && is_digits(day) && is_digits(digits) && digits.len() < 16).then(|| format!("{day}-{digits}"))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_orders_of_a_day_have_one_number() {
        for shop in [1, 77, 123_456_789_012] {
            let all: HashSet<String> =
                (0..25_000).map(|place| short(ShopId::new(shop), 20_261_129, place)).collect();
            assert_eq!(all.len(), 25_000);
            assert!(all.iter().all(|number| read_short(number).as_ref() == Some(number)), "{all:?}");
        }
        assert_eq!(short(ShopId::new(1), 20_260_105, 0).len(), "0105-4821".len());
    }

    #[test]
    fn a_number_is_read_as_it_is_said_and_typed() {
        for typed in ["1129-4821", " 1129 4821", "11294821", "#1129–4821", "１１２９－４８２１"] {
            assert_eq!(read_short(typed).as_deref(), Some("1129-4821"), "{typed}");
        }
        assert_eq!(read_short("0-17").as_deref(), Some("0-17"));
        for typed in ["", "bowl", "1129", "1129-", "0dp7ywgy070f9wx0mwsnc", "12-4821", "1129-48a1"] {
            assert_eq!(read_short(typed), None, "{typed}");
        }
    }
}
