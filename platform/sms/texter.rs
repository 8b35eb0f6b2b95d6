use std::path::Path;

use kernel::Timestamp;

use super::{Gateway, GatewayError, SmsConfig, gateway::Answer};
use crate::mail::{MailError, Message, Spool};

/// Carries texts away.
pub enum Texter {
    Gateway(Box<Gateway>),
    /// Into a folder, where a demo shows them.
    Spool(Spool),
    /// Nowhere: nobody is asked for a text, and none is promised.
    Nobody,
}

/// What became of a text that was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handed {
    /// It is on its way, perhaps under a number of the gateway's own.
    Taken { reference: Option<String> },
    /// It will not be sent: the gateway's status.
    Refused(u16),
}

/// Why a text could not be handed over now.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    #[error("{0}")]
    Unanswered(String),
    #[error(transparent)]
    Spool(#[from] MailError),
    #[error("this market sends no texts")]
    Nobody,
}

impl Texter {
    /// The gateway that is configured; without one a demo has the folder `texts`, and others send none.
    pub fn open(config: &SmsConfig, data: &Path, is_demo: bool) -> Result<Self, GatewayError> {
        match &config.url {
            Some(url) => Ok(Self::Gateway(Box::new(Gateway::open(config, url)?))),
            None if is_demo => {
                let spool = Spool::open(&data.join("texts"));
                Ok(spool.map_or(Self::Nobody, Self::Spool))
            }
            None => Ok(Self::Nobody),
        }
    }

    /// Whether a text would reach anybody.
    pub fn is_there(&self) -> bool {
        !matches!(self, Self::Nobody)
    }

    pub async fn send(&self, now: Timestamp, to: &str, words: &str, id: &str) -> Result<Handed, TextError> {
        match self {
            Self::Gateway(gateway) => match gateway.send(to, words, id).await {
                Ok(Answer::Taken { reference }) => Ok(Handed::Taken { reference }),
                Ok(Answer::Refused(status)) => Ok(Handed::Refused(status)),
                Err(error) => Err(TextError::Unanswered(error.0)),
            },
            Self::Spool(spool) => {
                let (to, text) = (to.to_owned(), words.to_owned());
                spool.put(now, &Message { to, subject: String::new(), text, html: String::new() })?;
                Ok(Handed::Taken { reference: None })
            }
            Self::Nobody => Err(TextError::Nobody),
        }
    }

    /// The folder of texts, where they go nowhere else.
    pub fn spool(&self) -> Option<&Spool> {
        match self {
            Self::Spool(spool) => Some(spool),
            Self::Gateway(_) | Self::Nobody => None,
        }
    }
}
