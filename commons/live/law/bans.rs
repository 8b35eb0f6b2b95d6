//! What is done with bans.

use kernel::{Actor, Forbidden, Refused, ShopId, Timestamp};
use people::shops;
use platform::{
    audit,
    db::{DbError, Tx},
    jobs,
};
use serde_json::json;

use super::{
    Ban, BanId, BanStage, BanState,
    ban::BanStep,
    ban_store::{self, find},
    promises::TellOfBan,
};

#[derive(Debug, thiserror::Error)]
pub enum BanError {
    #[error("there is no such shop")]
    NoSuchShop,
    #[error("there is no such ban")]
    NoSuchBan,
    #[error("it ends later than now")]
    Past,
    #[error(transparent)]
    Refused(#[from] Refused<BanStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the ban could not be kept")]
    Store(#[from] DbError),
}

fn operator(by: &Actor) -> Result<(), Forbidden> {
    match by {
        Actor::Operator { .. } => Ok(()),
        Actor::Guest
        | Actor::Buyer { .. }
        | Actor::Seller { .. }
        | Actor::Moderator { .. }
        | Actor::System => Err(Forbidden),
    }
}

/// Keep a shop from giving shows until a moment. It is told why.
pub async fn ban(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    shop: ShopId,
    (reason, until): (String, Timestamp),
) -> Result<Ban, BanError> {
    operator(by)?;
    shops::find(tx, shop).await?.ok_or(BanError::NoSuchShop)?;
    if until <= now {
        return Err(BanError::Past);
    }
    let id = BanId::new(shop, tx.next_id(now));
    let ban = Ban { id, reason, until, state: BanState::Standing, created_at: now, updated_at: now };
    ban_store::insert(tx, &ban).await?;
    let detail = json!({ "until": ban.until });
    audit::record(tx, now, by.account().ok(), "live.ban", &id.to_string(), &detail).await?;
    jobs::enqueue(tx, now, now, &TellOfBan { ban: id }).await?;
    Ok(ban)
}

async fn step(tx: &mut Tx, by: &Actor, now: Timestamp, old: Ban, step: BanStep) -> Result<Ban, BanError> {
    let act = step.act();
    let new = Ban { state: old.state.clone().next(step)?, updated_at: now, ..old.clone() };
    ban_store::advance(tx, now, &old, &new).await?;
    let name = format!("live.ban.{}", act.name());
    audit::record(tx, now, by.account().ok(), &name, &new.id.to_string(), &json!({})).await?;
    jobs::enqueue(tx, now, now, &TellOfBan { ban: new.id }).await?;
    Ok(new)
}

/// Its shop says why it should not stand.
pub async fn appeal(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: BanId,
    words: String,
) -> Result<Ban, BanError> {
    let shop = by.shop()?;
    let found = find(tx, id).await?.filter(|ban| ban.id.shop() == shop).ok_or(BanError::NoSuchBan)?;
    step(tx, by, now, found, BanStep::Appeal { words }).await
}

/// Lift a ban before its end.
pub async fn lift(tx: &mut Tx, by: &Actor, now: Timestamp, id: BanId) -> Result<Ban, BanError> {
    operator(by)?;
    let found = find(tx, id).await?.ok_or(BanError::NoSuchBan)?;
    step(tx, by, now, found, BanStep::Lift { at: now }).await
}

/// Let a ban stand after its shop has appealed.
pub async fn uphold(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: BanId,
    answer: String,
) -> Result<Ban, BanError> {
    operator(by)?;
    let found = find(tx, id).await?.ok_or(BanError::NoSuchBan)?;
    step(tx, by, now, found, BanStep::Uphold { answer }).await
}
