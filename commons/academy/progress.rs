//! How far a learner has come: pure sums over what was read, answered and handed in.

use std::collections::BTreeMap;

use super::{Lesson, LessonId, work::HandInStage};

/// A quiz counts from so many of a hundred questions that were answered well.
pub const PASS_PERCENT: i64 = 80;

/// What a learner has done of a lesson.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    pub is_read: bool,
    /// Of the best try at its quiz: questions that were answered well, and all of them.
    pub best: Option<(i64, i64)>,
    /// How what was handed in for it stands.
    pub work: Option<HandInStage>,
}

/// Whether so many good answers are enough.
pub fn is_passed(good: i64, questions: i64) -> bool {
    good.saturating_mul(100) >= questions.saturating_mul(PASS_PERCENT)
}

impl Done {
    pub fn has_passed_quiz(&self) -> bool {
        self.best.is_some_and(|(good, questions)| is_passed(good, questions))
    }

    /// Work counts from when it is handed in: nobody waits for a lecturer, but what is to be done again does not count.
    pub fn has_done_work(&self) -> bool {
        self.work.is_some_and(|stage| stage != HandInStage::Again)
    }

    /// A lesson is done when it is read, its quiz passed and its work handed in.
    pub fn is_whole(&self, lesson: &Lesson) -> bool {
        self.is_read
            && (!lesson.has_quiz() || self.has_passed_quiz())
            && (!lesson.has_task() || self.has_done_work())
    }
}

/// How far somebody has come in a course.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    pub done: BTreeMap<LessonId, Done>,
}

impl Progress {
    pub fn of(&self, lesson: LessonId) -> Done {
        self.done.get(&lesson).copied().unwrap_or_default()
    }

    pub fn is_whole(&self, lesson: &Lesson) -> bool {
        self.of(lesson.id).is_whole(lesson)
    }

    pub fn count(&self, lessons: &[Lesson]) -> usize {
        lessons.iter().filter(|lesson| self.is_whole(lesson)).count()
    }

    /// A course without lessons is never complete.
    pub fn is_complete(&self, lessons: &[Lesson]) -> bool {
        !lessons.is_empty() && self.count(lessons) == lessons.len()
    }

    /// Where to go on.
    pub fn next<'a>(&self, lessons: &'a [Lesson]) -> Option<&'a Lesson> {
        lessons.iter().find(|lesson| !self.is_whole(lesson))
    }
}

#[cfg(test)]
mod tests {
    use platform::i18n::Lang;

    use super::*;
    use crate::academy::{Content, CourseId, Quiz, Task};

    fn lesson(id: i64, quiz: &str, task: Task) -> Lesson {
        let text = String::new;
        let content = Content {
            minutes: 5,
            title: "光".into(),
            title_en: text(),
            body: text(),
            body_en: text(),
            pictures: Vec::new(),
            film: None,
            quiz: Quiz::read(quiz, "").unwrap(),
            task,
            task_words: text(),
            task_words_en: text(),
        };
        Lesson {
            course: CourseId::new(1),
            id: LessonId::new(id),
            position: id,
            language: Lang::Chinese,
            content,
        }
    }

    #[test]
    fn a_course_is_complete_when_every_lesson_is_whole() {
        let lessons =
            [lesson(1, "", Task::None), lesson(2, "? q\n* a\n- b", Task::None), lesson(3, "", Task::Listing)];
        let mut progress = Progress::default();
        assert!(!progress.is_complete(&lessons) && !progress.is_complete(&[]));
        let read = Done { is_read: true, ..Done::default() };
        for id in 1..=3 {
            progress.done.insert(LessonId::new(id), read);
        }
        assert_eq!((progress.count(&lessons), progress.next(&lessons).unwrap().position), (1, 2));
        for (work, count) in [(HandInStage::HandedIn, 2), (HandInStage::Again, 1), (HandInStage::Good, 2)] {
            progress.done.insert(LessonId::new(3), Done { work: Some(work), ..read });
            assert_eq!(progress.count(&lessons), count);
        }
        progress.done.insert(LessonId::new(2), Done { best: Some((0, 1)), ..read });
        assert_eq!(progress.count(&lessons), 2);
        progress.done.insert(LessonId::new(2), Done { best: Some((1, 1)), ..read });
        assert!(progress.is_complete(&lessons) && progress.next(&lessons).is_none());
    }

    #[test]
    fn four_of_five_are_enough_and_three_of_four_are_not() {
        assert!(is_passed(4, 5) && is_passed(5, 5) && is_passed(0, 0));
        assert!(!is_passed(3, 4) && !is_passed(79, 100));
    }
}
