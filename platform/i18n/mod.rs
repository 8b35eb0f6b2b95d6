//! Texts by key in the reader's language, and numbers, money and dates as that language writes them.
//!
//! Texts are Fluent files in `translations/<language>/`, built into the program. A key that a language lacks
//! is taken from English, and `cargo xtask i18n` lists it.

mod format;
mod said;

use std::{
    borrow::Cow,
    collections::HashMap,
    sync::{Arc, LazyLock},
};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use kernel::Currency;
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

pub use said::{Name, Said};

/// A language that pages are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    Chinese,
    English,
    Japanese,
    Hindi,
    Indonesian,
}

impl Lang {
    pub const ALL: [Self; 5] = [Self::Chinese, Self::English, Self::Japanese, Self::Hindi, Self::Indonesian];

    /// BCP 47, as in the `lang` attribute.
    pub fn code(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
            Self::Japanese => "ja",
            Self::Hindi => "hi",
            Self::Indonesian => "id",
        }
    }

    /// The language's own name for itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chinese => "简体中文",
            Self::English => "English",
            Self::Japanese => "日本語",
            Self::Hindi => "हिन्दी",
            Self::Indonesian => "Bahasa Indonesia",
        }
    }

    /// The language of a tag such as `zh-Hans-CN`, by its first part.
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|lang| lang.code().split('-').next() == Some(&primary))
    }

    /// The best of an `Accept-Language` header.
    pub fn accepted(header: &str) -> Option<Self> {
        let mut wishes: Vec<(u16, Self)> = header
            .split(',')
            .filter_map(|wish| {
                let mut parts = wish.split(';');
                let lang = Self::parse(parts.next()?.trim())?;
                let weight = parts.find_map(|part| part.trim().strip_prefix("q="));
                Some((weight.map_or(1000, thousandths), lang))
            })
            .collect();
        wishes.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        wishes.first().map(|(_, lang)| *lang)
    }
}

/// Templates hand out references.
impl From<&Lang> for Lang {
    fn from(lang: &Lang) -> Self {
        *lang
    }
}

fn thousandths(text: &str) -> u16 {
    let digits: String = text.chars().filter(char::is_ascii_digit).take(4).collect();
    format!("{digits:0<4}").parse().unwrap_or(0)
}

#[derive(RustEmbed)]
#[folder = "../translations"]
struct Files;

struct Book {
    bundle: FluentBundle<FluentResource>,
    /// Messages without arguments, formatted once: most of every page.
    plain: HashMap<String, String>,
}

/// All texts of the program.
#[derive(Clone)]
pub struct Texts {
    books: Arc<HashMap<Lang, Book>>,
    /// The market's own currency: its sign needs no code.
    home: Currency,
}

impl Default for Texts {
    fn default() -> Self {
        Self::load()
    }
}

impl Texts {
    /// The same for every market of a process, so they are read once.
    pub fn load() -> Self {
        static LOADED: LazyLock<Texts> = LazyLock::new(Texts::read);
        LOADED.clone()
    }

    fn read() -> Self {
        let books = Lang::ALL.into_iter().map(|lang| (lang, Book::load(lang))).collect();
        Self { books: Arc::new(books), home: Currency::CNY }
    }

    /// The same in a market of another currency.
    pub fn at_home(self, home: Currency) -> Self {
        Self { home, ..self }
    }

    pub fn of(&self, lang: Lang) -> Text {
        Text { texts: self.clone(), lang }
    }
}

impl Book {
    fn load(lang: Lang) -> Self {
        let id: LanguageIdentifier = lang.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Isolation marks would be drawn as boxes by some phones and break copied prices.
        bundle.set_use_isolating(false);
        let mut plain = HashMap::new();
        // Glossaries lie beside the texts.
        let is_text = |path: &str| path.split('/').next() == Some(lang.code()) && path.ends_with(".ftl");
        for path in Files::iter().filter(|path| is_text(path)) {
            let Some(file) = Files::get(&path) else { continue };
            let source = String::from_utf8_lossy(&file.data).into_owned();
            let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, errors)| {
                tracing::warn!(%path, ?errors, "a translation has lines that cannot be read");
                resource
            });
            let keys: Vec<String> = resource
                .entries()
                .filter_map(|entry| match entry {
                    fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
                    _ => None,
                })
                .collect();
            bundle.add_resource_overriding(resource);
            for key in keys {
                let mut errors = Vec::new();
                let Some(pattern) = bundle.get_message(&key).and_then(|message| message.value()) else {
                    continue;
                };
                let text = bundle.format_pattern(pattern, None, &mut errors).into_owned();
                if errors.is_empty() {
                    plain.insert(key, text);
                }
            }
        }
        Self { bundle, plain }
    }
}

/// The texts in one reader's language.
#[derive(Clone)]
pub struct Text {
    texts: Texts,
    lang: Lang,
}

impl Text {
    pub fn lang(&self) -> Lang {
        self.lang
    }

    fn books(&self) -> impl Iterator<Item = &Book> {
        [self.lang, Lang::English].into_iter().filter_map(|lang| self.texts.books.get(&lang))
    }

    /// The text of a key without arguments; a key that no language has is shown as it is.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.books().find_map(|book| book.plain.get(key)).map_or(key, String::as_str)
    }

    pub fn has(&self, key: &str) -> bool {
        self.books().any(|book| book.bundle.has_message(key))
    }

    /// A text with words put into it.
    pub fn say<'a>(&self, key: &str, args: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
        let args: FluentArgs =
            args.into_iter().map(|(name, value)| (name, FluentValue::from(value))).collect();
        self.format(key, &args)
    }

    /// A text that counts: the plural form is chosen by `$n`.
    pub fn count(&self, key: &str, n: i64) -> String {
        let mut args = FluentArgs::new();
        args.set("n", n);
        self.format(key, &args)
    }

    fn format(&self, key: &str, args: &FluentArgs<'_>) -> String {
        for book in self.books() {
            if let Some(pattern) = book.bundle.get_message(key).and_then(|message| message.value()) {
                let mut errors = Vec::new();
                let text: Cow<'_, str> = book.bundle.format_pattern(pattern, Some(args), &mut errors);
                return text.into_owned();
            }
        }
        key.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_accepted_language_is_found() {
        assert_eq!(Lang::accepted("fr;q=0.9, ja;q=0.8, en-GB;q=0.7"), Some(Lang::Japanese));
        assert_eq!(Lang::accepted("zh-Hans-CN,zh;q=0.9,en;q=0.1"), Some(Lang::Chinese));
        assert_eq!(Lang::accepted("fr, de"), None);
        assert_eq!(Lang::accepted(";;;,q=1"), None);
    }
}
