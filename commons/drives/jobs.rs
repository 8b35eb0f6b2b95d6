//! Looking what became of those who came, and writing to those who were asked.

use kernel::{Timestamp, hours};
use people::{accounts, notifications::post};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Bodies, Failure},
};

use super::{
    InvitationAct, InvitationStage, drive_store, follow, invitation_store, look_at_all,
    mail::InvitationMail,
    promises::{LookAround, LookAtSome, TellOfInvitation},
    sign_up_store,
};
use crate::Commons;

/// Those who have signed up, or were asked, in one transaction.
const BATCH: i64 = 100;

pub fn bodies(bodies: &mut Bodies<Commons>) {
    bodies.on(look_around);
    bodies.on(look_at_some);
    bodies.on(tell_of_invitation);
}

/// Begin to look every hour.
pub async fn begin(market: &Commons) -> Result<(), DbError> {
    let now = market.now();
    market.db.write(async move |tx: &mut Tx| jobs::begin(tx, now, now + hours(1), &LookAround {}).await).await
}

async fn look_around(market: Commons, now: Timestamp, _: LookAround) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| {
        for before in invitation_store::lapsing(tx, now, BATCH).await? {
            if let Ok(after) = before.next(InvitationAct::Lapse, now) {
                invitation_store::advance(tx, &before, &after).await?;
            }
        }
        look_at_all(tx, now).await?;
        jobs::again(tx, now, now + hours(1), &LookAround {}).await
    };
    Ok(market.db.write(act).await?)
}

async fn look_at_some(market: Commons, now: Timestamp, job: LookAtSome) -> Result<(), Failure> {
    let Some(stage) = job.stage() else { return Ok(()) };
    let zone = market.config.zone.clone();
    let act = async move |tx: &mut Tx| {
        let some = sign_up_store::on_the_way(tx, stage, job.after, BATCH).await?;
        let last = some.last().map(|it| it.id);
        for it in some {
            follow(tx, now, &zone, it).await?;
        }
        match last {
            Some(after) => {
                let next = LookAtSome { stage: stage.name().to_owned(), after };
                jobs::enqueue(tx, now, now, &next).await
            }
            None => Ok(()),
        }
    };
    Ok(market.db.write(act).await?)
}

async fn tell_of_invitation(market: Commons, now: Timestamp, job: TellOfInvitation) -> Result<(), Failure> {
    let read = async move |tx: &mut Tx| {
        let found = invitation_store::find(tx, job.invitation).await?;
        let Some(invitation) = found.filter(|it| it.stage == InvitationStage::Sent) else { return Ok(None) };
        let Some(drive) = drive_store::find(tx, invitation.drive).await? else { return Ok(None) };
        let helper = accounts::name_of(tx, invitation.helper).await?.unwrap_or_default();
        let to = accounts::find(tx, invitation.account).await?;
        Ok::<_, DbError>(to.map(|to| (to, drive, helper, invitation)))
    };
    let Some((to, drive, helper, invitation)) = market.db.read(read).await? else { return Ok(()) };
    let mail =
        InvitationMail { drive: drive.name_in(to.language).to_owned(), helper, path: invitation.path() };
    post(&market, &to, now, &mail).await
}
