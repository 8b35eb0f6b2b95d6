use std::collections::BTreeMap;

use kernel::{Timestamp, id};
use platform::i18n::Lang;

id!(
    /// Something that somebody was told.
    NotificationId
);

/// Something that somebody was told.
#[derive(Clone, Debug)]
pub struct Notification {
    pub id: NotificationId,
    /// The name of its kind; one that is sent no more stays in old lists.
    pub kind: String,
    /// The language that it was first told in, and its words.
    pub lang: Lang,
    pub words: String,
    /// The same by language.
    pub wordings: BTreeMap<String, String>,
    /// The page that it leads to.
    pub path: String,
    pub read_at: Option<Timestamp>,
    pub at: Timestamp,
}

impl Notification {
    /// It for a reader of `lang`, and the language that it is in then.
    pub fn told_in(&self, lang: Lang) -> (&str, Lang) {
        self.wordings.get(lang.code()).map_or((&self.words, self.lang), |words| (words, lang))
    }

    pub fn is_read(&self) -> bool {
        self.read_at.is_some()
    }
}
