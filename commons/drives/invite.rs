//! Asking somebody on the spot. The helper types a name and an address or number; the person answers on a device of their own, signed
//! in with a code that only they can read.

use std::time::Duration;

use kernel::{AccountId, Actor, Day, Forbidden, Refused, Timestamp, days};
use people::accounts::{self, Arrival, Login, RegisterError};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    jobs,
};

use super::{
    Came, DriveId, Invitation, InvitationAct, InvitationId, InvitationStage, JoinError, SignUp, SignUpKind,
    drive_store, helper_store, invitation_store as store, join, promises::TellOfInvitation,
};

/// How long somebody has to answer.
pub const ANSWER_WITHIN: Duration = days(14);

/// Whom a helper asks.
#[derive(Clone, Debug)]
pub struct Invited {
    pub login: Login,
    /// What they are called, as they told the helper.
    pub name: String,
    pub kind: SignUpKind,
    /// In which they are written to, while they have chosen none.
    pub language: Lang,
    pub zone: String,
}

#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    #[error("there is no such drive in which the caller helps")]
    NoSuchDrive,
    #[error("nobody comes into the drive now")]
    NotNow,
    #[error("helpers do not ask themselves")]
    Oneself,
    #[error("they were asked, and have not answered yet")]
    Waits,
    #[error("they do not want to be asked for this drive")]
    SaidNo,
    #[error("there is no such invitation")]
    NoSuchInvitation,
    #[error("it is answered in the browser of whoever was asked, not in the helper's")]
    HelpersBrowser,
    #[error(transparent)]
    Join(JoinError),
    #[error(transparent)]
    Refused(#[from] Refused<InvitationStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the invitation could not be recorded")]
    Store(#[from] DbError),
}

impl From<RegisterError> for InviteError {
    fn from(error: RegisterError) -> Self {
        match error {
            RegisterError::Taken => Self::Waits,
            RegisterError::Store(error) => Self::Store(error),
        }
    }
}

/// Whose address or number it is. Who is new gets an account without a password, as on the way through a checkout.
async fn person(tx: &mut Tx, now: Timestamp, it: &Invited) -> Result<AccountId, InviteError> {
    match accounts::arrive(tx, now, &it.login, &it.name, it.language, &it.zone).await? {
        Arrival::New(account) => Ok(account.id),
        Arrival::Known => {
            let known = accounts::find_by_login(tx, &it.login).await?;
            Ok(known.ok_or(InviteError::Waits)?.id)
        }
    }
}

/// Ask somebody to sign up. What is answered to the helper does not tell whether there was an account.
pub async fn invite(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    today: Day,
    drive: DriveId,
    invited: Invited,
) -> Result<Invitation, InviteError> {
    let helper = by.account()?;
    let helps = helper_store::find_there(tx, drive, helper).await?;
    helps.ok_or(InviteError::NoSuchDrive)?;
    let found = drive_store::find(tx, drive).await?.ok_or(InviteError::NoSuchDrive)?;
    if !found.takes(today) {
        return Err(InviteError::NotNow);
    }
    let account = person(tx, now, &invited).await?;
    if account == helper {
        return Err(InviteError::Oneself);
    }
    if store::has_refused(tx, drive, account).await? {
        return Err(InviteError::SaidNo);
    }
    let invitation = Invitation {
        id: InvitationId::new(tx.next_id(now)),
        drive,
        helper,
        account,
        called: invited.name,
        kind: invited.kind,
        stage: InvitationStage::Sent,
        sent_at: now,
        answer_by: now + ANSWER_WITHIN,
        answered_at: None,
    };
    if !store::insert(tx, &invitation).await? {
        return Err(InviteError::Waits);
    }
    jobs::enqueue(tx, now, now, &TellOfInvitation { invitation: invitation.id }).await?;
    Ok(invitation)
}

/// Say yes: whoever was asked signs up, and the helper is credited. `browser` is the one in which it is said; in one that the
/// helper has signed in with it counts for nobody, so it is refused.
pub async fn accept(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    today: Day,
    id: InvitationId,
    browser: &str,
) -> Result<SignUp, InviteError> {
    let before = store::find_for(tx, by.account()?, id).await?.ok_or(InviteError::NoSuchInvitation)?;
    let after = before.next(InvitationAct::Accept, now)?;
    if !browser.is_empty() && accounts::is_known_browser(tx, before.helper, browser).await? {
        return Err(InviteError::HelpersBrowser);
    }
    let came = Came::Invitation(before.helper);
    let signed_up = join::sign_up(tx, by, now, today, before.drive, before.kind, came).await;
    let signed_up = signed_up.map_err(InviteError::Join)?;
    store::advance(tx, &before, &after).await?;
    Ok(signed_up)
}

/// Say no: nobody asks again for this drive.
pub async fn refuse(tx: &mut Tx, by: &Actor, now: Timestamp, id: InvitationId) -> Result<(), InviteError> {
    let before = store::find_for(tx, by.account()?, id).await?.ok_or(InviteError::NoSuchInvitation)?;
    let after = before.next(InvitationAct::Refuse, now)?;
    store::advance(tx, &before, &after).await?;
    Ok(())
}
