//! Work and its marks, as programs see them.

use people::{
    one_of::{maybe_word_of, word_of},
    wire::time,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{HandIn, HandInAct, HandInStage, Marked, Shown, Step, Thing, Waiting};
use crate::academy::Task;

/// What a learner has handed in for a lesson.
#[derive(Serialize, ToSchema)]
pub struct HandInOut {
    pub id: String,
    course: String,
    lesson: String,
    #[schema(schema_with = word_of::<HandInStage>)]
    state: &'static str,
    /// What the lesson asked for then.
    #[schema(schema_with = word_of::<Task>)]
    task: &'static str,
    words: String,
    listing: Option<String>,
    room: Option<String>,
    handed_in_at: String,
    /// None while it waits to be marked.
    marked_at: Option<String>,
    /// What the lecturer says of it.
    mark_words: Option<String>,
    /// To be sent along with a mark: it is refused when something has changed since.
    seen: String,
}

impl From<HandIn> for HandInOut {
    fn from(it: HandIn) -> Self {
        Self {
            id: it.id.to_string(),
            course: it.course.to_string(),
            lesson: it.lesson.to_string(),
            state: it.stage.name(),
            task: it.work.task().name(),
            listing: match it.work.thing {
                Some(Thing::Listing(id)) => Some(id.to_string()),
                Some(Thing::Show(_)) | None => None,
            },
            room: match it.work.thing {
                Some(Thing::Show(id)) => Some(id.to_string()),
                Some(Thing::Listing(_)) | None => None,
            },
            words: it.work.words,
            handed_in_at: time(it.handed_at),
            marked_at: it.given.as_ref().map(|given| time(given.at)),
            mark_words: it.given.map(|given| given.words),
            seen: it.last_step.to_string(),
        }
    }
}

/// A step of its history.
#[derive(Serialize, ToSchema)]
pub struct HandInStepOut {
    #[schema(schema_with = word_of::<HandInAct>)]
    act: &'static str,
    /// How it stood before; none before the first.
    #[schema(schema_with = maybe_word_of::<HandInStage>)]
    was: Option<&'static str>,
    #[schema(schema_with = word_of::<HandInStage>)]
    state: &'static str,
    words: String,
    /// Empty of who has left the market.
    by: String,
    at: String,
}

impl From<Step> for HandInStepOut {
    fn from(it: Step) -> Self {
        Self {
            act: it.act.name(),
            was: it.was.map(HandInStage::name),
            state: it.stage.name(),
            words: it.words,
            by: it.name,
            at: time(it.at),
        }
    }
}

/// The same with its history, the newest step first.
#[derive(Serialize, ToSchema)]
pub struct HandInWithStepsOut {
    #[serde(flatten)]
    work: HandInOut,
    steps: Vec<HandInStepOut>,
}

impl From<Shown> for HandInWithStepsOut {
    fn from(it: Shown) -> Self {
        Self { work: it.work.into(), steps: it.steps.into_iter().map(Into::into).collect() }
    }
}

/// Work with whose it is.
#[derive(Serialize, ToSchema)]
pub struct HandInOfLearnerOut {
    #[serde(flatten)]
    work: HandInOut,
    /// Empty of who has left the market.
    learner: String,
    /// Of the lesson, in its own language.
    title: String,
}

impl From<Waiting> for HandInOfLearnerOut {
    fn from(it: Waiting) -> Self {
        Self { work: it.work.into(), learner: it.learner, title: it.title }
    }
}

impl From<Marked> for HandInOfLearnerOut {
    fn from(it: Marked) -> Self {
        Self { work: it.work.into(), learner: it.learner, title: it.title }
    }
}
