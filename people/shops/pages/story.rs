use axum::{
    extract::{Path, State},
    response::Response,
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};

use super::common::Story;
use crate::{
    market::Market,
    shops,
    visit::{Visit, redirect},
};

/// `POST /following/{handle}`: `follow` is `yes` or `no`. Not below the shop, where a listing may have any name.
pub async fn follow(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    form: Fields,
) -> Result<Response, Problem> {
    let (by, now, path) = (visit.buyer()?, visit.now, format!("/shops/{handle}"));
    let shop = Story::find(&market, &visit, &handle).await?.shop.id;
    if form.value("follow") == "no" {
        market.db.write(async move |tx: &mut Tx| shops::unfollow(tx, &by, shop).await).await?;
        return Ok(redirect(&path, "done-unfollowed"));
    }
    market.db.write(async move |tx: &mut Tx| shops::follow(tx, &by, now, shop).await).await?;
    Ok(redirect(&path, "done-followed"))
}
