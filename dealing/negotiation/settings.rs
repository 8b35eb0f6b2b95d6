//! What a shop's people set for themselves: who looks after a conversation, notes, quick replies, the away message.

use kernel::{AccountId, Actor, Forbidden, ShopId, Timestamp, shop_id};
use people::shops;
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{Conversation, ConversationId, SayError, store};

shop_id!(
    /// Words that a shop often says.
    ReplyId
);

#[derive(Clone, Debug)]
pub struct QuickReply {
    pub id: ReplyId,
    pub name: String,
    pub words: String,
}

/// What is said while nobody is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Away {
    pub words: String,
    pub is_on: bool,
}

async fn own(tx: &mut Tx, by: &Actor, id: ConversationId) -> Result<Conversation, SayError> {
    let found = store::find_for(tx, by, id).await?.ok_or(SayError::NoSuchConversation)?;
    by.shop()?;
    Ok(found)
}

/// Have somebody of the shop look after a conversation, or nobody.
pub async fn assign(
    tx: &mut Tx,
    by: &Actor,
    id: ConversationId,
    to: Option<AccountId>,
) -> Result<(), SayError> {
    own(tx, by, id).await?;
    if let Some(to) = to
        && shops::role_of(tx, id.shop(), to).await?.is_none()
    {
        return Err(Forbidden.into());
    }
    Ok(store::set_assigned(tx, id, to).await?)
}

/// Keep a note that the buyer never sees.
pub async fn note(tx: &mut Tx, by: &Actor, id: ConversationId, words: &str) -> Result<(), SayError> {
    own(tx, by, id).await?;
    Ok(store::set_note(tx, id, words).await?)
}

/// Put a conversation aside until a moment, or take it back. It comes back when the buyer writes.
pub async fn snooze(
    tx: &mut Tx,
    by: &Actor,
    id: ConversationId,
    until: Option<Timestamp>,
) -> Result<(), SayError> {
    own(tx, by, id).await?;
    Ok(store::set_snoozed(tx, id, until).await?)
}

const REPLIES: &str =
    "SELECT shop_id, id, name, words FROM quick_reply WHERE shop_id = $1 ORDER BY name LIMIT 50";
/// What a shop often says, by name.
pub async fn quick_replies(tx: &mut Tx, shop: ShopId) -> Result<Vec<QuickReply>, DbError> {
    tx.list(REPLIES, params![shop], |mut row| {
        let id = ReplyId::new(row.shop()?, row.int()?);
        Ok(QuickReply { id, name: row.text()?, words: row.text()? })
    })
    .await
}

const KEEP_REPLY: &str = "INSERT INTO quick_reply (shop_id, id, name, words) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (shop_id, name) DO UPDATE SET words = $4";
/// Keep words under a name; the same name is written over.
pub async fn keep_reply(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    name: &str,
    words: &str,
) -> Result<(), SayError> {
    let (shop, id) = (by.shop()?, tx.next_id(now));
    Ok(tx.execute_one(KEEP_REPLY, params![shop, id, name, words]).await?)
}

const FORGET_REPLY: &str = "DELETE FROM quick_reply WHERE shop_id = $1 AND id = $2";
pub async fn forget_reply(tx: &mut Tx, by: &Actor, id: ReplyId) -> Result<(), SayError> {
    if by.shop()? != id.shop() {
        return Err(Forbidden.into());
    }
    tx.execute(FORGET_REPLY, params![id.shop(), id.number()]).await?;
    Ok(())
}

const AWAY: &str = "SELECT words, is_on FROM away_message WHERE shop_id = $1";
/// What a shop says while nobody is there.
pub async fn away(tx: &mut Tx, shop: ShopId) -> Result<Away, DbError> {
    let decode = |mut row: Row| Ok(Away { words: row.text()?, is_on: row.flag()? });
    Ok(tx.find(AWAY, params![shop], decode).await?.unwrap_or_default())
}

const SET_AWAY: &str = "INSERT INTO away_message (shop_id, words, is_on) VALUES ($1, $2, $3) \
    ON CONFLICT (shop_id) DO UPDATE SET words = $2, is_on = $3";
pub async fn set_away(tx: &mut Tx, by: &Actor, away: &Away) -> Result<(), SayError> {
    Ok(tx.execute_one(SET_AWAY, params![by.shop()?, &away.words, away.is_on]).await?)
}
