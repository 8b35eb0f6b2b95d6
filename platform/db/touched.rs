//! What a statement touches, read from its text: the tables, and whose rows.
//!
//! Whatever a text does not say plainly counts for everybody's rows, so a doubt costs a page that is made once more and
//! never one that is old.

use std::{
    collections::{BTreeSet, HashMap, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
    iter,
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

use serde::{Deserialize, Serialize};

use super::Value;

/// Columns that say whose a row is: a shop's, a person's, or a browser's.
const OWNERS: [&str; 5] = ["shop_id", "account_id", "buyer_id", "holder", "token_hash"];
/// The tables of the owners themselves.
const OWN_ROWS: [(&str, &str); 2] = [("shop", "shop_id"), ("account", "account_id")];

/// Rows that change together: those of a table, or those that one owner has in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) struct Place(pub u64);

impl Place {
    /// Nobody knows where.
    pub const ANYWHERE: Self = Self(u64::MAX);

    /// All that has a name.
    pub fn named(name: &str) -> Self {
        Self(hash(name))
    }

    fn of(table: u64, whose: Whose) -> Self {
        Self(hash(&(table, whose)))
    }
}

#[derive(Clone, Copy, Hash)]
enum Whose {
    /// One owner's, by a column.
    One(usize, u64),
    /// Anybody's: every write of the table stands here too.
    Any,
    /// A column does not say whose: only such writes stand here.
    Unknown(usize),
}

fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// What is known of a text.
#[derive(Debug, Default, PartialEq, Eq)]
struct Known {
    tables: BTreeSet<u64>,
    /// For each column that says whose rows are meant, the parameters that name their owners, from 0; none where it does not.
    owners: [Vec<usize>; OWNERS.len()],
    /// Rows follow one another, each with so many parameters.
    stride: usize,
}

/// Add the places that a statement changes.
pub(super) fn add_written(places: &mut Vec<Place>, sql: &'static str, params: &[Value]) {
    if is_query(sql) {
        return;
    }
    let known = known(sql);
    for table in &known.tables {
        places.push(Place::of(*table, Whose::Any));
        for column in 0..OWNERS.len() {
            match known.owners_in(column, params) {
                Some(owners) => {
                    places.extend(owners.map(|owner| Place::of(*table, Whose::One(column, owner))));
                }
                None => places.push(Place::of(*table, Whose::Unknown(column))),
            }
        }
    }
}

/// Add what a text of several statements may change, unless it only begins or ends a transaction.
pub(super) fn add_batch(places: &mut Vec<Place>, sql: &str) {
    if !is_query(sql) {
        places.push(Place::ANYWHERE);
    }
}

/// Add the places that a query depends on.
pub(super) fn add_read(places: &mut BTreeSet<Place>, sql: &'static str, params: &[Value]) {
    let known = known(sql);
    let column = (0..OWNERS.len()).find(|column| known.owners_in(*column, params).is_some());
    for table in &known.tables {
        match column {
            Some(column) => {
                places.insert(Place::of(*table, Whose::Unknown(column)));
                let owners = known.owners_in(column, params).into_iter().flatten();
                places.extend(owners.map(|owner| Place::of(*table, Whose::One(column, owner))));
            }
            None => drop(places.insert(Place::of(*table, Whose::Any))),
        }
    }
}

impl Known {
    /// Whose rows by a column, where the parameters say so.
    fn owners_in(&self, column: usize, params: &[Value]) -> Option<impl Iterator<Item = u64>> {
        let named = self.owners.get(column).filter(|named| !named.is_empty())?;
        let rows = params.len().checked_div(self.stride).unwrap_or(1);
        let at = |row: usize| named.iter().map(move |first| first + row * self.stride);
        let owners: Option<BTreeSet<u64>> = (0..rows)
            .flat_map(at)
            .map(|at| match params.get(at) {
                Some(Value::Int(owner)) => Some(hash(owner)),
                Some(Value::Text(owner)) => Some(hash(&**owner)),
                Some(Value::Null) => Some(hash("nobody")),
                Some(Value::Blob(_)) | None => None,
            })
            .collect();
        owners.map(BTreeSet::into_iter)
    }
}

/// What is known of texts, by where they stand in the program.
type Texts = HashMap<(usize, usize), Arc<Known>>;

/// Whether a text changes nothing: most do not, so this is asked before anything else.
fn is_query(sql: &str) -> bool {
    ["SELECT", "WITH", "BEGIN", "COMMIT", "ROLLBACK"].iter().any(|word| sql.starts_with(word))
}

fn known(sql: &'static str) -> Arc<Known> {
    static TEXTS: LazyLock<RwLock<Texts>> = LazyLock::new(RwLock::default);
    let key = (sql.as_ptr().addr(), sql.len());
    if let Some(known) = TEXTS.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Arc::clone(known);
    }
    let known = Arc::new(read(sql));
    TEXTS.write().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert(known).clone()
}

/// A text in words and signs.
fn words(sql: &str) -> Vec<&str> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '$' | '\'');
    let mut words = Vec::new();
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let end = match is_word(first) {
            true => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            false => first.len_utf8(),
        };
        let (word, after) = rest.split_at(end);
        if !first.is_whitespace() {
            words.push(word);
        }
        rest = after;
    }
    words
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
}

