//! A giveaway for those who watch: what it is, how one takes part, and the draw that everybody can repeat.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use goods::catalog;
use people::{accounts, visit::Visit};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Problem, Refusal},
};
use selling::orders::pages::till::{self, Till};

use crate::{
    Commons,
    live::{
        RoomId,
        giveaways::{self, Age, EnterError, Entry, Giveaway, GiveawayId, Prize, rule, rule::Round},
        pages::find_room,
    },
};

/// Codes that the page itself has, for those who draw again; the file has all.
const CODES: usize = 2_000;

#[derive(Template)]
#[template(path = "live/giveaways/views/giveaway.html")]
struct GiveawayPage {
    shell: Shell,
    giveaway: Giveaway,
    title: String,
    picture: String,
    entry: Option<Entry>,
    prize: Option<Prize>,
    is_adult: bool,
    is_open: bool,
    is_known: bool,
    rounds: Vec<Round>,
    codes: Vec<String>,
    form: Fields,
}

impl GiveawayPage {
    fn path(&self) -> String {
        format!("/live/{}/giveaways/{}", self.giveaway.room, self.giveaway.id)
    }

    fn has_all_codes(&self) -> bool {
        i64::try_from(self.codes.len()).is_ok_and(|count| count == self.giveaway.entries)
    }
}

/// `GET /live/{id}/giveaways/{giveaway}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path((room, id)): Path<(RoomId, GiveawayId)>,
) -> Result<Response, Problem> {
    views::page(&load(&market, &visit, room, id, Fields::default()).await?)
}

async fn load(
    market: &Commons,
    visit: &Visit,
    room: RoomId,
    id: GiveawayId,
    form: Fields,
) -> Result<GiveawayPage, Problem> {
    find_room(market, visit, room).await?;
    let account = visit.account_id().ok();
    let look = async move |tx: &mut Tx| {
        let found = giveaways::find(tx, id).await?.filter(|giveaway| giveaway.room == room);
        let Some(giveaway) = found else { return Ok(None) };
        let card = catalog::find_offered(tx, giveaway.variant).await?;
        let (entry, prize, adult) = match account {
            Some(account) => (
                giveaways::entry_of(tx, id, account).await?,
                giveaways::prize_of(tx, id, account).await?,
                accounts::adult_since(tx, account).await?.is_some(),
            ),
            None => (None, None, false),
        };
        let codes = if giveaway.is_drawn() { giveaways::codes(tx, id).await? } else { Vec::new() };
        Ok::<_, DbError>(Some((giveaway, card, (entry, prize, adult), codes)))
    };
    let found = market.db.read(look).await?.ok_or_else(Problem::not_found)?;
    let (giveaway, offered, (entry, prize, is_adult), mut codes) = found;
    let rounds = match giveaway.is_drawn() {
        true => rule::draw(&giveaway.seed, &giveaway.codes_hash, giveaway.entries, giveaway.winners),
        false => Vec::new(),
    };
    codes.truncate(CODES);
    let (title, picture) = offered.map(|offered| (offered.title, offered.picture)).unwrap_or_default();
    let (is_open, is_known) = (giveaway.is_open(visit.now), account.is_some());
    let shell = visit.shell("live");
    Ok(GiveawayPage {
        shell,
        giveaway,
        title,
        picture,
        entry,
        prize,
        is_adult,
        is_open,
        is_known,
        rounds,
        codes,
        form,
    })
}

/// `POST /live/{id}/giveaways/{giveaway}/entries`
pub async fn enter(
    State(market): State<Commons>,
    visit: Visit,
    Path((room, id)): Path<(RoomId, GiveawayId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let age = if form.flag("adult") { Age::Adult } else { Age::Unsaid };
    match market.db.write(async move |tx: &mut Tx| giveaways::enter(tx, &by, now, id, age).await).await {
        Ok(_) => Ok(Redirect::to(&format!("/live/{room}/giveaways/{id}")).into_response()),
        Err(EnterError::NotAdult) => {
            form.refuse("adult", Refusal::new("refused-not-adult"));
            views::refused(&load(&market, &visit, room, id, form).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /live/{id}/giveaways/{giveaway}/codes.txt`: all codes of a draw, a line each, as they were hashed.
pub async fn codes(
    State(market): State<Commons>,
    visit: Visit,
    Path((room, id)): Path<(RoomId, GiveawayId)>,
) -> Result<Response, Problem> {
    find_room(&market, &visit, room).await?;
    let look = async move |tx: &mut Tx| {
        let found = giveaways::find(tx, id).await?;
        match found.filter(|giveaway| giveaway.room == room && giveaway.is_drawn()) {
            Some(_) => giveaways::codes(tx, id).await.map(Some),
            None => Ok(None),
        }
    };
    let codes = market.find(look).await?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], codes.join("\n")).into_response())
}

#[derive(Template)]
#[template(path = "live/giveaways/views/prize.html")]
struct PrizePage {
    shell: Shell,
    giveaway: Giveaway,
    form: Fields,
    till: Till,
}

/// `GET /live/{id}/giveaways/{giveaway}/prize`: where it is sent to.
pub async fn new_prize(
    State(market): State<Commons>,
    visit: Visit,
    Path((_, id)): Path<(RoomId, GiveawayId)>,
) -> Result<Response, Problem> {
    ask(&market, &visit, id, Fields::default()).await
}

async fn ask(market: &Commons, visit: &Visit, id: GiveawayId, form: Fields) -> Result<Response, Problem> {
    let account = visit.account_id()?;
    let look = async move |tx: &mut Tx| {
        let prize = giveaways::prize_of(tx, id, account).await?;
        Ok(giveaways::find(tx, id).await?.zip(prize))
    };
    let (giveaway, _) = market.find(look).await?;
    let book = till::book(market, visit).await?;
    let here = till::where_to(visit, &form, &book);
    let shell = visit.shell("live");
    let till = Till::new(&shell, &form, book, &here, "");
    let page = PrizePage { shell, giveaway, form, till };
    views::show(&page, page.form.is_good())
}

/// `POST /live/{id}/giveaways/{giveaway}/prize`: the order that costs nothing.
pub async fn take(
    State(market): State<Commons>,
    visit: Visit,
    Path((_, id)): Path<(RoomId, GiveawayId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    if form.has("draw") {
        return ask(&market, &visit, id, form).await;
    }
    let to = till::read_destination(&mut form, &till::book(&market, &visit).await?);
    let Some(to) = to.filter(|_| form.is_good()) else {
        return ask(&market, &visit, id, form).await;
    };
    let takes = market.takes();
    let act =
        async move |tx: &mut Tx| giveaways::take_prize(tx, &by, now, &rules, takes, id, to.clone()).await;
    let placed = market.write(act).await?;
    till::go_and_pay(&market, visit.account_id()?, &placed).await
}
