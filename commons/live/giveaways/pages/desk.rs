//! What a host gives away.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use goods::catalog::{self, VariantId};
use people::{
    shops::{Desk, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::read::{blame, read_giveaway};
use crate::{
    Commons,
    live::{
        self, Room, RoomId,
        giveaways::{self, Giveaway},
    },
};

/// Things that can be chosen, and giveaways of one page.
const THINGS: i64 = 30;
const SHELF: i64 = 50;

#[derive(Template)]
#[template(path = "live/giveaways/views/desk.html")]
struct GiveawaysPage {
    shell: Shell,
    desk: Desk,
    room: Room,
    things: Vec<(VariantId, String)>,
    giveaways: Vec<Giveaway>,
    form: Fields,
}

impl GiveawaysPage {
    fn is_chosen(&self, variant: &VariantId) -> bool {
        self.form.value("variant") == variant.to_string()
    }
}

/// `GET /desk/{handle}/live/{id}/giveaways`
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
) -> Result<GiveawaysPage, Problem> {
    let (by, shop) = seller(market, visit, handle).await?;
    let (shop_id, lang): (_, Lang) = (shop.id, visit.lang);
    let look = async |tx: &mut Tx| {
        let Some(room) = live::find_own(tx, &by, id).await? else { return Ok(None) };
        let mut things = Vec::new();
        let cards = catalog::list_of_shop(tx, shop_id, i64::MAX, THINGS).await?;
        let (last, first) = (cards.first(), cards.last());
        let (last, first) =
            (last.map_or(0, |card| card.id.number()), first.map_or(1, |card| card.id.number()));
        let variants = catalog::variants_between(tx, shop_id, first - 1, last).await?;
        for card in cards {
            for (_, variant) in variants.iter().filter(|(listing, _)| *listing == card.id.number()) {
                let choices = catalog::choices_line(&variant.choices);
                let words = if choices.is_empty() { String::new() } else { format!(" · {choices}") };
                things.push((variant.id, format!("{}{words}", card.title_in(&lang))));
            }
        }
        let giveaways = giveaways::list_of_room(tx, id, SHELF).await?;
        Ok::<_, DbError>(Some((room, things, giveaways)))
    };
    let (room, things, giveaways) = market.db.read(look).await?.ok_or_else(Problem::not_found)?;
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "live"));
    Ok(GiveawaysPage { shell, desk, room, things, giveaways, form })
}

/// `POST /desk/{handle}/live/{id}/giveaways`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let ((by, _), now, rules) = (visit.seller(&handle)?, visit.now, market.rules());
    let Some(new) = read_giveaway(&mut form) else {
        return views::refused(&load(&market, &visit, &handle, id, form).await?);
    };
    let act = async move |tx: &mut Tx| giveaways::open(tx, &by, now, &rules, id, new.clone()).await;
    match market.db.write(act).await {
        Ok(_) => Ok(redirect(&format!("/desk/{handle}/live/{id}/giveaways"), "done-giveaway")),
        Err(error) if blame(&mut form, &error) => {
            views::refused(&load(&market, &visit, &handle, id, form).await?)
        }
        Err(error) => Err(error.into()),
    }
}
