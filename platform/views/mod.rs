//! What every page is wrapped in. Templates see it as `shell`.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use kernel::{Money, Timestamp};

use crate::{
    i18n::{Lang, Text},
    web::{Fields, Problem, assets},
};

/// Who is looking, for the head of the page.
#[derive(Clone, Debug, Default)]
pub struct Viewer {
    pub name: String,
    pub is_operator: bool,
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
    pub cart_count: i64,
    /// Path and query of this page, to come back to.
    pub path: String,
    pub languages: Vec<Language>,
    pub flash: Option<Flash>,
    /// Which entry of the navigation is current.
    pub section: &'static str,
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
            cart_count: 0,
            path: "/".into(),
            languages: languages.into(),
            flash: None,
            section: "",
        }
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
    pub fn n(&self, key: &str, n: impl TryInto<i64>) -> String {
        self.text.count(key, n.try_into().unwrap_or(i64::MAX))
    }

    /// A text with words put into it.
    pub fn say<const N: usize>(&self, key: &str, args: [(&str, &str); N]) -> String {
        self.text.say(key, args)
    }

    pub fn money(&self, money: &Money) -> String {
        self.text.money(money)
    }

    pub fn number(&self, number: impl TryInto<i64>) -> String {
        self.text.number(number.try_into().unwrap_or(i64::MAX))
    }

    pub fn day(&self, at: &Timestamp) -> String {
        self.text.day(*at, &self.zone)
    }

    pub fn moment(&self, at: &Timestamp) -> String {
        self.text.moment(*at, &self.zone)
    }

    /// Why a field was refused, or nothing.
    pub fn error(&self, form: &Fields, name: &str) -> String {
        form.refusal(name).map(|refusal| self.text.refusal(refusal)).unwrap_or_default()
    }

    pub fn asset(&self, name: &str) -> &'static str {
        assets::asset(name)
    }
}

/// Turn a page into an answer.
pub fn page(page: &impl Template) -> Result<Response, Problem> {
    page.render().map(|html| Html(html).into_response()).map_err(Problem::broken)
}

/// A page that shows a form again, with what was typed and why it was refused.
pub fn refused(page: &impl Template) -> Result<Response, Problem> {
    let html = page.render().map_err(Problem::broken)?;
    Ok((axum::http::StatusCode::UNPROCESSABLE_ENTITY, Html(html)).into_response())
}
