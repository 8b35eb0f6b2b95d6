use std::collections::BTreeMap;

use kernel::{Timestamp, id};
use platform::{
    i18n::{Lang, Said},
    views::Shell,
};

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
    /// The same for any reader; none of those from before, which have it by language.
    pub said: Option<Said>,
    pub wordings: BTreeMap<String, String>,
    /// The page that it leads to.
    pub path: String,
    pub read_at: Option<Timestamp>,
    pub at: Timestamp,
}

impl Notification {
    /// It for a reader, and the language that it is in then.
    pub fn told(&self, shell: &Shell) -> (String, Lang) {
        let lang = shell.text.lang();
        if let Some(said) = self.said.as_ref().filter(|said| said.is_known(shell)) {
            return (said.words(shell), lang);
        }
        let kept = self.wordings.get(lang.code());
        kept.map_or_else(|| (self.words.clone(), self.lang), |words| (words.clone(), lang))
    }

    pub fn is_read(&self) -> bool {
        self.read_at.is_some()
    }
}
