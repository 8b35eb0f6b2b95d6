//! A coupon for those who watch: what it takes off, until when it is taken, and the code of who took it.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use kernel::Timestamp;
use people::visit::Visit;
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::Problem,
};
use selling::promotions::Code;

use super::terms::terms;
use crate::{
    Commons,
    live::{
        RoomId,
        coupons::{self, RoomCoupon, RoomCouponId},
        pages::find_room,
    },
};

#[derive(Template)]
#[template(path = "live/coupons/views/coupon.html")]
struct CouponPage {
    shell: Shell,
    given: RoomCoupon,
    code: Option<Code>,
    is_known: bool,
    now: Timestamp,
}

impl CouponPage {
    fn path(&self) -> String {
        format!("/live/{}/coupons/{}", self.given.room, self.given.id)
    }

    fn terms(&self) -> String {
        terms(&self.shell, &self.given)
    }

    fn is_running(&self) -> bool {
        self.given.is_running(self.now)
    }
}

/// `GET /live/{id}/coupons/{coupon}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path((room, id)): Path<(RoomId, RoomCouponId)>,
) -> Result<Response, Problem> {
    find_room(&market, &visit, room).await?;
    let account = visit.account_id().ok();
    let look = async move |tx: &mut Tx| {
        let Some(given) = coupons::find(tx, id).await?.filter(|given| given.room == room) else {
            return Ok(None);
        };
        let code = match account {
            Some(account) => coupons::code_of(tx, id, account).await?,
            None => None,
        };
        Ok::<_, DbError>(Some((given, code)))
    };
    let (given, code) = market.db.read(look).await?.ok_or_else(Problem::not_found)?;
    let (shell, is_known, now) = (visit.shell("live"), account.is_some(), visit.now);
    views::page(&CouponPage { shell, given, code, is_known, now })
}

/// `POST /live/{id}/coupons/{coupon}/codes`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path((room, id)): Path<(RoomId, RoomCouponId)>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    market.write(async move |tx: &mut Tx| coupons::take(tx, &by, now, id).await).await?;
    Ok(Redirect::to(&format!("/live/{room}/coupons/{id}")).into_response())
}
