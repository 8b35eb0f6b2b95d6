//! How much of a phone's letter a text takes, which is what its sending costs.

/// What a text is written in on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// Seven bits a letter, of the phones' own 128 and ten more that count twice.
    Gsm,
    /// Sixteen bits a letter, for everything else; what lies beyond them counts twice.
    Unicode,
}

/// How many messages a text is charged as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segments {
    pub alphabet: Alphabet,
    /// Letters as they are counted.
    pub units: usize,
    pub count: usize,
}

/// The default alphabet of GSM 03.38, without the escape to its extension.
const GSM: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Its extension: each takes an escape besides.
const EXTENDED: &str = "^{}\\[~]|€\u{c}";

/// A text alone, and one of several: their order takes some room of each.
const GSM_SIZES: (usize, usize) = (160, 153);
const UNICODE_SIZES: (usize, usize) = (70, 67);

/// Count what a text takes. No letter is cut in two between segments.
pub fn segments(text: &str) -> Segments {
    let gsm: Option<Vec<usize>> = text.chars().map(gsm_units).collect();
    let (alphabet, units, (alone, each)) = match gsm {
        Some(units) => (Alphabet::Gsm, units, GSM_SIZES),
        None => (Alphabet::Unicode, text.chars().map(char::len_utf16).collect(), UNICODE_SIZES),
    };
    let total: usize = units.iter().sum();
    let count = if total <= alone { 1 } else { packed(&units, each) };
    Segments { alphabet, units: total, count }
}

fn gsm_units(letter: char) -> Option<usize> {
    if GSM.contains(letter) {
        Some(1)
    } else if EXTENDED.contains(letter) {
        Some(2)
    } else {
        None
    }
}

/// How many boxes of a size letters fill, in their order.
fn packed(units: &[usize], size: usize) -> usize {
    let (mut count, mut used) = (1, 0);
    for unit in units {
        if used + unit > size {
            (count, used) = (count + 1, 0);
        }
        used += unit;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> (Alphabet, usize, usize) {
        let it = segments(text);
        (it.alphabet, it.units, it.count)
    }

    #[test]
    fn a_text_is_counted_as_phones_count_it() {
        use Alphabet::{Gsm, Unicode};
        let table = [
            (String::new(), (Gsm, 0, 1)),
            ("a".repeat(160), (Gsm, 160, 1)),
            ("a".repeat(161), (Gsm, 161, 2)),
            ("a".repeat(306), (Gsm, 306, 2)),
            ("a".repeat(307), (Gsm, 307, 3)),
            ("€".repeat(80), (Gsm, 160, 1)),
            ("Total: 12€".to_owned(), (Gsm, 11, 1)),
            ("包".repeat(70), (Unicode, 70, 1)),
            ("包".repeat(71), (Unicode, 71, 2)),
            ("包".repeat(134), (Unicode, 134, 2)),
            ("包".repeat(135), (Unicode, 135, 3)),
            ("😀".repeat(35), (Unicode, 70, 1)),
            ("😀".repeat(36), (Unicode, 72, 2)),
            ("paket Anda — kode".to_owned(), (Unicode, 17, 1)),
        ];
        for (text, expected) in table {
            assert_eq!(count(&text), expected, "{text}");
        }
        // A letter of two units does not fit into the last one of a segment: 153 is odd.
        assert_eq!(count(&"€".repeat(153)), (Gsm, 306, 3));
        assert_eq!(count(&"😀".repeat(67)), (Unicode, 134, 3));
    }
}
