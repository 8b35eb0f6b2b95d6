//! The page that asks before an act that cannot be taken back, for readers without scripts and with them.

use askama::Template;
use axum::response::Response;
use platform::{
    views::{self, Shell},
    web::Problem,
};

#[derive(Template)]
#[template(path = "confirm.html")]
struct ConfirmPage {
    shell: Shell,
    /// The text of this key names the act; `-question` and `-words` behind it ask and explain.
    key: &'static str,
    /// What it is done to, in the owner's words.
    subject: String,
    back: String,
}

impl ConfirmPage {
    fn question(&self) -> String {
        self.shell.of(self.key, "question")
    }

    fn words(&self) -> String {
        self.shell.of(self.key, "words")
    }
}

/// Ask before the act of this key is done to `subject`: it is sent to the address of the question.
pub fn ask(shell: Shell, key: &'static str, subject: String, back: String) -> Result<Response, Problem> {
    views::page(&ConfirmPage { shell, key, subject, back })
}
