//! Figures at the host's desk: how the show goes, and afterwards how it went.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{Html, IntoResponse, Response},
};
use goods::catalog;
use kernel::{Money, Timestamp};
use people::{
    shops::{Desk, pages::seller},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    plot::Figure,
    views::{self, Shell},
    web::{Problem, Routes},
};

use super::{Figures, drawn, of_room, sold_now};
use crate::{
    Commons,
    live::{self, Room, RoomId},
};

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .get("/desk/{handle}/live/{id}/figures", show)
        .get("/desk/{handle}/live/{id}/figures/now", now)
}

#[derive(Template)]
#[template(path = "live/figures/views/figures.html")]
struct FiguresPage {
    shell: Shell,
    desk: Desk,
    room: Room,
    figures: Figures,
    plots: Vec<Figure>,
    /// What sold best: its name, pieces and money.
    selling: Vec<(String, String, String)>,
    viewers: i64,
}

impl FiguresPage {
    /// What is counted: its name and how much of it.
    fn stats(&self) -> Vec<(&'static str, String)> {
        let (shell, figures) = (&self.shell, &self.figures);
        let on_air = self.room.is_on_air().then(|| ("room-viewers-now", shell.number(self.viewers)));
        let stayed = figures.stayed().filter(|_| !self.room.is_on_air());
        let stayed = stayed.map(|percent| ("room-stayed", format!("{} %", shell.number(percent))));
        let counted = [
            ("room-money", shell.money(&figures.money)),
            ("room-purchases", shell.number(figures.purchases)),
            ("room-most-viewers", shell.number(figures.most_viewers())),
            ("room-watched", shell.number(figures.watched())),
            ("room-likes", shell.number(figures.likes())),
            ("room-lines", shell.number(figures.lines)),
            ("room-offers", shell.number(figures.offers)),
        ];
        on_air.into_iter().chain(counted).chain(stayed).collect()
    }
}

/// `GET /desk/{handle}/live/{id}/figures`
async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    let (now, currency) = (visit.now, shop.currency);
    let lang: Lang = visit.lang;
    let look = async |tx: &mut Tx| {
        let Some(room) = live::find_own(tx, &by, id).await? else { return Ok(None) };
        let figures = of_room(tx, &room, now, currency).await?;
        let mut titles = Vec::with_capacity(figures.selling.len());
        for one in &figures.selling {
            let card = catalog::card(tx, one.listing).await?;
            titles.push(card.map(|card| card.title_in(&lang).to_owned()).unwrap_or_default());
        }
        Ok::<_, DbError>(Some((room, figures, titles)))
    };
    let (room, figures, titles) = market.db.read(look).await?.ok_or_else(Problem::not_found)?;
    let viewers = i64::try_from(market.db.hub().heard_by(&room.topic())).unwrap_or(i64::MAX);
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "live"));
    let plots = drawn(&shell, &figures);
    let named = titles.into_iter().zip(&figures.selling);
    let selling = named
        .map(|(title, one)| (title, shell.number(one.pieces), shell.money(&Money::new(one.minor, currency))))
        .collect();
    views::page(&FiguresPage { shell, desk, room, figures, plots, selling, viewers })
}

/// What a host sees of it while the show goes on.
#[derive(Template)]
#[template(path = "live/figures/views/_now.html")]
pub struct NowView<'a> {
    pub shell: &'a Shell,
    pub sold: &'a Sold,
}

/// How a show goes: minutes since it began, purchases, and what their goods cost.
pub struct Sold {
    pub minutes: i64,
    pub purchases: i64,
    pub money: Money,
}

impl Sold {
    pub async fn read(
        tx: &mut Tx,
        now: Timestamp,
        room: &Room,
        currency: kernel::Currency,
    ) -> Result<Self, DbError> {
        let (purchases, money) = sold_now(tx, room.id, currency).await?;
        let until = room.state.ended_at().unwrap_or(now);
        let lasts = room.since().map_or(0, |since| until.since(since).as_secs() / 60);
        Ok(Self { minutes: i64::try_from(lasts).unwrap_or(i64::MAX), purchases, money })
    }
}

/// `GET /desk/{handle}/live/{id}/figures/now`: a part of the studio, looked at again and again while the show goes on.
async fn now(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    let (now, currency) = (visit.now, shop.currency);
    let look = async |tx: &mut Tx| {
        let Some(room) = live::find_own(tx, &by, id).await? else { return Ok(None) };
        Ok::<_, DbError>(Some(Sold::read(tx, now, &room, currency).await?))
    };
    let sold = market.db.read(look).await?.ok_or_else(Problem::not_found)?;
    let shell = visit.shell("desk");
    let html = NowView { shell: &shell, sold: &sold }.render().map_err(Problem::broken)?;
    Ok(Html(html).into_response())
}
