use kernel::{Actor, BasisPoints, Forbidden, Refused, Timestamp};
use people::shops::{self, ShopState};
use platform::db::{DbError, Tx};

use super::{
    Agreement, AgreementAct, AgreementId, AgreementStage, AgreementState, MOST_SHARE, OWN_PRICE, Step,
    notice::tell, store,
};

/// Askings of one shop that wait for an answer.
const MOST_ASKED: i64 = 50;

#[derive(Clone, Debug)]
pub struct NewAgreement {
    /// The handle of the shop whose things are to be sold.
    pub handle: String,
    pub basis_points: i64,
    pub words: String,
}

#[derive(Debug, thiserror::Error)]
pub enum AskError {
    #[error("there is no such shop")]
    NoSuchShop,
    #[error("a shop needs no agreement with itself")]
    OwnShop,
    #[error("the two shops sell in different currencies")]
    OtherCurrency,
    #[error("a share is between 1 and 5,000 basis points")]
    Share,
    #[error("a host may lower a price to a tenth of it at the lowest")]
    Lowest,
    #[error("there are as many askings as may wait")]
    TooMany,
    #[error("there is no such agreement")]
    NoSuchAgreement,
    #[error("it names a listing that is not of the shop")]
    NoSuchListing,
    #[error(transparent)]
    Refused(#[from] Refused<AgreementStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the agreement could not be kept")]
    Store(#[from] DbError),
}

/// Ask another shop whether this one may sell for it in its rooms. What waits between the two is withdrawn for it.
pub async fn ask(tx: &mut Tx, by: &Actor, now: Timestamp, new: NewAgreement) -> Result<Agreement, AskError> {
    let host = by.shop()?;
    if !(1..=MOST_SHARE).contains(&new.basis_points) {
        return Err(AskError::Share);
    }
    let other = shops::find_by_handle(tx, &new.handle).await?.filter(|shop| shop.state == ShopState::Open);
    let other = other.ok_or(AskError::NoSuchShop)?;
    if other.id == host {
        return Err(AskError::OwnShop);
    }
    let own = shops::find(tx, host).await?.ok_or(AskError::NoSuchShop)?;
    if own.currency != other.currency {
        return Err(AskError::OtherCurrency);
    }
    if let Some(old) = store::asked(tx, host, other.id).await? {
        let withdrawn =
            Agreement { state: old.state.clone().next(Step::Withdraw { at: now })?, ..old.clone() };
        store::advance(tx, now, by, AgreementAct::Withdraw, &old, &withdrawn).await?;
    }
    if store::count_asked(tx, host).await? >= MOST_ASKED {
        return Err(AskError::TooMany);
    }
    let agreement = Agreement {
        id: AgreementId::new(host, tx.next_id(now)),
        of: other.id,
        rate: BasisPoints::new(u32::try_from(new.basis_points).unwrap_or(0)),
        words: new.words,
        state: AgreementState::Asked { at: now },
        listings: Vec::new(),
        lowest: BasisPoints::new(OWN_PRICE),
        created_at: now,
        updated_at: now,
    };
    store::insert(tx, by, &agreement).await?;
    tell(tx, now, &agreement, agreement.of).await?;
    Ok(agreement)
}
