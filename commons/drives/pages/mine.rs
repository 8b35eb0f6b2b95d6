//! What somebody has to do with drives: how they have come by one, where they help, what they lead.

use askama::Template;
use axum::{extract::State, response::Response};
use people::visit::{Visit, redirect};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::Problem,
};

use super::common::{speaker, today};
use crate::{
    Commons,
    drives::{self, Drive, Invitation, SignUp, SignUpStage, THIRD_MONTH},
    villages::{self, DivisionCode},
};

/// Drives that one page shows to who runs the market.
const LED: i64 = 200;

/// The first months of a shop, as a list of what is done and what comes next.
const STEPS: [&str; 5] = ["signed-up", "opened", "listed", "sold", "stayed"];

#[derive(Template)]
#[template(path = "drives/views/mine.html")]
struct MinePage {
    shell: Shell,
    lang: Lang,
    own: Option<(SignUp, Drive)>,
    /// The village that joined shops of the drive's place belong to.
    place: Option<DivisionCode>,
    asked: Option<(Invitation, Drive)>,
    helped: Vec<Drive>,
    led: Vec<Drive>,
    leads: bool,
}

impl MinePage {
    /// Each step, and the day on which it was taken.
    fn steps(&self, own: &SignUp) -> Vec<(&'static str, Option<String>)> {
        let stayed = own.ended_on.filter(|_| own.stage == SignUpStage::Stayed);
        let days = [Some(own.signed_up_on), own.opened_on, own.listed_on, own.sold_on, stayed];
        let named = STEPS.into_iter().zip(days);
        named.map(|(step, day)| (step, day.map(|day| self.shell.calendar_day(&day)))).collect()
    }

    /// The last day of the third month.
    fn third_month_ends(&self, own: &SignUp) -> Option<String> {
        let opened = own.opened_on?;
        let last = kernel::Day::from_number(opened.number() + THIRD_MONTH.end());
        Some(self.shell.calendar_day(&last))
    }

    fn is_on_the_way(&self, own: &SignUp) -> bool {
        !SignUpStage::ENDED.contains(&own.stage)
    }
}

/// `GET /mine/drives`
pub async fn index(State(market): State<Commons>, visit: Visit) -> Result<Response, Problem> {
    let (account, by) = (visit.account_id()?, speaker(&visit)?);
    let look = async move |tx: &mut Tx| {
        let own = match drives::find_of(tx, account).await? {
            Some(own) => drives::find_drive(tx, own.drive).await?.map(|drive| (own, drive)),
            None => None,
        };
        let asked = match drives::waiting_for(tx, account).await? {
            Some(asked) => drives::find_drive(tx, asked.drive).await?.map(|drive| (asked, drive)),
            None => None,
        };
        let helped = drives::helped_by(tx, account).await?;
        let places = villages::divisions_of(tx, account).await?;
        let is_operator = by.operator().is_ok();
        let led = match is_operator {
            true => drives::list_made(tx, i64::MAX, LED).await?,
            false => drives::list_of_places(tx, &places).await?,
        };
        Ok::<_, DbError>((own, asked, helped, led, is_operator || !places.is_empty()))
    };
    let (own, asked, helped, led, leads) = market.read(look).await?;
    let place = own.as_ref().and_then(|(_, drive)| drive.place.clone());
    let (shell, lang) = (visit.shell("mine"), visit.lang);
    views::page(&MinePage { shell, lang, own, place, asked, helped, led, leads })
}

/// `POST /mine/drives/withdrawal`
pub async fn withdraw(State(market): State<Commons>, visit: Visit) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let today = today(&market, now);
    market.write(async move |tx: &mut Tx| drives::withdraw(tx, &by, now, today).await).await?;
    Ok(redirect("/mine/drives", "done-drive-withdrawn"))
}
