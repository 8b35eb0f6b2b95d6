use std::fmt;

use kernel::{Chance, narrow};

/// A code as it is compared: one width, one case, without blanks and hyphens.
///
/// What one types on a phone, in full-width letters or with a blank in the middle, is the code that was meant.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(String);

/// Letters of a code, folded.
const SHORTEST: usize = 3;
const LONGEST: usize = 32;

/// Thirty-two signs that are not taken for each other: no 0 and O, no 1 and I.
const SIGNS: &[u8] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Letters of a random code: 60 bits, far beyond guessing.
const RANDOM: usize = 12;

impl Code {
    /// Fold what was typed; nothing when it cannot be a code.
    pub fn parse(typed: &str) -> Option<Self> {
        let folded: String =
            typed.chars().filter(|c| !is_between(*c)).map(narrow).flat_map(char::to_uppercase).collect();
        let length = folded.chars().count();
        let is_code = folded.chars().all(char::is_alphanumeric) && (SHORTEST..=LONGEST).contains(&length);
        is_code.then_some(Self(folded))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | '—' | '－' | '_')
}

/// A code that nobody guesses.
pub fn random(chance: &Chance) -> Code {
    let sign = || {
        let at = usize::try_from(chance.below(SIGNS.len() as u64)).unwrap_or_default();
        SIGNS.get(at).copied().map_or('2', char::from)
    };
    Code((0..RANDOM).map(|_| sign()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_same_however_it_is_typed() {
        let meant = Code::parse("SPRING-25");
        assert!(meant.is_some());
        for typed in ["spring25", " Spring 25 ", "ＳＰＲＩＮＧ２５", "spring－25", "SPRING—25"] {
            assert_eq!(Code::parse(typed), meant, "{typed}");
        }
        assert_eq!(Code::parse("春节快乐").unwrap().as_str(), "春节快乐");
    }

    #[test]
    fn what_cannot_be_a_code_is_none() {
        for typed in ["", "ab", "a b", "SPRING!", "<script>", "a\u{0}bc", &"A".repeat(33)] {
            assert_eq!(Code::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn random_codes_are_codes_and_differ() {
        let chance = Chance::seeded(1);
        let (one, other) = (random(&chance), random(&chance));
        assert_ne!(one, other);
        assert_eq!(Code::parse(one.as_str()), Some(one));
    }
}
