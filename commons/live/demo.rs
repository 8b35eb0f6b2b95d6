//! The shows of a demo market: those that are planned, two to see again, and one on air for as long as the server runs. Its
//! picture is drawn and comes in as everybody's does.

use std::time::Duration;

use broadcast::{Film, Formats, Sender};
use goods::catalog::{self, ListingId, Pricing};
use kernel::{AccountId, Actor, BasisPoints, Rounding, ShopId, ShopRole, Timestamp, days, hours};
use people::{
    fair::{self, Broken, Done, Fair, Opened, Player, plays},
    shops,
};
use platform::{
    Later,
    db::{DbError, Tx},
};
use serde::Deserialize;

use super::{
    Kept, NewRoom, Purpose, Repeats, Room, RoomId, begin, end, figures,
    hosting::demo::Show,
    law, list_of_shop, pin, plan, prices,
    prices::{NewPrice, PriceError},
    run_sheet, say, store,
    studio::{folder, show_name},
    talk::Told,
    targets::{self, Address, NewTarget, TargetAct},
};
use crate::Commons;

/// What `shows.json` says.
#[derive(Deserialize)]
struct Content {
    on_air: OnAir,
    replays: Vec<Replay>,
    planned: Vec<Planned>,
}

#[derive(Deserialize)]
struct OnAir {
    shop: String,
    title: String,
    /// Of buyers, one after the other.
    lines: Vec<String>,
}

#[derive(Deserialize)]
struct Replay {
    shop: String,
    title: String,
    days_ago: u64,
    seconds: u32,
    lines: Vec<String>,
    /// Farms for whom its host sells, and for which share in basis points.
    sells_for: Vec<(String, i64)>,
}

#[derive(Deserialize)]
struct Planned {
    shop: String,
    title: String,
    /// From today, and the hour of the market's day.
    days: u32,
    hour: u64,
}

pub fn open(market: Commons, fair: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async move {
        let now = market.now();
        let today = now + days(fair.days_left());
        let content: Content = fair.content("shows.json")?;
        for show in content.planned {
            let midnight = today.day_after(show.days, &market.config.zone);
            let at = midnight.map(|midnight| midnight + hours(show.hour));
            let host = host_of(fair, &show.shop)?;
            let room = plan_for(&market, now, &host, show.title, at).await?;
            arrange(&market, &host, room.id).await?;
        }
        plan_for(&market, now, &host_of(fair, &content.on_air.shop)?, content.on_air.title, None).await?;
        know_target(&market, now, &host_of(fair, &content.on_air.shop)?).await?;
        let mut replays = Vec::new();
        for replay in content.replays {
            let host = host_of(fair, &replay.shop)?;
            let room = plan_for(&market, now, &host, replay.title.clone(), None).await?;
            replays.push((host, room.id, replay));
        }
        plays(Shows { market, replays })
    })
}

fn host_of(fair: &Fair, handle: &str) -> Result<Actor, Broken> {
    let stall = fair.stall(handle)?;
    Ok(Actor::Seller { account: stall.owner, shop: stall.shop, role: ShopRole::Owner })
}

async fn plan_for(
    market: &Commons,
    now: Timestamp,
    host: &Actor,
    title: String,
    at: Option<Timestamp>,
) -> Result<Room, Broken> {
    let (host, new) = (*host, NewRoom { title, at, repeats: Repeats::Once, cover: None, is_made: false });
    Ok(market.db.write(async move |tx: &mut Tx| plan(tx, &host, now, new.clone()).await).await?)
}

/// A service that a host knows, and does not hand on to: nobody is called by a demo market.
async fn know_target(market: &Commons, now: Timestamp, host: &Actor) -> Result<(), Broken> {
    let address = Address::kept("rtmps://live.example/app").ok_or("no address of a service")?;
    let (host, key) = (*host, market.chance.token());
    let target = NewTarget { name: "示例直播 Live Example".into(), address, key };
    let act = async move |tx: &mut Tx| {
        let target = targets::add(tx, &host, now, target.clone()).await?;
        targets::switch(tx, &host, now, target.id, TargetAct::SwitchOff).await?;
        Ok::<_, Broken>(())
    };
    market.db.write(act).await
}

/// What a show will show: the newest things of its shop.
async fn arrange(market: &Commons, host: &Actor, room: RoomId) -> Done {
    let (host, mut sheet) = (*host, things(market, room.shop()).await?);
    sheet.truncate(4);
    let act = async move |tx: &mut Tx| run_sheet::arrange(tx, &host, room, &sheet).await;
    Ok(market.db.write(act).await?)
}

