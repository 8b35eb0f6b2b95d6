//! Code 128, which every hand scanner reads: ISO/IEC 15417, code set B.

/// Widths of bars and gaps in turn, for each value; the last one is the stop.
#[rustfmt::skip]
const WIDTHS: [&str; 107] = [
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312", "231212",
    "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132", "221231", "213212", "223112", "312131",
    "311222", "321122", "321221", "312212", "322112", "322211", "212123", "212321", "232121", "111323", "131123", "131321",
    "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121",
    "313121", "211331", "231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
    "314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214", "112412", "122114",
    "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111", "111242", "121142", "121241", "114212",
    "124112", "124211", "411212", "421112", "421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113",
    "114311", "411113", "411311", "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
];
const START_B: u32 = 104;
const STOP: u32 = 106;

/// The widths of the bars and the gaps between them, beginning with a bar. None for a text that has other letters than
/// those of ASCII, or none at all.
pub fn widths(text: &str) -> Option<Vec<u8>> {
    if text.is_empty() || !text.chars().all(|letter| matches!(letter, ' '..='~')) {
        return None;
    }
    let letters = text.bytes().map(|letter| u32::from(letter) - 32);
    let weighed =
        (1_u32..).zip(letters.clone()).fold(START_B, |sum, (place, value)| (sum + place * value) % 103);
    let all = std::iter::once(START_B).chain(letters).chain([weighed, STOP]);
    let widths = all.filter_map(|value| WIDTHS.get(value as usize)).flat_map(|widths| widths.bytes());
    Some(widths.map(|digit| digit - b'0').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_has_its_own_eleven_modules() {
        let mut seen = std::collections::HashSet::new();
        for widths in &WIDTHS[..106] {
            let digits: Vec<u32> = widths.bytes().map(|digit| u32::from(digit - b'0')).collect();
            assert_eq!(digits.iter().sum::<u32>(), 11, "{widths}");
            assert_eq!(digits.iter().step_by(2).sum::<u32>() % 2, 0, "{widths}");
            assert!(seen.insert(*widths));
        }
    }

    #[test]
    fn a_text_is_its_letters_between_start_check_and_stop() {
        // PJJ123C: 104 + 48 + 2·42 + 3·42 + 4·17 + 5·18 + 6·19 + 7·35 = 879 = 8·103 + 55
        let widths = widths("PJJ123C").unwrap();
        let text: String = widths.iter().map(|width| char::from(b'0' + width)).collect();
        assert!(text.starts_with("211214") && text.ends_with(&format!("{}2331112", WIDTHS[55])));
        assert_eq!(widths.len(), 9 * 6 + 7);
        assert!(super::widths("顺丰").is_none() && super::widths("").is_none());
    }
}
