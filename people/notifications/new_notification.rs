use platform::i18n::{Lang, Said};

use super::Kind;

/// What somebody is to be told.
#[derive(Clone, Debug)]
pub struct NewNotification {
    pub kind: Kind,
    pub lang: Lang,
    /// As it is said today in that language: what is left of it when the market has no words for it any more.
    pub words: String,
    /// The same for any reader.
    pub said: Said,
    /// The same for the phone of who has no address.
    pub text: Option<String>,
    pub path: String,
}
