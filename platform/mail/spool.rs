use std::{
    collections::BTreeMap,
    fs::OpenOptions,
    io::Write,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use kernel::Timestamp;
use serde::{Deserialize, Serialize};

use super::{MailError, Message};
use crate::{files::own_folder, sessions};

/// Mails that are kept at least; twice as many at most.
const MOST: usize = 500;
const NEW: &str = "new.jsonl";
/// What was new before.
const OLD: &str = "old.jsonl";

/// A folder of mail, for trials, tests and the demo market: two files with a mail a line, its name before it. When the
/// new one is full it becomes the old one.
pub struct Spool {
    folder: PathBuf,
    /// Mails in the new file.
    new: Mutex<usize>,
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
        let count = std::fs::read_to_string(folder.join(NEW)).map_or(0, |text| text.lines().count());
        Ok(Self { folder: folder.to_owned(), new: Mutex::new(count) })
    }

    /// Write a mail down, in one go: a few microseconds, so whoever has it written waits.
    pub fn put(&self, now: Timestamp, message: &Message) -> Result<(), MailError> {
        // Names sort by time; the same mail tried twice in one moment is one mail.
        let print = sessions::hash(&format!("{}\n{}\n{}", message.to, message.subject, message.text));
        let mut line = format!("{:016x}-{} ", now.micros(), print.get(..12).unwrap_or_default()).into_bytes();
        let spooled = Spooled { at: now, message: message.clone() };
        serde_json::to_writer(&mut line, &spooled).map_err(std::io::Error::other)?;
        line.push(b'\n');
        let mut new = self.new.lock().unwrap_or_else(PoisonError::into_inner);
        let path = self.folder.join(NEW);
        if *new >= MOST {
            std::fs::rename(&path, self.folder.join(OLD))?;
            *new = 0;
        }
        // Opened each time: somebody may have taken the folder away.
        OpenOptions::new().create(true).append(true).open(path)?.write_all(&line)?;
        *new += 1;
        Ok(())
    }

    /// All mails by their names, each as it was written.
    async fn all(&self) -> Result<BTreeMap<String, String>, MailError> {
        let mut all = BTreeMap::new();
        for name in [OLD, NEW] {
            let text = match tokio::fs::read_to_string(self.folder.join(name)).await {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                text => text?,
            };
            let mails = text.lines().filter_map(|line| line.split_once(' '));
            all.extend(mails.map(|(name, mail)| (name.to_owned(), mail.to_owned())));
        }
        Ok(all)
    }

    /// Mails older than the named one, or the newest, with their names.
    pub async fn list(&self, before: &str, most: i64) -> Result<Vec<(String, Spooled)>, MailError> {
        let all = self.all().await?.into_iter().rev();
        let older = all.filter(|(name, _)| before.is_empty() || name.as_str() < before);
        let mails = older.filter_map(|(name, mail)| Some((name, serde_json::from_str(&mail).ok()?)));
        Ok(mails.take(usize::try_from(most).unwrap_or_default()).collect())
    }

    pub async fn find(&self, name: &str) -> Result<Option<Spooled>, MailError> {
        Ok(self.all().await?.get(name).and_then(|mail| serde_json::from_str(mail).ok()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_spool_keeps_the_newest_over_an_end_and_a_new_start() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Spool::open(&folder.path().join("mail")).unwrap();
        let mut spool = open();
        for n in 0..i64::try_from(2 * MOST + 1).unwrap() {
            let message = Message {
                to: format!("{n}@fair.example"),
                subject: "S".into(),
                text: "T\nT".into(),
                html: "H".into(),
            };
            spool.put(Timestamp::from_micros(n), &message).unwrap();
            spool.put(Timestamp::from_micros(n), &message).unwrap();
            if n % 100 == 0 {
                spool = open();
            }
        }
        let newest = spool.list("", 2).await.unwrap();
        assert_eq!(newest[0].1.message.to, "1000@fair.example");
        let before = spool.list(&newest[1].0, 1).await.unwrap();
        assert_eq!(before[0].1.message.to, "998@fair.example");
        assert_eq!(before[0].1.message.text, "T\nT");
        assert_eq!(spool.list("", 5_000).await.unwrap().len(), 251);
        assert_eq!(spool.find(&before[0].0).await.unwrap().unwrap().message.to, "998@fair.example");
        assert!(spool.find("../../../../../../etc/passwd").await.unwrap().is_none());
    }
}
