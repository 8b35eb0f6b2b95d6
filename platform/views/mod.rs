//! What every page is wrapped in. Templates see it as `shell`.

mod about;
mod entry;
mod faults;
mod frame;
mod reader;
mod tabs;

use std::sync::Arc;

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use kernel::{Currency, Money, Timestamp};

use crate::{
    i18n::{Lang, Text},
    web::{Fields, Problem, assets},
};

pub use entry::{Entry, Place};
pub use frame::OPEN;
pub use reader::{CurrencyChoice, Reader};
pub use tabs::{Tab, tabs};

/// Who is looking, for the head of the page.
#[derive(Clone, Debug, Default)]
pub struct Viewer {
    pub name: String,
    pub is_operator: bool,
    pub is_moderator: bool,
    pub shops: Vec<ViewerShop>,
}

#[derive(Clone, Debug)]
pub struct ViewerShop {
    pub handle: String,
    pub name: String,
}

/// A word said once after an act: "the parcel was recorded".
#[derive(Clone, Debug)]
pub struct Flash {
    pub kind: &'static str,
    pub text: String,
}

#[derive(Clone, Debug)]
pub struct Language {
    pub code: &'static str,
    pub name: &'static str,
    pub current: bool,
}

/// The chrome of a page and the reader's language.
#[derive(Clone)]
pub struct Shell {
    pub text: Text,
    pub lang: &'static str,
    pub dir: &'static str,
    pub zone: String,
    pub market: String,
    pub demo: bool,
    pub viewer: Option<Viewer>,
    /// What stands beside the entries of the navigation; a hundred stand for all above.
    pub counts: Vec<(&'static str, i64)>,
    /// Path and query of this page, to come back to.
    pub path: String,
    pub languages: Vec<Language>,
    pub flash: Option<Flash>,
    /// Which entry of the navigation is current.
    pub section: &'static str,
    /// Where one can go from this page, in their order.
    pub entries: Arc<[Entry]>,
    /// The currency that the reader thinks in; none in mails and papers.
    pub reader: Option<Reader>,
    /// Whether this market sends texts to phones.
    pub has_texts: bool,
    /// What marks begin with that stand for what is each reader's own; none where the reader is known.
    pub open: Option<Arc<str>>,
}

impl Shell {
    pub fn new(text: Text, market: &str) -> Self {
        let current = text.lang();
        let languages =
            Lang::ALL.map(|lang| Language { code: lang.code(), name: lang.name(), current: lang == current });
        Self {
            lang: current.code(),
            text,
            dir: "ltr",
            zone: "UTC".into(),
            market: market.to_owned(),
            demo: false,
            viewer: None,
            counts: Vec::new(),
            path: "/".into(),
            languages: languages.into(),
            flash: None,
            section: "",
            entries: Arc::new([]),
            reader: None,
            has_texts: false,
            open: None,
        }
    }

    /// What stands beside an entry of the navigation.
    pub fn count(&self, name: &str) -> i64 {
        self.counts.iter().find(|(have, _)| *have == name).map_or(0, |(_, count)| *count)
    }

    /// Where one can go from a place.
    pub fn ways(&self, place: &str) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.place.name() == place)
    }

    /// Where the operator can go: their own pages, and those of the moderators.
    pub fn operator_ways(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| matches!(entry.place, Place::Operator | Place::Moderator))
    }

    /// What this page was searched for, to stay in the box at the top.
    pub fn searched(&self) -> String {
        let query = self.path.strip_prefix("/search?").unwrap_or_default();
        Fields::from_query(query).value("q").trim().chars().take(200).collect()
    }

    pub fn t<'a>(&'a self, key: &'a str) -> &'a str {
        self.text.get(key)
    }

    /// The text of one of a family: `of("order-state", "paid")` is the text `order-state-paid`.
    pub fn of(&self, family: &str, member: &str) -> String {
        let key = format!("{family}-{}", member.replace('_', "-"));
        self.text.get(&key).to_owned()
    }

    /// A text that counts `n` things.
    pub fn n(&self, key: &str, n: impl Into<Count>) -> String {
        self.text.count(key, n.into().0)
    }

    /// A text with words put into it.
    pub fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.text.say(key, args.iter().copied())
    }

    pub fn money(&self, money: &Money) -> String {
        self.text.money(money)
    }

    /// An amount with its sign and its code.
    pub fn money_and_code(&self, money: &Money) -> String {
        self.text.money_and_code(money)
    }

    /// What stands before a field for an amount.
    pub fn sign(&self, currency: &Currency) -> &'static str {
        self.text.sign(*currency)
    }

    pub fn number(&self, number: impl Into<Count>) -> String {
        self.text.number(number.into().0)
    }

    pub fn tenths(&self, tenths: &i64) -> String {
        self.text.tenths(*tenths)
    }

    pub fn day(&self, at: &Timestamp) -> String {
        self.text.day(*at, &self.zone)
    }

    pub fn moment(&self, at: &Timestamp) -> String {
        self.text.moment(*at, &self.zone)
    }

    /// A day as it is counted in another place: a shop's own day is the same to every reader.
    pub fn day_in(&self, at: &Timestamp, zone: &str) -> String {
        self.text.day(*at, zone)
    }

    /// A moment with the place whose clock it is told by, for who may be elsewhere.
    pub fn moment_and_zone(&self, at: &Timestamp) -> String {
        let city = self.zone.rsplit('/').next().unwrap_or_default().replace('_', " ");
        format!("{} ({city})", self.moment(at))
    }

    /// The same frame with its days counted in another place: a paper has the date of the shop that hands it out.
    pub fn in_zone(self, zone: &str) -> Self {
        Self { zone: zone.to_owned(), ..self }
    }

    /// Why a field was refused, or nothing.
    pub fn error(&self, form: &Fields, name: &str) -> String {
        form.refusal(name).map(|refusal| refusal.words(&self.text)).unwrap_or_default()
    }

    pub fn asset(&self, name: &str) -> &'static str {
        assets::asset(name)
    }
}

/// How many, whatever it was counted with: templates hand out references and every width of number.
#[derive(Clone, Copy, Debug)]
pub struct Count(i64);

macro_rules! counts {
    ($($number:ty),*) => {$(
        impl From<$number> for Count {
            fn from(number: $number) -> Self {
                Self(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }

        impl From<&$number> for Count {
            fn from(number: &$number) -> Self {
                Self::from(*number)
            }
        }
    )*};
}

counts!(i64, u64, usize, u32, i32);

/// Turn a page into an answer.
pub fn page(page: &impl Template) -> Result<Response, Problem> {
    page.render().map(|html| Html(html).into_response()).map_err(Problem::broken)
}

/// A page with a form: as it was asked for, or shown again because not all of it is good.
pub fn show(shown: &impl Template, is_good: bool) -> Result<Response, Problem> {
    if is_good { page(shown) } else { refused(shown) }
}

/// A page that shows a form again, with what was typed and why it was refused.
pub fn refused(page: &impl Template) -> Result<Response, Problem> {
    let html = page.render().map(faults::listed).map_err(Problem::broken)?;
    Ok((axum::http::StatusCode::UNPROCESSABLE_ENTITY, Html(html)).into_response())
}
