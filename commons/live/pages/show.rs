//! The room of a show, for those who watch.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use goods::catalog::{self, Card, Pricing};
use people::{
    shops::{self, Sender, Shop},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Paging, Problem},
};

use super::{
    chapters::{Chapter, chapters, structured},
    common::{LINES, state_word},
    pin::{PinView, Pinned, door},
    sold::{place, sold},
    video,
};
use crate::{
    Commons,
    live::{
        self, Body, Moment, Room, RoomId, Sale,
        clips::{self, Clip},
        coupons::{self, RoomCoupon},
        law, run_sheet, schedule,
        stage::{self, Guest},
    },
};

/// Things of the shop below a show.
const THINGS: i64 = 12;
/// Clips of a replay on its page.
const CLIPS: i64 = 100;
/// Moments of a replay that its page carries whole; of what comes later the chat is left out.
const MOMENTS: i64 = 2_000;

#[derive(Template)]
#[template(path = "live/views/room.html")]
struct RoomPage {
    shell: Shell,
    lang: Lang,
    shop: Shop,
    room: Room,
    state: &'static str,
    /// Whether it can be watched without a delay.
    is_near: bool,
    moments: Vec<Moment>,
    /// Position of the newest moment when the page was made.
    last: i64,
    pin: String,
    things: Vec<Card>,
    clips: Vec<Clip>,
    /// What was shown in a replay, each at its moment.
    chapters: Vec<Chapter>,
    /// From where a replay is played, in milliseconds of the programme's time; empty for its beginning.
    from: String,
    /// The days that this show is kept.
    kept_days: i64,
    /// Who stands behind the shop, where that is to be said.
    sender: Option<Sender>,
    guests: Vec<Guest>,
    /// What search engines read.
    about: String,
    marks: goods::catalog::pages::Marks,
    viewers: i64,
    form: Fields,
    is_known: bool,
    /// How many are reminded of it, and whether the reader is.
    reminded: i64,
    is_reminded: bool,
    canonical: String,
    cover: String,
    /// The picture of the show where its address is shared.
    picture: String,
    now: kernel::Timestamp,
    /// What stands above the chat.
    question: Option<String>,
    likes: i64,
    /// What can be taken now.
    coupon: Option<RoomCoupon>,
    /// Whether the things are those of the run sheet.
    is_sheet: bool,
}

impl RoomPage {
    fn place(&self, sale: &Sale) -> String {
        place(self.room.id, sale)
    }

    fn sold(&self, sale: &Sale) -> String {
        sold(&self.shell, sale)
    }

    fn is_over(&self) -> bool {
        self.state == "ended"
    }

    fn can_replay(&self) -> bool {
        self.is_over() && self.room.has_replay
    }

    fn has_captions(&self) -> bool {
        self.moments.iter().any(|moment| matches!(moment.body, Body::Caption { .. }))
    }

    fn share(&self) -> String {
        format!("/share?page=%2Flive%2F{}", self.room.id)
    }

    fn is_soon(&self) -> bool {
        self.state == "soon"
    }

    /// The playlist that a player begins with; empty while there is none.
    fn playlist(&self) -> String {
        match self.state {
            "live" | "paused" | "soon" => format!("/live/{}/video/index.m3u8", self.room.id),
            _ if self.can_replay() => format!("/live/{}/replay/index.m3u8", self.room.id),
            _ => String::new(),
        }
    }

    fn planned_at(&self) -> Option<&kernel::Timestamp> {
        match &self.room.state {
            live::RoomState::Planned { at } => at.as_ref(),
            live::RoomState::OnAir { .. }
            | live::RoomState::Ended { .. }
            | live::RoomState::Cancelled { .. } => None,
        }
    }
}

/// `GET /live/{id}`, of a replay with `?at=` from a moment on.
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<RoomId>,
    Paging { asked, .. }: Paging,
) -> Result<Response, Problem> {
    let mut form = Fields::default();
    form.set("key", market.chance.token());
    let mut page = load(&market, &visit, id, form).await?;
    page.from = asked.value("at").chars().filter(char::is_ascii_digit).take(16).collect();
    views::page(&page)
}

/// The page with a line that was refused.
pub async fn show_again(
    market: &Commons,
    visit: &Visit,
    id: RoomId,
    form: Fields,
) -> Result<Response, Problem> {
    views::refused(&load(market, visit, id, form).await?)
}

