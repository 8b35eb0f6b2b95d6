//! How every capability tells somebody something: in their list of notifications, and by mail.

pub mod pages;

use kernel::Timestamp;
use platform::{
    db::Tx,
    i18n::Lang,
    jobs::Failure,
    mail::{Mail, Sheet},
    views::Shell,
};

use crate::{
    accounts::Account,
    market::Market,
    notifications::{self, NewNotification},
};

/// The sheet for a reader of this language and time zone.
pub fn sheet(market: &Market, language: Lang, zone: &str, now: Timestamp) -> Sheet {
    let shell =
        Shell { zone: zone.to_owned(), ..Shell::new(market.texts.of(language), &market.config.market) };
    Sheet::new(shell, &market.config.public_url, now)
}

/// Write to somebody, in their own language: into their list, and by mail unless they want none of this kind.
///
/// Nothing is sent to a closed account. One that has a phone number only has the list: this market sends no text
/// messages. What is tried again after a failure stands in the list once.
pub async fn post(market: &Market, to: &Account, now: Timestamp, mail: &impl Mail) -> Result<(), Failure> {
    if to.closed_at.is_some() {
        return Ok(());
    }
    let sheet = sheet(market, to.language, &to.zone, now);
    let letter = mail.letter(&sheet);
    if let (Some(kind), Some(path)) = (market.kind(mail.kind()), letter.leads_to(&sheet)) {
        let news =
            NewNotification { kind, lang: to.language, words: letter.subject.clone(), path: path.to_owned() };
        let id = to.id;
        let arrive = async move |tx: &mut Tx| notifications::arrive(tx, now, id, &news).await;
        if !market.db.write(arrive).await?.mail {
            return Ok(());
        }
    }
    let Some(email) = to.email.as_deref() else { return Ok(()) };
    let message = letter.set(&sheet, email).map_err(|error| Failure(error.to_string()))?;
    market.mailer.send(now, &message).await.map_err(|error| Failure(error.to_string()))
}
