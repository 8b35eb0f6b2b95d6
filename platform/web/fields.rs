//! What somebody filled in, whether by a form or as JSON, read field by field.
//!
//! Every reader answers a usable value and remembers what was wrong, so that all errors of a form are shown
//! at once, each beside its field, with everything that was typed still there.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{StatusCode, header::CONTENT_TYPE},
};
use kernel::{Currency, Money};

use super::{Problem, Refusal, price_refusal, visible::is_visible};

/// What JSON has in a place where it has no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Other {
    Number,
    Flag,
    List,
    Object,
    /// `null` in a list, where it is no field that was left out.
    Nothing,
}

/// The call that is asked has nothing to read in an empty body: whoever describes it says so in the request's extensions.
#[derive(Clone, Copy, Debug)]
pub struct NeedsBody;

#[derive(Clone, Debug, Default)]
pub struct Fields {
    values: Vec<(String, String)>,
    /// Fields of JSON that are not text; a form has none.
    others: BTreeMap<String, Other>,
    /// Fields of JSON that are text: no number and no yes or no.
    texts: BTreeSet<String>,
    /// Fields of JSON that are `null`: left out, where that is allowed.
    nulls: BTreeSet<String>,
    refusals: BTreeMap<String, Refusal>,
}

/// More than any form of ours has, so that looking a field up stays quick.
const MOST_FIELDS: usize = 10_000;

impl Fields {
    /// A form filled in from what is stored, for editing.
    pub fn filled<K: Into<String>, V: Into<String>>(values: impl IntoIterator<Item = (K, V)>) -> Self {
        let values = values.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        Self { values, ..Self::default() }
    }

    /// The fields of `application/x-www-form-urlencoded` text, such as a query.
    pub fn from_query(query: &str) -> Self {
        Self::filled(form_urlencoded::parse(query.as_bytes()).into_owned())
    }

    /// The fields of a JSON object; nested ones are named by their path: `variants.0.price`.
    pub fn from_json(body: &serde_json::Value) -> Self {
        let mut fields = Self::default();
        for (name, field) in body.as_object().into_iter().flatten() {
            fields.flatten(name.clone(), field);
        }
        fields
    }

