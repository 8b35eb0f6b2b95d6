use kernel::{Chance, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::key::{PublicKey, SigningKey};

const NOW: &str =
    "SELECT id, secret, created_at FROM design_key WHERE retired_at IS NULL ORDER BY id DESC LIMIT 1";
const LAST: &str = "SELECT COALESCE(MAX(id), 0) FROM design_key";
const INSERT: &str = "INSERT INTO design_key (id, public_key, secret, created_at, retired_at) \
    VALUES ($1, $2, $3, $4, NULL) ON CONFLICT (id) DO NOTHING";

fn decode(mut row: Row) -> Result<SigningKey, DbError> {
    let (id, secret) = (row.int()?, row.blob()?);
    SigningKey::read(id, &secret, row.time()?).ok_or(DbError::Corrupt { sql: NOW, column: 2 })
}

/// The key that signs now; the first is drawn when it is asked for.
pub(super) async fn signing_key(tx: &mut Tx, now: Timestamp) -> Result<SigningKey, DbError> {
    if let Some(key) = tx.find(NOW, &[], decode).await? {
        return Ok(key);
    }
    draw(tx, now).await?;
    tx.find(NOW, &[], decode).await?.ok_or(DbError::Corrupt { sql: NOW, column: 0 })
}

async fn draw(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    // From the system in any case: a demo market is made of a fixed seed.
    let seed = Chance::from_entropy().bytes::<32>();
    let id = tx.number(LAST, &[]).await? + 1;
    let key = SigningKey::read(id, &seed, now).ok_or(DbError::Corrupt { sql: INSERT, column: 2 })?;
    tx.execute(INSERT, params![id, key.public.octets, seed.to_vec(), now]).await.map(drop)
}

const RETIRE: &str = "UPDATE design_key SET retired_at = $1 WHERE retired_at IS NULL";
/// Sign with a new key from now on. The old ones stay published, since what they have signed stays.
pub async fn rotate(tx: &mut Tx, now: Timestamp) -> Result<PublicKey, DbError> {
    tx.execute(RETIRE, params![now]).await?;
    draw(tx, now).await?;
    Ok(signing_key(tx, now).await?.public)
}

const ALL: &str = "SELECT id, public_key, created_at, retired_at FROM design_key ORDER BY id LIMIT 1000";
/// Every key that has signed something or does, the oldest first.
pub async fn keys(tx: &mut Tx) -> Result<Vec<PublicKey>, DbError> {
    tx.list(ALL, &[], |mut row| {
        Ok(PublicKey {
            id: row.int()?,
            octets: row.blob()?,
            created_at: row.time()?,
            retired_at: row.maybe_time()?,
        })
    })
    .await
}
