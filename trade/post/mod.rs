//! How every capability sends its mail.

pub mod pages;

use kernel::Timestamp;
use platform::{
    i18n::Lang,
    jobs::Failure,
    mail::{Mail, Sheet},
    views::Shell,
};

use crate::{accounts::Account, market::Market};

/// The sheet for a reader of this language and time zone.
pub fn sheet(market: &Market, language: Lang, zone: &str, now: Timestamp) -> Sheet {
    let shell =
        Shell { zone: zone.to_owned(), ..Shell::new(market.texts.of(language), &market.config.market) };
    Sheet::new(shell, &market.config.public_url, now)
}

/// Write to somebody, in their own language. Nothing is sent to a closed account, nor to one that has a phone number
/// only: this market sends no text messages.
pub async fn post(market: &Market, to: &Account, now: Timestamp, mail: &impl Mail) -> Result<(), Failure> {
    let Some(email) = to.email.as_deref().filter(|_| to.closed_at.is_none()) else { return Ok(()) };
    let sheet = sheet(market, to.language, &to.zone, now);
    let message = mail.letter(&sheet).set(&sheet, email).map_err(|error| Failure(error.to_string()))?;
    market.mailer.send(now, &message).await.map_err(|error| Failure(error.to_string()))
}
