use kernel::AccountId;
use platform::db::{DbError, Tx};
use serde_json::{Value, json};

use super::store;

/// What somebody has written about others: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    const AT_ONCE: i64 = 100;
    let (mut all, mut before) = (Vec::new(), i64::MAX);
    loop {
        let found = store::list_by_author(tx, account, before, AT_ONCE).await?;
        let Some(last) = found.last() else { return Ok(json!(all)) };
        before = last.id.number();
        all.extend(found.iter().map(|review| {
            json!({
                "order": review.order,
                "verdict": review.said.verdict.name(),
                "words": review.said.words,
                "reply": review.reply.as_ref().map(|reply| &reply.words),
                "state": review.state.name(),
                "created_at": review.created_at,
            })
        }));
    }
}
