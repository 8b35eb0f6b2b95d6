//! How the learners of a cohort stand, for its lecturer and for a spreadsheet.

use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    web::csv_cell,
};

use super::{Cohort, Member, Presence, Session, attendance_store, session_store, store};
use crate::academy::{EnrolmentStage, enrolment_store, lesson_store, standing};

/// How one learner of a cohort stands.
#[derive(Clone, Debug)]
pub struct Standing {
    pub member: Member,
    /// Session by session.
    pub presence: Vec<Presence>,
    pub lessons_done: usize,
    pub has_completed: bool,
}

/// How all of a cohort stand, with its sessions. Three statements a learner: for a file, not for a page that many look at.
pub async fn standings(tx: &mut Tx, cohort: &Cohort) -> Result<(Vec<Session>, Vec<Standing>), DbError> {
    let sessions = session_store::list(tx, cohort.id).await?;
    let ticked = attendance_store::of_cohort(tx, cohort.id).await?;
    let lessons = lesson_store::list(tx, cohort.course).await?;
    let mut all = Vec::new();
    for member in store::members(tx, cohort.id).await? {
        let progress = standing::progress(tx, cohort.course, member.account).await?;
        let enrolment = enrolment_store::find(tx, cohort.course, member.account).await?;
        let was = |session: &Session| {
            ticked.get(&(session.id, member.account)).copied().unwrap_or(Presence::Unknown)
        };
        all.push(Standing {
            presence: sessions.iter().map(was).collect(),
            lessons_done: progress.count(&lessons),
            has_completed: enrolment.is_some_and(|it| it.stage == EnrolmentStage::Completed),
            member,
        });
    }
    Ok((sessions, all))
}

/// A line for each learner: name, when they came, each session by its moment, lessons, and whether they have completed the course.
pub(super) fn csv(
    sessions: &[Session],
    all: &[Standing],
    say: impl Fn(Timestamp) -> String,
) -> Result<Vec<u8>, csv::Error> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    let head =
        |session: &Session| csv_cell(&format!("{} {}", say(session.said.begins_at), session.said.title));
    let mut heads = vec!["name".to_owned(), "joined".to_owned()];
    heads.extend(sessions.iter().map(head));
    heads.extend(["lessons_done".to_owned(), "completed".to_owned()]);
    csv.write_record(&heads)?;
    for one in all {
        let mut row = vec![csv_cell(&one.member.name), say(one.member.joined_at)];
        row.extend(one.presence.iter().map(|presence| presence.name().to_owned()));
        let completed = if one.has_completed { "yes" } else { "no" };
        row.extend([one.lessons_done.to_string(), completed.to_owned()]);
        csv.write_record(&row)?;
    }
    csv.into_inner().map_err(|error| error.into_error().into())
}
