//! Counting what people look for.

use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    params,
};

use super::fold::fold;

/// Characters of a query that are kept.
const LONGEST: usize = 60;
/// Digits from which on a query may be somebody's phone number or order.
const DIGITS: usize = 6;

const COUNT: &str = "INSERT INTO search_query (day, text, times, found) VALUES ($1, $2, 1, $3) \
    ON CONFLICT (day, text) DO UPDATE SET times = search_query.times + 1, found = $3";
/// Count a query on its day. Nobody's address or number is kept.
pub async fn count(tx: &mut Tx, now: Timestamp, text: &str, found: i64) -> Result<(), DbError> {
    let Some(text) = countable(text) else { return Ok(()) };
    let day = now.micros().div_euclid(86_400_000_000);
    tx.execute(COUNT, params![day, text, found]).await.map(drop)
}

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
