use std::sync::Arc;

use kernel::Timestamp;
use people::rules::Rules;
use platform::db::{Db, DbError, Tx};
use tokio::sync::{mpsc, oneshot};

use super::{PlaceError, Placed, Terms, place, place_all};
use crate::payments::Takes;

/// Purchases placed in one go.
const BATCH: usize = 256;
/// Purchases that may wait before callers are told to come back.
const QUEUE: usize = 4096;

/// Where purchases are placed, as fast as the engine can.
///
/// One task takes what waits and places it as a set: a few statements for everybody. Without it, on PostgreSQL a hot
/// listing would make each transaction wait for the one before it, and on SQLite each purchase would pay for a
/// savepoint and its own statements. There is no timer: while one set is written, the next one gathers.
#[derive(Clone)]
pub struct Door {
    queue: mpsc::Sender<Waiting>,
}

struct Waiting {
    terms: Terms,
    now: Timestamp,
    rules: Arc<Rules>,
    reply: oneshot::Sender<Result<Placed, PlaceError>>,
}

impl Door {
    pub fn open(db: Db, takes: Takes) -> Self {
        let (queue, receiver) = mpsc::channel(QUEUE);
        tokio::spawn(place_in_sets(db, takes, receiver));
        Self { queue }
    }

    /// Place a purchase; its rows are on disk when the answer arrives.
    pub async fn place(&self, now: Timestamp, rules: Arc<Rules>, terms: Terms) -> Result<Placed, PlaceError> {
        let (reply, answer) = oneshot::channel();
        let waiting = Waiting { terms, now, rules, reply };
        self.queue.try_send(waiting).map_err(|_| DbError::Overloaded)?;
        answer.await.map_err(|_| DbError::Closed)?
    }
}

async fn place_alone(
    db: &Db,
    now: Timestamp,
    rules: Arc<Rules>,
    takes: Takes,
    terms: Terms,
) -> Result<Placed, PlaceError> {
    db.write(async move |tx: &mut Tx| place(tx, now, &rules, takes, terms.clone()).await).await
}

async fn place_in_sets(db: Db, takes: Takes, mut queue: mpsc::Receiver<Waiting>) {
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
        match db.write(async move |tx: &mut Tx| place_all(tx, now, &numbers, takes, &all).await).await {
            Ok(answers) => {
                for (reply, answer) in replies.into_iter().zip(answers) {
                    let _ = reply.send(answer);
                }
            }
            // Something unexpected in one of them: place each alone, so that only that one fails.
            Err(error) => {
                tracing::warn!(%error, "a set of purchases is placed one by one");
                for (reply, terms) in replies.into_iter().zip(list.iter()) {
                    let _ = reply.send(place_alone(&db, now, rules.clone(), takes, terms.clone()).await);
                }
            }
        }
    }
}
