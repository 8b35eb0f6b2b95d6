//! What the market decides: its preset, bans, and passages about which a shop and somebody disagree.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::Timestamp;
use people::{
    moderator::{Desk, Frame},
    shops,
    visit::{Visit, redirect},
};
use platform::{
    audit,
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Paging, Problem, Refusal},
};
use serde_json::json;

use super::{
    common::{read_answer, read_ban, read_words},
    desk::with_rooms,
};
use crate::{
    Commons,
    live::{
        Measured, Room,
        law::{self, Ban, BanAct, BanId, Law, Passage, PassageId, Preset},
        measured,
        pages::room_clock,
    },
};

/// Hours a week for which the need of disk is shown.
const HOURS: [i64; 3] = [4, 28, 168];
/// A tenth of a gigabyte.
const TENTH: i64 = 100_000_000;

/// What a preset asks of the disk.
struct Need {
    preset: Preset,
    /// Days that replays are kept.
    kept: i64,
    /// Hours a week, and the gigabytes that they need.
    disks: Vec<(i64, String)>,
}

#[derive(Template)]
#[template(path = "live/law/views/market.html")]
struct OperatorPage {
    shell: Shell,
    current: &'static str,
    law: Law,
    needs: Vec<Need>,
    disk: Option<Measured>,
    bans: Vec<(Ban, String)>,
    older: String,
    form: Fields,
    now: Timestamp,
}

impl OperatorPage {
    fn free(&self) -> Option<String> {
        self.disk.map(|disk| self.shell.tenths(&(disk.free_bytes / TENTH)))
    }
}

async fn page(market: &Commons, visit: &Visit, paging: Paging, form: Fields) -> Result<Response, Problem> {
    visit.operator()?;
    let (before, limit, rules) = (paging.before, paging.limit.and_one_more(), market.rules());
    let look = async move |tx: &mut Tx| {
        let bans = law::list_bans(tx, before, limit).await?;
        let ids: Vec<_> = bans.iter().map(|ban| ban.id.shop()).collect();
        let shops = shops::find_several(tx, &ids).await?;
        let named = |ban: Ban| {
            let shop = shops.iter().find(|shop| shop.id == ban.id.shop());
            (ban, shop.map(|shop| shop.handle.clone()).unwrap_or_default())
        };
        let bans: Vec<(Ban, String)> = bans.into_iter().map(named).collect();
        Ok::<_, DbError>((law::find_law(tx).await?, bans, measured(tx).await?))
    };
    let (law, bans, disk) = market.db.read(look).await?;
    let (bans, older) = paging.cut(bans, |(ban, _)| ban.id.number());
    let shell = visit.shell("operator");
    let need = |preset: &Preset| {
        let of = Law { preset: *preset, ..law };
        let kept = i64::try_from(of.kept(&rules).as_secs() / 86_400).unwrap_or(i64::MAX);
        let disks = HOURS.map(|hours| (hours, shell.tenths(&(of.disk_bytes(&rules, hours) / TENTH))));
        Need { preset: *preset, kept, disks: disks.to_vec() }
    };
    let needs = Preset::ALL.iter().map(need).collect();
    let page = OperatorPage { needs, shell, current: "live", law, disk, bans, older, form, now: visit.now };
    views::show(&page, page.form.is_good())
}

/// `GET /operator/live`
pub async fn show(State(market): State<Commons>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    page(&market, &visit, paging, Fields::default()).await
}

/// `POST /operator/live/preset`
pub async fn set_preset(
    State(market): State<Commons>,
    visit: Visit,
    paging: Paging,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let Some(preset) = form.parsed("preset", Preset::parse) else {
        return page(&market, &visit, paging, form).await;
    };
    let act = async move |tx: &mut Tx| {
        law::set_preset(tx, now, preset).await?;
        let detail = json!({ "preset": preset.name() });
        audit::record(tx, now, by.account().ok(), "live.preset", preset.name(), &detail).await
    };
    market.write(act).await?;
    Ok(redirect("/operator/live", "done-live-preset"))
}

/// `POST /operator/live/bans`
pub async fn ban(
    State(market): State<Commons>,
    visit: Visit,
    paging: Paging,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let handle = form.line("shop", 100);
    let read = read_ban(&mut form, now);
    let shop = market.read(async move |tx: &mut Tx| shops::find_by_handle(tx, &handle).await).await?;
    if shop.is_none() && form.refusal("shop").is_none() {
        form.refuse("shop", Refusal::new("refused-shop-unknown"));
    }
    let Some((shop, what)) = shop.zip(read).filter(|_| form.is_good()) else {
        return page(&market, &visit, paging, form).await;
    };
    let act = async move |tx: &mut Tx| law::ban(tx, &by, now, shop.id, what.clone()).await;
    market.write(act).await?;
    Ok(redirect("/operator/live", "done-live-ban"))
}

/// `POST /operator/live/bans/{ban}/lifting`
pub async fn lift(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<BanId>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    market.write(async move |tx: &mut Tx| law::lift(tx, &by, now, id).await).await?;
    Ok(redirect("/operator/live", "done-live-ban-lifted"))
}

/// `POST /operator/live/bans/{ban}/upholding`
pub async fn uphold(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<BanId>,
    paging: Paging,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let words = read_words(&mut form, "words");
    if !form.is_good() {
        return page(&market, &visit, paging, form).await;
    }
    market.write(async move |tx: &mut Tx| law::uphold(tx, &by, now, id, words.clone()).await).await?;
    Ok(redirect("/operator/live", "done-live-ban-upheld"))
}

#[derive(Template)]
#[template(path = "live/law/views/moderator.html")]
struct ModeratorPage {
    shell: Shell,
    frame: Frame,
    passages: Vec<(Passage, Option<Room>)>,
    /// A decision that was refused, and about what.
    form: Fields,
    decided: Option<PassageId>,
}

impl ModeratorPage {
    fn is_refused(&self, passage: &Passage) -> bool {
        self.decided == Some(passage.id)
    }

    fn span(&self, passage: &Passage, room: &Room) -> String {
        format!("{}–{}", room_clock(room, passage.from), room_clock(room, passage.to))
    }
}

/// Cases of one page, the oldest first.
const CASES: i64 = 50;
const DESK: Desk = Desk("passages");

/// `GET /moderator/passages`
pub async fn passages(State(market): State<Commons>, visit: Visit) -> Result<Response, Problem> {
    cases(&market, &visit, (Fields::default(), None)).await
}

async fn cases(
    market: &Commons,
    visit: &Visit,
    (form, decided): (Fields, Option<PassageId>),
) -> Result<Response, Problem> {
    let (frame, _) = Frame::open(visit, DESK)?;
    let look = async move |tx: &mut Tx| {
        let called = law::list_called(tx, 0, CASES).await?;
        with_rooms(tx, called).await
    };
    let passages = market.db.read(look).await?;
    let page = ModeratorPage { shell: visit.shell("moderator"), frame, passages, form, decided };
    views::show(&page, page.decided.is_none())
}

/// `POST /moderator/passages/{passage}/ruling`
pub async fn rule(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<PassageId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.moderator()?, visit.now);
    let Some(decision) = read_answer(&mut form) else {
        return cases(&market, &visit, (form, Some(id))).await;
    };
    market.write(async move |tx: &mut Tx| law::rule(tx, &by, now, id, decision.clone()).await).await?;
    Ok(redirect("/moderator/passages", "done-passage"))
}
