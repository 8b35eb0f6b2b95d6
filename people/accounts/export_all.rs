use kernel::Actor;
use platform::db::Tx;

use super::CloseError;
use crate::capability::Brought;

/// Everything the market keeps about the person who asks, one section for each capability.
pub async fn export_all(
    tx: &mut Tx,
    by: &Actor,
    capabilities: &[Brought],
) -> Result<serde_json::Value, CloseError> {
    let account = by.account()?;
    let mut all = serde_json::Map::new();
    for (section, export) in capabilities.iter().flat_map(|brought| brought.people.export) {
        all.insert((*section).to_owned(), export(tx, account).await?);
    }
    Ok(all.into())
}
