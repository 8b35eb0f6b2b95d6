use crate::search::fold::fold;

/// Characters of a query that are kept.
const LONGEST: usize = 60;
/// Digits from which on a query may be somebody's phone number or order.
const DIGITS: usize = 6;

/// The text under which a query is counted.
pub fn countable(text: &str) -> Option<String> {
    let folded = fold(text);
    let text = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_personal = text.contains('@') || text.chars().filter(char::is_ascii_digit).count() >= DIGITS;
    let text: String = text.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    (!text.is_empty() && !is_personal).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_somebody_is_not_kept() {
        assert_eq!(countable("  Leather   SATCHEL ").as_deref(), Some("leather satchel"));
        for text in ["", "   ", "ana@example.org", "+86 138 0013 8000", "13800138000"] {
            assert_eq!(countable(text), None, "{text}");
        }
    }
}
