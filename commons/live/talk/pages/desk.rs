//! Words that a shop does not want to read, and who is silent in its rooms.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::AccountId;
use people::{
    shops::{Desk, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Problem},
};

use crate::{
    Commons,
    live::{
        RoomId,
        pages::to_studio,
        talk::{self, Silenced},
    },
};

/// Characters of an unwanted word.
pub const MOST_WORD: usize = 40;

#[derive(Template)]
#[template(path = "live/talk/views/desk.html")]
struct OrderPage {
    shell: Shell,
    desk: Desk,
    words: Vec<String>,
    people: Vec<Silenced>,
    form: Fields,
}

/// `GET /desk/{handle}/live/order`
pub async fn index(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    views::page(&load(&market, &visit, &handle, Fields::default()).await?)
}

async fn load(market: &Commons, visit: &Visit, handle: &str, form: Fields) -> Result<OrderPage, Problem> {
    let (_, shop) = seller(market, visit, handle).await?;
    let (id, now) = (shop.id, visit.now);
    let look = async move |tx: &mut Tx| {
        Ok::<_, DbError>((talk::unwanted(tx, id).await?, talk::list_silenced(tx, now, id).await?))
    };
    let (words, people) = market.db.read(look).await?;
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "live"));
    Ok(OrderPage { shell, desk, words, people, form })
}

/// `POST /desk/{handle}/live/order/words`
pub async fn add(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    let word = form.line("word", MOST_WORD);
    if !form.is_good() {
        return views::refused(&load(&market, &visit, &handle, form).await?);
    }
    market.write(async move |tx: &mut Tx| talk::keep_away(tx, &by, now, &word).await).await?;
    Ok(redirect(&format!("/desk/{handle}/live/order"), "done-unwanted"))
}

/// `POST /desk/{handle}/live/order/words/removal`
pub async fn remove(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
    form: Fields,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    let word = form.value("word").to_owned();
    market.write(async move |tx: &mut Tx| talk::let_back(tx, &by, &word).await).await?;
    Ok(redirect(&format!("/desk/{handle}/live/order"), "done-unwanted"))
}

/// `POST /desk/{handle}/live/order/people/{account}/release`
pub async fn let_speak(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, account)): Path<(String, AccountId)>,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    market.write(async move |tx: &mut Tx| talk::release(tx, &by, account).await).await?;
    Ok(redirect(&format!("/desk/{handle}/live/order"), "done-released"))
}

/// `POST /desk/{handle}/live/order/people/{account}/ban`
pub async fn shut_out(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, account)): Path<(String, AccountId)>,
) -> Result<Response, Problem> {
    let (_, member) = visit.seller(&handle)?;
    let shop = member.shop;
    let act = async move |tx: &mut Tx| talk::ban(tx, shop, account).await;
    if !market.db.write::<_, DbError, _>(act).await? {
        return Err(Problem::not_found());
    }
    Ok(redirect(&format!("/desk/{handle}/live/order"), "done-banned"))
}

/// `POST /desk/{handle}/live/{id}/lines/{position}/question`
pub async fn put_question(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id, position)): Path<(String, RoomId, i64)>,
    form: Fields,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    market.write(async move |tx: &mut Tx| talk::question(tx, &by, now, id, position).await).await?;
    Ok(to_studio(&form, &handle, id))
}

/// `POST /desk/{handle}/live/{id}/question/removal`
pub async fn end_question(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
    form: Fields,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    market.write(async move |tx: &mut Tx| talk::answered(tx, &by, now, id).await).await?;
    Ok(to_studio(&form, &handle, id))
}
