//! What a helper has in hand: their code, whom they have asked, and how far those are whom they brought.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::Day;
use people::visit::{Visit, redirect};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    qr::SquareCode,
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::common::{may_invite, read_invited, today};
use crate::{
    Commons,
    drives::{self, Drive, DriveId, HelperCode, Invitation, Reached, SignUp, SignUpKind},
};

/// Invitations and sign-ups that the page shows.
const SHOWN: i64 = 100;

#[derive(Template)]
#[template(path = "drives/views/helping.html")]
struct HelpingPage {
    shell: Shell,
    lang: Lang,
    today: Day,
    drive: Drive,
    helper: HelperCode,
    reached: Reached,
    invitations: Vec<Invitation>,
    sign_ups: Vec<SignUp>,
    address: String,
    code: Option<SquareCode>,
    share: String,
    form: Fields,
}

impl HelpingPage {
    fn kinds(&self) -> Vec<SignUpKind> {
        SignUpKind::ALL.iter().copied().filter(|kind| self.drive.plan.target(*kind) > 0).collect()
    }
}

async fn page(market: &Commons, visit: &Visit, id: DriveId, form: Fields) -> Result<HelpingPage, Problem> {
    let account = visit.account_id()?;
    let look = async move |tx: &mut Tx| {
        let helper = drives::find_helper(tx, id, account).await?;
        let (Some(helper), Some(drive)) = (helper, drives::find_drive(tx, id).await?) else {
            return Ok(None);
        };
        let reached = drives::helper_funnel(tx, id, account).await?;
        let invitations = drives::invitations_of(tx, id, account, i64::MAX, SHOWN).await?;
        let sign_ups = drives::list_of_helper(tx, id, account, i64::MAX, SHOWN).await?;
        Ok::<_, DbError>(Some((drive, helper, reached, invitations, sign_ups)))
    };
    let (drive, helper, reached, invitations, sign_ups) = market.find(look).await?;
    let link = drive.link(&helper.code);
    let address = format!("{}{link}", market.config.public_url.trim_end_matches('/'));
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("page", &link).finish();
    let (code, share) = (SquareCode::of(&address), format!("/share?{query}"));
    let (shell, lang, today) = (visit.shell("mine"), visit.lang, today(market, visit.now));
    Ok(HelpingPage {
        shell,
        lang,
        today,
        drive,
        helper,
        reached,
        invitations,
        sign_ups,
        address,
        code,
        share,
        form,
    })
}

/// `GET /mine/drives/{drive}/helping`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<DriveId>,
) -> Result<Response, Problem> {
    views::page(&page(&market, &visit, id, Fields::default()).await?)
}

/// `POST /mine/drives/{drive}/invitations`
pub async fn invite(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<DriveId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    // Who helps nowhere finds nothing, whatever they send.
    page(&market, &visit, id, Fields::default()).await?;
    let Some(invited) = read_invited(&mut form, &market, &visit) else {
        return views::refused(&page(&market, &visit, id, form).await?);
    };
    may_invite(&market, &visit)?;
    let (by, now) = (visit.buyer()?, visit.now);
    let today = today(&market, now);
    let act = async move |tx: &mut Tx| drives::invite(tx, &by, now, today, id, invited.clone()).await;
    market.write(act).await?;
    Ok(redirect(&format!("/mine/drives/{id}/helping"), "done-drive-invited"))
}
