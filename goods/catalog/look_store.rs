//! What a visitor of one shop looks for among its things, and the statements that find it.

use kernel::ShopId;
use platform::{
    db::{DbError, Tx},
    params,
};

use super::card::{Card, card_columns};

/// Words of a visitor that count; what is more narrows nothing down.
const MOST_WORDS: usize = 3;
const LONGEST: usize = 60;

/// What is looked for; an empty text asks for anything.
#[derive(Clone, Debug, Default)]
pub struct Look {
    pub words: String,
    /// A part of the shop, as [`Section`] names it.
    pub section: String,
}

/// A part of a shop, by the seller's own type of a thing, or else by its craft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub name: String,
    pub listings: i64,
}

impl Look {
    /// As an address says it.
    pub fn read(words: &str, section: &str) -> Self {
        let words = words.chars().filter(|c| !c.is_control()).take(LONGEST).collect::<String>();
        Self {
            words: words.trim().to_owned(),
            section: section.chars().take(2 * LONGEST).collect::<String>().trim().to_owned(),
        }
    }

    pub fn is_anything(&self) -> bool {
        self.words.is_empty() && self.section.is_empty()
    }

    /// Each word as a pattern, in which nothing that was typed is a sign of its own.
    fn patterns(&self) -> [String; MOST_WORDS] {
        let mut words = self.words.split_whitespace();
        [(); MOST_WORDS].map(|()| pattern(words.next().unwrap_or_default()))
    }
}

/// A pattern of LIKE (with `ESCAPE '!'`, over what is in small letters) that finds a text anywhere.
pub(super) fn pattern(text: &str) -> String {
    let plain = text.trim().to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{plain}%")
}

macro_rules! section {
    () => {
        "CASE WHEN l.product_type <> '' THEN l.product_type ELSE l.craft END"
    };
}
macro_rules! text {
    () => {
        "LOWER(l.title || ' ' || l.title_en || ' ' || l.tags || ' ' || l.materials || ' ' || l.technique)"
    };
}

const FIND: &str = concat!(
    "SELECT ",
    card_columns!(),
    " FROM listing l JOIN shop s ON s.id = l.shop_id \
     WHERE l.shop_id = $1 AND l.state = 'active' AND l.id < $2 AND ($3 = '' OR ",
    section!(),
    " = $3) AND ",
    text!(),
    " LIKE $4 ESCAPE '!' AND ",
    text!(),
    " LIKE $5 ESCAPE '!' AND ",
    text!(),
    " LIKE $6 ESCAPE '!' ORDER BY l.id DESC LIMIT $7"
);
/// What a shop sells and somebody looks for, the newest first, from before `before` (`i64::MAX` for the first page).
pub async fn look(
    tx: &mut Tx,
    shop: ShopId,
    wanted: &Look,
    before: i64,
    limit: i64,
) -> Result<Vec<Card>, DbError> {
    let [first, second, third] = wanted.patterns();
    let values = params![shop, before, &wanted.section, first, second, third, limit];
    tx.list(FIND, values, Card::decode).await
}

// A shop's newest two thousand say what it sells, and no page counts more.
const SECTIONS: &str = concat!(
    "SELECT section, COUNT(*) FROM (SELECT ",
    section!(),
    " AS section FROM listing l WHERE l.shop_id = $1 AND l.state = 'active' ORDER BY l.id DESC LIMIT 2000) AS newest \
     WHERE section <> '' GROUP BY section ORDER BY COUNT(*) DESC, section LIMIT 30"
);
/// The parts of a shop with how much is in each, the largest first.
pub async fn sections(tx: &mut Tx, shop: ShopId) -> Result<Vec<Section>, DbError> {
    tx.list(SECTIONS, params![shop], |mut row| Ok(Section { name: row.text()?, listings: row.int()? })).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_taken_as_it_is() {
        let look = Look::read("  50% Wool_! four five\u{0} ", "tea");
        assert_eq!(look.patterns(), ["%50!%%", "%wool!_!!%", "%four%"]);
        assert_eq!(Look::read(" ", "").patterns(), ["%%", "%%", "%%"]);
        assert!(Look::read(" ", " ").is_anything());
    }
}