    /// These fields, and beside them those of `base` that `stays` names.
    pub fn over(&self, base: &Self, stays: impl Fn(&str) -> bool) -> Self {
        let mut both = self.clone();
        both.values.extend(base.values.iter().filter(|(name, _)| stays(name)).cloned());
        both
    }

    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.retain(|(have, _)| have != name);
        self.values.push((name.to_owned(), value.into()));
    }

    /// What was typed, as it was typed.
    pub fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(have, _)| have == name).map_or("", |(_, value)| value)
    }

    pub fn has(&self, name: &str) -> bool {
        self.values.iter().any(|(have, _)| have == name) || self.others.contains_key(name)
    }

    /// Everything that was filled in, in its order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Refuse what JSON says beyond these names, and `null` in their place.
    pub fn only(&mut self, names: &[&str]) {
        let outer = |path: &String| path.split('.').next().unwrap_or_default().to_owned();
        let said: BTreeSet<String> =
            self.values.iter().map(|(path, _)| path).chain(self.others.keys()).map(outer).collect();
        for name in said.into_iter().chain(self.nulls.clone()) {
            if !names.contains(&name.as_str()) {
                self.refuse(&name, Refusal::new("refused-not-asked"));
            } else if self.nulls.contains(&name) {
                self.refuse(&name, Refusal::new("refused-empty"));
            }
        }
    }

    /// The names of everything that was filled in.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.pairs().map(|(name, _)| name)
    }

    /// Every value of a name that may be given more than once.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.values.iter().filter(|(have, _)| have == name).map(|(_, value)| value.as_str()).collect()
    }

    /// How many items a list has whose fields are named `list.0.…`, `list.1.…`.
    pub fn count(&self, list: &str) -> usize {
        let index = |name: &str| name.strip_prefix(list)?.strip_prefix('.')?.split('.').next()?.parse().ok();
        let others = self.others.keys().map(String::as_str);
        self.names().chain(others).filter_map(index).max().map_or(0, |last: usize| last.saturating_add(1))
    }

    /// The same of a list that must be there, be it empty.
    pub fn given_list(&mut self, name: &str, most: usize) -> usize {
        if !self.has(name) && self.count(name) == 0 {
            self.refuse(name, Refusal::new("refused-empty"));
        }
        self.list(name, most)
    }

    /// How many items a list has, one more than `most` at most. JSON that has no list there is refused.
    pub fn list(&mut self, name: &str, most: usize) -> usize {
        let is_other = self.others.get(name).is_some_and(|other| *other != Other::List);
        if is_other || (!self.value(name).is_empty() && self.count(name) == 0) {
            self.refuse(name, Refusal::new("refused-not-a-list"));
        }
        self.count(name).min(most.saturating_add(1))
    }

    /// Refuse what stands in the place of an object: its fields are read one by one.
    pub fn object(&mut self, name: &str) {
        let is_other = self.others.get(name).is_some_and(|other| *other != Other::Object);
        if is_other || !self.value(name).is_empty() {
            self.refuse(name, Refusal::new("refused-not-an-object"));
        }
    }

    pub fn refusal(&self, name: &str) -> Option<&Refusal> {
        self.refusals.get(name)
    }

    pub fn refusals(&self) -> &BTreeMap<String, Refusal> {
        &self.refusals
    }

    pub fn refuse(&mut self, name: &str, refusal: Refusal) {
        self.refusals.entry(name.to_owned()).or_insert(refusal);
    }

    pub fn is_good(&self) -> bool {
        self.refusals.is_empty()
    }

    /// The problem that a field is refused for what only the act could know.
    pub fn refused(&mut self, name: &str, code: &'static str) -> Problem {
        self.refuse(name, Refusal::new(code));
        Problem::invalid(self)
    }

    /// Nothing, when no field was refused.
    pub fn check(&self) -> Result<(), Problem> {
        if self.is_good() { Ok(()) } else { Err(Problem::invalid(self)) }
    }

    /// One line that must be there, `max` characters at most.
    pub fn line(&mut self, name: &str, max: usize) -> String {
        let text = self.maybe_line(name, max);
        if text.is_empty() {
            self.refuse(name, Refusal::new("refused-empty"));
        }
        text
    }

    /// Refuse what JSON has in the place of a text: a number, a list, an object.
    fn expect_text(&mut self, name: &str) {
        if self.others.contains_key(name) {
            self.refuse(name, Refusal::new("refused-not-text"));
        }
    }

    /// One line that may be left out. One in which there is nothing to see is left out.
    pub fn maybe_line(&mut self, name: &str, max: usize) -> String {
        self.expect_text(name);
        let text = seen(undirected(self.value(name).trim()));
        if text.chars().any(char::is_control) {
            self.refuse(name, Refusal::new("refused-control-characters"));
        }
        self.within(name, &text, max);
        text
    }

    /// Several lines that may be left out; line ends become `\n`.
    pub fn maybe_paragraphs(&mut self, name: &str, max: usize) -> String {
        self.expect_text(name);
        let text = seen(undirected(&self.value(name).trim().replace("\r\n", "\n")));
        if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            self.refuse(name, Refusal::new("refused-control-characters"));
        }
        self.within(name, &text, max);
        text
    }

    fn within(&mut self, name: &str, text: &str, max: usize) {
        let length = text.chars().count();
        if length > max {
            self.refuse(name, Refusal::new("refused-too-long").with("max", max).with("length", length));
        }
    }

    /// Words of at most `max` characters: a form has them in one line with something between, JSON has a list.
    pub fn words(&mut self, name: &str, max: usize, is_between: fn(char) -> bool) -> Vec<String> {
        let words: Vec<String> = if self.value(name).is_empty() {
            let count = self.list(name, MOST_FIELDS);
            (0..count).map(|at| self.maybe_line(&format!("{name}.{at}"), max)).collect()
        } else {
            let line = self.maybe_line(name, MOST_FIELDS);
            let words: Vec<String> =
                line.split(is_between).map(|word| seen(word.trim().to_owned())).collect();
            words.iter().for_each(|word| self.within(name, word, max));
            words
        };
        words.into_iter().filter(|word| !word.is_empty()).collect()
    }

    /// A whole number that must be there.
    pub fn whole(&mut self, name: &str, range: RangeInclusive<i64>) -> i64 {
        let least = *range.start();
        if self.is_no_number(name) {
            self.refuse(name, Refusal::new("refused-not-whole"));
        }
        if self.value(name).trim().is_empty() {
            self.refuse(name, Refusal::new("refused-empty"));
            return least;
        }
        self.maybe_whole(name, range).unwrap_or(least)
    }

    /// Whether JSON has something there that is no number.
    fn is_no_number(&self, name: &str) -> bool {
        let is_other = self.others.get(name).is_some_and(|other| *other != Other::Number);
        is_other || self.texts.contains(name)
    }

    /// Whether JSON has something there that is neither `true` nor `false`.
    fn is_no_flag(&self, name: &str) -> bool {
        let is_other = self.others.get(name).is_some_and(|other| *other != Other::Flag);
        is_other || self.texts.contains(name)
    }

    pub fn maybe_whole(&mut self, name: &str, range: RangeInclusive<i64>) -> Option<i64> {
        if self.is_no_number(name) {
            self.refuse(name, Refusal::new("refused-not-whole"));
        }
        let text = self.value(name).trim();
        if text.is_empty() {
            return None;
        }
        match text.parse::<i64>() {
            Ok(number) if range.contains(&number) => Some(number),
            Ok(_) => {
                let refusal = Refusal::new("refused-out-of-range");
                self.refuse(name, refusal.with("min", range.start()).with("max", range.end()));
                None
            }
            Err(_) => {
                self.refuse(name, Refusal::new("refused-not-whole"));
                None
            }
        }
    }

    /// A price that must be there, written as `1234.50`.
    pub fn money(&mut self, name: &str, currency: Currency) -> Money {
        self.expect_text(name);
        if self.value(name).trim().is_empty() {
            self.refuse(name, Refusal::new("refused-empty"));
        }
        self.maybe_money(name, currency).unwrap_or(Money::zero(currency))
    }

    /// A price that may be left out. JSON numbers are refused: they are floats to most programs.
    pub fn maybe_money(&mut self, name: &str, currency: Currency) -> Option<Money> {
        self.expect_text(name);
        let text = self.value(name).trim();
        if text.is_empty() {
            return None;
        }
        match Money::parse(text, currency) {
            Ok(money) => Some(money),
            Err(error) => {
                self.refuse(name, price_refusal(&error));
                None
            }
        }
    }

    /// A word of a closed set, or anything else with a parser of its own.
    pub fn parsed<T>(&mut self, name: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.expect_text(name);
        let text = self.value(name).trim();
        if text.is_empty() {
            self.refuse(name, Refusal::new("refused-empty"));
            return None;
        }
        let parsed = parse(text);
        if parsed.is_none() {
            self.refuse(name, Refusal::new("refused-not-a-choice"));
        }
        parsed
    }

    /// Whether a box is ticked, for showing the form again.
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.value(name), "on" | "true" | "1" | "yes")
    }

    /// The same, which JSON must say.
    pub fn given_yes_or_no(&mut self, name: &str) -> bool {
        if !self.has(name) {
            self.refuse(name, Refusal::new("refused-empty"));
        }
        self.yes_or_no(name)
    }

    /// A box that may be ticked, or `true` or `false` of JSON.
    pub fn yes_or_no(&mut self, name: &str) -> bool {
        let is_known = matches!(self.value(name), "" | "off" | "false" | "0" | "no");
        if self.is_no_flag(name) || (!is_known && !self.flag(name)) {
            self.refuse(name, Refusal::new("refused-not-yes-or-no"));
        }
        self.flag(name)
    }

    fn flatten(&mut self, path: String, value: &serde_json::Value) {
        use serde_json::Value;
        if self.values.len() > MOST_FIELDS {
            return;
        }
        let below = |key: &str| format!("{path}.{key}");
        let other = match value {
            Value::Null => {
                self.nulls.insert(path);
                return;
            }
            Value::String(text) => {
                self.values.push((path.clone(), text.clone()));
                self.texts.insert(path);
                return;
            }
            Value::Bool(flag) => {
                self.values.push((path.clone(), flag.to_string()));
                Other::Flag
            }
            Value::Number(number) => {
                self.values.push((path.clone(), number.to_string()));
                Other::Number
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let path = below(&index.to_string());
                    if item.is_null() {
                        self.others.insert(path, Other::Nothing);
                    } else {
                        self.flatten(path, item);
                    }
                }
                Other::List
            }
            Value::Object(fields) => {
                for (key, field) in fields {
                    self.flatten(below(key), field);
                }
                Other::Object
            }
        };
        self.others.insert(path, other);
    }

    fn bounded(self) -> Result<Self, Problem> {
        if self.values.len() > MOST_FIELDS { Err(Problem::too_large()) } else { Ok(self) }
    }
}

