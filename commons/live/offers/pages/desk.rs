//! What viewers offer, alike ones together, and what the host says to all of them with one tap.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use goods::catalog;
use people::{
    shops::{self, Desk, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Problem, Refusal},
};

use super::read::{currency_of, read_answer};
use crate::{
    Commons,
    live::{
        self, Room, RoomId,
        offers::{self, AnswerError, Group, GroupKey},
    },
};

/// Groups of one page.
const SHELF: i64 = 60;

#[derive(Template)]
#[template(path = "live/offers/views/desk.html")]
struct OffersPage {
    shell: Shell,
    desk: Desk,
    room: Room,
    groups: Vec<Shown>,
    form: Fields,
}

impl OffersPage {
    /// Whether the form that was refused answers these offers.
    fn is_answered(&self, key: &GroupKey) -> bool {
        let said = |name: &str| self.form.value(name);
        said("variant") == key.variant.to_string()
            && said("quantity") == key.pieces.to_string()
            && said("amount") == key.amount.decimal()
    }
}

/// A group with what it is for.
struct Shown {
    group: Group,
    title: String,
    choices: String,
    /// Whose it is, where it is another shop's.
    of: String,
}

/// `GET /desk/{handle}/live/{id}/offers`
pub async fn index(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
) -> Result<Response, Problem> {
    views::page(&load(&market, &visit, &handle, id, Fields::default()).await?)
}

async fn load(
    market: &Commons,
    visit: &Visit,
    handle: &str,
    id: RoomId,
    form: Fields,
) -> Result<OffersPage, Problem> {
    let (by, shop) = seller(market, visit, handle).await?;
    let look = async |tx: &mut Tx| {
        let Some(room) = live::find_own(tx, &by, id).await? else { return Ok(None) };
        let mut groups = Vec::new();
        for group in offers::groups(tx, id, SHELF).await? {
            let offered = catalog::find_offered(tx, group.key.variant).await?;
            let (title, choices) =
                offered.map(|offered| (offered.title, offered.choices)).unwrap_or_default();
            let of = match group.listing.shop() {
                own if own == id.shop() => String::new(),
                other => shops::find(tx, other).await?.map(|shop| shop.name).unwrap_or_default(),
            };
            groups.push(Shown { group, title, choices, of });
        }
        Ok::<_, DbError>(Some((room, groups)))
    };
    let (room, groups) = market.db.read(look).await?.ok_or_else(Problem::not_found)?;
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "live"));
    Ok(OffersPage { shell, desk, room, groups, form })
}

/// `POST /desk/{handle}/live/{id}/offers/answers`
pub async fn answer(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, _) = seller(&market, &visit, &handle).await?;
    let (now, rules) = (visit.now, market.rules());
    let currency = currency_of(&market, id, &form).await?;
    let Some(said) = read_answer(&mut form, currency) else {
        return views::refused(&load(&market, &visit, &handle, id, form).await?);
    };
    let act = async move |tx: &mut Tx| offers::answer(tx, &by, now, &rules, id, said).await;
    match market.db.write(act).await {
        Ok(_) => {}
        Err(AnswerError::BelowAgreed { least }) => {
            form.refuse("counter", Refusal::new("refused-room-price-agreed").with("least", least.decimal()));
            return views::refused(&load(&market, &visit, &handle, id, form).await?);
        }
        Err(error) => return Err(error.into()),
    }
    if form.flag("script") {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    Ok(redirect(&format!("/desk/{handle}/live/{id}/offers"), "done-room-offers"))
}
