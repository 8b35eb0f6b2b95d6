//! The lexicon that a node reads queries by: what everybody has until the operator changes something, then theirs.

use std::{
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use kernel::Timestamp;
use platform::db::{Db, DbError, Tx};

use super::{
    Lexicon,
    book::{Kept, book, lexicon_of},
    built_in, store,
};

/// A change is seen by every node after so long at the latest.
const KEPT: Duration = Duration::from_secs(20);

#[derive(Clone, Default)]
pub struct SharedLexicon {
    changed: Arc<RwLock<Option<Arc<Lexicon>>>>,
    version: Arc<AtomicI64>,
    /// When it was looked after last, in microseconds since 1970.
    read_at: Arc<AtomicI64>,
}

/// One state of the lexicon, which stays as it is while somebody reads by it.
pub struct LexiconNow(Option<Arc<Lexicon>>);

impl LexiconNow {
    pub fn lexicon(&self) -> &Lexicon {
        match &self.0 {
            Some(changed) => changed,
            None => built_in(),
        }
    }
}

impl SharedLexicon {
    pub fn now(&self) -> LexiconNow {
        LexiconNow(self.changed.read().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// Which state it is in; asked for before [`Self::now`], what is read by it is never older.
    pub fn version(&self) -> i64 {
        self.version.load(Ordering::Relaxed)
    }

    pub fn is_due(&self, now: Timestamp) -> bool {
        let before = self.read_at.load(Ordering::Relaxed);
        before == 0 || now.since(Timestamp::from_micros(before)) >= KEPT
    }

    /// Read it again if somebody changed it.
    pub async fn refresh(&self, db: &Db, now: Timestamp) -> Result<(), DbError> {
        self.read_at.store(now.micros(), Ordering::Relaxed);
        let have = self.version.load(Ordering::Relaxed);
        let read = async move |tx: &mut Tx| {
            let version = store::version(tx).await?;
            let kept: Vec<Kept> = if version == have { Vec::new() } else { store::list(tx).await? };
            Ok::<_, DbError>((version, kept))
        };
        let (version, kept) = db.read(read).await?;
        if version == have {
            return Ok(());
        }
        let made = tokio::task::spawn_blocking(move || {
            let is_changed = !kept.is_empty();
            is_changed.then(|| Arc::new(lexicon_of(&book(kept))))
        });
        let made = made.await.map_err(|_| DbError::Panicked)?;
        *self.changed.write().unwrap_or_else(PoisonError::into_inner) = made;
        self.version.store(version, Ordering::Relaxed);
        Ok(())
    }
}
