//! What somebody was asked by a helper: they answer for themselves.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use people::{
    accounts,
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::Problem,
};

use super::common::{may_change, today};
use crate::{
    Commons,
    drives::{self, Drive, DriveId, Invitation, InvitationId, InvitationStage},
};

#[derive(Template)]
#[template(path = "drives/views/invitation.html")]
struct InvitationPage {
    shell: Shell,
    lang: Lang,
    drive: Drive,
    helper: String,
    invitation: Invitation,
}

impl InvitationPage {
    fn waits(&self) -> bool {
        self.invitation.stage == InvitationStage::Sent
    }
}

async fn find(
    market: &Commons,
    visit: &Visit,
    (drive, id): (DriveId, InvitationId),
) -> Result<(Drive, Invitation, String), Problem> {
    let account = visit.account_id()?;
    let look = async move |tx: &mut Tx| {
        let Some(invitation) = drives::find_invitation(tx, account, id).await? else { return Ok(None) };
        let Some(drive) = drives::find_drive(tx, drive).await?.filter(|it| it.id == invitation.drive) else {
            return Ok(None);
        };
        let helper = accounts::name_of(tx, invitation.helper).await?.unwrap_or_default();
        Ok::<_, DbError>(Some((drive, invitation, helper)))
    };
    market.find(look).await
}

/// `GET /drives/{drive}/invitations/{invitation}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(at): Path<(DriveId, InvitationId)>,
) -> Result<Response, Problem> {
    let (drive, invitation, helper) = find(&market, &visit, at).await?;
    let (shell, lang) = (visit.shell("drives"), visit.lang);
    views::page(&InvitationPage { shell, lang, drive, helper, invitation })
}

/// `POST /drives/{drive}/invitations/{invitation}/acceptance`
pub async fn accept(
    State(market): State<Commons>,
    visit: Visit,
    Path(at): Path<(DriveId, InvitationId)>,
) -> Result<Response, Problem> {
    find(&market, &visit, at).await?;
    may_change(&market, &visit)?;
    let (by, now, browser) = (visit.buyer()?, visit.now, visit.asker().browser);
    let today = today(&market, now);
    market.write(async move |tx: &mut Tx| drives::accept(tx, &by, now, today, at.1, &browser).await).await?;
    Ok(redirect("/mine/drives", "done-drive-signed-up"))
}

/// `POST /drives/{drive}/invitations/{invitation}/refusal`
pub async fn refuse(
    State(market): State<Commons>,
    visit: Visit,
    Path(at): Path<(DriveId, InvitationId)>,
) -> Result<Response, Problem> {
    find(&market, &visit, at).await?;
    let (by, now) = (visit.buyer()?, visit.now);
    market.write(async move |tx: &mut Tx| drives::refuse(tx, &by, now, at.1).await).await?;
    Ok(redirect("/mine/drives", "done-drive-refused"))
}
