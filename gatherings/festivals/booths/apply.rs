use goods::catalog;
use kernel::{Actor, Forbidden, Refused, ShopId, Timestamp};
use people::shops::{self, ShopState};
use platform::db::{DbError, Tx};

use super::{
    Application, ApplicationAct, ApplicationStage, ApplicationState, Call, Step, Wants, call_store,
    promises::{News, tell},
    store,
};
use crate::festivals::{self, ApplicationId, Festival, FestivalId};

#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    #[error("there is no such festival")]
    NoSuch,
    #[error("shops cannot apply now")]
    NotOpen,
    #[error("there is no such zone of the festival")]
    NoSuchZone,
    #[error("a listing is not of this shop")]
    NoSuchListing,
    #[error("the shop is not open")]
    Closed,
    #[error(transparent)]
    Refused(#[from] Refused<ApplicationStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the application could not be kept")]
    Store(#[from] DbError),
}

/// A festival that takes applications now.
async fn called(tx: &mut Tx, now: Timestamp, id: FestivalId) -> Result<Festival, ApplyError> {
    let festival = festivals::find(tx, id).await?.filter(Festival::is_shown).ok_or(ApplyError::NoSuch)?;
    let call: Option<Call> = call_store::find(tx, id).await?;
    if call.is_some_and(|call| call.is_open(&festival, now)) {
        Ok(festival)
    } else {
        Err(ApplyError::NotOpen)
    }
}

async fn check(tx: &mut Tx, shop: ShopId, festival: FestivalId, wants: &Wants) -> Result<(), ApplyError> {
    let found = shops::find(tx, shop).await?;
    if !found.is_some_and(|shop| shop.state == ShopState::Open) {
        return Err(ApplyError::Closed);
    }
    let zone = festivals::find_zone(tx, wants.zone).await?;
    if zone.is_none_or(|zone| zone.festival != festival) {
        return Err(ApplyError::NoSuchZone);
    }
    let is_own = wants.listings.iter().all(|listing| listing.shop() == shop);
    if is_own && catalog::find_several(tx, &wants.listings).await?.len() == wants.listings.len() {
        Ok(())
    } else {
        Err(ApplyError::NoSuchListing)
    }
}

/// Ask for a booth in the name of a shop, while the call is open. Whoever has withdrawn may ask again.
pub async fn apply(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: FestivalId,
    wants: Wants,
) -> Result<Application, ApplyError> {
    let applicant = by.shop()?;
    called(tx, now, id).await?;
    check(tx, applicant, id, &wants).await?;
    let applied = match store::find_of_applicant(tx, id, applicant).await? {
        Some(before) => {
            let after = Application { wants, ..before.next(Step::Apply)? };
            store::advance(tx, now, by, ApplicationAct::Apply, (&before, &after)).await?;
            after
        }
        None => {
            let id_of = ApplicationId::new(id.shop(), tx.next_id(now));
            let state = ApplicationState::Applied;
            let new = Application {
                id: id_of,
                festival: id,
                applicant,
                state,
                wants,
                created_at: now,
                updated_at: now,
            };
            store::insert(tx, by, &new).await?;
            new
        }
    };
    tell(tx, now, &applied, News::ToOrganiser).await?;
    Ok(applied)
}
