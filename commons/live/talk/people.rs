use kernel::{AccountId, Actor};
use platform::db::Tx;

use super::{WordError, silence_store};

/// Let somebody speak again in the rooms of the shop. Whoever may already still may.
pub async fn release(tx: &mut Tx, by: &Actor, account: AccountId) -> Result<(), WordError> {
    Ok(silence_store::release(tx, by.shop()?, account).await?)
}
