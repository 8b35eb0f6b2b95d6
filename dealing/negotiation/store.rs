//! Conversations and their messages.

use goods::search::fold;
use kernel::{AccountId, Actor, ShopId, Side, Timestamp};
use platform::{
    any_pair,
    db::{DbError, Row, Tx, json},
    params,
};

use super::{Body, Conversation, ConversationId, Inbox, Message, ReadMark};

macro_rules! conversation_columns {
    () => {
        "SELECT shop_id, id, buyer_id, last_position, last_at, preview, last_kind, last_by, buyer_read, buyer_unread, \
         seller_read, seller_unread, assigned_to, staff_note, snoozed_until, blocked_by_buyer, blocked_by_seller, \
         away_at, created_at FROM conversation "
    };
}

fn decode(mut row: Row) -> Result<Conversation, DbError> {
    Ok(Conversation {
        id: ConversationId::new(row.shop()?, row.int()?),
        buyer: row.account()?,
        last_position: row.int()?,
        last_at: row.time()?,
        preview: row.text()?,
        last_kind: row.text()?,
        last_by: row.word(Side::parse)?,
        buyer_seen: ReadMark { position: row.int()?, unread: row.int()? },
        seller_seen: ReadMark { position: row.int()?, unread: row.int()? },
        assigned_to: row.maybe_int()?.map(AccountId::new),
        staff_note: row.text()?,
        snoozed_until: row.maybe_time()?,
        is_blocked_by_buyer: row.flag()?,
        is_blocked_by_seller: row.flag()?,
        away_at: row.maybe_time()?,
        created_at: row.time()?,
    })
}

const INSERT: &str = "INSERT INTO conversation (shop_id, id, buyer_id, last_position, last_at, preview, last_kind, last_by, \
    buyer_read, seller_read, buyer_unread, seller_unread, staff_note, blocked_by_buyer, blocked_by_seller, created_at) \
    VALUES ($1, $2, $3, 0, $4, '', '', 'buyer', 0, 0, 0, 0, '', 0, 0, $4) ON CONFLICT (shop_id, buyer_id) DO NOTHING";
pub(super) async fn insert(
    tx: &mut Tx,
    now: Timestamp,
    id: ConversationId,
    buyer: AccountId,
) -> Result<(), DbError> {
    tx.execute(INSERT, params![id.shop(), id.number(), buyer, now]).await.map(drop)
}

const FIND: &str = concat!(conversation_columns!(), "WHERE shop_id = $1 AND id = $2");
const FIND_FOR_BUYER: &str =
    concat!(conversation_columns!(), "WHERE shop_id = $1 AND id = $2 AND buyer_id = $3");
/// The conversation, if it exists for whoever asks: the buyer's own or the shop's own.
pub async fn find_for(tx: &mut Tx, by: &Actor, id: ConversationId) -> Result<Option<Conversation>, DbError> {
    let (shop, number) = (id.shop(), id.number());
    match by {
        Actor::Buyer { account } => tx.find(FIND_FOR_BUYER, params![shop, number, *account], decode).await,
        Actor::Seller { shop: own, .. } if *own == shop => tx.find(FIND, params![shop, number], decode).await,
        Actor::System => tx.find(FIND, params![shop, number], decode).await,
        Actor::Guest | Actor::Seller { .. } | Actor::Moderator { .. } | Actor::Operator { .. } => Ok(None),
    }
}

const FIND_OF_BUYER: &str = concat!(conversation_columns!(), "WHERE shop_id = $1 AND buyer_id = $2");
/// What a buyer and a shop have said to each other, if anything.
pub async fn find_of_buyer(
    tx: &mut Tx,
    shop: ShopId,
    buyer: AccountId,
) -> Result<Option<Conversation>, DbError> {
    tx.find(FIND_OF_BUYER, params![shop, buyer], decode).await
}