async fn load(market: &Commons, visit: &Visit, id: RoomId, form: Fields) -> Result<RoomPage, Problem> {
    let by = video::actor(visit, id);
    let (pricing, now) = (Pricing::of(market, visit.now), visit.now);
    let account = visit.account.as_ref().map(|account| account.id);
    let look = async |tx: &mut Tx| {
        let Some(room) = live::find_for(tx, &by, id).await? else { return Ok(None) };
        let Some(shop) = shops::find(tx, id.shop()).await? else { return Ok(None) };
        let is_replay = room.has_replay && !room.is_on_air();
        let moments =
            if is_replay { replayed(tx, id).await? } else { live::moments_lately(tx, id, LINES).await? };
        let last = (live::last_position(tx, id).await?, live::asked_now(tx, id).await?);
        let chapters = if is_replay { chapters(tx, &pricing, &room, &moments).await? } else { Vec::new() };
        let pinned = match room.pinned.filter(|_| room.is_on_air()) {
            Some(listing) => Pinned::read(tx, &pricing, now, (id, listing)).await?,
            None => None,
        };
        let mut things = run_sheet::things(tx, id).await?;
        let is_sheet = !things.is_empty();
        if !is_sheet {
            things = catalog::list_of_shop(tx, id.shop(), i64::MAX, THINGS).await?;
        }
        let coupon = if room.is_on_air() { coupons::running(tx, id, now).await? } else { None };
        let law = law::find_law(tx).await?;
        let sender = if law.names_identity() { Some(shops::find_sender(tx, id.shop()).await?) } else { None };
        let guests = stage::list(tx, id).await?;
        let reminded = schedule::count_reminders(tx, id).await?;
        let is_reminded = match account {
            Some(account) if reminded > 0 => schedule::has_reminder(tx, id, account).await?,
            Some(_) | None => false,
        };
        let clips = if room.state.is_over() { clips::list_ready(tx, id, CLIPS).await? } else { Vec::new() };
        Ok::<_, DbError>(Some((
            room,
            shop,
            (moments, last, coupon),
            pinned,
            (things, is_sheet, clips, chapters),
            (reminded, is_reminded),
            (law, sender, guests),
        )))
    };
    let found = market.db.read(look).await?;
    let (
        room,
        shop,
        (moments, (last, question), coupon),
        pinned,
        (things, is_sheet, clips, chapters),
        (reminded, is_reminded),
        (law, sender, guests),
    ) = found.ok_or_else(Problem::not_found)?;
    let presence = market.studio().presence(id);
    let is_sending = matches!(presence, Some(broadcast::Presence::Publishing { .. }));
    let (shell, lang) = (visit.shell("live"), visit.lang);
    let pin = match &pinned {
        Some(pinned) => {
            PinView { shell: &shell, lang, pinned, by: door(&room) }.render().map_err(Problem::broken)?
        }
        None => String::new(),
    };
    let marks = goods::catalog::pages::Marks::draw(visit, &things).await;
    let viewers = market.db.hub().heard_by(&room.topic());
    let is_over = room.state.is_over();
    let origin = market.config.public_url.trim_end_matches('/');
    let picture = format!("{origin}/live/{id}/picture");
    let words = shell.say("live-room-words", &[("shop", shop.name_in(lang))]);
    let about = structured((origin, lang), (&room, &shop), (&words, &picture), &chapters);
    let covers = [&room.poster, &room.cover].into_iter().chain(things.iter().map(|card| &card.cover));
    let cover = covers.into_iter().find(|file| !file.is_empty()).cloned().unwrap_or_default();
    Ok(RoomPage {
        state: state_word(&room, is_sending),
        is_near: market.studio().is_near(id, video::seat(visit, id)),
        picture,
        reminded,
        is_reminded,
        cover,
        about,
        kept_days: i64::try_from(law.kept(&market.rules()).as_secs() / 86_400).unwrap_or(i64::MAX),
        sender,
        guests,
        from: String::new(),
        canonical: format!("{origin}/live/{id}"),
        is_known: visit.account.is_some(),
        viewers: i64::try_from(viewers).unwrap_or(i64::MAX),
        lang,
        shell,
        shop,
        room,
        moments,
        last,
        pin,
        things,
        clips,
        chapters,
        marks,
        form,
        now,
        question: question.filter(|_| !is_over),
        likes: market.studio().tally.likes(id),
        coupon,
        is_sheet,
    })
}

/// What stands beside a replay: all that was shown, and of what was said the beginning.
async fn replayed(tx: &mut Tx, id: RoomId) -> Result<Vec<Moment>, DbError> {
    let mut moments = live::moments_after(tx, id, 0, MOMENTS).await?;
    let last = moments.last().map_or(0, |last| last.position);
    moments.extend(live::moments_shown(tx, id, last).await?);
    Ok(moments)
}