/// Gives the shows that can be seen again.
struct Shows {
    market: Commons,
    replays: Vec<(Actor, RoomId, Replay)>,
}

impl Player for Shows {
    fn day<'a>(&'a mut self, _: &'a Fair) -> Later<'a, Done> {
        fair::nothing()
    }

    fn end<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(async move {
            for (host, room, replay) in &self.replays {
                self.give(fair, *host, *room, replay).await?;
            }
            Ok(())
        })
    }
}

impl Shows {
    async fn give(&self, fair: &Fair, host: Actor, room: RoomId, replay: &Replay) -> Done {
        let market = &self.market;
        let began = market.now() - days(replay.days_ago);
        let after = |seconds: u64| began + Duration::from_secs(seconds);
        // Nobody watches the making of a demo market: those who speak are those who look.
        let viewers = i64::try_from(replay.lines.len())?;
        let act = async move |tx: &mut Tx| {
            let room = begin(tx, &Actor::System, began, room).await?;
            for (seconds, viewers) in [(0, viewers), (60, viewers - 1)] {
                let at = began + Duration::from_secs(seconds);
                figures::write(tx, at, &room, Told { viewers, likes: 3 * viewers }).await?;
            }
            Ok::<_, Broken>(())
        };
        market.db.write(act).await?;
        let shown = things(market, room.shop()).await?.into_iter().take(2);
        for (at, listing) in (3..).step_by(14).zip(shown) {
            show(market, &host, after(at), room, listing).await?;
        }
        Show { market, fair, host, room, began }.sell(&replay.sells_for).await?;
        for (n, words) in replay.lines.iter().enumerate() {
            let by = Actor::Buyer { account: fair.buyer(n + 1)? };
            speak(market, &by, after(6 + 9 * n as u64), room, words).await?;
        }
        let film = Film::new(began, Duration::ZERO);
        let formats = Formats { video: Some(film.video()?), audio: None };
        let frames = replay.seconds * broadcast::Scene::FRAMES_PER_SECOND;
        let name = show_name(room).ok_or("a room has no name")?;
        let film = film.take(usize::try_from(frames)?);
        broadcast::record_units(&folder(&market.config.data), &name, began, formats, film).await?;
        let over = after(replay.seconds.into());
        let act = async move |tx: &mut Tx| end(tx, &Actor::System, over, room, Kept::Recorded).await;
        market.db.write(act).await?;
        Ok(())
    }
}

/// What a shop has to show, the newest first.
async fn things(market: &Commons, shop: ShopId) -> Result<Vec<ListingId>, DbError> {
    let look = async move |tx: &mut Tx| catalog::list_of_shop(tx, shop, i64::MAX, 12).await;
    Ok(market.db.read(look).await?.into_iter().map(|card| card.id).collect())
}

async fn show(
    market: &Commons,
    host: &Actor,
    at: Timestamp,
    room: RoomId,
    listing: ListingId,
) -> Result<(), Broken> {
    let host = *host;
    market.db.write(async move |tx: &mut Tx| pin(tx, &host, at, room, listing).await).await?;
    Ok(())
}

async fn speak(market: &Commons, by: &Actor, at: Timestamp, room: RoomId, words: &str) -> Result<(), Broken> {
    let (by, words) = (*by, words.to_owned());
    let key = format!("demo-{}", at.micros());
    market.db.write(async move |tx: &mut Tx| say(tx, &by, at, room, &key, words.clone()).await).await?;
    Ok(())
}

/// Between two tries to go on air, after the show was ended by whoever plays its host, say.
const AGAIN: Duration = Duration::from_secs(10);
/// Between two looks whether the studio is open.
const OPENS: Duration = Duration::from_millis(200);
/// Between two things that are shown, in seconds; so many later it costs less for a minute.
const SHOWN: u64 = 90;
const LESS: u64 = 15;
const CONTENT: &str = include_str!("../../demo/market/shows.json");

/// Give the show of a demo market, for as long as the server runs.
pub async fn send(market: Commons) {
    if !market.config.demo || market.config.live.is_none() {
        return;
    }
    loop {
        if let Err(error) = give(&market).await {
            tracing::info!(%error, "the demo's own show begins anew");
        }
        tokio::time::sleep(AGAIN).await;
    }
}

