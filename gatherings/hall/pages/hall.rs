//! The room as a page: everything in it to read, and the way in.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use goods::catalog::{Card, data_block, pages::Marks};
use people::visit::{Visit, redirect};
use platform::{
    db::Tx,
    i18n::Lang,
    qr::SquareCode,
    views::{self, Shell},
    web::{Paging, Problem},
};
use serde_json::{Value, json};

use super::common::{centimetres, may_renew, room};
use crate::{
    Commons,
    hall::{
        self, ExhibitId, Reason,
        room::{Room, Standing},
    },
};

/// Where a sentence names a thing.
const THING: &str = "\u{fffc}";

#[derive(Template)]
#[template(path = "hall/views/hall.html")]
struct HallPage {
    shell: Shell,
    lang: Lang,
    room: Room,
    marks: Marks,
    /// What the room in three dimensions is made of.
    data: String,
    address: String,
    code: Option<SquareCode>,
}

impl HallPage {
    fn why(&self, one: &Standing) -> String {
        why(&self.shell, self.lang, one)
    }

    /// The same where it names another thing, in a language of its own: what is said before it, the thing, and after it.
    fn why_of<'a>(&self, one: &'a Standing) -> Option<(String, &'a Card, String)> {
        let of = one.because.as_ref()?;
        let said = self.shell.say(why_key(one)?, &[("thing", THING)]);
        let (before, after) = said.split_once(THING)?;
        Some((before.to_owned(), of, after.to_owned()))
    }

    /// Wide, high and deep in centimetres.
    fn size(&self, one: &Standing) -> String {
        size(&self.shell, one)
    }

    fn megabytes(&self, one: &Standing) -> String {
        self.shell.tenths(&((one.exhibit.model.full.size_bytes * 10 + (1 << 19)) >> 20))
    }

    /// What is seen of it where no model is drawn.
    fn poster<'a>(&self, one: &'a Standing) -> &'a str {
        if one.exhibit.poster.is_empty() { &one.card.cover } else { &one.exhibit.poster }
    }
}

/// The sentence that names another thing, if the reason is one.
fn why_key(one: &Standing) -> Option<&'static str> {
    let is_itself = one.reason.of() == Some(one.exhibit.listing);
    match one.reason {
        Reason::Viewed { .. } if !is_itself => Some("hall-why-viewed"),
        Reason::Wished { .. } if !is_itself => Some("hall-why-wished"),
        Reason::Bought { .. } => Some("hall-why-bought"),
        _ => None,
    }
}

/// The reason why something stands in somebody's hall, in words.
pub fn why(shell: &Shell, lang: Lang, one: &Standing) -> String {
    let plain = |key: &str| shell.t(key).to_owned();
    match (&one.reason, &one.because, why_key(one)) {
        (_, Some(thing), Some(key)) => shell.say(key, &[("thing", thing.title_in(&lang))]),
        (_, None, Some(_)) | (Reason::Bought { .. }, ..) => plain("hall-why-liked"),
        (Reason::Viewed { .. }, ..) => plain("hall-why-viewed-it"),
        (Reason::Wished { .. }, ..) => plain("hall-why-wished-it"),
        (Reason::Searched { words }, ..) => shell.say("hall-why-searched", &[("words", words)]),
        (Reason::Asked, ..) => plain("hall-why-asked"),
        (Reason::Fresh, ..) => plain("hall-why-fresh"),
        (Reason::Mix, ..) => plain("hall-why-mix"),
    }
}

fn size(shell: &Shell, one: &Standing) -> String {
    let [wide, high, deep] =
        one.exhibit.model.full.size_mm.map(|side| shell.number(centimetres(side).max(1)));
    shell.say("hall-size", &[("wide", &wide), ("high", &high), ("deep", &deep)])
}

/// What a script needs of one exhibit.
fn told(shell: &Shell, lang: Lang, marks: &Marks, one: &Standing) -> Value {
    let (card, model) = (&one.card, &one.exhibit.model);
    let price = marks.price(card);
    let low = shell.money(&price.low);
    let price = if price.is_one() { low } else { shell.say("shelf-from", &[("price", &low)]) };
    let poster = if one.exhibit.poster.is_empty() { &card.cover } else { &one.exhibit.poster };
    json!({
        "id": one.exhibit.id.to_string(), "x": one.stand.x_mm, "z": one.stand.z_mm, "turn": one.stand.turn_degrees,
        "title": card.title_in(&lang), "lang": card.title_lang(&lang), "maker": card.shop.name_in(&lang),
        "makerLang": card.shop.name_lang(&lang), "price": price, "why": why(shell, lang, one),
        "story": one.story, "storyLang": one.story_lang, "size": size(shell, one), "sizeMm": model.full.size_mm,
        "url": card.url(), "light": one.exhibit.light_path(), "full": one.exhibit.model_path(),
        "bytes": model.light.size_bytes, "triangles": model.light.triangles, "pieces": model.light.pieces,
        "poster": (!poster.is_empty()).then(|| format!("/media/{poster}-320.webp")),
    })
}

/// `GET /hall`: `with` names an exhibit that somebody came for.
pub async fn show(State(market): State<Commons>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    let asked: Option<ExhibitId> = paging.asked.value("with").parse().ok();
    let room = room(&market, &visit, asked).await?;
    let cards: Vec<&Card> = room.all.iter().map(|one| &one.card).collect();
    let marks = Marks::draw(&visit, cards).await;
    let (shell, lang) = (visit.shell("hall"), visit.lang);
    let all: Vec<Value> = room.all.iter().map(|one| told(&shell, lang, &marks, one)).collect();
    let data = data_block(&json!({
        "width": room.layout.width_mm, "depth": room.layout.depth_mm, "entrance": room.layout.entrance.z_mm,
        "exhibits": all,
    }));
    let address = format!("{}/hall", market.config.public_url.trim_end_matches('/'));
    let code = SquareCode::of(&address);
    views::page(&HallPage { shell, lang, room, marks, data, address, code })
}

/// `POST /hall`: another hall of the same day.
pub async fn renew(State(market): State<Commons>, visit: Visit) -> Result<Response, Problem> {
    let ((holder, cookie), now) = (visit.ensure_holder().await?, visit.now);
    may_renew(&market, holder)?;
    market.db.write(async move |tx: &mut Tx| hall::renew(tx, now, holder).await).await?;
    Ok((cookie, redirect("/hall", "done-hall-renewed")).into_response())
}
