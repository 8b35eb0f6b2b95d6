use std::sync::Arc;

use kernel::Timestamp;
use platform::db::{Db, DbError, Tx};
use tokio::sync::{mpsc, oneshot};

use super::{PlaceError, Placed, Terms, place, place_all};
use crate::rules::Rules;

/// Purchases placed in one transaction on PostgreSQL.
const BATCH: usize = 256;
/// Purchases that may wait before callers are told to come back.
const QUEUE: usize = 4096;

/// Where purchases are placed, as fast as the engine can.
///
/// SQLite groups the commits of everybody by itself. On PostgreSQL a hot listing would make each transaction
/// wait for the one before it, so one task takes what waits and places it as a set.
#[derive(Clone)]
pub struct Door {
    db: Db,
    sequencer: Option<mpsc::Sender<Waiting>>,
}

struct Waiting {
    terms: Terms,
    now: Timestamp,
    rules: Arc<Rules>,
    reply: oneshot::Sender<Result<Placed, PlaceError>>,
}

impl Door {
    pub fn open(db: Db) -> Self {
        let sequencer = db.is_server().then(|| {
            let (sender, receiver) = mpsc::channel(QUEUE);
            tokio::spawn(place_in_sets(db.clone(), receiver));
            sender
        });
        Self { db, sequencer }
    }

    /// Place a purchase; its rows are on disk when the answer arrives.
    pub async fn place(&self, now: Timestamp, rules: Arc<Rules>, terms: Terms) -> Result<Placed, PlaceError> {
        let Some(sequencer) = &self.sequencer else {
            return place_alone(&self.db, now, rules, terms).await;
        };
        let (reply, answer) = oneshot::channel();
        let waiting = Waiting { terms, now, rules, reply };
        sequencer.try_send(waiting).map_err(|_| DbError::Overloaded)?;
        answer.await.map_err(|_| DbError::Closed)?
    }
}

async fn place_alone(db: &Db, now: Timestamp, rules: Arc<Rules>, terms: Terms) -> Result<Placed, PlaceError> {
    db.write(async move |tx: &mut Tx| place(tx, now, &rules, terms.clone()).await).await
}

async fn place_in_sets(db: Db, mut queue: mpsc::Receiver<Waiting>) {
    let mut set = Vec::with_capacity(BATCH);
    while queue.recv_many(&mut set, BATCH).await > 0 {
        let Some((now, rules)) = set.last().map(|waiting: &Waiting| (waiting.now, waiting.rules.clone()))
        else {
            continue;
        };
        let (list, replies): (Vec<_>, Vec<_>) =
            set.drain(..).map(|waiting| (waiting.terms, waiting.reply)).unzip();
        let list = Arc::new(list);
        let (all, numbers) = (list.clone(), rules.clone());
        match db.write(async move |tx: &mut Tx| place_all(tx, now, &numbers, &all).await).await {
            Ok(answers) => {
                for (reply, answer) in replies.into_iter().zip(answers) {
                    let _ = reply.send(answer);
                }
            }
            // Something unexpected in one of them: place each alone, so that only that one fails.
            Err(error) => {
                tracing::warn!(%error, "a set of purchases is placed one by one");
                for (reply, terms) in replies.into_iter().zip(list.iter()) {
                    let _ = reply.send(place_alone(&db, now, rules.clone(), terms.clone()).await);
                }
            }
        }
    }
}
