//! Codes on links and posters: read aloud and typed without a mistake.

use kernel::Chance;

/// Letters and digits that are not taken for each other.
const LETTERS: &[u8; 31] = b"23456789abcdefghjkmnpqrstuvwxyz";
const LENGTH: usize = 8;

/// A new code: 31 signs to the power of 8 are 850,000 million, and a code opens nothing.
pub fn new_code(chance: &Chance) -> String {
    let signs = LETTERS.len() as u64;
    let one =
        |_| LETTERS.get(usize::try_from(chance.below(signs)).unwrap_or_default()).copied().map(char::from);
    (0..LENGTH).filter_map(one).collect()
}

/// A code as it was typed or came by a link; none is none of ours.
pub fn read_code(text: &str) -> Option<String> {
    let code: String = text.trim().chars().map(kernel::narrow).collect::<String>().to_lowercase();
    let is_one = code.len() == LENGTH && code.bytes().all(|letter| LETTERS.contains(&letter));
    is_one.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_is_typed() {
        let code = new_code(&Chance::seeded(1));
        assert_eq!(read_code(&format!(" {} ", code.to_uppercase())), Some(code.clone()));
        assert_ne!(new_code(&Chance::seeded(2)), code);
        for text in ["", "1234567", "abcdefg0", "abcdefghi", "ab cdefg", "💥💥"] {
            assert_eq!(read_code(text), None, "{text}");
        }
    }
}
