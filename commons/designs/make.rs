use kernel::{Actor, Forbidden, Timestamp};
use people::shops::{self, ShopState};
use platform::db::{DbError, Tx};

use super::{
    NewRecord, Record, RecordId, RecordStage, chain_store,
    record::{Place, content},
    store,
};

/// Pictures of one record.
pub const MOST_PICTURES: usize = 8;

#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    #[error("the shop is not open")]
    Closed,
    #[error("a record has a picture")]
    NoPicture,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the record could not be kept")]
    Store(#[from] DbError),
}

/// Put a design down: dated by the market's clock, signed with its key, and chained to the record before it.
pub async fn make(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    origin: &str,
    new: &NewRecord,
) -> Result<Record, MakeError> {
    let (shop, account) = (by.shop()?, by.account()?);
    let found = shops::find(tx, shop).await?.filter(|shop| shop.state == ShopState::Open);
    let found = found.ok_or(MakeError::Closed)?;
    let cover = new.pictures.first().ok_or(MakeError::NoPicture)?.file.clone();
    let id = RecordId::new(shop, tx.next_id(now));
    let place = Place { origin, handle: &found.handle, nonce: tx.chance().bytes::<24>() };
    let content = content(id, new, &place);
    let entry = chain_store::append(tx, now, origin, id, &content).await?;
    let record = Record {
        id,
        position: entry.position,
        stage: new.stage,
        title: new.title.clone(),
        cover,
        content,
        by: account,
        created_at: entry.at,
        opened_at: (new.stage == RecordStage::Open).then_some(entry.at),
    };
    store::insert(tx, by, &record, &new.pictures).await?;
    Ok(record)
}
