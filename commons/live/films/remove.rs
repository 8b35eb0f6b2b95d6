use kernel::{Actor, Forbidden};
use platform::db::{DbError, Tx};

use super::{Film, FilmId, store};

#[derive(Debug, thiserror::Error)]
pub enum RemoveError {
    #[error("there is no such film")]
    NoSuchFilm,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the film could not be taken away")]
    Store(#[from] DbError),
}

/// Take a film away, for its shop or for the market. Its file goes after the commit.
pub async fn remove(tx: &mut Tx, by: &Actor, id: FilmId) -> Result<Film, RemoveError> {
    let is_theirs = match by {
        Actor::Seller { shop, .. } => *shop == id.shop(),
        Actor::Moderator { .. } | Actor::Operator { .. } | Actor::System => true,
        Actor::Guest | Actor::Buyer { .. } => false,
    };
    let found = store::find(tx, id).await?.filter(|_| is_theirs).ok_or(RemoveError::NoSuchFilm)?;
    store::delete(tx, id).await?;
    Ok(found)
}