/// The conversation of a buyer and a shop that have an order between them, whether they have talked or not.
pub(super) async fn find_or_begin(
    tx: &mut Tx,
    now: Timestamp,
    shop: ShopId,
    buyer: AccountId,
) -> Result<Conversation, DbError> {
    if let Some(found) = find_of_buyer(tx, shop, buyer).await? {
        return Ok(found);
    }
    insert(tx, now, ConversationId::new(shop, tx.next_id(now)), buyer).await?;
    find_of_buyer(tx, shop, buyer).await?.ok_or(DbError::Raced)
}

const LIST_FOR_BUYER: &str = concat!(
    conversation_columns!(),
    "WHERE buyer_id = $1 AND last_position > 0 AND (last_at < $2 OR (last_at = $2 AND id < $3)) \
     ORDER BY last_at DESC, id DESC LIMIT $4"
);
/// A buyer's conversations from before (`at`, `id`), the newest first.
pub async fn list_for_buyer(
    tx: &mut Tx,
    buyer: AccountId,
    before: (i64, i64),
    limit: i64,
) -> Result<Vec<Conversation>, DbError> {
    tx.list(LIST_FOR_BUYER, params![buyer, before.0, before.1, limit], decode).await
}

const LIST_FOR_SELLER: &str = concat!(
    conversation_columns!(),
    "WHERE shop_id = $1 AND last_position > 0 AND (last_at < $2 OR (last_at = $2 AND id < $3)) \
     AND (($4 = 'open' AND (snoozed_until IS NULL OR snoozed_until <= $5)) OR ($4 = 'unread' AND seller_unread > 0) \
     OR ($4 = 'mine' AND assigned_to = $6) OR ($4 = 'snoozed' AND snoozed_until > $5)) \
     ORDER BY last_at DESC, id DESC LIMIT $7"
);
/// A shop's conversations of one box from before (`at`, `id`), the newest first.
pub async fn list_for_seller(
    tx: &mut Tx,
    now: Timestamp,
    shop: ShopId,
    inbox: Inbox,
    reader: AccountId,
    before: (i64, i64),
    limit: i64,
) -> Result<Vec<Conversation>, DbError> {
    let values = params![shop, before.0, before.1, inbox.name(), now, reader, limit];
    tx.list(LIST_FOR_SELLER, values, decode).await
}

const SEARCH_BUYER: &str = concat!(
    conversation_columns!(),
    "c WHERE buyer_id = $1 AND EXISTS (SELECT 1 FROM message m WHERE m.shop_id = c.shop_id \
     AND m.conversation_id = c.id AND m.folded LIKE $2 ESCAPE '!') ORDER BY last_at DESC, id DESC LIMIT 50"
);
const SEARCH_SELLER: &str = concat!(
    conversation_columns!(),
    "c WHERE shop_id = $1 AND (EXISTS (SELECT 1 FROM message m WHERE m.shop_id = c.shop_id \
     AND m.conversation_id = c.id AND m.folded LIKE $2 ESCAPE '!') \
     OR EXISTS (SELECT 1 FROM account a WHERE a.id = c.buyer_id AND LOWER(a.name) LIKE $2 ESCAPE '!')) \
     ORDER BY last_at DESC, id DESC LIMIT 50"
);
/// The conversations of whoever asks in which these words stand, the newest first. Cost: reads their messages.
pub async fn search(tx: &mut Tx, by: &Actor, words: &str) -> Result<Vec<Conversation>, DbError> {
    let plain: String = fold(words)
        .chars()
        .flat_map(|c| match c {
            '%' | '_' | '!' => vec!['!', c],
            c => vec![c],
        })
        .collect();
    let pattern = format!("%{plain}%");
    match by {
        Actor::Buyer { account } => tx.list(SEARCH_BUYER, params![*account, &pattern], decode).await,
        Actor::Seller { shop, .. } => tx.list(SEARCH_SELLER, params![*shop, &pattern], decode).await,
        Actor::Guest | Actor::Moderator { .. } | Actor::Operator { .. } | Actor::System => Ok(Vec::new()),
    }
}

const UNREAD_OF_BUYER: &str =
    "SELECT CAST(COALESCE(SUM(buyer_unread), 0) AS BIGINT) FROM conversation WHERE buyer_id = $1";
