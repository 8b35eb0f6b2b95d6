use std::{
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
};

use kernel::Timestamp;

use super::{MailConfig, MailError, Message, Sender, Spool};

/// Carries mail away.
pub struct Mailer {
    carrier: Carrier,
    handed_on: AtomicU64,
}

enum Carrier {
    Smtp(Box<Sender>),
    Spool(Spool),
}

/// How mail goes out, for the operator to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outgoing {
    /// Through this host.
    Smtp(String),
    /// Nowhere: into the folder.
    Spool,
}

impl Mailer {
    /// The mailer that is configured; its spool is `mail` in the data folder.
    pub fn open(config: &MailConfig, data: &Path, market: &str, public_url: &str) -> Result<Self, MailError> {
        let carrier = match &config.smtp_url {
            None => Carrier::Spool(Spool::open(&data.join("mail"))?),
            Some(url) => {
                let from = config.from.clone().unwrap_or_else(|| own_address(market, public_url));
                Carrier::Smtp(Box::new(Sender::open(url, &from)?))
            }
        };
        Ok(Self { carrier, handed_on: AtomicU64::new(0) })
    }

    pub async fn send(&self, now: Timestamp, message: &Message) -> Result<(), MailError> {
        match &self.carrier {
            Carrier::Smtp(sender) => sender.send(now, message).await?,
            Carrier::Spool(spool) => spool.put(now, message)?,
        }
        self.handed_on.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// How many mails have gone since the process began.
    pub fn handed_on(&self) -> u64 {
        self.handed_on.load(Ordering::Relaxed)
    }

    pub fn outgoing(&self) -> Outgoing {
        match &self.carrier {
            Carrier::Smtp(sender) => Outgoing::Smtp(sender.host.clone()),
            Carrier::Spool(_) => Outgoing::Spool,
        }
    }

    /// The folder of mail, where mail goes nowhere else.
    pub fn spool(&self) -> Option<&Spool> {
        match &self.carrier {
            Carrier::Smtp(_) => None,
            Carrier::Spool(spool) => Some(spool),
        }
    }
}

/// The market's name at the host of its own address.
fn own_address(market: &str, public_url: &str) -> String {
    let rest = public_url.split_once("://").map_or(public_url, |(_, rest)| rest);
    let host = rest.split([':', '/']).next().unwrap_or_default();
    let name: String = market.chars().filter(|c| !matches!(c, '"' | '\\' | '<' | '>')).collect();
    format!("\"{name}\" <jishi@{host}>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_market_without_a_from_writes_from_its_own_host() {
        for (url, host) in
            [("https://fair.example/x", "fair.example"), ("http://127.0.0.1:8080", "127.0.0.1")]
        {
            assert_eq!(own_address("集市 \"Jishi\"", url), format!("\"集市 Jishi\" <jishi@{host}>"));
        }
        let url = MailConfig { smtp_url: Some("smtps://u:p@mail.example".into()), from: None };
        let folder = std::path::Path::new(".");
        let mailer = Mailer::open(&url, folder, "集市 Jishi", "https://fair.example").unwrap();
        assert_eq!(mailer.outgoing(), Outgoing::Smtp("mail.example".into()));
        let bad = MailConfig { smtp_url: Some("http://mail.example".into()), from: None };
        assert!(Mailer::open(&bad, folder, "集市", "https://fair.example").is_err());
    }
}