/// The place of a parameter among them, from 0.
fn parameter(word: &str) -> Option<usize> {
    word.strip_prefix('$')?.parse::<usize>().ok()?.checked_sub(1)
}

/// A table as a text names it.
struct Mention<'a> {
    table: &'a str,
    alias: &'a str,
    /// Whether it is written.
    is_target: bool,
}

/// Every table that a text names, each with the name that its columns are called by.
fn mentions<'a>(words: &[&'a str]) -> Vec<Mention<'a>> {
    let mut found = Vec::new();
    let mut is_list = false;
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| words.get(at)).copied().unwrap_or_default();
        match *word {
            "FROM" | "JOIN" | "INTO" => is_list = *word == "FROM",
            "UPDATE" if at == 0 => is_list = false,
            "," if is_list => {}
            "WHERE" | "ON" | "GROUP" | "ORDER" | "LIMIT" | "SET" | "VALUES" | "(" | ")" => {
                is_list = false;
                continue;
            }
            _ => continue,
        }
        let Some(table) = words.get(at + 1).filter(|next| is_name(next)) else { continue };
        let next = words.get(at + 2).copied().unwrap_or_default();
        let alias = if next == "AS" { words.get(at + 3).copied().unwrap_or_default() } else { next };
        let is_target = *word == "INTO" || *word == "UPDATE" || before == "DELETE";
        found.push(Mention { table, alias: if is_name(alias) { alias } else { table }, is_target });
    }
    found
}

/// Whether an owner's column of a table is what a text calls so.
fn is_owner(mention: &Mention<'_>, owner: &str, column: &str) -> bool {
    let (of, name) = column.rsplit_once('.').unwrap_or(("", column));
    let is_its = of == mention.alias || (of.is_empty() && mention.alias == mention.table);
    is_its && name == column_of(mention.table, owner)
}

/// What an owner's column is called in a table.
fn column_of<'a>(table: &str, owner: &'a str) -> &'a str {
    if OWN_ROWS.contains(&(table, owner)) { "id" } else { owner }
}

fn read(sql: &str) -> Known {
    let words = words(sql);
    let mentions = mentions(&words);
    let is_write = !is_query(sql);
    let tables = mentions.iter().filter(|it| !is_write || it.is_target).map(|it| hash(it.table)).collect();
    let (owners, stride) = match words.first() {
        Some(&"INSERT") => (OWNERS.map(|owner| inserted(&words, owner)), stride(&words)),
        Some(&"UPDATE") => (OWNERS.map(|owner| changed(&words, &mentions, owner)), 0),
        _ => (OWNERS.map(|owner| asked_for(&words, &mentions, owner)), 0),
    };
    Known { tables, owners, stride }
}

/// The parameters by which every table of a text is bound to owners.
fn asked_for(words: &[&str], mentions: &[Mention<'_>], owner: &str) -> Vec<usize> {
    let mut owners = Vec::new();
    let mut is_bound = vec![false; mentions.len()];
    for three in words.windows(3) {
        let [left, "=", right] = three else { continue };
        for (mention, is_bound) in iter::zip(mentions, &mut is_bound) {
            if is_owner(mention, owner, left) || is_owner(mention, owner, right) {
                *is_bound = true;
                owners.extend(parameter(left).or(parameter(right)));
            }
        }
    }
    owners.sort_unstable();
    owners.dedup();
    let choices = words.iter().filter(|word| **word == "OR").count();
    let is_plain = is_bound.iter().all(|is_bound| *is_bound) && owners.len() > choices;
    if is_plain { owners } else { Vec::new() }
}

/// The parameters that name whose rows an update changes, and whose they are after it.
fn changed(words: &[&str], mentions: &[Mention<'_>], owner: &str) -> Vec<usize> {
    let Some(end) = words.iter().position(|word| *word == "WHERE") else { return Vec::new() };
    let (set, asked) = words.split_at(end);
    let mut owners = asked_for(asked, mentions, owner);
    for three in set.windows(3) {
        let [column, "=", value] = three else { continue };
        if !mentions.iter().any(|mention| mention.is_target && is_owner(mention, owner, column)) {
            continue;
        }
        match parameter(value) {
            Some(parameter) if !owners.is_empty() => owners.push(parameter),
            _ => return Vec::new(),
        }
    }
    owners
}

/// The values of the first inserted row, where each is plain.
fn values<'a>(words: &[&'a str]) -> Option<Vec<&'a str>> {
    let values = words.iter().position(|word| *word == "VALUES")?;
    let first = list(words, values + 1);
    (!first.contains(&"(")).then_some(first)
}

