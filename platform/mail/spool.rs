use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use kernel::Timestamp;
use serde::{Deserialize, Serialize};

use super::{MailError, Message};
use crate::{files::own_folder, sessions};

/// Mails that are kept; older ones are removed.
const MOST: usize = 500;
/// The folder is looked through once in so many mails.
const SLACK: usize = 100;

/// A folder of mail, one JSON file each, for trials, tests and the demo market.
pub struct Spool {
    folder: PathBuf,
    puts: AtomicUsize,
}

/// A mail in the spool.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Spooled {
    pub at: Timestamp,
    #[serde(flatten)]
    pub message: Message,
}

impl Spool {
    pub fn open(folder: &Path) -> Result<Self, MailError> {
        own_folder(folder)?;
        Ok(Self { folder: folder.to_owned(), puts: AtomicUsize::new(0) })
    }

    pub async fn put(&self, now: Timestamp, message: &Message) -> Result<(), MailError> {
        // Names sort by time; the same mail tried twice in one moment is one file.
        let print = sessions::hash(&format!("{}\n{}\n{}", message.to, message.subject, message.text));
        let name = format!("{:016x}-{}", now.micros(), print.get(..12).unwrap_or_default());
        let body = serde_json::to_vec_pretty(&Spooled { at: now, message: message.clone() })
            .map_err(std::io::Error::other)?;
        tokio::fs::write(self.folder.join(format!("{name}.json")), body).await?;
        if self.puts.fetch_add(1, Ordering::Relaxed).is_multiple_of(SLACK) {
            for old in self.names().await?.into_iter().skip(MOST) {
                let _ = tokio::fs::remove_file(self.folder.join(format!("{old}.json"))).await;
            }
        }
        Ok(())
    }

    /// The names of all mails, the newest first.
    async fn names(&self) -> Result<Vec<String>, MailError> {
        let mut folder = tokio::fs::read_dir(&self.folder).await?;
        let mut names = Vec::new();
        while let Some(entry) = folder.next_entry().await? {
            let name = entry.file_name().into_string().unwrap_or_default();
            names.extend(name.strip_suffix(".json").filter(|name| is_ours(name)).map(str::to_owned));
        }
        names.sort_unstable_by(|a, b| b.cmp(a));
        Ok(names)
    }

    /// Mails older than the named one, or the newest, with their names.
    pub async fn list(&self, before: &str, most: i64) -> Result<Vec<(String, Spooled)>, MailError> {
        let mut mails = Vec::new();
        let (names, most) = (self.names().await?, usize::try_from(most).unwrap_or_default());
        for name in names.into_iter().filter(|name| before.is_empty() || name.as_str() < before).take(most) {
            let mail = self.find(&name).await?;
            mails.extend(mail.map(|mail| (name, mail)));
        }
        Ok(mails)
    }

    pub async fn find(&self, name: &str) -> Result<Option<Spooled>, MailError> {
        if !is_ours(name) {
            return Ok(None);
        }
        let found = tokio::fs::read(self.folder.join(format!("{name}.json"))).await;
        Ok(found.ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }
}

/// Whether a name is one that [`Spool::put`] gives: nothing that leads out of the folder.
fn is_ours(name: &str) -> bool {
    name.len() == 29 && name.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_spool_keeps_the_newest_and_nothing_leads_out_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let spool = Spool::open(&folder.path().join("mail")).unwrap();
        for n in 0..i64::try_from(MOST + SLACK + 1).unwrap() {
            let message = Message {
                to: format!("{n}@fair.example"),
                subject: "S".into(),
                text: "T".into(),
                html: "H".into(),
            };
            spool.put(Timestamp::from_micros(n), &message).await.unwrap();
        }
        let newest = spool.list("", 2).await.unwrap();
        assert_eq!(newest[0].1.message.to, "600@fair.example");
        assert_eq!(spool.list(&newest[1].0, 1).await.unwrap()[0].1.message.to, "598@fair.example");
        assert_eq!(spool.names().await.unwrap().len(), MOST);
        assert!(spool.find("../../../../../../etc/passwd").await.unwrap().is_none());
    }
}
