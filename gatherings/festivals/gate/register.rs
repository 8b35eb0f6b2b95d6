use kernel::{Actor, Timestamp};
use platform::db::Tx;

use super::{Gate, GateAct, GateError, GateId, GateStage, store};
use crate::festivals::{self, FestivalId, find_own};

/// Gates of one festival, at most.
const MOST: usize = 100;

/// Register a phone at a gate. The word of its link is told once, and only its hash is kept.
pub async fn register(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    festival: FestivalId,
    (name, zone): (String, i64),
) -> Result<(Gate, String), GateError> {
    let festival = find_own(tx, by, festival).await?.ok_or(GateError::NoSuch)?;
    if festival.is_over(now) || festival.stage == festivals::FestivalStage::CalledOff {
        return Err(GateError::Over);
    }
    let zones = festivals::zones(tx, festival.id).await?;
    if zone != 0 && zones.iter().all(|one| one.position != zone) {
        return Err(GateError::NotThere);
    }
    if store::list(tx, festival.id).await?.len() >= MOST {
        return Err(GateError::Full);
    }
    let gate = Gate {
        id: GateId::new(festival.id.shop(), tx.next_id(now)),
        festival: festival.id,
        name,
        zone,
        stage: GateStage::Open,
        clock_off: 0,
        heard_at: None,
        created_at: now,
        revoked_at: None,
    };
    let token = tx.chance().token();
    store::insert(tx, &gate, &token).await?;
    Ok((gate, token))
}

/// Revoke a gate whose phone was lost. What it has not told is told no more.
pub async fn revoke(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    (festival, id): (FestivalId, GateId),
) -> Result<Gate, GateError> {
    let festival = find_own(tx, by, festival).await?.ok_or(GateError::NoSuch)?;
    let before = store::find(tx, id).await?.filter(|gate| gate.festival == festival.id);
    let before = before.ok_or(GateError::NoSuch)?;
    let after = before.next(GateAct::Revoke, now)?;
    store::advance(tx, (&before, &after)).await?;
    Ok(after)
}
