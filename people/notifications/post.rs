//! How every capability tells somebody something: in their list of notifications, and by mail or text.

use kernel::Timestamp;
use platform::{db::Tx, jobs::Failure, mail::Mail};

use super::{NewNotification, arrive};
use crate::{
    accounts::Account,
    market::Market,
    post::{carry, sheet},
    texts,
};

/// Write to somebody, in their own language: into their list, and by mail unless they want none of this kind. Who has a phone
/// number only gets a text of what is needed, and of what they have chosen.
///
/// Nothing is sent to a closed account. What is tried again after a failure stands in the list once.
pub async fn post(market: &Market, to: &Account, now: Timestamp, mail: &impl Mail) -> Result<(), Failure> {
    if to.closed_at.is_some() {
        return Ok(());
    }
    let sheet = sheet(market, to.language, &to.zone, now);
    let letter = mail.letter(&sheet);
    if let (Some(kind), Some(path)) = (market.kind(mail.kind()), letter.leads_to(&sheet)) {
        let words = letter.subject.words(&sheet);
        let has_phone_only = to.email.is_none() && to.phone.is_some() && market.texter.is_there();
        let text =
            has_phone_only.then(|| texts::compose(&sheet.market, &words, &market.config.public_url, path));
        let said = letter.subject.clone();
        let news = NewNotification { kind, lang: to.language, words, said, text, path: path.to_owned() };
        let id = to.id;
        let act = async move |tx: &mut Tx| arrive(tx, now, id, &news).await;
        if !market.db.write(act).await?.mail {
            return Ok(());
        }
    }
    let Some(email) = to.email.as_deref() else { return Ok(()) };
    carry(market, now, &letter, &sheet, email).await
}
