use kernel::{AccountId, Actor, Forbidden, Side, Timestamp, days};
use people::{rules::Rules, shops};
use platform::db::{DbError, Tx};

use super::{Report, ReportId, ReportReason, store};
use crate::{
    negotiation::numbers,
    negotiation::{self, Conversation, ConversationId},
};

/// What somebody tells.
#[derive(Clone, Debug)]
pub struct NewReport {
    /// Of the message; none for the whole conversation.
    pub position: Option<i64>,
    pub reason: ReportReason,
    pub words: String,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum ReportError {
    #[error("there is no such conversation")]
    NoSuchConversation,
    #[error("there is no such message of the other side")]
    NoSuchMessage,
    #[error("a report of this conversation waits for a moderator")]
    Already,
    #[error("there were too many reports for one day")]
    TooMany,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the report could not be kept")]
    Store(#[from] DbError),
}

/// Tell the moderators about a message of the other side, or about the whole conversation. From now on a moderator may
/// read it.
pub async fn report(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: ConversationId,
    told: NewReport,
) -> Result<Report, ReportError> {
    let (side, account) = (by.side()?, by.account()?);
    let found = negotiation::find_for(tx, by, id).await?.ok_or(ReportError::NoSuchConversation)?;
    if store::find_open_of(tx, id, account).await?.is_some() {
        return Err(ReportError::Already);
    }
    if store::count_since(tx, account, now - days(1)).await? >= i64::from(rules.count(numbers::REPORTS)) {
        return Err(ReportError::TooMany);
    }
    let NewReport { position, reason, words } = told;
    let about = writer(tx, &found, side, position).await?.ok_or(ReportError::NoSuchMessage)?;
    let report = Report {
        id: ReportId::new(id.shop(), tx.next_id(now)),
        conversation: id,
        by: account,
        side,
        about,
        position,
        reason,
        words,
        decided: None,
        at: now,
    };
    store::insert(tx, &report).await.map_err(|error| match error {
        DbError::Unique => ReportError::Already,
        error => error.into(),
    })?;
    Ok(report)
}

/// Messages among which the writer of a whole conversation is looked for.
const NEWEST: i64 = 100;

/// Who of the other side wrote the message, or the newest one; what came by itself is the owner's.
async fn writer(
    tx: &mut Tx,
    found: &Conversation,
    side: Side,
    position: Option<i64>,
) -> Result<Option<AccountId>, DbError> {
    let list = match position {
        Some(at) => negotiation::messages_after(tx, found.id, at.saturating_sub(1), 1).await?,
        None => negotiation::messages(tx, found.id, i64::MAX, NEWEST).await?,
    };
    let other = if side == Side::Buyer { Side::Seller } else { Side::Buyer };
    let theirs = |message: &&negotiation::Message| {
        message.by == other && position.is_none_or(|at| at == message.position)
    };
    let Some(message) = list.iter().rev().find(theirs) else { return Ok(None) };
    match (other, message.account) {
        (Side::Buyer, _) => Ok(Some(found.buyer)),
        (Side::Seller | Side::Market, Some(account)) => Ok(Some(account)),
        (Side::Seller | Side::Market, None) => shops::owned_by(tx, found.id.shop()).await,
    }
}
