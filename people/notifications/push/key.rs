use kernel::Chance;
use platform::{
    db::{Db, DbError, Tx},
    params,
    push::OurKey,
};

const FIND: &str = "SELECT secret FROM push_key WHERE id = 1";
const INSERT: &str = "INSERT INTO push_key (id, secret) VALUES (1, $1) ON CONFLICT (id) DO NOTHING";

/// The market's own key: drawn once, kept in its data, the same in all its processes.
pub async fn our_key(db: &Db) -> Result<OurKey, DbError> {
    let find = async |tx: &mut Tx| tx.find(FIND, &[], |mut row| row.blob()).await;
    let secret = match db.read(find).await? {
        Some(secret) => secret,
        None => {
            let draw = async |tx: &mut Tx| {
                // From the system in any case: a demo market is made of a fixed seed.
                let drawn = OurKey::draw(&Chance::from_entropy());
                tx.execute(INSERT, params![drawn]).await?;
                tx.find(FIND, &[], |mut row| row.blob())
                    .await?
                    .ok_or(DbError::Corrupt { sql: FIND, column: 0 })
            };
            db.write(draw).await?
        }
    };
    OurKey::read(&secret).ok_or(DbError::Corrupt { sql: FIND, column: 0 })
}
