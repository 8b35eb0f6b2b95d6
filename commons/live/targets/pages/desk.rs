use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use people::{
    confirm,
    shops::{Desk, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    http::Dial,
    views::{self, Shell},
    web::{Fields, Problem, Refusal},
};

use crate::{
    Commons,
    live::{
        RoomId,
        targets::{
            self, AddError, Address, MOST, NewTarget, Standing, SwitchError, Target, TargetAct, TargetId,
            TargetStage,
        },
    },
};

/// Characters of what a target is called, of its address and of its key.
const MOST_NAME: usize = 60;
const MOST_ADDRESS: usize = 300;
const MOST_KEY: usize = 300;

#[derive(Template)]
#[template(path = "live/targets/views/desk.html")]
struct TargetsPage {
    shell: Shell,
    desk: Desk,
    form: Fields,
    targets: Vec<(Target, Vec<(RoomId, Standing)>)>,
    has_ffmpeg: bool,
}

impl TargetsPage {
    fn is_full(&self) -> bool {
        i64::try_from(self.targets.len()).is_ok_and(|count| count >= MOST)
    }

    fn is_under_way(&self) -> bool {
        self.targets.iter().any(|(_, standings)| !standings.is_empty())
    }

    fn is_on(&self, target: &Target) -> bool {
        target.state == TargetStage::On
    }

    fn most(&self) -> i64 {
        MOST
    }
}

async fn index_with(
    market: &Commons,
    visit: &Visit,
    handle: &str,
    form: Fields,
) -> Result<Response, Problem> {
    let (_, shop) = seller(market, visit, handle).await?;
    let id = shop.id;
    let found = market.read(async move |tx: &mut Tx| targets::list_of_shop(tx, id).await).await?;
    let standing = |target: Target| {
        let standings = market.studio().handed.standings(target.id);
        (target, standings)
    };
    let page = TargetsPage {
        shell: visit.shell("desk"),
        desk: Desk::new(&shop, "live"),
        targets: found.into_iter().map(standing).collect(),
        has_ffmpeg: market.studio().ffmpeg().is_some(),
        form,
    };
    views::show(&page, page.form.is_good())
}

/// `GET /desk/{handle}/live/targets`
pub async fn index(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    index_with(&market, &visit, &handle, Fields::default()).await
}

/// `POST /desk/{handle}/live/targets`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    let (name, key) = (form.line("name", MOST_NAME), form.line("key", MOST_KEY));
    let said = form.line("address", MOST_ADDRESS);
    let address = Address::parse(&said, &Dial::new(&market.config.push_origins));
    if address.is_none() && !said.is_empty() {
        form.refuse("address", Refusal::new("refused-target-address"));
    }
    let Some(address) = address.filter(|_| form.is_good()) else {
        // A key is not sent back.
        form.set("key", "");
        return index_with(&market, &visit, &handle, form).await;
    };
    let new = NewTarget { name, address, key };
    market.write(async move |tx: &mut Tx| targets::add(tx, &by, now, new.clone()).await).await?;
    Ok(redirect(&format!("/desk/{handle}/live/targets"), "done-target"))
}

async fn switch(
    market: &Commons,
    visit: &Visit,
    (handle, id): (&str, TargetId),
    act: TargetAct,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(handle)?, visit.now);
    market.write(async move |tx: &mut Tx| targets::switch(tx, &by, now, id, act).await).await?;
    Ok(Redirect::to(&format!("/desk/{handle}/live/targets")).into_response())
}

/// `POST /desk/{handle}/live/targets/{target}/on`
pub async fn switch_on(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, TargetId)>,
) -> Result<Response, Problem> {
    switch(&market, &visit, (&handle, id), TargetAct::SwitchOn).await
}

/// `POST /desk/{handle}/live/targets/{target}/off`
pub async fn switch_off(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, TargetId)>,
) -> Result<Response, Problem> {
    switch(&market, &visit, (&handle, id), TargetAct::SwitchOff).await
}

/// `GET /desk/{handle}/live/targets/{target}/removal`
pub async fn confirm(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, TargetId)>,
) -> Result<Response, Problem> {
    let (_, member) = visit.seller(&handle)?;
    let is_own = member.shop == id.shop();
    let found = market.find(async move |tx: &mut Tx| targets::find(tx, id).await).await?;
    if !is_own {
        return Err(Problem::not_found());
    }
    confirm::ask(visit.shell("desk"), "target-remove", found.name, format!("/desk/{handle}/live/targets"))
}

/// `POST /desk/{handle}/live/targets/{target}/removal`
pub async fn remove(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, TargetId)>,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    let removed = market.write(async move |tx: &mut Tx| targets::remove(tx, &by, id).await).await?;
    removed.ok_or_else(Problem::not_found)?;
    Ok(redirect(&format!("/desk/{handle}/live/targets"), "done-target-removed"))
}

impl From<AddError> for Problem {
    fn from(error: AddError) -> Self {
        match error {
            AddError::TooMany => Self::conflict("problem-targets-full"),
            AddError::Forbidden(error) => error.into(),
            AddError::Store(error) => error.into(),
        }
    }
}

impl From<SwitchError> for Problem {
    fn from(error: SwitchError) -> Self {
        match error {
            SwitchError::NoSuchTarget => Self::not_found(),
            SwitchError::Refused(error) => error.into(),
            SwitchError::Forbidden(error) => error.into(),
            SwitchError::Store(error) => error.into(),
        }
    }
}
