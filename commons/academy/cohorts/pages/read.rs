use kernel::AccountId;
use people::visit::Visit;
use platform::{
    db::Tx,
    i18n::Lang,
    web::{Fields, Problem, Refusal},
};
use selling::promotions::read_moment;

use crate::{
    Commons,
    academy::{
        CourseId,
        cohorts::{
            self, Cohort, CohortId, CohortPlan, MINUTES, MOST_SEATS, NewCohort, Presence, SessionPlan,
        },
    },
    live::RoomId,
};

/// Characters of a name, and of a place in words.
const MOST_LINE: usize = 120;

/// A cohort that the visitor may look at: once it was opened, or their own.
pub async fn find_seen(market: &Commons, visit: &Visit, id: CohortId) -> Result<Cohort, Problem> {
    let account = visit.account_id().ok();
    let look = async move |tx: &mut Tx| {
        let Some(cohort) = cohorts::find(tx, id).await? else { return Ok(None) };
        match account {
            _ if cohort.is_shown() => Ok(Some(cohort)),
            Some(account) => cohorts::find_led(tx, account, id).await,
            None => Ok(None),
        }
    };
    market.find(look).await
}

/// Whoever does not lead a cohort finds nothing, whatever they send.
pub async fn led(market: &Commons, visit: &Visit, id: CohortId) -> Result<Cohort, Problem> {
    let account = visit.account_id()?;
    market.find(async move |tx: &mut Tx| cohorts::find_led(tx, account, id).await).await
}

pub fn read_plan(form: &mut Fields) -> Option<CohortPlan> {
    let (name, place) = (form.line("name", MOST_LINE), form.maybe_line("place", MOST_LINE));
    let language = form.parsed("language", Lang::parse);
    let seats = form.whole("seats", 1..=MOST_SEATS);
    let language = language?;
    form.is_good().then_some(CohortPlan { name, place, language, seats })
}

pub fn read_new(form: &mut Fields) -> Option<NewCohort> {
    let course: Option<CourseId> = form.parsed("course", |text| text.parse().ok());
    let lecturer: Option<AccountId> = match form.maybe_line("lecturer", MOST_LINE).as_str() {
        "" => None,
        _ => form.parsed("lecturer", |text| text.parse().ok()),
    };
    let said = read_plan(form);
    let (course, said) = (course?, said?);
    form.is_good().then_some(NewCohort { course, lecturer, said })
}

/// A live room by its number, or by the address of its page.
fn read_room(text: &str) -> Option<RoomId> {
    let parts: Vec<&str> = text.split(['/', '?', '#']).collect();
    let named =
        parts.windows(2).find(|pair| pair.first() == Some(&"live")).and_then(|pair| pair.get(1).copied());
    named.or_else(|| parts.first().copied()).and_then(|part| part.parse().ok())
}

/// Moments without an offset are on the clock of the market.
pub fn read_session(form: &mut Fields, zone: &str) -> Option<SessionPlan> {
    let begins_at = read_moment(form, "begins_at", zone);
    let minutes = form.whole("minutes", MINUTES);
    let (title, place) = (form.line("title", MOST_LINE), form.maybe_line("place", MOST_LINE));
    let room = form.maybe_line("room", MOST_LINE);
    let (is_said, room) = (!room.is_empty(), read_room(&room));
    if is_said && room.is_none() {
        form.refuse("room", Refusal::new("refused-session-room"));
    }
    let begins_at = begins_at?;
    form.is_good().then_some(SessionPlan { begins_at, minutes, title, place, room })
}

/// Who was there, learner by learner: by a form and by a program alike.
pub fn read_attendance(form: &mut Fields) -> Option<Vec<(AccountId, Presence)>> {
    let most = usize::try_from(MOST_SEATS).unwrap_or(0);
    let count = form.given_list("attendance", most);
    if count > most {
        form.refuse("attendance", Refusal::new("refused-too-many-at-once").with("max", most));
    }
    let mut marks = Vec::new();
    for at in 0..count.min(most) {
        let account = form.parsed(&format!("attendance.{at}.account"), |text| text.parse().ok());
        let presence = form.parsed(&format!("attendance.{at}.presence"), Presence::parse);
        marks.extend(account.zip(presence));
    }
    form.is_good().then_some(marks)
}
