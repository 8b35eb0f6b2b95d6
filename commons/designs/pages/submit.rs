//! Putting a design down.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use people::{
    photos::Upload,
    shops::{Desk, Shop, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::common::{keep_pictures, may_make, read_record};
use crate::{
    Commons,
    designs::{self, origin::origin},
};

#[derive(Template)]
#[template(path = "designs/views/new.html")]
struct NewPage {
    shell: Shell,
    desk: Desk,
    form: Fields,
}

impl NewPage {
    fn new(visit: &Visit, shop: &Shop, form: Fields) -> Self {
        Self { shell: visit.shell("desk"), desk: Desk::new(shop, "designs"), form }
    }
}

/// `GET /desk/{handle}/designs/new`
pub async fn new(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let mut form = Fields::default();
    form.set("author", visit.account.as_ref().map_or("", |account| account.name.as_str()));
    views::page(&NewPage::new(&visit, &shop, form))
}

/// `POST /desk/{handle}/designs`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
    Upload { mut form, files }: Upload,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    may_make(&market, shop.id)?;
    let (now, pictures) = (visit.now, keep_pictures(&market, &mut form, files).await?);
    let Some(new) = read_record(&mut form, now, &pictures) else {
        return views::refused(&NewPage::new(&visit, &shop, form));
    };
    let origin = origin(&market).to_owned();
    let act = async move |tx: &mut Tx| designs::make(tx, &by, now, &origin, &new).await;
    let record = market.write(act).await?;
    Ok(redirect(&format!("/desk/{handle}/designs/{}", record.id), "done-design"))
}
