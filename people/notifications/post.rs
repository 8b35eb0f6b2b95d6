//! How every capability tells somebody something: in their list of notifications, and by mail.

use kernel::Timestamp;
use platform::{db::Tx, jobs::Failure, mail::Mail};

use super::{NewNotification, arrive};
use crate::{
    accounts::Account,
    market::Market,
    post::{carry, sheet},
};

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
        let news = NewNotification {
            kind,
            lang: to.language,
            words: letter.subject.words(&sheet),
            said: letter.subject.clone(),
            path: path.to_owned(),
        };
        let id = to.id;
        let act = async move |tx: &mut Tx| arrive(tx, now, id, &news).await;
        if !market.db.write(act).await?.mail {
            return Ok(());
        }
    }
    let Some(email) = to.email.as_deref() else { return Ok(()) };
    carry(market, now, &letter, &sheet, email).await
}
