//! The index of words: one per node, in the folder `search` beside the database.
//!
//! It can be thrown away at any time. A commit carries how far the changes of listings were read, so that a node that
//! was killed goes on exactly where it was; a node whose changes are forgotten meanwhile, or whose database is another
//! one, makes it anew.

use std::{
    fs, io,
    path::PathBuf,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use serde::{Deserialize, Serialize};
use tantivy::{
    Index as Words, IndexReader, IndexWriter, Opstamp, ReloadPolicy, Searcher, TantivyDocument, TantivyError,
    directory::MmapDirectory, directory::error::OpenDirectoryError, index::SegmentId,
};

use super::shape::{Shape, VERSION};
use crate::{catalog::ListingId, search::Document};

/// Bytes that a writer gathers before it writes a segment.
const MEMORY: usize = 24 << 20;

#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    #[error("the folder of the index: {0}")]
    Folder(#[from] io::Error),
    #[error("the folder of the index: {0}")]
    Directory(#[from] OpenDirectoryError),
    #[error("the index: {0}")]
    Words(#[from] TantivyError),
}

/// How far the changes of listings are in the index, as [`Reader`](super::store::Reader) reads them: at once, and again
/// when no transaction with a smaller number can be open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    pub head: i64,
    pub mark: i64,
    pub mark_at: i64,
    pub tail: i64,
    /// When the whole index was made, in microseconds since 1970.
    pub built_at: i64,
}

#[derive(Clone)]
pub struct Engine(Arc<Inner>);

struct Inner {
    folder: PathBuf,
    opened: OnceLock<Opened>,
    opening: Mutex<()>,
    writer: Mutex<Option<IndexWriter>>,
}

struct Opened {
    words: Words,
    reader: IndexReader,
    shape: Shape,
}

/// The segments of an index, each with the last change that took something out of it.
pub type State = Vec<(SegmentId, Option<Opstamp>)>;

/// What is written in one commit.
#[derive(Default)]
pub struct Changes {
    pub put: Vec<Document>,
    pub removed: Vec<ListingId>,
}

impl Engine {
    pub fn new(folder: PathBuf) -> Self {
        let inner =
            Inner { folder, opened: OnceLock::new(), opening: Mutex::new(()), writer: Mutex::new(None) };
        Self(Arc::new(inner))
    }

    /// Opened when it is first asked for, since most commands never do.
    fn opened(&self) -> Result<&Opened, EngineError> {
        if let Some(opened) = self.0.opened.get() {
            return Ok(opened);
        }
        let _one = self.0.opening.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(opened) = self.0.opened.get() {
            return Ok(opened);
        }
        let opened = self.open()?;
        Ok(self.0.opened.get_or_init(|| opened))
    }

    fn open(&self) -> Result<Opened, EngineError> {
        let folder = self.0.folder.join(VERSION.to_string());
        let shape = Shape::new();
        fs::create_dir_all(&folder)?;
        let words = match Words::open_or_create(MmapDirectory::open(&folder)?, shape.schema.clone()) {
            Ok(words) => words,
            Err(error) => {
                tracing::warn!(%error, "the index of words is broken and is made anew");
                fs::remove_dir_all(&folder)?;
                fs::create_dir_all(&folder)?;
                Words::open_or_create(MmapDirectory::open(&folder)?, shape.schema.clone())?
            }
        };
        let reader = words.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Opened { words, reader, shape })
    }

    /// See what was committed, by whatever process.
    pub fn refresh(&self) -> Result<(), EngineError> {
        Ok(self.opened()?.reader.reload()?)
    }

    pub fn look(&self) -> Result<(Searcher, &Shape), EngineError> {
        let opened = self.opened()?;
        Ok((opened.reader.searcher(), &opened.shape))
    }

    /// Which state of the index is looked at; none before it was opened.
    pub fn state(&self) -> Option<State> {
        let searcher = self.0.opened.get()?.reader.searcher();
        Some(searcher.generation().segments().iter().map(|(segment, deleted)| (*segment, *deleted)).collect())
    }

    /// How far the last commit is.
    pub fn position(&self) -> Result<Position, EngineError> {
        let payload = self.opened()?.words.load_metas()?.payload;
        Ok(payload.and_then(|payload| serde_json::from_str(&payload).ok()).unwrap_or_default())
    }

    /// Whether this process may write; another one of the same node may do so instead.
    pub fn is_writer(&self) -> Result<bool, EngineError> {
        self.with_writer(|_, _| Ok(())).map(|done| done.is_some())
    }

    /// Forget everything in the next commit.
    pub fn clear(&self) -> Result<bool, EngineError> {
        self.with_writer(|writer, _| writer.delete_all_documents().map(drop)).map(|done| done.is_some())
    }

    /// Write without a commit, so that nobody sees it yet.
    pub fn write(&self, changes: &Changes) -> Result<(), EngineError> {
        self.with_writer(|writer, shape| {
            let gone = changes.removed.iter().copied().chain(changes.put.iter().map(|document| document.id));
            for id in gone {
                writer.delete_term(shape.key_of(id));
            }
            changes.put.iter().try_for_each(|document| writer.add_document(shape.entry(document)).map(drop))
        })
        .map(drop)
    }

    /// Give up what was written since the last commit: what failed halfway is never seen with what comes after it.
    pub fn give_up(&self) {
        *self.0.writer.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Let what was written be seen, together with how far it is.
    pub fn commit(&self, position: Position) -> Result<(), EngineError> {
        let payload = serde_json::to_string(&position).map_err(io::Error::other)?;
        self.with_writer(|writer, _| {
            let mut commit = writer.prepare_commit()?;
            commit.set_payload(&payload);
            commit.commit().map(drop)
        })?;
        self.refresh()
    }

    /// Do something with the writer; nothing when another process writes.
    fn with_writer<T>(
        &self,
        act: impl FnOnce(&mut IndexWriter, &Shape) -> Result<T, TantivyError>,
    ) -> Result<Option<T>, EngineError> {
        let opened = self.opened()?;
        let mut kept = self.0.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.is_none() {
            match opened.words.writer_with_num_threads::<TantivyDocument>(1, MEMORY) {
                Ok(writer) => *kept = Some(writer),
                Err(TantivyError::LockFailure(..)) => return Ok(None),
                Err(error) => return Err(error.into()),
            }
        }
        let Some(writer) = kept.as_mut() else { return Ok(None) };
        match act(writer, &opened.shape) {
            Ok(done) => Ok(Some(done)),
            Err(error) => {
                // A writer that failed stays broken.
                *kept = None;
                Err(error.into())
            }
        }
    }
}
