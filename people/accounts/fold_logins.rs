//! Logins that were kept before they had a key.

use kernel::AccountId;
use platform::db::{Db, DbError, Row, Tx};
use platform::params;

use super::login::email_key;

const BATCH: i64 = 1_000;

const LIST: &str = "SELECT id, email FROM account WHERE email IS NOT NULL AND email_key IS NULL AND id > $1 \
    ORDER BY id LIMIT $2";
const SET_KEY: &str = "UPDATE account SET email_key = $2, same_as = $3 WHERE id = $1";
const OWNER: &str = "SELECT id FROM account WHERE email_key = $1";

/// Give the addresses that have none their key: at the start, once.
///
/// Of two accounts that turn out to have one key, the one that is written so already has it, else the older. The other
/// keeps its address as its key, so that both can sign in as before, and `jishi check` names it. Nothing is merged.
pub async fn fold_logins(db: &Db) -> Result<(), DbError> {
    for is_own in [true, false] {
        let mut last = AccountId::new(0);
        loop {
            let after = last;
            let act = async move |tx: &mut Tx| {
                let decode = |mut row: Row| Ok((row.account()?, row.text()?));
                let found: Vec<(AccountId, String)> = tx.list(LIST, params![after, BATCH], decode).await?;
                for (id, email) in &found {
                    let key = email_key(email);
                    if is_own && key != *email {
                        continue;
                    }
                    let owner = tx.find(OWNER, params![&key], |mut row| row.account()).await?;
                    let (key, same_as) = match owner {
                        Some(owner) => (email.clone(), Some(owner)),
                        None => (key, None),
                    };
                    tx.execute_one(SET_KEY, params![*id, key, same_as]).await?;
                }
                Ok::<_, DbError>(found.last().map(|(id, _)| *id))
            };
            match db.write(act).await? {
                Some(id) => last = id,
                None => break,
            }
        }
    }
    Ok(())
}
