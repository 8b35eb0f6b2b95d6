//! Mail on its way: the sheet that a letter is written on, and its carriage.

use kernel::Timestamp;
use platform::{
    i18n::Lang,
    jobs::Failure,
    mail::{Letter, Sheet},
    views::Shell,
};

use crate::market::Market;

/// The sheet for a reader of this language and time zone.
pub fn sheet(market: &Market, language: Lang, zone: &str, now: Timestamp) -> Sheet {
    let shell =
        Shell { zone: zone.to_owned(), ..Shell::new(market.texts.of(language), &market.config.market) };
    Sheet::new(shell, &market.config.public_url, now)
}

/// Set a letter and carry it to an address.
pub async fn carry(
    market: &Market,
    now: Timestamp,
    letter: &Letter,
    sheet: &Sheet,
    email: &str,
) -> Result<(), Failure> {
    let message = letter.set(sheet, email).map_err(|error| Failure(error.to_string()))?;
    market.mailer.send(now, &message).await.map_err(|error| Failure(error.to_string()))
}
