use kernel::{Actor, Forbidden};
use platform::db::{DbError, Tx};

use super::{Preference, store};

#[derive(Clone, Debug, thiserror::Error)]
pub enum ChooseError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the choice could not be kept")]
    Store(#[from] DbError),
}

/// Say where each kind arrives. What must arrive does, whatever is said.
pub async fn choose(tx: &mut Tx, by: &Actor, choices: &[Preference]) -> Result<(), ChooseError> {
    let account = by.account()?;
    for choice in choices {
        store::keep_choice(tx, account, &choice.in_force()).await?;
    }
    Ok(())
}