const UNREAD_OF_SHOP: &str =
    "SELECT CAST(COALESCE(SUM(seller_unread), 0) AS BIGINT) FROM conversation WHERE shop_id = $1";
/// Messages that wait for a person, as a buyer and in their shops.
pub async fn count_unread(tx: &mut Tx, buyer: AccountId, shops: &[ShopId]) -> Result<i64, DbError> {
    let mut count = tx.number(UNREAD_OF_BUYER, params![buyer]).await?;
    for shop in shops {
        count += tx.number(UNREAD_OF_SHOP, params![*shop]).await?;
    }
    Ok(count)
}

const WAITS_SINCE: &str = "SELECT waits_since FROM conversation WHERE shop_id = $1 AND id = $2";
/// Since when the buyer waits for an answer, if they do.
pub(super) async fn waits_since(tx: &mut Tx, id: ConversationId) -> Result<Option<Timestamp>, DbError> {
    let since = tx.find(WAITS_SINCE, params![id.shop(), id.number()], |mut row| row.maybe_time()).await?;
    Ok(since.flatten())
}

const BUMP: &str = "UPDATE conversation SET last_position = last_position + 1, last_at = $3, preview = $4, last_kind = $5, \
    last_by = $6, buyer_unread = buyer_unread + $7, seller_unread = seller_unread + $8, \
    waits_since = CASE WHEN $6 = 'buyer' THEN COALESCE(waits_since, $3) ELSE NULL END, \
    snoozed_until = CASE WHEN $6 = 'buyer' THEN NULL ELSE snoozed_until END \
    WHERE shop_id = $1 AND id = $2 RETURNING last_position";
const INSERT_MESSAGE: &str = "INSERT INTO message (shop_id, conversation_id, position, by_side, by_account, key, kind, facts, \
    folded, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const INSERT_PHOTO: &str = "INSERT INTO message_photo (shop_id, conversation_id, file) VALUES ($1, $2, $3) \
    ON CONFLICT DO NOTHING";
/// Write a message at the end of a conversation.
///
/// The row of the conversation is locked first, so positions follow one another without a gap.
pub(super) async fn insert_message(
    tx: &mut Tx,
    now: Timestamp,
    conversation: &Conversation,
    by: Side,
    account: Option<AccountId>,
    key: &str,
    body: Body,
) -> Result<Message, DbError> {
    let (shop, number) = (conversation.id.shop(), conversation.id.number());
    let (for_buyer, for_seller) = (i64::from(by != Side::Buyer), i64::from(by == Side::Buyer));
    let preview = body.preview();
    let values = params![shop, number, now, &preview, body.kind(), by.name(), for_buyer, for_seller];
    let position = tx.find(BUMP, values, |mut row| row.int()).await?.ok_or(DbError::Raced)?;
    let message = Message { position, by, account, key: key.to_owned(), body, at: now };
    let facts = json(&message.body)?;
    let kept = account.map_or_else(|| key.to_owned(), |account| own_key(account, key));
    let folded = fold(message.body.words());
    let values =
        params![shop, number, position, by.name(), account, &kept, message.body.kind(), facts, folded, now];
    tx.execute_one(INSERT_MESSAGE, values).await?;
    for file in message.body.files() {
        tx.execute(INSERT_PHOTO, params![shop, number, file]).await?;
    }
    Ok(message)
}

/// Two people's devices may choose the same key.
fn own_key(account: AccountId, key: &str) -> String {
    format!("{account}-{key}")
}

macro_rules! message_columns {
    () => {
        "SELECT position, by_side, by_account, key, facts, created_at FROM message "
    };
}

fn decode_message(mut row: Row) -> Result<Message, DbError> {
    let (position, by, account) = (row.int()?, row.word(Side::parse)?, row.maybe_int()?.map(AccountId::new));
    let kept = row.text()?;
    let key = match account {
        Some(account) => kept.strip_prefix(&own_key(account, "")).unwrap_or(&kept).to_owned(),
        None => kept,
    };
    Ok(Message { position, by, account, key, body: row.json()?, at: row.time()? })
}

