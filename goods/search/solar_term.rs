//! The solar term of a day: what the eyebrow of the home page says to readers of Chinese and Japanese.
//!
//! The day of the k-th term in a year Y of this century is ⌊(Y−2000) × 0.2422 + C⌋ − leap days since 2000, with a
//! constant C for each term (Xu's formula, the usual rule of thumb). It is exact for 2025–2030 but for the terms
//! listed in `SHIFTED`.

/// C × 10,000 from the first term of January (minor cold) to the last of December (winter solstice).
const TERMS: [i64; 24] = [
    54_055, 201_200, 38_700, 187_300, 56_300, 206_460, 48_100, 201_000, 55_200, 210_400, 56_780, 213_700,
    71_080, 228_300, 75_000, 231_300, 76_460, 230_420, 83_180, 234_380, 74_380, 223_600, 71_800, 219_400,
];
/// Year, term, days to add.
const SHIFTED: [(i64, usize, i64); 1] = [(2026, 3, -1)];

/// The term in force on a day: 1 for minor cold to 24 for the winter solstice.
pub fn solar_term(year: i64, month: i64, day: i64) -> i64 {
    let first = usize::try_from((month - 1).clamp(0, 11) * 2).unwrap_or(0);
    let begun = (first..first + 2).filter(|term| day >= begins(year, *term)).count();
    let term = i64::try_from(first + begun).unwrap_or(0);
    if term == 0 { 24 } else { term }
}

fn begins(year: i64, term: usize) -> i64 {
    let since = year - 2000;
    // The leap day of a year comes after its terms of January and February.
    let leaps = if term < 4 { (since - 1).div_euclid(4) } else { since.div_euclid(4) };
    let constant = TERMS.get(term).copied().unwrap_or_default();
    let shift =
        SHIFTED.iter().find(|(in_year, at, _)| *in_year == year && *at == term).map_or(0, |(_, _, by)| *by);
    (since * 2_422 + constant).div_euclid(10_000) - leaps + shift
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_terms_are_those_of_the_almanac() {
        let table = [
            (2025, 1, 4, 24),
            (2025, 1, 5, 1),
            (2025, 2, 3, 3),
            (2025, 12, 21, 24),
            (2026, 2, 17, 3),
            (2026, 2, 18, 4),
            (2026, 4, 5, 7),
            (2026, 11, 21, 21),
            (2026, 11, 22, 22),
            (2027, 12, 22, 24),
            (2028, 6, 21, 12),
            (2030, 3, 20, 6),
        ];
        for (year, month, day, term) in table {
            assert_eq!(solar_term(year, month, day), term, "{year}-{month}-{day}");
        }
    }
}
