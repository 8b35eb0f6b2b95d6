use std::time::{Duration, SystemTime};

use kernel::Timestamp;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    message::{Mailbox, MultiPart, header},
};
use tokio::sync::Semaphore;

use super::{MailError, Message};

/// How long a mail server may take. Less than the lease of the job that sends, so that no other takes it meanwhile.
const PATIENCE: Duration = Duration::from_secs(30);

/// Connections to the mail server at once: a mail has one of its own.
const AT_ONCE: usize = 16;

/// Mail by SMTP.
pub struct Sender {
    from: Mailbox,
    places: Semaphore,
    transport: AsyncSmtpTransport<Tokio1Executor>,
    /// Where mail goes, without the password.
    pub host: String,
}

impl Sender {
    pub fn open(url: &str, from: &str) -> Result<Self, MailError> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| MailError::Url(error.to_string()))?
            .build();
        let from = from.parse().map_err(|_| MailError::Address(from.to_owned()))?;
        Ok(Self { from, places: Semaphore::new(AT_ONCE), transport, host: host(url).to_owned() })
    }

    pub async fn send(&self, now: Timestamp, message: &Message) -> Result<(), MailError> {
        let mail = compose(&self.from, now, message)?;
        // Nobody closes it.
        let _place = self.places.acquire().await;
        match tokio::time::timeout(PATIENCE, self.transport.send(mail)).await {
            Ok(sent) => sent.map(drop).map_err(|error| MailError::Server(error.to_string())),
            Err(_) => Err(MailError::Server("it did not answer in time".into())),
        }
    }
}

/// The host of a URL, without what stands before the `@`.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    authority.rsplit('@').next().unwrap_or_default()
}

fn compose(from: &Mailbox, now: Timestamp, message: &Message) -> Result<lettre::Message, MailError> {
    let to = message.to.parse().map_err(|_| MailError::Address(message.to.clone()))?;
    let mail = lettre::Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(&message.subject)
        .date(SystemTime::UNIX_EPOCH + Duration::from_micros(now.micros().unsigned_abs()))
        .message_id(None)
        .header(AutoSubmitted)
        .multipart(MultiPart::alternative_plain_html(message.text.clone(), message.html.clone()))?;
    Ok(mail)
}

/// Tells other programs not to answer with "I am on holiday" (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl header::Header for AutoSubmitted {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_has_both_faces_and_no_line_of_somebody_else() {
        let from: Mailbox = "集市 <fair@fair.example>".parse().unwrap();
        let message = Message {
            to: "lin@fair.example".into(),
            subject: "您的验证码".into(),
            text: "123456".into(),
            html: "<p>123456</p>".into(),
        };
        let mail = compose(&from, Timestamp::from_micros(1_795_312_800_000_000), &message).unwrap();
        let text = String::from_utf8(mail.formatted()).unwrap();
        assert!(
            text.contains("multipart/alternative")
                && text.contains("text/plain")
                && text.contains("text/html")
        );
        assert!(text.contains("Auto-Submitted: auto-generated"));
        assert!(text.contains("Date: Sun, 22 Nov 2026"), "{text}");
        let stranger = Message { to: "lin@fair.example\r\nBcc: all@fair.example".into(), ..message };
        assert!(compose(&from, Timestamp::from_micros(0), &stranger).is_err());
    }

    #[test]
    fn the_host_is_told_without_the_password() {
        for (url, expected) in [
            ("smtps://jishi:s%40cret@mail.example:465", "mail.example:465"),
            ("smtp://localhost:25?tls=required", "localhost:25"),
        ] {
            assert_eq!(host(url), expected);
        }
    }
}
