use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use people::visit::Visit;
use platform::{
    db::Tx,
    web::{Fields, Problem},
};

use super::{
    common::{may_say, read_line},
    show, video,
};
use crate::{
    Commons,
    live::{self, RoomId},
};

/// `POST /live/{id}/lines`: say something in a room.
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<RoomId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    visit.account_id()?;
    let (by, now) = (video::actor(&visit, id), visit.now);
    let (words, key) = read_line(&market, &mut form);
    let is_script = form.flag("script");
    if !form.is_good() {
        return if is_script {
            Err(Problem::invalid(&form))
        } else {
            show::show_again(&market, &visit, id, form).await
        };
    }
    may_say(&market, &visit)?;
    let act = async move |tx: &mut Tx| live::say(tx, &by, now, id, &key, words.clone()).await;
    let said = market.write(act).await?;
    market.studio().tally.said(id);
    if is_script {
        return Ok((StatusCode::CREATED, Html(said.html())).into_response());
    }
    Ok(Redirect::to(&format!("/live/{id}#say")).into_response())
}
