//! Numbers as words that can be read out over the telephone: Crockford's base 32, lower case.

use std::fmt;

const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Write the number with at least `width` digits, zeros in front.
///
/// A number too large for the width is written in full, so that two numbers never share a text.
pub fn write(f: &mut impl fmt::Write, number: u64, width: u32) -> fmt::Result {
    let needed = (64 - number.leading_zeros()).div_ceil(5);
    for place in (0..width.max(needed)).rev() {
        let digit = number.checked_shr(place * 5).unwrap_or(0) & 31;
        f.write_char(char::from(DIGITS[digit as usize]))?;
    }
    Ok(())
}

/// Read a number of exactly `width` digits; `None` for another length, another letter or over 64 bits.
///
/// Capitals are accepted, and so are the letters that Crockford takes for their look-alikes: i and l for
/// 1, o for 0.
pub fn read(text: &[u8], width: usize) -> Option<u64> {
    if text.len() != width {
        return None;
    }
    text.iter().try_fold(0u64, |number, letter| {
        let shifted = number.checked_mul(32)?;
        Some(shifted | value(letter.to_ascii_lowercase())?)
    })
}

fn value(letter: u8) -> Option<u64> {
    let meant = match letter {
        b'i' | b'l' => b'1',
        b'o' => b'0',
        other => other,
    };
    DIGITS.iter().zip(0u64..).find(|(digit, _)| **digit == meant).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(number: u64, width: u32) -> String {
        let mut text = String::new();
        write(&mut text, number, width).unwrap();
        text
    }

    #[test]
    fn look_alikes_and_capitals_are_read() {
        assert_eq!(read(b"OIl", 3), read(b"011", 3));
        assert_eq!(read(b"ZZ", 2), Some(1023));
        assert_eq!(read("é".as_bytes(), 2), None);
        assert_eq!(read(b"u0", 2), None, "u is not a digit");
        assert_eq!(read(b"g000000000000", 13), None, "65 bits do not fit");
    }

    proptest! {
        #[test]
        fn reading_undoes_writing(number: u64) {
            let text = written(number, 13);
            prop_assert_eq!(text.len(), 13);
            prop_assert_eq!(read(text.as_bytes(), 13), Some(number));
        }

        #[test]
        fn texts_sort_like_their_numbers(a: u64, b: u64) {
            prop_assert_eq!(written(a, 13).cmp(&written(b, 13)), a.cmp(&b));
        }
    }
}
