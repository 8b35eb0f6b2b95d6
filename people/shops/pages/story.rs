use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use platform::{
    Later,
    db::{DbError, Tx},
    views::Shell,
    web::{Fields, Problem},
};

use super::common::Story;
use crate::{
    capability::{Drawn, Looking},
    market::Market,
    shops::{self, ShopState},
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

#[derive(Template)]
#[template(path = "shops/views/_follow.html")]
struct FollowPanel<'a> {
    shell: &'a Shell,
    handle: &'a str,
    is_followed: bool,
}

/// Beside the name of a shop: to follow it, or no longer. Its own people do not.
pub fn follow_panel<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(id) = looking.shop else { return Ok(Vec::new()) };
        let shop = shops::find(tx, id).await?.filter(|shop| shop.state == ShopState::Open);
        let Some(shop) = shop else { return Ok(Vec::new()) };
        let mut is_followed = false;
        if let Some(account) = looking.account {
            if shops::role_of(tx, id, account).await?.is_some() {
                return Ok(Vec::new());
            }
            is_followed = shops::is_followed(tx, account, id).await?;
        }
        let panel = FollowPanel { shell: &looking.shell, handle: &shop.handle, is_followed };
        Ok(vec![("acts", panel.render().map_err(DbError::draw)?)])
    })
}
