//! What is said in a room.

use kernel::{Actor, Forbidden, Timestamp};
use people::{accounts, shops};
use platform::{
    db::{DbError, Tx},
    events::Event,
};

use super::{
    Body, Moment, Room, RoomId, find_for, find_own,
    moment::by_host,
    moment_store, stage,
    talk::{self, NotNow},
};

#[derive(Debug, thiserror::Error)]
pub enum SayError {
    #[error("there is no such room")]
    NoSuchRoom,
    #[error("the room is not on air")]
    NotOnAir,
    #[error("the host wants to hear nothing of it for now")]
    Silenced,
    #[error("it comes too soon, or has a word that the shop does not want to read")]
    NotNow(NotNow),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the line could not be kept")]
    Store(#[from] DbError),
}

/// Say something to everybody in a room. The same key is said once; a repeat is answered with what was said first.
///
/// Refused to whom the host has silenced, and while the room is not on air.
pub async fn say(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: RoomId,
    key: &str,
    words: String,
) -> Result<Moment, SayError> {
    let account = by.account()?;
    let room = find_for(tx, by, id).await?.ok_or(SayError::NoSuchRoom)?;
    let key = format!("{account}-{key}");
    if let Some(said) = moment_store::find_said(tx, id, &key).await? {
        return Ok(said);
    }
    if !room.is_on_air() {
        return Err(SayError::NotOnAir);
    }
    let is_host = by.shop().is_ok_and(|shop| shop == id.shop());
    if !is_host && moment_store::silenced_until(tx, now, id.shop(), account).await?.is_some() {
        return Err(SayError::Silenced);
    }
    if !is_host && let Some(why) = talk::check(tx, now, id, account, &words).await? {
        return Err(SayError::NotNow(why));
    }
    let name = if is_host {
        shops::find(tx, id.shop()).await?.map(|shop| shop.name)
    } else {
        let name = accounts::find(tx, account).await?.map(|account| account.name);
        match stage::title_of(tx, id, account).await? {
            Some(title) => name.map(|name| format!("{name} · {title}")),
            None => name,
        }
    };
    let moment = Moment {
        position: 0,
        at: now,
        account: Some(account),
        name: name.unwrap_or_default(),
        is_host,
        body: Body::Line { words },
        is_hidden: false,
    };
    Ok(put(tx, &room, &key, moment).await?)
}

/// Type along what the host says, for those who cannot hear it.
pub async fn caption(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: RoomId,
    words: String,
) -> Result<Moment, SayError> {
    by.shop()?;
    let room = find_own(tx, by, id).await?.ok_or(SayError::NoSuchRoom)?;
    if !room.is_on_air() {
        return Err(SayError::NotOnAir);
    }
    let key = tx.chance().token();
    Ok(put(tx, &room, &key, by_host(by, now, Body::Caption { words })).await?)
}

/// Put a moment at the end of the timeline and tell whoever is in the room, once it is committed.
pub(super) async fn put(tx: &mut Tx, room: &Room, key: &str, moment: Moment) -> Result<Moment, DbError> {
    let moment = moment_store::insert(tx, room.id, key, moment).await?;
    tx.announce(Event { topic: room.topic(), number: moment.position, body: moment.told() });
    Ok(moment)
}
