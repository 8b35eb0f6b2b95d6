//! How every capability tells somebody something: in their list of notifications, and by mail.

use kernel::Timestamp;
use platform::{db::Tx, jobs::Failure, mail::Mail};

use super::{Kind, NewNotification, arrive};
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
    if let (Some(kind), Some(path)) = (Kind::find(mail.kind()), letter.leads_to(&sheet)) {
        let news =
            NewNotification { kind, lang: to.language, words: letter.subject.clone(), path: path.to_owned() };
        let id = to.id;
        let act = async move |tx: &mut Tx| arrive(tx, now, id, &news).await;
        if !market.db.write(act).await?.mail {
            return Ok(());
        }
    }
    let Some(email) = to.email.as_deref() else { return Ok(()) };
    carry(market, now, &letter, &sheet, email).await
}

#[cfg(test)]
mod tests {
    use platform::{
        i18n::{Lang, Texts},
        mail::Sheet,
        views::Shell,
    };

    use super::*;
    use crate::{accounts, negotiation, orders, reviews};

    #[test]
    fn every_mail_can_be_set_in_every_language_and_is_a_kind_of_notification() {
        for lang in Lang::ALL {
            let text = Texts::load().of(lang);
            let shell = Shell::new(text.clone(), "集市");
            let sheet =
                Sheet::new(shell, "https://fair.example", Timestamp::from_micros(1_795_312_800_000_000));
            let mut mails: Vec<Box<dyn Mail>> = orders::mail::samples(&sheet);
            mails.extend(orders::refunds::mail::samples(&sheet));
            mails.extend(orders::gifts::mail::samples(&sheet));
            mails.extend(orders::work_mail::samples(&sheet));
            mails.extend(reviews::mail::samples(&sheet));
            mails.extend(negotiation::reports::mail::samples(&sheet));
            for mail in &mails {
                let kind = Kind::find(mail.kind()).unwrap();
                assert!(text.has(&format!("notification-kind-{}", kind.key())), "{}", kind.name);
                assert!(mail.letter(&sheet).leads_to(&sheet).is_some(), "{}", kind.name);
            }
            mails.extend(accounts::mail::samples());
            for mail in mails {
                let message = mail.letter(&sheet).set(&sheet, "lin@fair.example").unwrap();
                for text in [&message.subject, &message.text] {
                    assert!(!text.contains("mail-") && !text.contains('{'), "{text}");
                }
                assert!(message.text.len() > 80, "{}", mail.kind());
            }
        }
    }
}