/// A text without the invisible signs that turn the direction of what follows them: pages keep directions apart.
fn undirected(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')).collect()
}

/// A text in which there is something to see; else none.
fn seen(text: String) -> String {
    if text.chars().any(|c| c.is_control() || is_visible(c)) { text } else { String::new() }
}

impl Problem {
    /// Some fields were refused.
    pub fn invalid(fields: &Fields) -> Self {
        let mut problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "problem-invalid");
        problem.fields = fields.refusals.clone();
        problem
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let is_json = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| kind.starts_with("application/json"));
        let needs_body = request.extensions().get::<NeedsBody>().is_some();
        let body = Bytes::from_request(request, state).await.map_err(|_| Problem::too_large())?;
        if body.is_empty() && needs_body {
            return Err(Self::default().refused("body", "refused-empty"));
        }
        if !is_json {
            let pairs = form_urlencoded::parse(&body).into_owned().take(MOST_FIELDS + 1);
            return Self::filled(pairs).bounded();
        }
        let body: serde_json::Value =
            serde_json::from_slice(&body).map_err(|error| Problem::malformed(error.to_string()))?;
        if !body.is_object() {
            return Err(Self::default().refused("body", "refused-not-an-object"));
        }
        Self::from_json(&body).bounded()
    }
}

#[cfg(test)]
#[path = "fields_tests.rs"]
mod tests;
