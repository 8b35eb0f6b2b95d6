use kernel::AccountId;
use platform::{
    db::{DbError, Tx},
    params,
};
use serde_json::{Value, json};

use super::notices;

const RECORDS: &str = "SELECT title, state, content, created_at FROM design_record \
    WHERE by_account = $1 ORDER BY shop_id, id LIMIT 10000";
/// The records that somebody has put down for their shops, and what they said in cases.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let records = tx
        .list(RECORDS, params![account], |mut row| {
            let (title, state, content) = (row.text()?, row.text()?, row.text()?);
            let content: Value = serde_json::from_str(&content).unwrap_or_default();
            Ok(json!({ "title": title, "state": state, "content": content, "at": row.time()? }))
        })
        .await?;
    Ok(json!({ "records": records, "statements": notices::export(tx, account).await? }))
}
