//! Who may publish: the host's word.

use std::net::IpAddr;
use std::pin::Pin;

/// Somebody who wants to publish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knock {
    /// The stream key. It is secret: never log it.
    pub key: String,
    pub from: Option<IpAddr>,
    pub by: Way,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Rtmp,
    Whip,
}

/// The show that a key is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admission {
    pub show: ShowName,
    pub keeping: Keeping,
    pub camera: Camera,
}

/// Which of the cameras of a show somebody sends from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Camera {
    /// It begins the show.
    Main,
    /// It waits until the host switches to it.
    Second,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    Recorded,
    Forgotten,
}

/// One to 64 letters, digits, `-` and `_`: it becomes a folder's name and a part of addresses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShowName(String);

/// The text is no name of a show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a show's name has 1 to 64 letters, digits, hyphens and underscores")]
pub struct NotAName;

/// Why nobody publishes with this key; the words are shown to the person who tried.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("this stream key is not known")]
    UnknownKey,
    #[error("{0}")]
    Said(String),
}

pub type Admitting<'a> = Pin<Box<dyn Future<Output = Result<Admission, Refusal>> + Send + 'a>>;

/// Checks stream keys. The host implements it.
pub trait Gate: Send + Sync + 'static {
    fn admit(&self, knock: Knock) -> Admitting<'_>;
}

impl ShowName {
    pub fn new(text: &str) -> Result<ShowName, NotAName> {
        let is_name = (1..=64).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        is_name.then(|| ShowName(text.to_owned())).ok_or(NotAName)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for ShowName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
