use kernel::{Chance, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::key::{SigningKey, TicketKey};

const NOW: &str =
    "SELECT id, secret, created_at FROM ticket_key WHERE retired_at IS NULL ORDER BY id DESC LIMIT 1";
const LAST: &str = "SELECT COALESCE(MAX(id), 0) FROM ticket_key";
const INSERT: &str = "INSERT INTO ticket_key (id, public_key, secret, created_at, retired_at) \
    VALUES ($1, $2, $3, $4, NULL) ON CONFLICT (id) DO NOTHING";

fn decode(mut row: Row) -> Result<SigningKey, DbError> {
    let (id, secret) = (row.int()?, row.blob()?);
    SigningKey::read(id, &secret, row.time()?).ok_or(DbError::Corrupt { sql: NOW, column: 2 })
}

/// The key that signs now; none before the first ticket was issued.
pub async fn signing_key(tx: &mut Tx) -> Result<Option<SigningKey>, DbError> {
    tx.find(NOW, &[], decode).await
}

/// Have a key, drawn when the first kind of ticket is made.
pub(super) async fn ensure_key(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    if signing_key(tx).await?.is_some() {
        return Ok(());
    }
    // From the system in any case: a demo market is made of a fixed seed.
    let seed = Chance::from_entropy().bytes::<32>();
    let id = tx.number(LAST, &[]).await? + 1;
    let key = SigningKey::read(id, &seed, now).ok_or(DbError::Corrupt { sql: INSERT, column: 2 })?;
    tx.execute(INSERT, params![id, key.public.octets, seed.to_vec(), now]).await.map(drop)
}

const ALL: &str = "SELECT id, public_key, created_at FROM ticket_key ORDER BY id LIMIT 200";
/// Every key that has signed something or does, the oldest first.
pub async fn keys(tx: &mut Tx) -> Result<Vec<TicketKey>, DbError> {
    let decode =
        |mut row: Row| Ok(TicketKey { id: row.int()?, octets: row.blob()?, created_at: row.time()? });
    tx.list(ALL, &[], decode).await
}
