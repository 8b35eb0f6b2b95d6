use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex, PoisonError},
};

use super::{Statement, Value};

/// An INSERT of many rows, as few statements as possible.
///
/// Rows are cut into groups of a power of two (128 at most), so each text is made once and prepared once.
pub struct Rows {
    /// Everything before VALUES.
    pub head: &'static str,
    /// One row: `($1, $2, 'paid')`.
    pub tuple: &'static str,
    /// Everything after the rows, such as `ON CONFLICT DO NOTHING`.
    pub tail: &'static str,
}

impl Rows {
    /// The statements that insert `rows`, each row having one value for every parameter of the tuple.
    pub fn statements(&self, mut rows: Vec<Vec<Value>>) -> Vec<Statement> {
        let mut list = Vec::new();
        while !rows.is_empty() {
            let count = (1_usize << rows.len().ilog2()).min(128);
            let rest = rows.split_off(count);
            let columns = rows.first().map_or(0, Vec::len);
            list.push((self.text(columns, count), rows.into_iter().flatten().collect()));
            rows = rest;
        }
        list
    }

    fn text(&self, columns: usize, count: usize) -> &'static str {
        static TEXTS: LazyLock<Mutex<HashMap<(&'static str, usize), &'static str>>> =
            LazyLock::new(Mutex::default);
        let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
        texts.entry((self.head, count)).or_insert_with(|| {
            let rows: Vec<String> = (0..count).map(|row| renumber(self.tuple, row * columns)).collect();
            let text = format!("{} VALUES {} {}", self.head, rows.join(", "), self.tail);
            // Eight texts for each place that inserts sets, kept for the life of the process.
            Box::leak(text.into_boxed_str())
        })
    }
}

fn renumber(tuple: &str, by: usize) -> String {
    let mut text = String::with_capacity(tuple.len() + 8);
    let mut rest = tuple;
    while let Some((before, after)) = rest.split_once('$') {
        let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        let (number, tail) = after.split_at(end);
        let number: usize = number.parse().unwrap_or_default();
        text.push_str(before);
        text.push_str(&format!("${}", number + by));
        rest = tail;
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAIRS: Rows = Rows { head: "INSERT INTO pair (a, b)", tuple: "($1, $2, 'x')", tail: "" };

    #[test]
    fn rows_are_cut_into_powers_of_two_and_numbered_on() {
        let rows = (0..5).map(|n| vec![Value::Int(n), Value::Int(n)]).collect();
        let list = PAIRS.statements(rows);
        assert_eq!(list.iter().map(|(_, params)| params.len()).collect::<Vec<_>>(), [8, 2]);
        assert_eq!(
            list[0].0.trim_end(),
            "INSERT INTO pair (a, b) VALUES ($1, $2, 'x'), ($3, $4, 'x'), ($5, $6, 'x'), ($7, $8, 'x')"
        );
    }
}
