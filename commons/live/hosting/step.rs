//! What the two shops do with an agreement.

use goods::catalog::{self, ListingId};
use kernel::{Actor, BasisPoints, ShopId, Timestamp};
use platform::db::Tx;

use super::{Agreement, AgreementAct, AgreementId, AskError, LOWEST, OWN_PRICE, Step, notice::tell, store};

/// To what the shop whose things are sold says yes.
#[derive(Clone, Debug)]
pub struct Yes {
    /// The things; none for all.
    pub listings: Vec<ListingId>,
    /// A room's price is at least this part of their own, in basis points.
    pub lowest: u32,
}

/// The agreement, if it is this shop's side that takes the step.
async fn find(
    tx: &mut Tx,
    by: &Actor,
    id: AgreementId,
    is_side: impl Fn(&Agreement, ShopId) -> bool,
) -> Result<Agreement, AskError> {
    let shop = by.shop()?;
    let found = store::find(tx, by, id).await?.ok_or(AskError::NoSuchAgreement)?;
    if is_side(&found, shop) { Ok(found) } else { Err(kernel::Forbidden.into()) }
}

/// Say yes as the shop whose things are sold: to all of them, or to those that are named. What held between the two ends.
pub async fn agree(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: AgreementId,
    yes: Yes,
) -> Result<Agreement, AskError> {
    let Yes { listings, lowest } = yes;
    if !(LOWEST..=OWN_PRICE).contains(&lowest) {
        return Err(AskError::Lowest);
    }
    let found = find(tx, by, id, |agreement, shop| shop == agreement.of).await?;
    for listing in &listings {
        if listing.shop() != found.of || catalog::card(tx, *listing).await?.is_none() {
            return Err(AskError::NoSuchListing);
        }
    }
    let state = found.state.clone().next(Step::Agree { at: now })?;
    if let Some(before) = store::agreed(tx, id.shop(), found.of).await? {
        take(tx, by, now, before, Step::End { at: now }).await?;
    }
    let listings = listings.into_iter().map(ListingId::number).collect();
    let lowest = BasisPoints::new(lowest);
    let agreed = Agreement { state, listings, lowest, updated_at: now, ..found.clone() };
    store::advance(tx, now, by, AgreementAct::Agree, &found, &agreed).await?;
    tell(tx, now, &agreed, id.shop()).await?;
    Ok(agreed)
}

/// Say no as the shop whose things would be sold.
pub async fn decline(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: AgreementId,
) -> Result<Agreement, AskError> {
    let found = find(tx, by, id, |agreement, shop| shop == agreement.of).await?;
    let declined = take(tx, by, now, found, Step::Decline { at: now }).await?;
    tell(tx, now, &declined, id.shop()).await?;
    Ok(declined)
}

/// Take back what one asked.
pub async fn withdraw(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: AgreementId,
) -> Result<Agreement, AskError> {
    let found = find(tx, by, id, |agreement, shop| shop == agreement.id.shop()).await?;
    take(tx, by, now, found, Step::Withdraw { at: now }).await
}

/// Sell no more for the other from now on, or have them sell no more: either may.
pub async fn end(tx: &mut Tx, by: &Actor, now: Timestamp, id: AgreementId) -> Result<Agreement, AskError> {
    let found = find(tx, by, id, |_, _| true).await?;
    let ended = take(tx, by, now, found, Step::End { at: now }).await?;
    let other = if by.shop()? == ended.of { id.shop() } else { ended.of };
    tell(tx, now, &ended, other).await?;
    Ok(ended)
}

async fn take(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    found: Agreement,
    step: Step,
) -> Result<Agreement, AskError> {
    let act = step.act();
    let after = Agreement { state: found.state.clone().next(step)?, updated_at: now, ..found.clone() };
    store::advance(tx, now, by, act, &found, &after).await?;
    Ok(after)
}
