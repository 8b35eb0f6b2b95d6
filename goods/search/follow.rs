//! Keeping what is found in step with what shops change: the shelves once for the market, the index of words on
//! every node.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use kernel::{Clock, Timestamp, first_id};
use platform::db::{Db, DbError, Tx};

use super::{
    Document, Index, SearchError, cut,
    index::{
        engine::{Changes, Position},
        store,
    },
    lexicon,
    shelves::{self, SETTLED, Walk},
};
use crate::catalog::ListingId;

/// Changes taken in at once.
const BATCH: i64 = 500;
/// Listings of a rebuild that are in memory at once.
const CHUNK: usize = 2_000;
/// Between two looks at the changes.
const PAUSE: Duration = Duration::from_millis(300);
/// An index is committed at most so often.
const COMMIT: Duration = Duration::from_secs(1);
/// Between two counts of whether the index of words has all that is on the shelves.
const COUNTED: Duration = Duration::from_secs(600);
/// Between two readings of the names of shops and places.
const NAMED: Duration = Duration::from_secs(300);
/// What nobody has needed for so long, twice as long at most, is let go.
const IDLE: Duration = Duration::from_secs(20);
/// Before it is tried again after a failure.
const RECOVER: Duration = Duration::from_secs(10);

/// Keep what is found in step until the task is dropped. What changed is found within two seconds.
pub async fn follow(db: &Db, clock: &Clock, index: &Index) {
    loop {
        let pause = match catch_up(db, index, clock.now()).await {
            Ok(0) => PAUSE,
            Ok(_) => COMMIT,
            Err(error) => {
                tracing::warn!(%error, "what is found could not be brought up to date");
                RECOVER
            }
        };
        tokio::time::sleep(pause).await;
    }
}

/// Give memory back that nobody has needed for a while, until the task is dropped.
pub async fn rest(db: &Db, index: &Index) {
    loop {
        tokio::time::sleep(IDLE).await;
        cut::let_go();
        index.rest();
        db.rest();
    }
}

/// Take in what changed since the last time; the answer is how much there was.
pub async fn catch_up(db: &Db, index: &Index, now: Timestamp) -> Result<usize, SearchError> {
    let mut done = 0;
    if db.read(async |tx: &mut Tx| shelves::is_behind(tx, now).await).await? {
        let index = index.clone();
        done += db.write(async move |tx: &mut Tx| shelves::catch_up(tx, &index, now, BATCH).await).await?;
    }
    let done = done + take_in(db, index, now).await?;
    if index.are_names_due(now, NAMED) {
        read_names(db, index).await?;
    }
    if index.lexicon.is_due(now) {
        index.lexicon.refresh(db, now).await?;
    }
    if index.signals.are_due(now) {
        index.signals.refresh(db, now).await;
    }
    Ok(done)
}

/// Read anew what may be suggested, and where the shops are.
async fn read_names(db: &Db, index: &Index) -> Result<(), SearchError> {
    let book = db.read(async |tx: &mut Tx| lexicon::edit::whole(tx).await).await?;
    let words = index.spoken(book).await?;
    index.suggestions.refresh(db, &index.texts, words).await?;
    Ok(index.points.refresh(db).await?)
}

/// What was made anew.
#[derive(Clone, Copy, Debug)]
pub struct Rebuilt {
    /// Listings on the shelves.
    pub listings: usize,
    /// Whether this process wrote the words of its node; another one of the same node does so instead.
    pub has_words: bool,
}

/// Throw everything away and make it anew from what is on sale, in one walk and while the market stays open. `told`
/// hears how many listings there are so far.
pub async fn rebuild(
    db: &Db,
    index: &Index,
    now: Timestamp,
    told: impl FnMut(usize),
) -> Result<Rebuilt, SearchError> {
    let change = shelves::clear(db).await?;
    let made = make(db, index, now, Some(change), told).await?;
    read_names(db, index).await?;
    index.signals.refresh(db, now).await;
    Ok(made)
}

/// Bring this node's index of words up to date.
async fn take_in(db: &Db, index: &Index, now: Timestamp) -> Result<usize, SearchError> {
    let from = index.position().await?;
    let (is_sound, behind) = db.read(async move |tx: &mut Tx| look(tx, from, now).await).await?;
    if !index.is_writer().await? {
        // Another process of this node writes.
        index.refresh().await?;
        return Ok(0);
    }
    if !is_sound {
        return rebuild_words(db, index, now).await;
    }
    let Some((to, changed)) = behind else {
        if index.is_due(now, COUNTED) && has_drifted(db, index, from.head).await? {
            tracing::warn!("the index of words had drifted and is made anew");
            return rebuild_words(db, index, now).await;
        }
        return Ok(0);
    };
    let count = changed.len();
    let read = async |tx: &mut Tx| {
        let mut changes = Changes::default();
        let ids: Vec<ListingId> = changed.into_iter().collect();
        for (id, found) in ids.iter().zip(shelves::on_sale(tx, index, now, ids.clone()).await?) {
            match found {
                Some((listing, shop)) => changes.put.push(Document::of(&listing, &shop, &index.texts)),
                None => changes.removed.push(*id),
            }
        }
        Ok::<_, SearchError>(changes)
    };
    let changes = db.read(read).await?;
    index.write(Arc::new(changes)).await?;
    index.commit(to).await?;
    Ok(count.max(1))
}

