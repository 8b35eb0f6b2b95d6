//! A course, and the lifecycle of whether people may come into it.

use goods::catalog::ListingId;
use kernel::{AccountId, Lifecycle, Refused, Timestamp, id, lifecycle, words};
use people::shops::pick;
use platform::i18n::Lang;

id!(
    /// A course of lessons.
    CourseId
);

lifecycle! {
    "a course", "problem-course-state";
    /// Whether people may come into a course, by name.
    CourseStage { Draft = "draft", Open = "open", Closed = "closed" }
    /// What is done with a course, by name.
    CourseAct { Open = "open", Close = "close" }
    Draft --Open--> Open
    Open --Close--> Closed
}

words! {
    /// The check-list that a course leads to.
    Goal { None = "none", Listing = "listing", Show = "show" }
}

/// What is said of a course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Syllabus {
    pub language: Lang,
    pub title: String,
    /// Empty when there is none.
    pub title_en: String,
    pub words: String,
    pub words_en: String,
    pub goal: Goal,
    /// What is bought for a seat in it; none of a free course.
    pub seat: Option<ListingId>,
}

#[derive(Clone, Debug)]
pub struct Course {
    pub id: CourseId,
    pub author: AccountId,
    pub stage: CourseStage,
    pub said: Syllabus,
    /// Name of the picture at its head; empty for none.
    pub cover: String,
    pub created_at: Timestamp,
}

impl Course {
    pub fn next(&self, act: CourseAct) -> Result<Self, Refused<CourseStage>> {
        Ok(Self { stage: self.stage.after(act)?, ..self.clone() })
    }

    pub fn is_open(&self) -> bool {
        self.stage == CourseStage::Open
    }

    /// Whether everybody may look at it: who is in a course that was closed goes on in it.
    pub fn is_shown(&self) -> bool {
        self.stage != CourseStage::Draft
    }

    pub fn is_free(&self) -> bool {
        self.said.seat.is_none()
    }

    pub fn path(&self) -> String {
        format!("/academy/{}", self.id)
    }

    pub fn desk_path(&self) -> String {
        format!("/teach/courses/{}", self.id)
    }

    pub fn title_in(&self, lang: impl Into<Lang>) -> &str {
        pick(lang, self.said.language, &self.said.title, &self.said.title_en)
    }

    pub fn words_in(&self, lang: impl Into<Lang>) -> &str {
        pick(lang, self.said.language, &self.said.words, &self.said.words_en)
    }

    /// The language in which a reader gets one of its texts.
    pub fn shown_in(&self, lang: impl Into<Lang>) -> &'static str {
        shown_in(lang, self.said.language, &self.said.title_en)
    }
}

/// The language of a text of which there may be an English one.
pub fn shown_in(lang: impl Into<Lang>, own: Lang, english: &str) -> &'static str {
    if lang.into() == own || english.is_empty() { own.code() } else { Lang::English.code() }
}

#[cfg(test)]
mod tests {
    use super::*;

    kernel::lifecycle_tests! {
        CourseStage ends at [Closed], drawn in "//! draft --open--> open\n//! open --close--> closed\n", next by CourseStage::after
    }
}
