//! What somebody filled in, whether by a form or as JSON, read field by field.
//!
//! Every reader answers a usable value and remembers what was wrong, so that all errors of a form are shown
//! at once, each beside its field, with everything that was typed still there.

use std::{collections::BTreeMap, ops::RangeInclusive};

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::header::CONTENT_TYPE,
};
use kernel::{Currency, Money, PriceError};

use super::Problem;

/// Why a field was refused: the key of a text, and what the text mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub code: &'static str,
    pub args: Vec<(&'static str, String)>,
}

impl Refusal {
    pub fn new(code: &'static str) -> Self {
        Self { code, args: Vec::new() }
    }

    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

#[derive(Clone, Debug, Default)]
pub struct Fields {
    values: Vec<(String, String)>,
    refusals: BTreeMap<String, Refusal>,
}

impl Fields {
    /// A form filled in from what is stored, for editing.
    pub fn filled<K: Into<String>, V: Into<String>>(values: impl IntoIterator<Item = (K, V)>) -> Self {
        let values = values.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        Self { values, refusals: BTreeMap::new() }
    }

    /// The fields of `application/x-www-form-urlencoded` text, such as a query.
    pub fn from_query(query: &str) -> Self {
        Self::filled(form_urlencoded::parse(query.as_bytes()).into_owned())
    }

    /// The fields of a JSON object; nested ones are named by their path: `variants.0.price`.
    pub fn from_json(body: &serde_json::Value) -> Self {
        let mut values = Vec::new();
        flatten("", body, &mut values);
        Self { values, refusals: BTreeMap::new() }
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
        self.values.iter().any(|(have, _)| have == name)
    }

    /// The names of everything that was filled in.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(|(name, _)| name.as_str())
    }

    /// Every value of a name that may be given more than once.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.values.iter().filter(|(have, _)| have == name).map(|(_, value)| value.as_str()).collect()
    }

    /// How many items a list has whose fields are named `list.0.…`, `list.1.…`.
    pub fn count(&self, list: &str) -> usize {
        let index = |name: &str| name.strip_prefix(list)?.strip_prefix('.')?.split('.').next()?.parse().ok();
        self.values
            .iter()
            .filter_map(|(name, _)| index(name))
            .max()
            .map_or(0, |last: usize| last.saturating_add(1))
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

    /// One line that must be there, `max` characters at most.
    pub fn line(&mut self, name: &str, max: usize) -> String {
        let text = self.maybe_line(name, max);
        if text.is_empty() {
            self.refuse(name, Refusal::new("refused-empty"));
        }
        text
    }

    /// One line that may be left out.
    pub fn maybe_line(&mut self, name: &str, max: usize) -> String {
        let text = self.value(name).trim().to_owned();
        if text.chars().any(char::is_control) {
            self.refuse(name, Refusal::new("refused-control-characters"));
        }
        self.within(name, &text, max);
        text
    }

    /// Several lines that may be left out; line ends become `\n`.
    pub fn maybe_paragraphs(&mut self, name: &str, max: usize) -> String {
        let text = self.value(name).trim().replace("\r\n", "\n");
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

    /// A whole number that must be there.
    pub fn whole(&mut self, name: &str, range: RangeInclusive<i64>) -> i64 {
        let least = *range.start();
        if self.value(name).trim().is_empty() {
            self.refuse(name, Refusal::new("refused-empty"));
            return least;
        }
        self.maybe_whole(name, range).unwrap_or(least)
    }

    pub fn maybe_whole(&mut self, name: &str, range: RangeInclusive<i64>) -> Option<i64> {
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
        if self.value(name).trim().is_empty() {
            self.refuse(name, Refusal::new("refused-empty"));
        }
        self.maybe_money(name, currency).unwrap_or(Money::zero(currency))
    }

    pub fn maybe_money(&mut self, name: &str, currency: Currency) -> Option<Money> {
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

    /// A ticked box, or `true` in JSON.
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.value(name), "on" | "true" | "1" | "yes")
    }
}

/// Why a price was refused, for the reader.
pub fn price_refusal(error: &PriceError) -> Refusal {
    match error {
        PriceError::Empty => Refusal::new("refused-empty"),
        PriceError::DecimalComma => Refusal::new("refused-price-comma"),
        PriceError::CurrencySign => Refusal::new("refused-price-sign"),
        PriceError::Exponent => Refusal::new("refused-price-exponent"),
        PriceError::ThousandsSeparator => Refusal::new("refused-price-separator"),
        PriceError::TooManyDecimals { max } => Refusal::new("refused-price-decimals").with("max", max),
        PriceError::Negative => Refusal::new("refused-price-negative"),
        PriceError::TooLarge => Refusal::new("refused-price-too-large"),
        PriceError::NotANumber => Refusal::new("refused-price-not-a-number"),
    }
}

fn flatten(path: &str, value: &serde_json::Value, out: &mut Vec<(String, String)>) {
    use serde_json::Value;
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Null => {}
        Value::Bool(flag) => out.push((path.to_owned(), flag.to_string())),
        Value::Number(number) => out.push((path.to_owned(), number.to_string())),
        Value::String(text) => out.push((path.to_owned(), text.clone())),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                flatten(&below(&index.to_string()), item, out);
            }
        }
        Value::Object(fields) => {
            for (key, field) in fields {
                flatten(&below(key), field, out);
            }
        }
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
        let body = Bytes::from_request(request, state).await.map_err(|_| Problem::too_large())?;
        if !is_json {
            return Ok(Self::filled(form_urlencoded::parse(&body).into_owned()));
        }
        let body: serde_json::Value =
            serde_json::from_slice(&body).map_err(|error| Problem::malformed(error.to_string()))?;
        if !body.is_object() {
            return Err(Problem::malformed("the body must be a JSON object"));
        }
        Ok(Self::from_json(&body))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_remembers_every_error_and_every_value() {
        let mut form = Fields::from_query("title=&price=12,50&count=x&note=a%00b");
        assert_eq!(form.line("title", 10), "");
        assert!(form.money("price", Currency::CNY).is_zero());
        assert_eq!(form.whole("count", 1..=9), 1);
        form.maybe_line("note", 5);
        let codes: Vec<_> = form.refusals().values().map(|refusal| refusal.code).collect();
        assert_eq!(
            codes,
            ["refused-not-whole", "refused-control-characters", "refused-price-comma", "refused-empty"]
        );
        assert_eq!(form.value("price"), "12,50");
    }

    #[test]
    fn json_is_read_by_the_same_names() {
        let body = serde_json::json!({"title": "碗", "variants": [{"price": "12.50"}, {"price": "13"}]});
        let mut form = Fields::from_json(&body);
        assert_eq!(form.count("variants"), 2);
        assert_eq!(form.money("variants.0.price", Currency::CNY).minor(), 1250);
        assert!(form.is_good());
    }
}
