use kernel::{Actor, Forbidden};
use platform::db::{DbError, Tx};

use super::{Profile, store};

#[derive(Clone, Debug, thiserror::Error)]
pub enum EditError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the profile could not be kept")]
    Store(#[from] DbError),
}

/// Change the name, language, time zone and birth year of the one who asks.
pub async fn edit(tx: &mut Tx, by: &Actor, profile: &Profile) -> Result<(), EditError> {
    store::update_profile(tx, by.account()?, profile).await?;
    Ok(())
}
