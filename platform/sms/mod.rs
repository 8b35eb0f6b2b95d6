//! Text messages to phones: carried by an operator's gateway over HTTP, or kept in a folder where a demo shows them.
//!
//! **Words.** A *text* is some words for one number. The *gateway* is whoever sells the sending of texts; how it is asked is
//! a template, since every one of them is asked in another way. A *segment* is what phones are charged by: 160 letters of
//! the phones' own alphabet, or 70 of any other. A *report* is what the gateway says of a text later.
//!
//! **Promises.** A gateway's "no" is not "does not answer": the first ends a text, the second is tried again. No address,
//! number or secret of a gateway stands in a log or an error.
//!
//! **Not here.** Who is written to, how often, and what becomes of it: `texts`.

mod gateway;
mod report;
mod segments;
mod texter;

pub use gateway::{Gateway, GatewayError};
pub use report::{Report, ReportedState};
pub use segments::{Alphabet, Segments, segments};
pub use texter::{Handed, TextError, Texter};

/// How texts are carried, as it is configured.
#[derive(Clone, Default)]
pub struct SmsConfig {
    /// The gateway's address with `{to}`, `{text}` and `{id}` where they go; without one no texts are sent.
    pub url: Option<String>,
    /// What is sent to it, with the same places; JSON or a form, by how it begins. Without one nothing is, and it is `GET`.
    pub body: Option<String>,
    /// `Authorization: Bearer …`; several by `|`.
    pub headers: Option<String>,
    /// Where in a JSON answer the gateway's own number of the text stands: `/messages/0/id`.
    pub reference: Option<String>,
    /// The last part of the address at which the gateway reports.
    pub report_secret: Option<String>,
}

/// Secrets stay out of logs.
impl std::fmt::Debug for SmsConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmsConfig").field("is_set", &self.url.is_some()).finish_non_exhaustive()
    }
}
