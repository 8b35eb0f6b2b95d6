//! Weights, whole numbers and fixed words as cells hold them.

use super::RefusalReason;
use super::number::{self, Habit, NotANumber, figure};
use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WeightUnit {
    Gram,
    Kilogram,
    Ounce,
    Pound,
}

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

    pub(super) fn times(self, times: u64) -> Result<Weight, RefusalReason> {
        let nanograms = self.nanograms.checked_mul(times).filter(|all| *all <= MAX_GRAMS * NANOGRAMS);
        nanograms.map(|nanograms| Weight { nanograms }).ok_or(RefusalReason::TooLarge)
    }

    /// Grams with all decimals, which no reader can take for thousands.
    pub(super) fn in_full(self) -> String {
        format!("{}.{:0>DECIMALS$}", self.nanograms / NANOGRAMS, self.nanograms % NANOGRAMS)
    }

    /// Read grams such as `250` or `28.35`.
    pub(super) fn parse(text: &str, habit: Habit) -> Result<Weight, RefusalReason> {
        Self::scaled(text, 1, 1, habit)
    }

    /// Read a weight in a unit of `grams / parts` grams.
    pub(super) fn of(text: &str, unit: WeightUnit, habit: Habit) -> Result<Weight, RefusalReason> {
        match unit {
            WeightUnit::Gram => Self::scaled(text, 1, 1, habit),
            WeightUnit::Kilogram => Self::scaled(text, 1_000, 1, habit),
            WeightUnit::Ounce => Self::scaled(text, 28_349_523_125, 1_000_000_000, habit),
            WeightUnit::Pound => Self::scaled(text, 45_359_237, 100_000, habit),
        }
    }

    fn scaled(text: &str, grams: u128, parts: u128, habit: Habit) -> Result<Weight, RefusalReason> {
        let figure = figure(text, habit, true).map_err(|why| match why {
            NotANumber::TwoWays => RefusalReason::TwoWays,
            NotANumber::Nothing | NotANumber::Exponent | NotANumber::Marks | NotANumber::Letters => {
                RefusalReason::NotAWeight
            }
        })?;
        if figure.is_negative {
            return Err(RefusalReason::Negative);
        }
        let significant = figure.fraction.trim_end_matches('0');
        if significant.len() > DECIMALS {
            return Err(RefusalReason::NotAWeight);
        }
        let digits = format!("{}{significant:0<DECIMALS$}", figure.whole);
        let nanos: u64 = digits.parse().map_err(|_| RefusalReason::TooLarge)?;
        let nanograms =
            u64::try_from(u128::from(nanos) * grams / parts).map_err(|_| RefusalReason::TooLarge)?;
        if nanograms > MAX_GRAMS * NANOGRAMS {
            return Err(RefusalReason::TooLarge);
        }
        Ok(Weight { nanograms })
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

/// A number of pieces or a place in an order. A piece has no parts, so that `1,234` can only be thousands.
pub(super) fn whole_number(text: &str, habit: Habit) -> Result<i64, RefusalReason> {
    let read = number::whole(text, habit);
    let figure = read.map_err(|why| match why {
        NotANumber::TwoWays => RefusalReason::TwoWays,
        NotANumber::Nothing | NotANumber::Exponent | NotANumber::Marks | NotANumber::Letters => {
            RefusalReason::NotAWholeNumber
        }
    })?;
    if figure.fraction.bytes().any(|digit| digit != b'0') {
        return Err(RefusalReason::NotAWholeNumber);
    }
    let number: i64 = figure.whole.parse().map_err(|_| RefusalReason::TooLarge)?;
    if number > i64::from(u32::MAX) {
        return Err(RefusalReason::TooLarge);
    }
    Ok(if figure.is_negative { -number } else { number })
}

/// So many words are told to whoever wrote another; the first are the program's own.
const TOLD: usize = 4;

/// One of a few fixed words; capitals do not count.
pub(super) fn word<T: Copy>(text: &str, words: &'static [(&'static str, T)]) -> Result<T, RefusalReason> {
    let found = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(text));
    found.map(|(_, meaning)| *meaning).ok_or_else(|| RefusalReason::UnknownWord {
        known: words.iter().take(TOLD).map(|(word, _)| *word).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str) -> Result<Weight, RefusalReason> {
        Weight::parse(text, Habit::default())
    }

    #[test]
    fn weights_are_exact() {
        for (text, back) in [("0", "0"), ("250", "250"), ("28.349523125", "28.349523125"), ("1.50", "1.5")] {
            assert_eq!(parse(text).unwrap().to_string(), back);
        }
        assert_eq!(parse("28.0000000001"), Err(RefusalReason::NotAWeight));
        assert_eq!(parse("10000001"), Err(RefusalReason::TooLarge));
        assert_eq!(parse("-1"), Err(RefusalReason::Negative));
        for text in ["", ".", "1.", "250g", "1.2.3", "1e3"] {
            assert_eq!(parse(text), Err(RefusalReason::NotAWeight), "{text}");
        }
        assert_eq!(parse("28.1").unwrap().grams_up(), 29);
        assert_eq!(parse("1,5").unwrap().to_string(), "1.5");
        assert_eq!(parse("1,500"), Err(RefusalReason::TwoWays));
        for (text, unit, grams) in [
            ("2.5", WeightUnit::Kilogram, "2500"),
            ("1", WeightUnit::Ounce, "28.349523125"),
            ("0,5", WeightUnit::Pound, "226.796185"),
        ] {
            assert_eq!(Weight::of(text, unit, Habit::default()).unwrap().to_string(), grams);
        }
    }

    #[test]
    fn only_whole_numbers_count_pieces() {
        let whole_number = |text| whole_number(text, Habit::default());
        for (text, number) in [("12", 12), ("-3", -3), ("1,234", 1_234), ("１", 1), ("1.0", 1), ("5.00", 5)]
        {
            assert_eq!(whole_number(text), Ok(number), "{text}");
        }
        assert_eq!(whole_number("4294967296"), Err(RefusalReason::TooLarge));
        assert_eq!(whole_number("1,000"), Err(RefusalReason::TwoWays));
        for text in ["", "1.5", "ten", "--3"] {
            assert_eq!(whole_number(text), Err(RefusalReason::NotAWholeNumber), "{text}");
        }
    }

    proptest! {
        #[test]
        fn reading_undoes_writing(nanograms in 0..=MAX_GRAMS * NANOGRAMS) {
            let weight = Weight { nanograms };
            prop_assert_eq!(parse(&weight.to_string()), Ok(weight));
        }
    }
}
