use platform::i18n::Lang;

use super::Kind;

/// What somebody is to be told.
#[derive(Clone, Debug)]
pub struct NewNotification {
    pub kind: Kind,
    pub lang: Lang,
    pub words: String,
    pub path: String,
}
