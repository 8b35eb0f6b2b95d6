//! Cohorts, as programs see them.

use people::{one_of::word_of, wire::time};
use serde::Serialize;
use utoipa::ToSchema;

use super::{AttendanceStep, Cohort, CohortStage, Presence, Session, Standing};
use crate::academy::work::{HandInStage, MarkOf};

/// A group that is taken through a course on dates.
#[derive(Serialize, ToSchema)]
pub struct CohortOut {
    pub id: String,
    course: String,
    lecturer: String,
    #[schema(schema_with = word_of::<CohortStage>)]
    state: &'static str,
    name: String,
    /// In words; empty when there is none.
    place: String,
    /// BCP 47: what is spoken.
    language: &'static str,
    seats: i64,
    /// Seats that are free.
    free: i64,
    /// Of its first session; none before it has one.
    begins_at: Option<String>,
    /// When its last session begins.
    last_at: Option<String>,
    created_at: String,
}

impl From<Cohort> for CohortOut {
    fn from(it: Cohort) -> Self {
        Self {
            id: it.id.to_string(),
            course: it.course.to_string(),
            lecturer: it.lecturer.to_string(),
            state: it.stage.name(),
            free: it.free(),
            name: it.said.name,
            place: it.said.place,
            language: it.said.language.code(),
            seats: it.said.seats,
            begins_at: it.begins_at.map(time),
            last_at: it.last_at.map(time),
            created_at: time(it.created_at),
        }
    }
}

/// A meeting of a cohort.
#[derive(Serialize, ToSchema)]
pub struct CohortSessionOut {
    pub id: String,
    begins_at: String,
    minutes: i64,
    title: String,
    /// Empty for the place of the cohort.
    place: String,
    /// The live room in which it is given; none of one in a place.
    room: Option<String>,
}

impl From<Session> for CohortSessionOut {
    fn from(it: Session) -> Self {
        Self {
            id: it.id.to_string(),
            begins_at: time(it.said.begins_at),
            minutes: it.said.minutes,
            title: it.said.title,
            place: it.said.place,
            room: it.said.room.map(|room| room.to_string()),
        }
    }
}

/// A cohort with its sessions.
#[derive(Serialize, ToSchema)]
pub struct CohortWithSessionsOut {
    #[serde(flatten)]
    cohort: CohortOut,
    sessions: Vec<CohortSessionOut>,
}

impl CohortWithSessionsOut {
    pub fn new(cohort: Cohort, sessions: Vec<Session>) -> Self {
        Self { cohort: cohort.into(), sessions: sessions.into_iter().map(CohortSessionOut::from).collect() }
    }
}

/// Whether somebody was at a session.
#[derive(Serialize, ToSchema)]
pub struct PresenceOut {
    session: String,
    #[schema(schema_with = word_of::<Presence>)]
    presence: &'static str,
}

/// How what a learner has handed in for a lesson stands.
#[derive(Serialize, ToSchema)]
pub struct LessonMarkOut {
    id: String,
    lesson: String,
    #[schema(schema_with = word_of::<HandInStage>)]
    state: &'static str,
}

impl From<&MarkOf> for LessonMarkOut {
    fn from(it: &MarkOf) -> Self {
        Self { id: it.id.to_string(), lesson: it.lesson.to_string(), state: it.stage.name() }
    }
}

/// How a learner of a cohort stands.
#[derive(Serialize, ToSchema)]
pub struct StandingOut {
    account: String,
    /// Empty of who has left the market.
    name: String,
    joined_at: String,
    attendance: Vec<PresenceOut>,
    lessons_done: i64,
    /// What they have handed in, lesson by lesson.
    marks: Vec<LessonMarkOut>,
    has_completed: bool,
}

impl StandingOut {
    pub fn new(sessions: &[Session], it: &Standing) -> Self {
        let one = |(session, presence): (&Session, &Presence)| PresenceOut {
            session: session.id.to_string(),
            presence: presence.name(),
        };
        Self {
            account: it.member.account.to_string(),
            name: it.member.name.clone(),
            joined_at: time(it.member.joined_at),
            attendance: sessions.iter().zip(&it.presence).map(one).collect(),
            lessons_done: i64::try_from(it.lessons_done).unwrap_or(i64::MAX),
            marks: it.marks.iter().flatten().map(LessonMarkOut::from).collect(),
            has_completed: it.has_completed,
        }
    }
}

/// A tick that was changed.
#[derive(Serialize, ToSchema)]
pub struct AttendanceStepOut {
    name: String,
    by: String,
    #[schema(schema_with = word_of::<Presence>)]
    before: &'static str,
    #[schema(schema_with = word_of::<Presence>)]
    after: &'static str,
    at: String,
}

impl From<AttendanceStep> for AttendanceStepOut {
    fn from(it: AttendanceStep) -> Self {
        Self { name: it.name, by: it.by, before: it.before.name(), after: it.after.name(), at: time(it.at) }
    }
}
