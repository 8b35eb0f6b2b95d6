use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

use super::QuestionId;

/// Tell a learner that their question is answered.
#[derive(Serialize, Deserialize)]
pub struct TellOfAnswer {
    pub question: QuestionId,
}

impl Promise for TellOfAnswer {
    const KIND: &'static str = "academy.tell_of_answer";
    const LANE: Lane = Lane::Post;
}
