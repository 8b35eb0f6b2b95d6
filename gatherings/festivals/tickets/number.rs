//! The number that people say of a ticket: seven characters of base 32 and one that checks them.

use std::{
    fmt::{self, Write as _},
    str::FromStr,
};

use kernel::Chance;

/// 35 bits drawn by chance, so that nobody guesses another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TicketNumber(i64);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the number of a ticket")]
pub struct NotANumber;

const DIGITS: u32 = 7;
/// Crockford's, as in ids.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A letter that was typed; those that look like a digit are that digit.
fn value(letter: char) -> Option<u64> {
    let meant = match letter.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    };
    LETTERS.iter().zip(0..).find(|(digit, _)| char::from(**digit) == meant).map(|(_, value)| value)
}

impl TicketNumber {
    pub fn draw(chance: &Chance) -> Self {
        Self(i64::try_from(chance.below(1 << (5 * DIGITS))).unwrap_or_default())
    }

    pub const fn new(number: i64) -> Self {
        Self(number)
    }

    pub const fn get(self) -> i64 {
        self.0
    }
}

/// Twice a number of five bits, in the field of 32 (x^5 + x^2 + 1).
fn twice(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 32 == 0 { doubled } else { (doubled ^ 0b10_0101) & 31 }
}

/// What checks seven digits: one that is wrong, or two neighbours that have changed places, give another.
fn check(number: u64) -> u8 {
    (0..DIGITS).rev().fold(0, |sum, place| {
        let digit = u8::try_from((number >> (place * 5)) & 31).unwrap_or_default();
        twice(sum ^ digit)
    })
}

impl fmt::Display for TicketNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.0.unsigned_abs();
        let whole = number << 5 | u64::from(check(number));
        for place in (0..=DIGITS).rev() {
            let digit = usize::try_from((whole >> (place * 5)) & 31).unwrap_or_default();
            f.write_char(char::from(LETTERS[digit]))?;
            if place == 4 {
                f.write_char('-')?;
            }
        }
        Ok(())
    }
}

impl FromStr for TicketNumber {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if letters.len() != DIGITS as usize + 1 {
            return Err(NotANumber);
        }
        let read = letters.into_iter().try_fold(0, |sum, letter| Some(sum << 5 | value(letter)?));
        let read = read.ok_or(NotANumber)?;
        let number = read >> 5;
        if u64::from(check(number)) != read & 31 {
            return Err(NotANumber);
        }
        i64::try_from(number).map(Self).map_err(|_| NotANumber)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_as_it_is_written_and_a_slip_is_noticed() {
        for number in [0, 1, 31, 32, 1_234_567_890, (1 << 35) - 1] {
            let number = TicketNumber::new(number);
            let text = number.to_string();
            assert_eq!(text.len(), 9);
            assert_eq!(text.parse(), Ok(number));
            assert_eq!(text.to_lowercase().replace('-', " ").parse(), Ok(number));
            let letters: Vec<char> = text.replace('-', "").chars().collect();
            for at in 0..letters.len() {
                for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().filter(|c| *c != letters[at]) {
                    let mut wrong = letters.clone();
                    wrong[at] = other;
                    assert!(wrong.iter().collect::<String>().parse::<TicketNumber>().is_err());
                }
                if at > 0 && letters[at] != letters[at - 1] {
                    let mut swapped = letters.clone();
                    swapped.swap(at, at - 1);
                    assert!(swapped.iter().collect::<String>().parse::<TicketNumber>().is_err());
                }
            }
        }
        assert!("".parse::<TicketNumber>().is_err());
    }
}
