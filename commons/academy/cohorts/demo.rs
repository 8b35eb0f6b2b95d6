//! Cohorts of a demo market: one that is running, with who was there, and one to come.

use kernel::{AccountId, Actor, Day, days};
use people::fair::{Broken, Fair};
use platform::{db::Tx, i18n::Lang};

use super::{
    CohortAct, CohortId, CohortPlan, NewCohort, Presence, SessionPlan, add, join, make, members, sessions,
    step, tick,
};
use crate::{Commons, academy::CourseId};

/// Days from one session to the next.
const WEEK: u64 = 7;
const PLACE: &str = "村委会二楼教室";

/// Have a cohort meet every week, with some learners.
pub async fn gather(
    market: &Commons,
    fair: &Fair,
    (lecturer, course): (AccountId, CourseId),
    (name, first, learners): (&str, u64, usize),
) -> Result<CohortId, Broken> {
    let (by, now) = (Actor::Buyer { account: lecturer }, market.now());
    // Noon in Greenwich is eight in the evening in China, when people are home.
    let evening = Day::of(now).noon();
    let said =
        CohortPlan { name: name.to_owned(), place: PLACE.to_owned(), language: Lang::Chinese, seats: 12 };
    let act = async move |tx: &mut Tx| {
        let new = NewCohort { course, lecturer: None, said: said.clone() };
        let id = make(tx, &by, now, new).await.map_err(|error| error.to_string())?.id;
        for (week, title) in ["设备和灯光", "开场三分钟", "一边做一边讲", "第一场直播"].iter().enumerate()
        {
            let begins_at = evening + days(first + WEEK * u64::try_from(week).unwrap_or(0));
            let said = SessionPlan {
                begins_at,
                minutes: 90,
                title: (*title).to_owned(),
                place: String::new(),
                room: None,
            };
            add(tx, &by, now, id, said).await.map_err(|error| error.to_string())?;
        }
        step(tx, &by, now, id, CohortAct::Open).await.map_err(|error| error.to_string())?;
        Ok::<_, Failed>(id)
    };
    let id = market.db.write(act).await.map_err(|Failed(error)| error)?;
    for at in 0..learners.min(fair.buyers.len()) {
        let learner = Actor::Buyer { account: fair.buyer(at)? };
        market.db.write(async move |tx: &mut Tx| join(tx, &learner, now, id).await).await?;
    }
    Ok(id)
}

/// Why a cohort was not gathered.
struct Failed(String);

impl From<String> for Failed {
    fn from(error: String) -> Self {
        Self(error)
    }
}

impl From<platform::db::DbError> for Failed {
    fn from(error: platform::db::DbError) -> Self {
        Self(error.to_string())
    }
}

/// Say who was at the sessions that are over: one is away now and then.
pub async fn attend(market: &Commons, lecturer: AccountId, id: CohortId) -> Result<(), Broken> {
    let (by, now) = (Actor::Buyer { account: lecturer }, market.now());
    let look = async move |tx: &mut Tx| {
        Ok::<_, platform::db::DbError>((sessions(tx, id).await?, members(tx, id).await?))
    };
    let (sessions, members) = market.db.read(look).await?;
    for (week, session) in sessions.iter().filter(|session| session.has_begun(now)).enumerate() {
        let mark = |(at, member): (usize, &super::Member)| {
            let presence = if (at + week) % 5 == 4 { Presence::Away } else { Presence::There };
            (member.account, presence)
        };
        let (marks, at): (Vec<_>, _) = (members.iter().enumerate().map(mark).collect(), (id, session.id));
        market.db.write(async move |tx: &mut Tx| tick(tx, &by, now, at, &marks).await).await?;
    }
    Ok(())
}
