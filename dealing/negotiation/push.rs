//! Waking the other side's browsers when something is said and their page is closed.
//!
//! A message waits some seconds first, so that several in a row wake once, and who reads it meanwhile is left alone.
//! What somebody has read, and what they have open in a process of their own, is known; a page that is open but hidden,
//! at another process of the market, is woken nevertheless.

use kernel::{Actor, Side, Timestamp};
use people::{
    accounts::{self, Account},
    market::Market,
    notifications::push::{self, Device},
    shops,
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    jobs::{self, Failure},
    views::Shell,
};
use serde_json::json;

use super::{
    Body, Conversation, ConversationId, Message, page_topic,
    promises::{PushMessage, WakeDevice, readers},
    store,
};

/// The message, if it is the newest of its side and the other has not read it.
async fn unread(
    tx: &mut Tx,
    id: ConversationId,
    position: i64,
) -> Result<Option<(Conversation, Message)>, DbError> {
    let Some(conversation) = store::find_for(tx, &Actor::System, id).await? else { return Ok(None) };
    let found = store::messages_after(tx, id, position - 1, 100).await?;
    let Some(message) = found.iter().find(|message| message.position == position).cloned() else {
        return Ok(None);
    };
    let reader = if message.by == Side::Buyer { Side::Seller } else { Side::Buyer };
    let is_newest = !found.iter().any(|later| later.position > position && later.by == message.by);
    let is_read = conversation.seen(reader).position >= position;
    Ok((is_newest && !is_read).then_some((conversation, message)))
}

pub(super) async fn push_message(market: &Market, now: Timestamp, job: PushMessage) -> Result<(), Failure> {
    let PushMessage { conversation: id, position } = job;
    let hub = market.db.hub().clone();
    let act = async move |tx: &mut Tx| {
        let Some((conversation, message)) = unread(tx, id, position).await? else { return Ok(()) };
        for account in readers(tx, &conversation, message.by).await? {
            if hub.is_heard(&page_topic(id, account)) || message.account == Some(account) {
                continue;
            }
            for device in push::live(tx, now, account).await? {
                let job = WakeDevice { conversation: id, position, account, device: device.id };
                jobs::enqueue(tx, now, now, &job).await?;
            }
        }
        Ok::<_, DbError>(())
    };
    Ok(market.db.write(act).await?)
}

pub(super) async fn wake_device(market: &Market, now: Timestamp, job: WakeDevice) -> Result<(), Failure> {
    let WakeDevice { conversation: id, position, account, device } = job;
    let read = async move |tx: &mut Tx| {
        let Some((conversation, message)) = unread(tx, id, position).await? else { return Ok(None) };
        let device = push::live(tx, now, account).await?.into_iter().find(|live| live.id == device);
        let reader = accounts::find(tx, account).await?.filter(|reader| reader.closed_at.is_none());
        let (Some(device), Some(reader)) = (device, reader) else { return Ok(None) };
        let from = sender(tx, &conversation, &message, reader.language).await?;
        Ok::<_, DbError>(Some((device, reader, message, from)))
    };
    let found: Option<(Device, Account, Message, String)> = market.db.read(read).await?;
    let Some((device, reader, message, from)) = found else { return Ok(()) };
    let words = words(market, &reader, &message);
    let told = json!({
        "title": from, "body": words, "lang": reader.language.code(), "path": format!("/conversations/{id}"),
    });
    push::wake(market, now, account, &device, &format!("conversation/{id}"), told.to_string().as_bytes())
        .await
}

/// Who says it, as the reader knows them.
async fn sender(
    tx: &mut Tx,
    conversation: &Conversation,
    message: &Message,
    language: Lang,
) -> Result<String, DbError> {
    Ok(match message.by {
        Side::Buyer => accounts::name_of(tx, conversation.buyer).await?.unwrap_or_default(),
        Side::Seller | Side::Market => shops::find(tx, conversation.id.shop())
            .await?
            .map(|shop| shop.name_in(language).to_owned())
            .unwrap_or_default(),
    })
}

/// The beginning of a message, or what it is when it has no words, in the reader's language.
fn words(market: &Market, reader: &Account, message: &Message) -> String {
    let shell = Shell::new(market.texts.of(reader.language), &market.config.market);
    let preview = message.body.preview();
    match message.body.kind() {
        kind @ ("photos" | "listing" | "order" | "offer" | "quote" | "progress") => {
            let amount = match &message.body {
                Body::Offer { card } => shell.money(&card.amount),
                Body::Order { total, .. } => shell.money(total),
                Body::Quote { card } => {
                    card.terms.as_ref().map(|terms| shell.money(&terms.amount)).unwrap_or_default()
                }
                Body::Text { .. }
                | Body::Photos { .. }
                | Body::Listing { .. }
                | Body::Progress { .. }
                | Body::Away { .. } => String::new(),
            };
            let parts = [shell.of("talk-preview", kind), amount, preview];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        }
        _ => preview,
    }
}
