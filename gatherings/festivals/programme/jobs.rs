use commons::Commons;
use kernel::Timestamp;
use people::{accounts, notifications::post};
use platform::{
    db::{DbError, Tx},
    jobs::{Bodies, Failure},
};

use super::{
    mail::{News, ProgrammeMail},
    promises::TellOfProgramme,
    store,
};
use crate::festivals;

pub fn bodies(bodies: &mut Bodies<Commons>) {
    bodies.on(tell_of_programme);
}

async fn tell_of_programme(market: Commons, now: Timestamp, job: TellOfProgramme) -> Result<(), Failure> {
    let look = async move |tx: &mut Tx| {
        let Some(item) = store::find_ever(tx, job.item).await? else { return Ok(None) };
        let Some(festival) = festivals::find(tx, item.festival).await? else { return Ok(None) };
        let has_seat = store::has_seat(tx, job.item, job.account).await?;
        let to = accounts::find(tx, job.account).await?;
        let is_current = item.said.begins_at == job.begins_at;
        Ok::<_, DbError>(to.filter(|_| has_seat && is_current).map(|to| (to, item, festival)))
    };
    let Some((to, item, festival)) = market.db.read(look).await? else { return Ok(()) };
    let news = match item.removed_at {
        _ if !festival.is_announced() => News::CalledOff,
        Some(_) => News::Dropped,
        None => News::Moved { begins_at: item.said.begins_at, stage: item.said.stage.clone() },
    };
    let title = item.title_in(to.language, festival.said.language).to_owned();
    post(
        &market,
        &to,
        now,
        &ProgrammeMail { festival: festival.called(), title, news, path: festival.path() },
    )
    .await
}
