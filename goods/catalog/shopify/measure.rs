//! Weights, whole numbers and fixed words as cells hold them.

use super::RefusalReason;
use std::fmt;

/// A weight, exact to the billionth of a gram: one ounce is 28.349523125 g, and files do say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Weight {
    nanograms: u64,
}

const NANOGRAMS: u64 = 1_000_000_000;
const DECIMALS: usize = 9;
/// 10 tonnes; 64 bits hold 18,446.
const MAX_GRAMS: u64 = 10_000_000;

impl Weight {
    pub const fn from_grams(grams: u32) -> Weight {
        Weight { nanograms: grams as u64 * NANOGRAMS }
    }

    /// Whole grams, rounded up: what a parcel is charged for.
    pub const fn grams_up(self) -> u64 {
        self.nanograms.div_ceil(NANOGRAMS)
    }

    /// Read grams such as `250` or `28.35`.
    pub(super) fn parse(text: &str) -> Result<Weight, RefusalReason> {
        if text.starts_with('-') {
            return Err(RefusalReason::Negative);
        }
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let significant = fraction.trim_end_matches('0');
        if !is_digits(whole) || !is_digits(fraction) || significant.len() > DECIMALS {
            return Err(RefusalReason::NotAWeight);
        }
        let grams: u64 = whole.parse().map_err(|_| RefusalReason::TooLarge)?;
        let rest: u64 =
            format!("{significant:0<DECIMALS$}").parse().map_err(|_| RefusalReason::NotAWeight)?;
        if grams > MAX_GRAMS {
            return Err(RefusalReason::TooLarge);
        }
        Ok(Weight { nanograms: grams * NANOGRAMS + rest })
    }
}

/// Grams, with as many digits after the point as there are.
impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (grams, rest) = (self.nanograms / NANOGRAMS, self.nanograms % NANOGRAMS);
        if rest == 0 {
            return write!(f, "{grams}");
        }
        let rest = format!("{rest:0>DECIMALS$}");
        write!(f, "{grams}.{}", rest.trim_end_matches('0'))
    }
}

/// A number of pieces or a place in an order.
pub(super) fn whole_number(text: &str) -> Result<u32, RefusalReason> {
    match text.strip_prefix('-') {
        Some(size) if is_digits(size) => Err(RefusalReason::Negative),
        None if is_digits(text) => text.parse().map_err(|_| RefusalReason::TooLarge),
        Some(_) | None => Err(RefusalReason::NotAWholeNumber),
    }
}

/// One of a few fixed words; capitals do not count.
pub(super) fn word<T: Copy>(text: &str, words: &'static [(&'static str, T)]) -> Result<T, RefusalReason> {
    let found = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(text));
    found
        .map(|(_, meaning)| *meaning)
        .ok_or_else(|| RefusalReason::UnknownWord { known: words.iter().map(|(word, _)| *word).collect() })
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn weights_are_exact() {
        for (text, back) in [("0", "0"), ("250", "250"), ("28.349523125", "28.349523125"), ("1.50", "1.5")] {
            assert_eq!(Weight::parse(text).unwrap().to_string(), back);
        }
        assert_eq!(Weight::parse("28.0000000001"), Err(RefusalReason::NotAWeight));
        assert_eq!(Weight::parse("10000001"), Err(RefusalReason::TooLarge));
        assert_eq!(Weight::parse("-1"), Err(RefusalReason::Negative));
        for text in ["", ".", "1.", ".5", "1,5", "250g", "1.2.3", "1e3", "+1"] {
            assert_eq!(Weight::parse(text), Err(RefusalReason::NotAWeight), "{text}");
        }
        assert_eq!(Weight::parse("28.1").unwrap().grams_up(), 29);
    }

    #[test]
    fn only_whole_numbers_count_pieces() {
        assert_eq!(whole_number("12"), Ok(12));
        assert_eq!(whole_number("-3"), Err(RefusalReason::Negative));
        assert_eq!(whole_number("4294967296"), Err(RefusalReason::TooLarge));
        for text in ["", "1.0", "1,000", "ten", "--3", "１"] {
            assert_eq!(whole_number(text), Err(RefusalReason::NotAWholeNumber), "{text}");
        }
    }

    proptest! {
        #[test]
        fn reading_undoes_writing(nanograms in 0..=MAX_GRAMS * NANOGRAMS) {
            let weight = Weight { nanograms };
            prop_assert_eq!(Weight::parse(&weight.to_string()), Ok(weight));
        }
    }
}
