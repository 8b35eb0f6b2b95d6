use platform::calendar::{Event, calendar as write};

use super::{Cohort, CohortStage, Session};

/// The sessions of a cohort for somebody's own calendar; what was taken out or called off says so.
pub fn calendar(cohort: &Cohort, sessions: &[Session], home: &str) -> String {
    let host = home.split_once("://").map_or(home, |(_, host)| host);
    let is_off = cohort.stage == CohortStage::CalledOff;
    let texts: Vec<(String, String, String)> = sessions
        .iter()
        .map(|session| {
            let uid = format!("session-{}-{}@{host}", cohort.id, session.id);
            let title = format!("{} · {}", session.said.title, cohort.said.name);
            let path = session.said.room.map_or_else(|| cohort.path(), |room| format!("/live/{room}"));
            (uid, title, format!("{home}{path}"))
        })
        .collect();
    let events: Vec<Event> = sessions
        .iter()
        .zip(&texts)
        .map(|(session, (uid, title, url))| Event {
            uid,
            begins_at: session.said.begins_at,
            lasts: session.lasts(),
            title,
            words: place(cohort, session),
            url,
            changed_at: session.updated_at.max(cohort.updated_at),
            is_cancelled: is_off || !session.is_on(),
        })
        .collect();
    write(&cohort.said.name, &events)
}

/// Where it is: a session in a live room is in the cohort's place only if it says so.
fn place<'a>(cohort: &'a Cohort, session: &'a Session) -> &'a str {
    let is_own = !session.said.place.is_empty() || session.said.room.is_some();
    if is_own { &session.said.place } else { &cohort.said.place }
}
