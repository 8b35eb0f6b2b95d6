//! Clocks of passages, and what people are told.

use kernel::{AccountId, Actor, Timestamp};
use people::{accounts, notifications::post, shops};
use platform::{
    db::{DbError, Tx},
    jobs::{Bodies, Failure},
    mail::Mail,
};

use super::{
    PassageState, ban_store,
    mail::{BanMail, PassageMail, Side},
    passage::PassageStep,
    passage_store,
    passages::step,
    promises::{ForgetPassage, GrantPassage, TellOfBan, TellOfPassage},
};
use crate::{
    Commons,
    live::{
        RoomId, clips, films,
        store::{find as find_room, list_on_air},
    },
};

/// Shows on air in one market.
const ON_AIR: i64 = 1_000;
/// Highlights and clips of one show.
const MADE: i64 = 1_000;

pub fn bodies(bodies: &mut Bodies<Commons>) {
    bodies.on(tell_of_ban);
    bodies.on(grant_passage);
    bodies.on(tell_of_passage);
    bodies.on(forget_passage);
}

/// Write to somebody, if they are still there.
async fn write(market: &Commons, now: Timestamp, to: AccountId, mail: &impl Mail) -> Result<(), Failure> {
    match market.db.read::<_, DbError, _>(async move |tx: &mut Tx| accounts::find(tx, to).await).await? {
        Some(account) => post(market, &account, now, mail).await,
        None => Ok(()),
    }
}

async fn tell_of_ban(market: Commons, now: Timestamp, job: TellOfBan) -> Result<(), Failure> {
    let look = async move |tx: &mut Tx| {
        let Some(ban) = ban_store::find(tx, job.ban).await? else { return Ok(None) };
        let Some(shop) = shops::find(tx, ban.id.shop()).await? else { return Ok(None) };
        let owner = shops::owned_by(tx, shop.id).await?;
        let on_air = list_on_air(tx, ON_AIR).await?.into_iter().filter(|room| room.id.shop() == shop.id);
        let on_air: Vec<RoomId> = on_air.map(|room| room.id).collect();
        Ok::<_, DbError>(owner.map(|owner| (owner, BanMail { handle: shop.handle, ban }, on_air)))
    };
    let Some((owner, mail, on_air)) = market.db.read(look).await? else { return Ok(()) };
    // A show that goes on ends with the ban.
    for room in on_air.into_iter().filter(|_| mail.ban.is_in_force(now)) {
        let ended = market.studio().end(&market.db, Actor::System, now, room).await;
        ended.map_err(|error| Failure(error.to_string()))?;
    }
    write(&market, now, owner, &mail).await
}

async fn grant_passage(market: Commons, now: Timestamp, job: GrantPassage) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| {
        let Some(passage) = passage_store::find(tx, job.passage).await? else { return Ok(()) };
        let is_due = match passage.state {
            PassageState::Asked { answer_by: due } | PassageState::Called { rule_by: due, .. } => {
                due == job.due_at
            }
            PassageState::Kept { .. } | PassageState::TakenOut { .. } | PassageState::Dismissed { .. } => {
                false
            }
        };
        if is_due {
            let granted = step(tx, now, passage, PassageStep::TakeOut { at: now }).await;
            granted.map_err(|error| Failure(error.to_string()))?;
        }
        Ok::<_, Failure>(())
    };
    market.db.write(act).await
}

async fn tell_of_passage(market: Commons, now: Timestamp, job: TellOfPassage) -> Result<(), Failure> {
    let look = async move |tx: &mut Tx| {
        let Some(passage) = passage_store::find(tx, job.passage).await? else { return Ok(None) };
        let Some(room) = find_room(tx, passage.room).await? else { return Ok(None) };
        let Some(shop) = shops::find(tx, passage.id.shop()).await? else { return Ok(None) };
        let owner = shops::owned_by(tx, shop.id).await?;
        Ok::<_, DbError>(Some((passage, room.title, shop.handle, owner)))
    };
    let Some((passage, title, handle, owner)) = market.db.read(look).await? else { return Ok(()) };
    let asker = passage.account;
    // What is asked is news to the shop alone; what is decided, to both.
    if let Some(owner) = owner {
        let mail = PassageMail { passage: passage.clone(), title: title.clone(), side: Side::Shop(handle) };
        write(&market, now, owner, &mail).await?;
    }
    match asker.filter(|_| !matches!(passage.state, PassageState::Asked { .. })) {
        Some(asker) => write(&market, now, asker, &PassageMail { passage, title, side: Side::Asker }).await,
        None => Ok(()),
    }
}

async fn forget_passage(market: Commons, _: Timestamp, job: ForgetPassage) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| {
        let Some(passage) = passage_store::find(tx, job.passage).await? else {
            return Ok(Default::default());
        };
        let lies_over = |from: Timestamp, to: Timestamp| from < passage.to && to > passage.from;
        let (mut gone_films, mut gone_clips) = (Vec::new(), Vec::new());
        for film in films::list_of_room(tx, passage.room, MADE).await? {
            if film.of.is_some_and(|(_, from, to)| lies_over(from, to)) {
                films::delete(tx, film.id).await?;
                gone_films.push(film.id);
            }
        }
        for clip in clips::list_of_room(tx, passage.room, MADE).await? {
            if lies_over(clip.from, clip.to) {
                clips::delete(tx, clip.id).await?;
                gone_clips.push(clip.id);
            }
        }
        Ok::<_, DbError>((gone_films, gone_clips))
    };
    let (gone_films, gone_clips) = market.db.write(act).await?;
    for film in gone_films {
        market.studio().forget_film(film).await;
    }
    for clip in gone_clips {
        market.studio().forget_clip(clip).await;
    }
    Ok(())
}