const FIND_SAID: &str =
    concat!(message_columns!(), "WHERE shop_id = $1 AND conversation_id = $2 AND key = $3");
/// What a person has said under a key, if anything.
pub async fn find_said(
    tx: &mut Tx,
    id: ConversationId,
    account: AccountId,
    key: &str,
) -> Result<Option<Message>, DbError> {
    let kept = own_key(account, key);
    tx.find(FIND_SAID, params![id.shop(), id.number(), kept], decode_message).await
}

const MESSAGES: &str = concat!(
    message_columns!(),
    "WHERE shop_id = $1 AND conversation_id = $2 AND position < $3 ORDER BY position DESC LIMIT $4"
);
/// The last messages before a position, the oldest first.
pub async fn messages(
    tx: &mut Tx,
    id: ConversationId,
    before: i64,
    limit: i64,
) -> Result<Vec<Message>, DbError> {
    let mut found = tx.list(MESSAGES, params![id.shop(), id.number(), before, limit], decode_message).await?;
    found.reverse();
    Ok(found)
}

const LAST_OFFERS: &str = concat!(
    "SELECT m.shop_id, m.conversation_id, m.position, m.by_side, m.by_account, m.key, m.facts, m.created_at \
     FROM conversation c JOIN message m ON m.shop_id = c.shop_id AND m.conversation_id = c.id \
     AND m.position = c.last_position WHERE c.last_kind = 'offer' AND ",
    any_pair!("c.shop_id", "c.id"),
    " LIMIT 100"
);
/// What was said last in several conversations, where that was about an offer.
pub(super) async fn last_offers(
    tx: &mut Tx,
    ids: impl Iterator<Item = ConversationId>,
) -> Result<Vec<(ConversationId, Message)>, DbError> {
    let keys = ids.map(|id| params![id.shop(), id.number()].to_vec()).collect();
    let decode = |mut row: Row| Ok((ConversationId::new(row.shop()?, row.int()?), decode_message(row)?));
    tx.list_several(LAST_OFFERS, keys, decode).await
}

const OFFERS_SAID: &str = concat!(
    message_columns!(),
    "WHERE shop_id = $1 AND conversation_id = $2 AND kind = 'offer' ORDER BY position DESC LIMIT 20"
);
/// What was said last about offers, the newest first.
pub(super) async fn offers_said(tx: &mut Tx, id: ConversationId) -> Result<Vec<Message>, DbError> {
    tx.list(OFFERS_SAID, params![id.shop(), id.number()], decode_message).await
}

const MESSAGES_AFTER: &str = concat!(
    message_columns!(),
    "WHERE shop_id = $1 AND conversation_id = $2 AND position > $3 ORDER BY position LIMIT $4"
);
/// The first messages after a position, the oldest first.
pub async fn messages_after(
    tx: &mut Tx,
    id: ConversationId,
    after: i64,
    limit: i64,
) -> Result<Vec<Message>, DbError> {
    tx.list(MESSAGES_AFTER, params![id.shop(), id.number(), after, limit], decode_message).await
}

const HAS_PHOTO: &str =
    "SELECT COUNT(*) FROM message_photo WHERE shop_id = $1 AND conversation_id = $2 AND file = $3";
/// Whether a photo was shown in a conversation.
pub(super) async fn has_photo(tx: &mut Tx, id: ConversationId, file: &str) -> Result<bool, DbError> {
    Ok(tx.number(HAS_PHOTO, params![id.shop(), id.number(), file]).await? > 0)
}

const READ_BUYER: &str = "UPDATE conversation SET buyer_read = $3, buyer_unread = (SELECT COUNT(*) FROM message m \
    WHERE m.shop_id = $1 AND m.conversation_id = $2 AND m.position > $3 AND m.by_side <> 'buyer') \
    WHERE shop_id = $1 AND id = $2 AND buyer_read <= $3";
