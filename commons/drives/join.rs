//! Coming into a drive, and out again.

use kernel::{AccountId, Actor, Day, Forbidden, Refused, ShopRole, Timestamp};
use people::{accounts, shops};
use platform::db::{DbError, Tx};

use super::{
    Door, Drive, DriveId, DriveStage, SignUp, SignUpAct, SignUpId, SignUpKind, SignUpStage, drive_store,
    helper_store, is_led_by, sign_up_store as store,
};

/// By which door somebody comes, and who brought them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    Page,
    /// By a code, as it stands on a link or a poster.
    Link(String),
    /// By an invitation that they have accepted.
    Invitation(AccountId),
}

#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    #[error("there is no such drive")]
    NoSuchDrive,
    #[error("nobody comes into the drive now")]
    NotNow,
    #[error("who leads or helps does not count in their own drive")]
    OwnDrive,
    #[error("who has a shop is not brought on")]
    HasShop,
    #[error("they have come by a drive already")]
    Already,
    #[error("they have come by no drive")]
    Nowhere,
    #[error(transparent)]
    Refused(#[from] Refused<SignUpStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the sign-up could not be recorded")]
    Store(#[from] DbError),
}

/// The drive, where somebody may come into it today and may count.
async fn find_open(tx: &mut Tx, by: &Actor, today: Day, id: DriveId) -> Result<Drive, JoinError> {
    let drive = drive_store::find(tx, id).await?.filter(|drive| drive.stage == DriveStage::Open);
    let drive = drive.ok_or(JoinError::NoSuchDrive)?;
    if !drive.takes(today) {
        return Err(JoinError::NotNow);
    }
    let account = by.account()?;
    let helps = helper_store::find_there(tx, id, account).await?.is_some();
    // Whoever runs the market leads all drives, also while they speak for themselves.
    let runs_it = accounts::find(tx, account).await?.is_some_and(|account| account.is_operator);
    if helps || runs_it || is_led_by(tx, by, &drive).await? {
        return Err(JoinError::OwnDrive);
    }
    Ok(drive)
}

/// Sign up: from now on the drive follows the first shop that this person opens.
///
/// Refused to who has a shop, has come by any drive before, or leads or helps in this one. A code that is nobody's brings nobody,
/// and does not keep anybody out.
pub async fn sign_up(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    today: Day,
    id: DriveId,
    kind: SignUpKind,
    came: Came,
) -> Result<SignUp, JoinError> {
    let account = by.account()?;
    find_open(tx, by, today, id).await?;
    let works_in = shops::list_of_account(tx, account).await?;
    if works_in.iter().any(|(.., role)| *role == ShopRole::Owner) {
        return Err(JoinError::HasShop);
    }
    let (door, helper) = match came {
        Came::Page => (Door::Page, None),
        Came::Link(code) => {
            let helper = helper_store::find_by_code(tx, id, &code).await?;
            (if helper.is_some() { Door::Link } else { Door::Page }, helper.map(|it| it.account))
        }
        Came::Invitation(helper) => (Door::Invitation, Some(helper)),
    };
    let signed_up = SignUp {
        id: SignUpId::new(tx.next_id(now)),
        drive: id,
        account: Some(account),
        kind,
        helper,
        door,
        stage: SignUpStage::SignedUp,
        shop: None,
        signed_up_on: today,
        opened_on: None,
        listed_on: None,
        sold_on: None,
        ended_on: None,
        created_at: now,
    };
    if store::insert(tx, by, &signed_up).await? { Ok(signed_up) } else { Err(JoinError::Already) }
}

/// Take it back, as long as there is no shop of theirs.
pub async fn withdraw(tx: &mut Tx, by: &Actor, now: Timestamp, today: Day) -> Result<SignUp, JoinError> {
    let before = store::find_of(tx, by.account()?).await?.ok_or(JoinError::Nowhere)?;
    let after = before.next(SignUpAct::Withdraw, today)?;
    store::advance(tx, now, by, SignUpAct::Withdraw, (&before, &after)).await?;
    Ok(after)
}
