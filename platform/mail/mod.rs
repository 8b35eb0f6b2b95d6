//! Mail: one struct a mail, set as text and as HTML from the same words, and carried by SMTP or into a folder.
//!
//! **Words.** A *letter* is what a mail says: a subject and its parts, in the reader's language. A *message* is a letter
//! set and addressed. The *mailer* carries messages away; without an SMTP server it puts them into the *spool*, a
//! folder that keeps the newest of them.
//!
//! **Promises.** Text and HTML say the same, since both are set from one letter. Mail is later work: an act enqueues a
//! job in its own transaction, and the job writes, sets and carries the letter, so that a mail goes out if and only if
//! the act was committed, is tried again, and is visible to the operator while it waits.
//!
//! **Not here.** What is written and to whom: each capability has its mails in `mail.rs`. Text messages to phones.

mod error;
mod letter;
mod mailer;
mod smtp;
mod spool;

use axum::{
    http::{HeaderValue, header},
    response::{Html, IntoResponse, Response},
};

pub use error::MailError;
pub use letter::{Letter, Mail, Message, Part, Sheet};
pub use mailer::{Mailer, Outgoing};
pub use smtp::Sender;
pub use spool::{Spool, Spooled};

/// The HTML of a mail as an answer that our own pages may frame: its styles are its own, it runs nothing and fetches
/// nothing, and a click on a link leaves the frame.
pub fn framed(html: String) -> Response {
    const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
        frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation";
    ([(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY))], Html(html)).into_response()
}

/// What carries mail, as it is configured.
#[derive(Clone, Debug, Default)]
pub struct MailConfig {
    /// `smtps://user:password@host` or `smtp://host:587?tls=required`; without one mail goes into the spool.
    pub smtp_url: Option<String>,
    /// `Fair <fair@fair.example>`; without one, the market's name at its own host.
    pub from: Option<String>,
}
