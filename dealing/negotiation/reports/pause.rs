//! Who begins no conversations for a while.

use kernel::{AccountId, Side, Timestamp};
use platform::{
    db::{DbError, Tx},
    params,
};

use super::ReportId;
use crate::negotiation::Conversation;

const PUT: &str = "INSERT INTO talk_pause (account_id, until, shop_id, report_id) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (account_id) DO UPDATE SET until = CASE WHEN talk_pause.until > excluded.until \
    THEN talk_pause.until ELSE excluded.until END, shop_id = excluded.shop_id, report_id = excluded.report_id";
/// Have somebody begin no conversations until then; a pause that lasts longer stays.
pub(super) async fn put(
    tx: &mut Tx,
    account: AccountId,
    until: Timestamp,
    report: ReportId,
) -> Result<(), DbError> {
    tx.execute_one(PUT, params![account, until, report.shop(), report.number()]).await
}

const UNTIL: &str = "SELECT until FROM talk_pause WHERE account_id = $1 AND until > $2";
/// Until when somebody begins no conversations, if they may not.
pub async fn paused_until(
    tx: &mut Tx,
    now: Timestamp,
    account: AccountId,
) -> Result<Option<Timestamp>, DbError> {
    tx.find(UNTIL, params![account, now], |mut row| row.time()).await
}

/// Until when somebody may not go on with a conversation: a paused writer answers, and does not begin.
pub async fn check(
    tx: &mut Tx,
    now: Timestamp,
    account: AccountId,
    conversation: &Conversation,
    side: Side,
) -> Result<Option<Timestamp>, DbError> {
    let other = if side == Side::Buyer { Side::Seller } else { Side::Buyer };
    // An automatic reply asks nothing.
    let is_asked = conversation.last_by == other && conversation.last_kind != "away";
    if conversation.last_position > 0 && is_asked {
        return Ok(None);
    }
    paused_until(tx, now, account).await
}