const READ_SELLER: &str = "UPDATE conversation SET seller_read = $3, seller_unread = (SELECT COUNT(*) FROM message m \
    WHERE m.shop_id = $1 AND m.conversation_id = $2 AND m.position > $3 AND m.by_side = 'buyer') \
    WHERE shop_id = $1 AND id = $2 AND seller_read <= $3";
pub(super) async fn set_read(
    tx: &mut Tx,
    id: ConversationId,
    side: Side,
    position: i64,
) -> Result<(), DbError> {
    let sql = if side == Side::Buyer { READ_BUYER } else { READ_SELLER };
    tx.execute(sql, params![id.shop(), id.number(), position]).await.map(drop)
}

const SEEM_READ: &str = "UPDATE conversation SET seller_read = last_position WHERE shop_id = $1 AND id = $2";
/// Let the buyer believe that the shop has read everything; what waits for the shop still does.
pub(super) async fn seem_read(tx: &mut Tx, id: ConversationId) -> Result<(), DbError> {
    tx.execute_one(SEEM_READ, params![id.shop(), id.number()]).await
}

const BLOCK_BUYER: &str = "UPDATE conversation SET blocked_by_buyer = $3 WHERE shop_id = $1 AND id = $2";
const BLOCK_SELLER: &str = "UPDATE conversation SET blocked_by_seller = $3 WHERE shop_id = $1 AND id = $2";
pub(super) async fn set_blocked(
    tx: &mut Tx,
    id: ConversationId,
    side: Side,
    is_blocked: bool,
) -> Result<(), DbError> {
    let sql = if side == Side::Buyer { BLOCK_BUYER } else { BLOCK_SELLER };
    tx.execute_one(sql, params![id.shop(), id.number(), is_blocked]).await
}

const SET_AWAY_AT: &str = "UPDATE conversation SET away_at = $3 WHERE shop_id = $1 AND id = $2";
pub(super) async fn set_away_at(tx: &mut Tx, id: ConversationId, at: Timestamp) -> Result<(), DbError> {
    tx.execute_one(SET_AWAY_AT, params![id.shop(), id.number(), at]).await
}

const ASSIGN: &str = "UPDATE conversation SET assigned_to = $3 WHERE shop_id = $1 AND id = $2";
pub(super) async fn set_assigned(
    tx: &mut Tx,
    id: ConversationId,
    to: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute_one(ASSIGN, params![id.shop(), id.number(), to]).await
}

const NOTE: &str = "UPDATE conversation SET staff_note = $3 WHERE shop_id = $1 AND id = $2";
pub(super) async fn set_note(tx: &mut Tx, id: ConversationId, words: &str) -> Result<(), DbError> {
    tx.execute_one(NOTE, params![id.shop(), id.number(), words]).await
}

const SNOOZE: &str = "UPDATE conversation SET snoozed_until = $3 WHERE shop_id = $1 AND id = $2";
pub(super) async fn set_snoozed(
    tx: &mut Tx,
    id: ConversationId,
    until: Option<Timestamp>,
) -> Result<(), DbError> {
    tx.execute_one(SNOOZE, params![id.shop(), id.number(), until]).await
}

const EXPORT: &str = "SELECT c.shop_id, c.id, m.position, m.by_side, m.facts, m.created_at FROM conversation c \
    JOIN message m ON m.shop_id = c.shop_id AND m.conversation_id = c.id \
    WHERE c.buyer_id = $1 ORDER BY c.shop_id, c.id, m.position LIMIT 100000";
/// Everything that a person has said to shops and heard from them, as programs see it.
pub async fn export(tx: &mut Tx, buyer: AccountId) -> Result<serde_json::Value, DbError> {
    let decode = |mut row: Row| {
        let id = ConversationId::new(row.shop()?, row.int()?);
        let (position, by, body) = (row.int()?, row.text()?, row.json::<Body>()?);
        let at = row.time()?.rfc3339();
        Ok(serde_json::json!({ "conversation": id, "position": position, "by": by, "body": body, "at": at }))
    };
    Ok(serde_json::json!(tx.list(EXPORT, params![buyer], decode).await?))
}
