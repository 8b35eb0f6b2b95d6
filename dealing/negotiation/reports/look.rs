use kernel::{Actor, Forbidden, Timestamp};
use platform::{audit, db::Tx};
use serde_json::json;

use super::{Report, ReportId, RuleError, rule::check_own_case, store};
use crate::negotiation::{self, Conversation, Message};

/// Messages on either side of the reported one.
const AROUND: i64 = 20;

/// What a moderator reads.
#[derive(Clone, Debug)]
pub struct CaseFile {
    pub report: Report,
    pub conversation: Conversation,
    pub messages: Vec<Message>,
}

/// Read a reported conversation, as a moderator: what stands around the reported message, or its newest part. The reading
/// is written down.
pub async fn look(tx: &mut Tx, by: &Actor, now: Timestamp, id: ReportId) -> Result<CaseFile, RuleError> {
    let Actor::Moderator { account } = *by else { return Err(Forbidden.into()) };
    let report = store::find(tx, id).await?.ok_or(RuleError::NoSuchReport)?;
    check_own_case(tx, account, &report).await?;
    let conversation = negotiation::find_for(tx, &Actor::System, report.conversation).await?;
    let conversation = conversation.ok_or(RuleError::NoSuchReport)?;
    let before = report.position.map_or(i64::MAX, |position| position + AROUND + 1);
    let messages = negotiation::messages(tx, report.conversation, before, 2 * AROUND + 1).await?;
    let at = |message: Option<&Message>| message.map_or(0, |message| message.position);
    let detail = json!({
        "conversation": report.conversation, "from": at(messages.first()), "to": at(messages.last()),
    });
    audit::record(tx, now, Some(account), "conversation.read", &id.to_string(), &detail).await?;
    Ok(CaseFile { report, conversation, messages })
}
