//! What a host lets viewers take: the form, and what became of the earlier ones.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Currency, Timestamp};
use people::{
    shops::{Desk, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::{
    read::{blame, read_coupon},
    terms::terms,
};
use crate::{
    Commons,
    live::{
        self, Room, RoomId,
        coupons::{self, RoomCoupon},
    },
};

/// Coupons of one page.
const SHELF: i64 = 50;
/// What is chosen with one tap, in seconds.
const USUAL: [i64; 5] = [30, 60, 120, 180, 300];

#[derive(Template)]
#[template(path = "live/coupons/views/desk.html")]
struct CouponsPage {
    shell: Shell,
    desk: Desk,
    room: Room,
    given: Vec<RoomCoupon>,
    form: Fields,
    now: Timestamp,
    currency: Currency,
}

impl CouponsPage {
    fn usual(&self) -> [i64; 5] {
        USUAL
    }

    fn is_usual(&self, seconds: &i64) -> bool {
        let chosen = self.form.value("seconds");
        chosen == seconds.to_string() || (chosen.is_empty() && *seconds == 60)
    }

    fn terms(&self, one: &RoomCoupon) -> String {
        terms(&self.shell, one)
    }

    fn is_running(&self, one: &RoomCoupon) -> bool {
        one.is_running(self.now)
    }
}

/// `GET /desk/{handle}/live/{id}/coupons`
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
) -> Result<CouponsPage, Problem> {
    let (by, shop) = seller(market, visit, handle).await?;
    let look = async |tx: &mut Tx| {
        let Some(room) = live::find_own(tx, &by, id).await? else { return Ok(None) };
        Ok::<_, DbError>(Some((room, coupons::list_of_room(tx, id, SHELF).await?)))
    };
    let (room, given) = market.db.read(look).await?.ok_or_else(Problem::not_found)?;
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "live"));
    Ok(CouponsPage { shell, desk, room, given, form, now: visit.now, currency: shop.currency })
}

/// `POST /desk/{handle}/live/{id}/coupons`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let ((by, shop), now) = (seller(&market, &visit, &handle).await?, visit.now);
    let Some(new) = read_coupon(&mut form, shop.currency) else {
        return views::refused(&load(&market, &visit, &handle, id, form).await?);
    };
    match market.db.write(async move |tx: &mut Tx| coupons::give(tx, &by, now, id, new.clone()).await).await {
        Ok(_) => Ok(redirect(&format!("/desk/{handle}/live/{id}/coupons"), "done-room-coupon")),
        Err(error) if blame(&mut form, &error) => {
            views::refused(&load(&market, &visit, &handle, id, form).await?)
        }
        Err(error) => Err(error.into()),
    }
}
