use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use kernel::Country;
use people::{
    accounts::Login,
    shops::pages::seller,
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    web::{Fields, Problem, Refusal},
};

use crate::{
    Commons,
    live::{
        RoomId,
        pages::show_studio,
        stage::{self, GuestError, GuestId, NewGuest, SwitchError},
    },
};

/// Characters of a name, and of a title.
const MOST_NAME: usize = 60;
const MOST_LOGIN: usize = 254;

/// What a host says of a guest, from a page or a program.
pub fn read_guest(form: &mut Fields, country: Option<Country>) -> Option<NewGuest> {
    let (name, title) = (form.line("name", MOST_NAME), form.line("title", MOST_NAME));
    let said = form.maybe_line("login", MOST_LOGIN);
    let login = Login::parse(&said, country);
    if !said.is_empty() && login.is_none() {
        form.refuse("login", Refusal::new("refused-guest-login"));
    }
    form.is_good().then_some(NewGuest { name, title, login })
}

/// `POST /desk/{handle}/live/{id}/guests`
pub async fn invite(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    if shop.id != id.shop() {
        return Err(Problem::not_found());
    }
    let now = visit.now;
    let Some(new) = read_guest(&mut form, Some(shop.country)) else {
        return show_studio(&market, &visit, &handle, id, form).await;
    };
    match market.db.write(async move |tx: &mut Tx| stage::invite(tx, &by, now, id, new.clone()).await).await {
        Ok(_) => Ok(redirect(&format!("/desk/{handle}/live/{id}"), "done-guest")),
        Err(GuestError::NoSuchLogin) => {
            form.refuse("login", Refusal::new("problem-guest-login"));
            show_studio(&market, &visit, &handle, id, form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /desk/{handle}/live/{id}/guests/{guest}/removal`
pub async fn part(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id, guest)): Path<(String, RoomId, GuestId)>,
) -> Result<Response, Problem> {
    let (by, _) = seller(&market, &visit, &handle).await?;
    market.write(async move |tx: &mut Tx| stage::part(tx, &by, id, guest).await).await?;
    Ok(redirect(&format!("/desk/{handle}/live/{id}"), "done-guest-removed"))
}

/// `POST /desk/{handle}/live/{id}/cameras/{camera}`: show the picture of `main`, or of `second`.
pub async fn switch(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id, camera)): Path<(String, RoomId, String)>,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let camera = stage::camera_of(&camera).filter(|_| shop.id == id.shop()).ok_or_else(Problem::not_found)?;
    stage::switch(market.studio(), id, camera)?;
    Ok(redirect(&format!("/desk/{handle}/live/{id}"), "done-camera"))
}

impl From<SwitchError> for Problem {
    fn from(error: SwitchError) -> Self {
        match error {
            SwitchError::NoSuchCamera(_) => Self::conflict("problem-no-camera"),
        }
    }
}

impl From<GuestError> for Problem {
    fn from(error: GuestError) -> Self {
        match error {
            GuestError::NoSuchRoom | GuestError::NoSuchGuest => Self::not_found(),
            GuestError::NoSuchLogin => Self::new(StatusCode::CONFLICT, "problem-guest-login"),
            GuestError::TooMany => Self::conflict("problem-guests-full"),
            GuestError::Forbidden(error) => error.into(),
            GuestError::Store(error) => error.into(),
        }
    }
}
