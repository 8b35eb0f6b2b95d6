use platform::calendar::{Event, calendar as write};

use super::{Cohort, CohortStage, Session};

/// The sessions of a cohort for somebody's own calendar; what was taken out or called off says so.
pub fn calendar(cohort: &Cohort, sessions: &[Session], home: &str) -> String {
    let host = home.split_once("://").map_or(home, |(_, host)| host);
    let url = format!("{home}{}", cohort.path());
    let is_off = cohort.stage == CohortStage::CalledOff;
    let texts: Vec<(String, String)> = sessions
        .iter()
        .map(|session| {
            let uid = format!("session-{}-{}@{host}", cohort.id, session.id);
            (uid, format!("{} · {}", session.said.title, cohort.said.name))
        })
        .collect();
    let events: Vec<Event> = sessions
        .iter()
        .zip(&texts)
        .map(|(session, (uid, title))| Event {
            uid,
            begins_at: session.said.begins_at,
            lasts: session.lasts(),
            title,
            words: place(cohort, session),
            url: &url,
            changed_at: session.updated_at.max(cohort.updated_at),
            is_cancelled: is_off || !session.is_on(),
        })
        .collect();
    write(&cohort.said.name, &events)
}

fn place<'a>(cohort: &'a Cohort, session: &'a Session) -> &'a str {
    if session.said.place.is_empty() { &cohort.said.place } else { &session.said.place }
}
