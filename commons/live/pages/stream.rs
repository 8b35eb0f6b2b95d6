use std::sync::Arc;

use axum::{
    extract::{Path, RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use futures_util::stream;
use people::visit::Visit;
use platform::{
    db::{DbError, Tx},
    ear::{AT_ONCE, Ear, Next, Numbered},
    events::Spoken,
    web::{Problem, Teller, Told, heard_last},
};

use super::video::find;
use crate::{
    Commons,
    live::{self, Moment, RoomId, talk::Sample},
};

/// A moment as everybody in a room is told of it: written once, for all of them, or for who missed it.
enum Words {
    Heard(Arc<Spoken>),
    Read { position: i64, told: String },
}

impl Numbered for Words {
    fn number(&self) -> i64 {
        match self {
            Self::Heard(event) => event.number,
            Self::Read { position, .. } => *position,
        }
    }

    fn of_event(event: &Arc<Spoken>) -> Option<Self> {
        Some(Self::Heard(event.clone()))
    }
}

impl Words {
    /// Whether viewers said or did it, of whom there may be too many to read.
    fn is_of_the_crowd(&self) -> bool {
        let told = match self {
            Self::Heard(event) => &event.body,
            Self::Read { told, .. } => told,
        };
        // Within words a quote is written otherwise: nobody passes for the host.
        let is_said = told.contains("\"kind\":\"chat\"") && !told.contains("\"host\":true");
        is_said || told.contains("\"kind\":\"bought\"")
    }
}

/// What comes next of what this viewer sees.
async fn heard(
    ear: &mut Ear<Words>,
    mut lets: impl FnMut(&Words) -> bool,
) -> Result<Option<Next<Words>>, DbError> {
    loop {
        match ear.next().await? {
            Some(Next::Row(row)) if !lets(&row) => {}
            next => return Ok(next),
        }
    }
}

impl From<Moment> for Words {
    fn from(moment: Moment) -> Self {
        Self::Read { position: moment.position, told: moment.told() }
    }
}

/// `GET /live/{id}/stream`: every moment after `Last-Event-ID` or `after`, and what is not kept.
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<RoomId>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    teller: Teller,
) -> Result<Response, Problem> {
    let room = find(&market, &visit, id).await?;
    let last = match heard_last(&headers, query.as_deref()) {
        Some(last) => last,
        None => market.read(async move |tx: &mut Tx| live::last_position(tx, id).await).await?,
    };
    let sample = Sample::new(market.chance.below(u64::MAX));
    let clock = market.clone();
    let db = market.db.clone();
    let ear = Ear::<Words>::after(market.db.hub(), &room.topic(), last, move |position| {
        let db = db.clone();
        Box::pin(async move {
            let look = async move |tx: &mut Tx| live::moments_after(tx, id, position, AT_ONCE).await;
            Ok(db.read(look).await?.into_iter().map(Words::from).collect())
        })
    });
    Ok(teller.tell(stream::unfold((ear, sample), move |(mut ear, mut sample)| {
        let market = clock.clone();
        async move {
            let lets =
                |row: &Words| !row.is_of_the_crowd() || sample.lets(market.now().micros(), row.number());
            let told = match heard(&mut ear, lets).await {
                Ok(Some(Next::Row(Words::Heard(event)))) => Told::Spoken { name: "moment", event },
                Ok(Some(Next::Row(Words::Read { position, told }))) => {
                    Told::Event { number: Some(position), name: "moment", data: told }
                }
                Ok(Some(Next::News(event))) => Told::Spoken { name: "news", event },
                Ok(Some(Next::Quiet)) => Told::Still,
                Ok(None) => return None,
                Err(error) => {
                    tracing::warn!(%error, "a viewer is sent away");
                    return None;
                }
            };
            Some((told, (ear, sample)))
        }
    })))
}
