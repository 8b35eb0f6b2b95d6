use askama::Template;
use axum::response::Response;
use platform::{
    views::{self, Shell},
    web::{Fields, Problem},
};

/// Whether the operator must say why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    Needed,
    Welcome,
}

impl Because {
    pub fn is_optional(self) -> bool {
        self == Self::Welcome
    }

    /// Read the reason from a form or from JSON.
    pub fn read(self, form: &mut Fields) -> String {
        match self {
            Self::Needed => form.line("reason", 500),
            Self::Welcome => form.maybe_line("reason", 500),
        }
    }
}

/// The page between an act and its doing: what will happen, and why it should.
#[derive(Template)]
#[template(path = "operator/views/ask.html")]
pub struct AskPage {
    pub shell: Shell,
    pub current: &'static str,
    /// The text of this key names the act; `-question` and `-words` behind it ask and explain.
    pub key: String,
    /// What the question names: an argument of its text.
    pub subject: (&'static str, String),
    pub because: Because,
    pub back: String,
    pub form: Fields,
}

impl AskPage {
    fn question(&self) -> String {
        let (name, value) = &self.subject;
        self.shell.say(&format!("{}-question", self.key), &[(name, value)])
    }

    fn words(&self) -> String {
        self.shell.of(&self.key, "words")
    }

    /// The page asked for, or shown again because the form was refused.
    pub fn respond(&self) -> Result<Response, Problem> {
        views::show(self, self.form.is_good())
    }
}
