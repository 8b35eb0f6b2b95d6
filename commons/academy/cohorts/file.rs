//! How the learners of a cohort stand, for its lecturer and for a spreadsheet.

use std::collections::BTreeMap;

use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Tx},
    web::csv_cell,
};

use super::{Cohort, Member, Presence, Session, attendance_store, session_store, store};
use crate::academy::{
    Lesson, LessonId, enrolment_store, lesson_store, standing,
    work::{self, MarkOf},
};

/// How one learner of a cohort stands.
#[derive(Clone, Debug)]
pub struct Standing {
    pub member: Member,
    /// Session by session.
    pub presence: Vec<Presence>,
    pub lessons_done: usize,
    /// What they have handed in for each lesson that asks for something; none of what waits to be handed in.
    pub marks: Vec<Option<MarkOf>>,
    pub has_completed: bool,
}

impl Standing {
    /// At how many sessions they were.
    pub fn there(&self) -> usize {
        self.presence.iter().filter(|presence| **presence == Presence::There).count()
    }
}

/// How all of a cohort stand, with what they are measured by.
#[derive(Clone, Debug)]
pub struct Standings {
    pub sessions: Vec<Session>,
    /// Of its course.
    pub lessons: usize,
    /// The lessons that ask for something to be handed in.
    pub tasks: Vec<Lesson>,
    pub all: Vec<Standing>,
}

/// How all of a cohort stand: in five statements, and four for every two dozen learners.
pub async fn standings(tx: &mut Tx, cohort: &Cohort) -> Result<Standings, DbError> {
    let (course, members) = (cohort.course, store::members(tx, cohort.id).await?);
    let sessions = session_store::list(tx, cohort.id).await?;
    let ticked = attendance_store::of_cohort(tx, cohort.id).await?;
    let lessons = lesson_store::list(tx, course).await?;
    let learners: Vec<AccountId> = members.iter().map(|member| member.account).collect();
    let marks = work::marks_of(tx, course, &learners).await?;
    let mut progress = standing::progress_of(tx, course, &learners, &marks).await?;
    let completed = enrolment_store::completed_of(tx, course, &learners).await?;
    let mut marks: BTreeMap<(AccountId, LessonId), MarkOf> =
        marks.into_iter().map(|mark| ((mark.learner, mark.lesson), mark)).collect();
    let count = lessons.len();
    let tasks: Vec<Lesson> = lessons.iter().filter(|lesson| lesson.has_task()).cloned().collect();
    let stand = |member: Member| {
        let account = member.account;
        let was =
            |session: &Session| ticked.get(&(session.id, account)).copied().unwrap_or(Presence::Unknown);
        Standing {
            presence: sessions.iter().map(was).collect(),
            lessons_done: progress.remove(&account).unwrap_or_default().count(&lessons),
            marks: tasks.iter().map(|task| marks.remove(&(account, task.id))).collect(),
            has_completed: completed.contains(&account),
            member,
        }
    };
    let all = members.into_iter().map(stand).collect();
    Ok(Standings { sessions, lessons: count, tasks, all })
}

/// A line for each learner: name, when they came, each session by its moment, lessons, each mark by its
/// lesson, and whether they have completed the course.
pub(super) fn csv(it: &Standings, say: impl Fn(Timestamp) -> String) -> Result<Vec<u8>, csv::Error> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    let head =
        |session: &Session| csv_cell(&format!("{} {}", say(session.said.begins_at), session.said.title));
    let mut heads = vec!["name".to_owned(), "joined".to_owned()];
    heads.extend(it.sessions.iter().map(head));
    heads.push("lessons_done".to_owned());
    heads.extend(it.tasks.iter().map(|task| format!("mark {}. {}", task.position, task.content.title)));
    heads.push("completed".to_owned());
    csv.write_record(&heads)?;
    for one in &it.all {
        let mut row = vec![csv_cell(&one.member.name), say(one.member.joined_at)];
        row.extend(one.presence.iter().map(|presence| presence.name().to_owned()));
        let completed = if one.has_completed { "yes" } else { "no" };
        row.push(one.lessons_done.to_string());
        row.extend(
            one.marks.iter().map(|mark| mark.as_ref().map_or("none", |mark| mark.stage.name()).to_owned()),
        );
        row.push(completed.to_owned());
        csv.write_record(&row)?;
    }
    csv.into_inner().map_err(|error| error.into_error().into())
}
