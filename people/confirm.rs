//! The page that asks before an act that cannot be taken back, for readers without scripts and with them.

use askama::Template;
use platform::views::Shell;

#[derive(Template)]
#[template(path = "confirm.html")]
pub struct ConfirmPage {
    pub shell: Shell,
    pub title: String,
    /// What it is done to, in the owner's words; empty when the title says it.
    pub subject: String,
    pub words: String,
    /// Where the form goes.
    pub action: String,
    pub yes: String,
    pub back: String,
}
