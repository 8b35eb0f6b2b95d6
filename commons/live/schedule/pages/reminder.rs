use axum::{
    extract::{Path, State},
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use people::{
    shops,
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem},
};

use crate::{
    Commons,
    live::{
        RoomId, find_for,
        pages::actor,
        schedule::{self, RemindError},
    },
};

/// `POST /live/{id}/reminder`: with `remind=yes`, or `no`.
pub async fn update(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<RoomId>,
    form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let is_wanted = form.value("remind") != "no";
    let act = async move |tx: &mut Tx| match is_wanted {
        true => schedule::remind(tx, &by, now, id).await,
        false => schedule::leave_out(tx, &by, id).await,
    };
    market.write(act).await?;
    let done = if is_wanted { "done-reminder" } else { "done-reminder-off" };
    Ok(redirect(&format!("/live/{id}"), done))
}

/// `GET /live/{id}/calendar.ics`: the day of a show for one's own calendar.
pub async fn calendar(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<RoomId>,
) -> Result<Response, Problem> {
    let by = actor(&visit, id);
    let look = async move |tx: &mut Tx| {
        let Some(room) = find_for(tx, &by, id).await? else { return Ok(None) };
        Ok::<_, DbError>(shops::find(tx, id.shop()).await?.map(|shop| (room, shop)))
    };
    let (room, shop) = market.db.read(look).await?.ok_or_else(Problem::not_found)?;
    let shell = visit.shell("live");
    let words = shell.say("live-room-words", &[("shop", shop.name_in(visit.lang))]);
    let home = market.config.public_url.trim_end_matches('/');
    let text = schedule::calendar(&room, &shop, visit.lang, home, &words).ok_or_else(Problem::not_found)?;
    let head: [(HeaderName, String); 2] = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"show-{id}.ics\"")),
    ];
    Ok((head, text).into_response())
}

impl From<RemindError> for Problem {
    fn from(error: RemindError) -> Self {
        match error {
            RemindError::NoSuchRoom => Self::not_found(),
            RemindError::NoDay => Self::conflict("problem-room-no-day"),
            RemindError::TooMany => Self::new(StatusCode::CONFLICT, "problem-reminders-full"),
            RemindError::Forbidden(error) => error.into(),
            RemindError::Store(error) => error.into(),
        }
    }
}