/// Whether the index of words has another number of listings than the shelves, both having read all changes.
async fn has_drifted(db: &Db, index: &Index, head: i64) -> Result<bool, SearchError> {
    let counted = async |tx: &mut Tx| {
        let is_level = store::read_head(tx).await? == head && store::reader(tx).await?.head == head;
        Ok::<_, DbError>((is_level, store::count_listings(tx).await?))
    };
    let (is_level, shelved) = db.read(counted).await?;
    Ok(is_level && u64::try_from(shelved).unwrap_or_default() != index.count().await?)
}

/// Whether an index can go on from where it is, and if there is more, how far and with which listings.
async fn look(
    tx: &mut Tx,
    from: Position,
    now: Timestamp,
) -> Result<(bool, Option<(Position, BTreeSet<ListingId>)>), SearchError> {
    let head = store::read_head(tx).await?;
    let is_known =
        from.head == head || (from.head == 0 && from.built_at > 0) || store::is_known(tx, from.head).await?;
    if from.built_at == 0 || !is_known || from.head > head || from.built_at < store::rebuild_at(tx).await? {
        return Ok((false, None));
    }
    let mut to = from;
    let mut changes = store::changes(tx, from.head, i64::MAX, BATCH).await?;
    if let Some((last, _)) = changes.last() {
        to.head = *last;
    }
    if now.since(Timestamp::from_micros(from.mark_at)) >= SETTLED && from.tail < from.head {
        let again = store::changes(tx, from.tail, from.mark, BATCH).await?;
        let is_whole = i64::try_from(again.len()).unwrap_or(i64::MAX) < BATCH;
        to.tail = if is_whole { from.mark } else { again.last().map_or(from.mark, |(last, _)| *last) };
        if is_whole {
            (to.mark, to.mark_at) = (to.head, now.micros());
        }
        changes.extend(again);
    }
    let changed = changes.into_iter().map(|(_, id)| id).collect();
    Ok((true, (to != from).then_some((to, changed))))
}

/// Make this node's index of words anew while the old one answers; the answer is how many listings are in it.
async fn rebuild_words(db: &Db, index: &Index, now: Timestamp) -> Result<usize, SearchError> {
    let made = make(db, index, now, None, |_| {}).await?;
    if made.has_words { Ok(made.listings) } else { Err(SearchError::Busy) }
}

/// Walk over what is on sale and write it: on the shelves, if they were cleared at a change, and into the words of this
/// node, if no other process writes them.
async fn make(
    db: &Db,
    index: &Index,
    now: Timestamp,
    shelved_at: Option<i64>,
    told: impl FnMut(usize),
) -> Result<Rebuilt, SearchError> {
    let made = walk(db, index, now, shelved_at, told).await;
    if made.is_err() {
        index.give_up().await?;
    }
    made
}

async fn walk(
    db: &Db,
    index: &Index,
    now: Timestamp,
    shelved_at: Option<i64>,
    mut told: impl FnMut(usize),
) -> Result<Rebuilt, SearchError> {
    let asked =
        async |tx: &mut Tx| Ok::<_, DbError>((store::read_head(tx).await?, store::rebuild_at(tx).await?));
    let (head, asked_at) = db.read(asked).await?;
    let has_words = index.clear().await?;
    let mut listings = 0;
    let mut walk = Walk::new(index, now);
    let mut next = walk.next(db, CHUNK).await?;
    while let Some(put) = next {
        listings += put.len();
        let changes = Arc::new(Changes { put, removed: Vec::new() });
        let shelve = async {
            match shelved_at {
                Some(change) => shelves::fill(db, changes.clone(), change).await,
                None => Ok(()),
            }
        };
        let write = async { if has_words { index.write(changes.clone()).await } else { Ok(()) } };
        // The next are read while these are written.
        let (read, shelved, written) = tokio::join!(walk.next(db, CHUNK), shelve, write);
        shelved?;
        written?;
        next = read?;
        told(listings);
    }
    if has_words {
        // Transactions that were open when it began have smaller numbers, so those are read again.
        let tail = head.min(first_id(now - kernel::minutes(1)));
        // Whoever asked may have a clock that is ahead.
        let built_at = now.micros().max(asked_at).max(1);
        index.commit(Position { head, mark: head, mark_at: now.micros(), tail, built_at }).await?;
    }
    Ok(Rebuilt { listings, has_words })
}
