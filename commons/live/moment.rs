//! What is said and shown in a room.

use goods::catalog::ListingId;
use kernel::{AccountId, Actor, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Sale;

/// One moment on the timeline of a room, as it is kept and as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// 1, 2, 3 … without a gap.
    pub position: i64,
    /// The time of the programme.
    pub at: Timestamp,
    /// Who said it; nobody for what the room itself does.
    pub account: Option<AccountId>,
    /// Their name when they said it.
    pub name: String,
    pub is_host: bool,
    pub body: Body,
    /// Taken out of sight by the host: nobody is told its words any more.
    pub is_hidden: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Body {
    /// A line of the chat.
    Line { words: String },
    /// What is on show from now on.
    Pin { listing: ListingId },
    /// Nothing is on show any more.
    Unpin,
    /// What the host says, typed along by somebody.
    Caption { words: String },
    /// An earlier line is taken out of sight.
    Hide { position: i64 },
    /// Something is sold or decided.
    Sale { sale: Sale },
}

impl Body {
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Line { .. } => "chat",
            Self::Pin { .. } => "pin",
            Self::Unpin => "unpin",
            Self::Caption { .. } => "caption",
            Self::Hide { .. } => "hidden",
            Self::Sale { sale } => sale.kind(),
        }
    }

    /// The words of it, if it has some.
    pub fn words(&self) -> &str {
        match self {
            Self::Line { words } | Self::Caption { words } => words,
            Self::Pin { .. } | Self::Unpin | Self::Hide { .. } | Self::Sale { .. } => "",
        }
    }
}

impl Moment {
    /// As those in the room are told: the time in milliseconds, and the words as they stand on a page.
    pub fn told(&self) -> String {
        let mut told = json!({
            "position": self.position,
            "at": self.at.micros() / 1_000,
            "kind": self.body.kind(),
            "html": self.html(),
        });
        if self.is_host {
            told["host"] = json!(true);
        }
        match &self.body {
            Body::Pin { listing } => told["listing"] = json!(listing),
            Body::Hide { position } => told["hides"] = json!(position),
            Body::Sale { sale } => told["sale"] = json!(sale),
            Body::Line { .. } | Body::Unpin | Body::Caption { .. } => {}
        }
        told.to_string()
    }
}

/// A moment of the room itself, or of its host, before it has its place.
pub(super) fn by_host(by: &Actor, now: Timestamp, body: Body) -> Moment {
    let account = by.account().ok();
    Moment { position: 0, at: now, account, name: String::new(), is_host: true, body, is_hidden: false }
}