async fn give(market: &Commons) -> Result<(), Broken> {
    let to = loop {
        match market.studio().rtmp() {
            Some(to) => break to,
            None => tokio::time::sleep(OPENS).await,
        }
    };
    let content: Content = serde_json::from_str(CONTENT)?;
    let (host, shop, visitors) = hosts(market, &content.on_air.shop).await?;
    let room = open_room(market, &host, shop, &content.on_air.title).await?;
    let (ticket, began) = (market.chance.token(), market.now());
    let by = host;
    market.db.write(async move |tx: &mut Tx| law::agree(tx, &by, began, room).await).await?;
    market.studio().let_in((room, Purpose::Unrecorded), ticket.clone(), began);
    let mut sender = Sender::open(to, "live", &ticket).await?;
    let film = Film::new(began, Duration::ZERO);
    sender.video(&film.video()?).await?;
    let things = things(market, shop).await?;
    let mut beat = tokio::time::interval(Film::FRAME);
    for (frame, unit) in (0_u64..).zip(film) {
        beat.tick().await;
        sender.unit(&unit).await?;
        let frames = u64::from(broadcast::Scene::FRAMES_PER_SECOND);
        if frame % (SHOWN * frames) == 2 * frames && !things.is_empty() {
            let at = usize::try_from(frame / (SHOWN * frames))? % things.len();
            let listing = things.get(at).ok_or("nothing to show")?;
            show(market, &host, market.now(), room, *listing).await?;
        }
        if frame % (SHOWN * frames) == LESS * frames {
            lower(market, &host, room).await?;
        }
        let line = usize::try_from(frame / (8 * frames))?;
        if frame % (8 * frames) == 5 * frames
            && let (Some(words), Some(buyer)) = (content.on_air.lines.get(line), visitors.get(line))
        {
            let by = Actor::Buyer { account: *buyer };
            speak(market, &by, market.now(), room, words).await?;
        }
    }
    Ok(())
}

/// What is on show costs less for a minute, where there are pieces of it.
async fn lower(market: &Commons, host: &Actor, room: RoomId) -> Done {
    let (host, now, pricing) = (*host, market.now(), Pricing::of(market, market.now()));
    let act = async move |tx: &mut Tx| {
        let Some(listing) = store::find(tx, room).await?.and_then(|room| room.pinned) else { return Ok(()) };
        let Some(card) = catalog::card(tx, listing).await? else { return Ok(()) };
        let amount = card.low.rate(BasisPoints::new(8_500), Rounding::Down)?;
        let new = NewPrice { listing, amount, pieces: 3, per_buyer: 1, seconds: 60 };
        match prices::offer(tx, &host, now, &pricing, room, new).await {
            // It is sold out, or a visitor who plays the host gives it for less already.
            Ok(_) | Err(PriceError::TooMany { .. } | PriceError::Running | PriceError::NotLess { .. }) => {
                Ok(())
            }
            Err(error) => Err::<(), Broken>(error.into()),
        }
    };
    market.db.write(act).await
}

/// The shop's host, the shop, and some who have bought in this market.
async fn hosts(market: &Commons, handle: &str) -> Result<(Actor, ShopId, Vec<AccountId>), Broken> {
    let handle = handle.to_owned();
    let look = async move |tx: &mut Tx| {
        let Some(shop) = shops::find_by_handle(tx, &handle).await? else { return Ok(None) };
        let Some(owner) = shops::owned_by(tx, shop.id).await? else { return Ok(None) };
        let mut visitors = Vec::new();
        for login in (2..8).map(|n| people::accounts::Login::Email(format!("buyer-{n:03}@demo.example"))) {
            visitors.extend(people::accounts::find_by_login(tx, &login).await?.map(|account| account.id));
        }
        Ok::<_, DbError>(Some((shop.id, owner, visitors)))
    };
    let found = market.db.read(look).await?;
    let (shop, account, visitors) = found.ok_or("the demo has no such shop")?;
    Ok((Actor::Seller { account, shop, role: ShopRole::Owner }, shop, visitors))
}

/// The room of the demo's own show: the one that is there, or a new one where it was ended.
async fn open_room(market: &Commons, host: &Actor, shop: ShopId, title: &str) -> Result<RoomId, Broken> {
    let look = async move |tx: &mut Tx| list_of_shop(tx, shop, i64::MAX, 50).await;
    let rooms: Vec<Room> = market.db.read(look).await?;
    let is_ours = |room: &&Room| !room.state.is_over() && room.title == title;
    if let Some(room) = rooms.iter().find(is_ours) {
        return Ok(room.id);
    }
    Ok(plan_for(market, market.now(), host, title.to_owned(), None).await?.id)
}
