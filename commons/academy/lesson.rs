//! A lesson: text, pictures, a film with captions, a quiz, and something to hand in.

use kernel::{id, words};
use people::shops::pick;
use platform::i18n::Lang;
use serde::{Deserialize, Serialize};

use super::{
    CourseId,
    course::shown_in,
    prose::{Block, blocks},
    quiz::Quiz,
};
use crate::live::{RoomId, films::FilmId};

id!(
    /// A lesson of a course.
    LessonId
);

/// Lessons of one course, and pictures of one lesson.
pub const MOST_LESSONS: usize = 60;
pub const MOST_PICTURES: usize = 8;

words! {
    /// What is handed in at the end of a lesson: nothing, some words, a draft of a listing, a practice show.
    Task { None = "none", Words = "words", Listing = "listing", Practice = "practice" }
}

/// A picture of a lesson.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonPicture {
    pub file: String,
    /// What it shows.
    pub words: String,
}

/// What a lesson shows in motion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    Film(FilmId),
    Replay(RoomId),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonFilm {
    pub shown: Shown,
    /// WebVTT, cleaned; empty for none. A replay has those that were typed along.
    pub captions: String,
}

impl LessonFilm {
    /// Where it is watched.
    pub fn path(&self) -> String {
        match &self.shown {
            Shown::Film(film) => format!("/shorts/{film}/film"),
            Shown::Replay(room) => format!("/live/{room}"),
        }
    }

    pub fn is_replay(&self) -> bool {
        matches!(self.shown, Shown::Replay(_))
    }
}

/// What a lesson says and asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub minutes: i64,
    pub title: String,
    /// Empty when there is none.
    pub title_en: String,
    pub body: String,
    pub body_en: String,
    pub pictures: Vec<LessonPicture>,
    pub film: Option<LessonFilm>,
    pub quiz: Quiz,
    pub task: Task,
    pub task_words: String,
    pub task_words_en: String,
}

#[derive(Clone, Debug)]
pub struct Lesson {
    pub course: CourseId,
    pub id: LessonId,
    /// 1, 2, 3 … in its course.
    pub position: i64,
    /// Of its course.
    pub language: Lang,
    pub content: Content,
}

impl Lesson {
    pub fn title_in(&self, lang: impl Into<Lang>) -> &str {
        pick(lang, self.language, &self.content.title, &self.content.title_en)
    }

    pub fn task_in(&self, lang: impl Into<Lang>) -> &str {
        pick(lang, self.language, &self.content.task_words, &self.content.task_words_en)
    }

    pub fn body_in(&self, lang: impl Into<Lang>) -> &str {
        pick(lang, self.language, &self.content.body, &self.content.body_en)
    }

    pub fn blocks_in(&self, lang: impl Into<Lang>) -> Vec<Block> {
        blocks(self.body_in(lang))
    }

    /// The language in which a reader gets its texts.
    pub fn shown_in(&self, lang: impl Into<Lang>) -> &'static str {
        shown_in(lang, self.language, &self.content.title_en)
    }

    pub fn has_quiz(&self) -> bool {
        !self.content.quiz.is_empty()
    }

    pub fn has_task(&self) -> bool {
        self.content.task != Task::None
    }
}
