//! All pictures of records in memory, in step with the chain: what was committed before one looks is there when one does.

use std::sync::{Arc, PoisonError, RwLock};

use platform::db::{Db, DbError, Tx};
use tokio::sync::Mutex;

use super::{
    index::{Index, Near, Pictured},
    likeness::Way,
    print::{Asked, Print},
    store,
};

/// Pictures that are read at once.
const BATCH: i64 = 2_000;
/// Of what is near in 64 bits, so many are confirmed in 256.
const CONFIRMED: usize = 24;
/// Of 256 bits, so many may differ in a picture that is the same: measured by `bench likeness`.
const MOST_APART: u32 = 76;
/// How far apart the colours and the edges of one pattern on two photos may be: a narrow limit, since in a million pictures
/// some of others are that near by chance.
pub const COLOURS: u32 = 40;
pub const EDGES: u32 = 300;
/// Patterns that are told of one picture.
const PATTERNS: usize = 1;

/// The pictures of all records, open and sealed.
#[derive(Clone, Default)]
pub struct Gallery(Arc<Inner>);

#[derive(Default)]
struct Inner {
    index: RwLock<Index>,
    /// Whoever reads what is new.
    reading: Mutex<()>,
}

/// A picture of a record to which another is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Like {
    pub picture: Pictured,
    pub way: Way,
    pub distance: u32,
}

impl Gallery {
    /// Take in what was put down since. The chain has no gap, and an entry is there only when those before it are: its
    /// position says how far this process has read, whichever process wrote it. At most so many pictures are held.
    pub async fn catch_up(&self, db: &Db, most: usize) -> Result<(), DbError> {
        let _reading = self.0.reading.lock().await;
        loop {
            let (position, held) = self.with(|index| (index.position, index.len()));
            if held >= most {
                tracing::warn!(held, "no more pictures of designs are held in memory");
                return Ok(());
            }
            // The pictures of one record are read together: what is past the last whole one is read again.
            let look = async move |tx: &mut Tx| store::prints_after(tx, (position, i64::MAX), BATCH).await;
            let mut found = db.read(look).await?;
            let Some(last) = found.last().map(|(at, _, _)| *at) else { return Ok(()) };
            let is_full = found.len() >= usize::try_from(BATCH).unwrap_or(usize::MAX);
            if is_full {
                found.retain(|(at, _, _)| *at < last);
            }
            let mut index = self.0.index.write().unwrap_or_else(PoisonError::into_inner);
            for (at, picture, print) in &found {
                if let Some(print) = print {
                    index.add(*picture, print);
                }
                index.position = *at;
            }
            index.settle();
            if !is_full {
                return Ok(());
            }
        }
    }

    fn with<T>(&self, look: impl FnOnce(&Index) -> T) -> T {
        look(&self.0.index.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn is_empty(&self) -> bool {
        self.with(Index::is_empty)
    }

    /// What may be like a picture, before it is confirmed: by its views, by its mirrored views, and by its look.
    pub fn near(&self, asked: &Asked) -> (Vec<Near>, Vec<Near>, Vec<Near>) {
        self.with(|index| {
            (
                index.near(&asked.upright, CONFIRMED),
                index.near(&asked.mirrored, CONFIRMED),
                index.alike(&asked.look, COLOURS, EDGES, PATTERNS),
            )
        })
    }
}

/// How a picture is like the print of another, if it is: seen as it stands, or else in a mirror.
pub fn confirmed(asked: &Asked, print: &Print) -> Option<(Way, u32)> {
    let best = |views: &[super::print::View]| {
        let pairs = views
            .iter()
            .flat_map(|view| (0_usize..).zip(&print.views).map(move |(at, own)| (at, view.apart(own))));
        let near =
            pairs.filter(|(_, apart)| apart.coarse <= super::index::RADIUS && apart.fine <= MOST_APART);
        near.min_by_key(|(_, apart)| apart.fine)
    };
    if let Some((at, apart)) = best(&asked.upright) {
        let is_whole = at == 0
            && asked
                .upright
                .first()
                .is_some_and(|whole| print.views.first().is_some_and(|own| whole.apart(own) == apart));
        return Some((if is_whole { Way::Copy } else { Way::Part }, apart.coarse));
    }
    best(&asked.mirrored).map(|(_, apart)| (Way::Mirror, apart.coarse))
}

/// The pictures of records that a picture is like: what is confirmed first, then patterns.
pub async fn likes(tx: &mut Tx, gallery: &Gallery, asked: &Asked) -> Result<Vec<Like>, DbError> {
    let (upright, mirrored, alike) = gallery.near(asked);
    let mut likes: Vec<Like> = Vec::new();
    for near in upright.into_iter().chain(mirrored) {
        if likes.iter().any(|like| like.picture == near.picture) {
            continue;
        }
        let Some(print) = store::print_of(tx, near.picture).await? else { continue };
        if let Some((way, distance)) = confirmed(asked, &print) {
            likes.push(Like { picture: near.picture, way, distance });
        }
    }
    for Near { picture, distance } in alike {
        if !likes.iter().any(|like| like.picture.record == picture.record) {
            likes.push(Like { picture, way: Way::Pattern, distance });
        }
    }
    Ok(likes)
}