/// How many parameters each inserted row has.
fn stride(words: &[&str]) -> usize {
    values(words).map_or(0, |first| first.iter().filter(|value| value.starts_with('$')).count())
}

/// The parameter of the first inserted row that names its owner, whose it is even where there was such a row before.
fn inserted(words: &[&str], owner: &str) -> Vec<usize> {
    let found = || {
        let column = column_of(words.get(2)?, owner);
        let columns = list(words, words.iter().position(|word| *word == "(")?);
        let at = columns.iter().position(|name| *name == column)?;
        let parameter = parameter(values(words)?.get(at)?)?;
        if let Some(conflict) = words.iter().position(|word| *word == "CONFLICT") {
            let is_kept = words.get(conflict..)?.contains(&"UPDATE");
            let keys = list(words, conflict + 1);
            if is_kept && !keys.contains(&column) {
                return None;
            }
        }
        Some(vec![parameter])
    };
    found().unwrap_or_default()
}

/// What stands between a parenthesis and its end.
fn list<'a>(words: &[&'a str], open: usize) -> Vec<&'a str> {
    let inside = words.iter().skip(open + 1).take_while(|word| **word != ")");
    inside.filter(|word| **word != ",").copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(sql: &'static str, params: &[Value]) -> BTreeSet<Place> {
        let mut places = Vec::new();
        add_written(&mut places, sql, params);
        places.into_iter().collect()
    }

    fn is_told(read: &'static str, params: &[i64], write: &'static str, values: &[i64]) -> bool {
        let ints = |list: &[i64]| list.iter().map(|n| Value::Int(*n)).collect::<Vec<_>>();
        let mut places = BTreeSet::new();
        add_read(&mut places, read, &ints(params));
        assert!(!places.is_empty(), "{read}");
        !places.is_disjoint(&written(write, &ints(values)))
    }

    #[test]
    fn a_query_hears_of_what_is_written_to_its_rows() {
        let one = "SELECT title FROM listing WHERE shop_id = $1 AND id = $2";
        let update = "UPDATE listing SET title = $3 WHERE shop_id = $1 AND id = $2";
        assert!(is_told(one, &[7, 1], update, &[7, 1]));
        assert!(!is_told(one, &[7, 1], update, &[8, 1]), "another shop's");
        assert!(is_told(one, &[7, 1], "UPDATE listing SET state = 'closed' WHERE id = $1", &[8]));
        assert!(is_told(one, &[7, 1], "DELETE FROM listing", &[]));
        assert!(!is_told(one, &[7, 1], "UPDATE stock SET left = 1 WHERE shop_id = $1", &[7]));
        let all = "SELECT title FROM listing l WHERE l.state = 'active' ORDER BY id LIMIT 9";
        assert!(is_told(all, &[], update, &[8, 1]));
    }

    #[test]
    fn rows_that_are_joined_are_the_shops_only_where_every_table_says_so() {
        let bound = "SELECT v.id FROM variant v JOIN listing l ON l.shop_id = v.shop_id AND l.id = v.listing_id \
            LEFT JOIN stock s ON s.shop_id = v.shop_id WHERE v.shop_id = $1";
        let take = "UPDATE stock SET available = available - $3 WHERE shop_id = $1 AND variant_id = $2";
        assert!(is_told(bound, &[7], take, &[7, 1, 1]) && !is_told(bound, &[7], take, &[8, 1, 1]));
        let shop = "SELECT s.name FROM listing l JOIN shop s ON s.id = l.shop_id WHERE l.shop_id = $1";
        let rename = "UPDATE shop SET name = $2 WHERE id = $1";
        assert!(is_told(shop, &[7], rename, &[7, 0]) && !is_told(shop, &[7], rename, &[8, 0]));
        let loose = "SELECT a.name FROM review r JOIN account a ON a.id = r.buyer_id WHERE r.shop_id = $1";
        let change = "UPDATE account SET name = $2 WHERE id = $1";
        assert!(is_told(loose, &[7], change, &[7, 0]) && is_told(loose, &[7], change, &[8, 0]));
        let comma = "SELECT 1 FROM listing l, review r WHERE l.shop_id = $1";
        assert!(is_told(comma, &[7], "INSERT INTO review (id) VALUES ($1)", &[1]));
        let within =
            "SELECT 1 FROM listing WHERE shop_id = $1 AND id IN (SELECT id FROM wish WHERE who = $2)";
        assert!(is_told(within, &[7, 1], "DELETE FROM wish WHERE who = $1", &[9]));
    }

    #[test]
    fn several_shops_are_asked_for_at_once() {
        let two =
            "SELECT 1 FROM listing l WHERE (l.shop_id = $1 AND l.id = $2) OR (l.shop_id = $3 AND l.id = $4)";
        let update = "UPDATE listing SET title = 'a' WHERE shop_id = $1";
        assert!(is_told(two, &[7, 1, 8, 1], update, &[8]) && !is_told(two, &[7, 1, 8, 1], update, &[9]));
        let doubt = "SELECT 1 FROM listing WHERE shop_id = $1 OR is_free = $2";
        assert!(is_told(doubt, &[7, 1], update, &[9]));
        let rows = "INSERT INTO listing (id, shop_id, title) VALUES ($1, $2, 'a'), ($3, $4, 'a')";
        let one = "SELECT 1 FROM listing WHERE shop_id = $1";
        assert!(is_told(one, &[8], rows, &[1, 7, 2, 8]) && !is_told(one, &[2], rows, &[1, 7, 2, 8]));
        let copied =
            "INSERT INTO listing (shop_id, id) SELECT shop_id, id + 1 FROM listing WHERE shop_id = $1";
        assert!(is_told(one, &[8], copied, &[7]), "whose rows it makes is not said by a value");
    }

    #[test]
    fn a_query_writes_nothing() {
        assert!(written("SELECT 1 FROM listing", &[]).is_empty() && written("BEGIN", &[]).is_empty());
        let upsert =
            "INSERT INTO tally (shop_id, n) VALUES ($1, $2) ON CONFLICT (shop_id) DO UPDATE SET n = $2";
        assert_eq!(written(upsert, &[Value::Int(1), Value::Int(2)]).len(), 1 + OWNERS.len());
    }

    #[test]
    fn a_person_hears_of_their_own_rows() {
        let unread = "SELECT COUNT(*) FROM notification WHERE account_id = $1 AND read_at IS NULL";
        let put = "INSERT INTO notification (account_id, id, path) VALUES ($1, $2, $3) \
            ON CONFLICT (account_id, path) DO UPDATE SET id = excluded.id";
        assert!(is_told(unread, &[7], put, &[7, 1, 1]) && !is_told(unread, &[7], put, &[8, 1, 1]));
        assert!(is_told(unread, &[7], "UPDATE notification SET path = '' WHERE id = $1", &[8]));
        let elsewhere = "INSERT INTO notification (account_id, id, path) VALUES ($1, $2, $3) \
            ON CONFLICT (id) DO UPDATE SET account_id = excluded.account_id";
        assert!(is_told(unread, &[7], elsewhere, &[8, 1, 1]), "the row may have been theirs");
        let one = "SELECT name FROM account WHERE id = $1";
        let rename = "UPDATE account SET name = $2 WHERE id = $1";
        assert!(is_told(one, &[7], rename, &[7, 0]) && !is_told(one, &[7], rename, &[8, 0]));
    }

    #[test]
    fn rows_that_get_another_owner_are_told_to_both() {
        let cart = "SELECT COUNT(*) FROM cart_line WHERE holder = $1";
        let take = "UPDATE cart_line SET holder = $2 WHERE holder = $1";
        assert!(is_told(cart, &[7], take, &[7, 8]) && is_told(cart, &[8], take, &[7, 8]));
        assert!(!is_told(cart, &[9], take, &[7, 8]));
        let given = "UPDATE cart_line SET holder = $2 WHERE id = $1";
        assert!(is_told(cart, &[7], given, &[1, 8]) && is_told(cart, &[8], given, &[1, 8]));
        let nobody = "UPDATE cart_line SET holder = NULL WHERE holder = $1";
        assert!(is_told(cart, &[7], nobody, &[7]));
    }

    #[test]
    fn values_that_are_not_plain_say_nothing() {
        let rows = "INSERT INTO wish (note, holder) VALUES (LOWER($1), $2)";
        assert!(is_told("SELECT 1 FROM wish WHERE holder = $1", &[7], rows, &[7, 9]));
    }
}
