//! Reminders, the next show of a week, and news for an audience.

use std::time::Duration;

use kernel::{Actor, Timestamp};
use people::{
    accounts,
    notifications::{NewNotification, arrive_many, post},
    post::sheet,
    shops::{self, Shop},
};
use platform::{
    db::{DbError, Tx},
    i18n::{Lang, Said},
    jobs::{self, Bodies, Failure},
};

use super::{
    mail::{ON_AIR, SoonMail},
    promises::{RemindOfShow, RemindViewer, RepeatShow, TellAudience, is_repeated, stands},
    store,
};
use crate::{
    Commons,
    live::{
        NewRoom, PlanError, RoomStage,
        plan::plan_of,
        run_sheet,
        store::{exists_planned, find},
    },
};

/// People in one transaction.
const SOME: i64 = 256;
/// From one of them to the next, however long it takes: 520,000 are told within ten minutes.
const STEP: Duration = Duration::from_millis(270);
/// Between two of them even where each takes that long, so that whoever pays meanwhile finds the database free.
const PAUSE: Duration = Duration::from_millis(60);
const WEEK: u32 = 7;

pub fn bodies(bodies: &mut Bodies<Commons>) {
    bodies.on(remind_of_show);
    bodies.on(remind_viewer);
    bodies.on(repeat_show);
    bodies.on(tell_audience);
}

/// The account after which to go on, if there may be more.
fn next_of<T>(some: &[T], account: impl Fn(&T) -> i64) -> Option<i64> {
    let is_full = i64::try_from(some.len()).unwrap_or(SOME) >= SOME;
    some.last().filter(|_| is_full).map(account)
}

async fn remind_of_show(market: Commons, now: Timestamp, job: RemindOfShow) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| {
        let RemindOfShow { room, begins_at, after } = job;
        if find(tx, room).await?.is_none_or(|found| !stands(&found, begins_at)) {
            return Ok(());
        }
        let some = store::reminded(tx, room, after, SOME).await?;
        for account in &some {
            jobs::enqueue(tx, now, now, &RemindViewer { room, account: *account }).await?;
        }
        match next_of(&some, |account| account.get()) {
            Some(after) => jobs::enqueue(tx, now, now, &RemindOfShow { room, begins_at, after }).await,
            None => Ok::<_, DbError>(()),
        }
    };
    Ok(market.db.write(act).await?)
}

async fn remind_viewer(market: Commons, now: Timestamp, job: RemindViewer) -> Result<(), Failure> {
    let look = async move |tx: &mut Tx| {
        let Some(room) = find(tx, job.room).await? else { return Ok(None) };
        let Some(begins_at) = room.state.at().filter(|_| room.is_planned()) else { return Ok(None) };
        let Some(shop) = shops::find(tx, room.id.shop()).await? else { return Ok(None) };
        let Some(account) = accounts::find(tx, job.account).await? else { return Ok(None) };
        if !store::has(tx, room.id, account.id).await? {
            return Ok(None);
        }
        let mail = SoonMail { room: room.id, title: room.title, shop: shop.called(), begins_at };
        Ok::<_, DbError>(Some((account, mail)))
    };
    match market.db.read(look).await? {
        Some((account, mail)) => post(&market, &account, now, &mail).await,
        None => Ok(()),
    }
}

async fn repeat_show(market: Commons, now: Timestamp, job: RepeatShow) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| {
        let Some(room) = find(tx, job.room).await? else { return Ok(()) };
        // One that began a little early is repeated too; one that was called off is not.
        let is_given = room.state.stage() != RoomStage::Cancelled;
        let is_meant = stands(&room, job.begins_at) || !room.is_planned();
        let Some(shop) = shops::find(tx, room.id.shop()).await? else { return Ok(()) };
        if !is_given || !is_meant || !is_repeated(&room) {
            return Ok(());
        }
        let mut next = job.begins_at.same_time_after(WEEK, &shop.zone);
        // A market that was closed for weeks goes on from now.
        while let Some(at) = next.filter(|at| *at <= now) {
            next = at.same_time_after(WEEK, &shop.zone);
        }
        let Some(at) = next else { return Ok(()) };
        // What runs twice plans once.
        if exists_planned(tx, room.id.shop(), at, &room.title).await? {
            return Ok(());
        }
        let (shop, cover) = (room.id.shop(), Some(room.cover.clone()));
        let (repeats, is_made) = (room.repeats, room.is_made);
        let new = NewRoom { title: room.title, at: Some(at), repeats, cover, is_made };
        match plan_of(tx, &Actor::System, shop, now, new).await {
            Ok(next) => run_sheet::take_along(tx, job.room, next.id).await,
            // A shop that is closed or banned by then, or has planned too much, gives no next one.
            Err(PlanError::Closed | PlanError::Banned | PlanError::TooMany | PlanError::Past) => Ok(()),
            Err(PlanError::Store(error)) => Err(error),
            Err(PlanError::Forbidden(_)) => Ok(()),
        }
    };
    Ok(market.db.write(act).await?)
}

/// What an audience is told.
fn on_air(
    market: &Commons,
    now: Timestamp,
    shop: &Shop,
    title: &str,
    path: &str,
) -> Vec<(Lang, NewNotification)> {
    let said = Said::new("live-told-on-air").name("shop", &shop.called()).text("title", title);
    let one = |lang: Lang| {
        let words = said.words(&sheet(market, lang, &shop.zone, now));
        let (said, path) = (said.clone(), path.to_owned());
        (lang, NewNotification { kind: ON_AIR, lang, words, said, text: None, path })
    };
    Lang::ALL.iter().copied().map(one).collect()
}

async fn tell_audience(market: Commons, now: Timestamp, job: TellAudience) -> Result<(), Failure> {
    let TellAudience { room, after, no_sooner } = job;
    let wait = no_sooner.map_or(Duration::ZERO, |at| at.since(now).clamp(PAUSE, STEP));
    tokio::time::sleep(wait).await;
    let no_sooner = Some(now + wait + STEP);
    let found = market.db.read(async move |tx: &mut Tx| {
        let Some(room) = find(tx, room).await? else { return Ok(None) };
        Ok::<_, DbError>(shops::find(tx, room.id.shop()).await?.map(|shop| (room, shop)))
    });
    let Some((found, shop)) = found.await?.filter(|(room, _)| room.is_on_air()) else { return Ok(()) };
    let news = on_air(&market, now, &shop, &found.title, &format!("/live/{room}"));
    let act = async move |tx: &mut Tx| {
        let some = store::audience(tx, room, after, SOME).await?;
        arrive_many(tx, now, &some, &news).await?;
        match next_of(&some, |(account, _)| account.get()) {
            Some(after) => jobs::enqueue(tx, now, now, &TellAudience { room, after, no_sooner }).await,
            None => Ok::<_, DbError>(()),
        }
    };
    Ok(market.db.write(act).await?)
}
