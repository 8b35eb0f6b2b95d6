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
    /// Of the words.
    pub lang: Lang,
    pub words: String,
    /// The page that it leads to.
    pub path: String,
    pub read_at: Option<Timestamp>,
    pub at: Timestamp,
}

impl Notification {
    pub fn is_read(&self) -> bool {
        self.read_at.is_some()
    }
}
