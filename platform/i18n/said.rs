use kernel::{Money, Timestamp};
use serde::{Deserialize, Serialize};

use super::Lang;
use crate::views::Shell;

/// A sentence that is worded when it is read, in the reader's language and by the reader's clock: the key of its text and
/// the values in it. It can be kept, and a text that is written better tomorrow says it better.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    key: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    values: Vec<(String, Value)>,
    /// Of how many things, where the text counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    count: Option<i64>,
}

/// A value in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Value {
    /// The same in every language.
    Text(String),
    Name(Name),
    Money(Money),
    /// Microseconds since 1970 of a day on the reader's calendar.
    Day(i64),
}

/// What somebody calls something in their own language, and in English where they have said it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    own: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    english: String,
    lang: String,
}

impl Name {
    pub fn new(lang: Lang, own: impl Into<String>, english: impl Into<String>) -> Self {
        Self { own: own.into(), english: english.into(), lang: lang.code().to_owned() }
    }

    /// The name for a reader: the English one for those who do not read its own language.
    pub fn told_in(&self, lang: Lang) -> &str {
        if self.english.is_empty() || lang.code() == self.lang { &self.own } else { &self.english }
    }
}

impl Said {
    pub fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), values: Vec::new(), count: None }
    }

    /// A text that counts.
    pub fn count(key: impl Into<String>, count: impl TryInto<i64>) -> Self {
        Self { count: Some(count.try_into().unwrap_or(i64::MAX)), ..Self::new(key) }
    }

    fn with(mut self, name: &str, value: Value) -> Self {
        self.values.push((name.to_owned(), value));
        self
    }

    pub fn text(self, name: &str, text: impl Into<String>) -> Self {
        self.with(name, Value::Text(text.into()))
    }

    pub fn name(self, name: &str, called: &Name) -> Self {
        self.with(name, Value::Name(called.clone()))
    }

    pub fn money(self, name: &str, amount: Money) -> Self {
        self.with(name, Value::Money(amount))
    }

    pub fn day(self, name: &str, at: Timestamp) -> Self {
        self.with(name, Value::Day(at.micros()))
    }

    /// Whether the market still has words for it.
    pub fn is_known(&self, shell: &Shell) -> bool {
        shell.text.has(&self.key)
    }

    /// It for a reader.
    pub fn words(&self, shell: &Shell) -> String {
        if let Some(count) = self.count {
            return shell.n(&self.key, count);
        }
        if self.values.is_empty() {
            return shell.t(&self.key).to_owned();
        }
        let lang = shell.text.lang();
        let words = self.values.iter().map(|(name, value)| {
            let words = match value {
                Value::Text(text) => text.clone(),
                Value::Name(name) => name.told_in(lang).to_owned(),
                Value::Money(amount) => shell.money(amount),
                Value::Day(at) => shell.day(&Timestamp::from_micros(*at)),
            };
            (name.as_str(), words)
        });
        let words: Vec<(&str, String)> = words.collect();
        let words: Vec<(&str, &str)> = words.iter().map(|(name, words)| (*name, words.as_str())).collect();
        shell.say(&self.key, &words)
    }
}

#[cfg(test)]
mod tests {
    use kernel::Currency;

    use super::*;
    use crate::i18n::Texts;

    #[test]
    fn a_sentence_is_kept_and_worded_for_each_reader() {
        let name = Name::new(Lang::Chinese, "贺兰皮雕", "Helan Leather");
        let said = Said::new("mail-shipped-subject").name("shop", &name);
        let kept = serde_json::to_string(&said).unwrap();
        let said: Said = serde_json::from_str(&kept).unwrap();
        let shell = |lang| Shell::new(Texts::load().of(lang), "Fair");
        assert_eq!(said.words(&shell(Lang::English)), "Helan Leather has sent your parcel");
        assert!(said.words(&shell(Lang::Chinese)).contains("贺兰皮雕"));
        assert!(said.words(&shell(Lang::Japanese)).contains("Helan Leather"));
        let amount = Money::new(5_000, Currency::CNY);
        let told = Said::new("mail-refunded-subject").money("total", amount).words(&shell(Lang::English));
        assert!(told.contains("50"), "{told}");
        assert!(Said::count("mail-remind-subject", 12_u64).words(&shell(Lang::English)).contains("12"));
        let gone = "gone-with-the-wind";
        assert!(!Said::new(gone).is_known(&shell(Lang::English)));
    }
}
