//! The file of the import that is being taken, kept open from one run of its job to the next.

use std::sync::{Arc, Mutex, PoisonError};

use super::{RunId, product_file::ProductFile};

/// A file and the import that it belongs to.
type Open = Option<(RunId, Arc<ProductFile>)>;

/// One file at most: imports are taken one after the other, and a file may be large.
#[derive(Clone, Default)]
pub struct Opened(Arc<Mutex<Open>>);

impl Opened {
    /// The file of an import, if it is the one that is open.
    pub fn find(&self, run: RunId) -> Option<Arc<ProductFile>> {
        let open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.as_ref().filter(|(of, _)| *of == run).map(|(_, file)| Arc::clone(file))
    }

    /// Keep a file open in the place of another.
    pub fn keep(&self, run: RunId, file: &Arc<ProductFile>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((run, Arc::clone(file)));
    }

    /// Let go of it: the import is done.
    pub fn close(&self, run: RunId) {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if open.as_ref().is_some_and(|(of, _)| *of == run) {
            *open = None;
        }
    }
}
