//! Courses, lessons and certificates, as programs see them.

use people::{
    one_of::{maybe_word_of, word_of},
    wire::time,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Certificate, CertificateStage, Course, CourseStage, Enrolment, EnrolmentStage, Goal, Lesson, Progress,
    Quiz, Task, Tried, work::HandInStage,
};

/// A course of lessons.
#[derive(Serialize, ToSchema)]
pub struct CourseOut {
    pub id: String,
    #[schema(schema_with = word_of::<CourseStage>)]
    state: &'static str,
    /// BCP 47, of its own texts.
    language: &'static str,
    title: String,
    /// Empty when there is none.
    title_en: String,
    words: String,
    words_en: String,
    #[schema(schema_with = word_of::<Goal>)]
    goal: &'static str,
    /// The listing that is bought for a seat; none of a free course.
    seat: Option<String>,
    /// Name of the picture at its head; empty for none.
    cover: String,
    created_at: String,
}

impl From<Course> for CourseOut {
    fn from(it: Course) -> Self {
        Self {
            id: it.id.to_string(),
            state: it.stage.name(),
            language: it.said.language.code(),
            title: it.said.title,
            title_en: it.said.title_en,
            words: it.said.words,
            words_en: it.said.words_en,
            goal: it.said.goal.name(),
            seat: it.said.seat.map(|seat| seat.to_string()),
            cover: it.cover,
            created_at: time(it.created_at),
        }
    }
}

/// A course with its lessons by name.
#[derive(Serialize, ToSchema)]
pub struct CourseWithLessonsOut {
    #[serde(flatten)]
    course: CourseOut,
    lessons: Vec<LessonNameOut>,
}

impl CourseWithLessonsOut {
    pub fn new(course: Course, lessons: &[Lesson]) -> Self {
        Self { course: course.into(), lessons: lessons.iter().map(LessonNameOut::from).collect() }
    }
}

#[derive(Serialize, ToSchema)]
pub struct LessonNameOut {
    id: String,
    position: i64,
    minutes: i64,
    title: String,
    title_en: String,
    has_quiz: bool,
    #[schema(schema_with = word_of::<Task>)]
    task: &'static str,
}

impl From<&Lesson> for LessonNameOut {
    fn from(it: &Lesson) -> Self {
        Self {
            id: it.id.to_string(),
            position: it.position,
            minutes: it.content.minutes,
            title: it.content.title.clone(),
            title_en: it.content.title_en.clone(),
            has_quiz: it.has_quiz(),
            task: it.content.task.name(),
        }
    }
}

/// A picture of a lesson and what it shows.
#[derive(Serialize, ToSchema)]
pub struct LessonPictureOut {
    file: String,
    words: String,
}

/// A question, without which choices are good.
#[derive(Serialize, ToSchema)]
pub struct QuestionOut {
    words: String,
    words_en: String,
    is_several: bool,
    choices: Vec<QuizChoiceOut>,
}

#[derive(Serialize, ToSchema)]
pub struct QuizChoiceOut {
    words: String,
    words_en: String,
}

/// A lesson as its learners get it.
#[derive(Serialize, ToSchema)]
pub struct LessonOut {
    #[serde(flatten)]
    name: LessonNameOut,
    body: String,
    body_en: String,
    pictures: Vec<LessonPictureOut>,
    /// Where its film or its replay is watched.
    film: Option<String>,
    /// WebVTT; empty for none.
    captions: String,
    questions: Vec<QuestionOut>,
    task_words: String,
    task_words_en: String,
}

impl From<Lesson> for LessonOut {
    fn from(it: Lesson) -> Self {
        let name = LessonNameOut::from(&it);
        let content = it.content;
        let film = content.film.as_ref();
        let picture =
            |it: &super::LessonPicture| LessonPictureOut { file: it.file.clone(), words: it.words.clone() };
        Self {
            name,
            film: film.map(super::LessonFilm::path),
            captions: film.map(|film| film.captions.clone()).unwrap_or_default(),
            pictures: content.pictures.iter().map(picture).collect(),
            questions: questions(&content.quiz),
            body: content.body,
            body_en: content.body_en,
            task_words: content.task_words,
            task_words_en: content.task_words_en,
        }
    }
}

fn questions(quiz: &Quiz) -> Vec<QuestionOut> {
    let one = |it: &super::quiz::Question| QuestionOut {
        words: it.words.clone(),
        words_en: it.words_en.clone(),
        is_several: it.is_several(),
        choices: it
            .choices
            .iter()
            .map(|it| QuizChoiceOut { words: it.words.clone(), words_en: it.words_en.clone() })
            .collect(),
    };
    quiz.questions.iter().map(one).collect()
}

/// The same with its quiz as its author writes it.
#[derive(Serialize, ToSchema)]
pub struct WrittenLessonOut {
    #[serde(flatten)]
    lesson: LessonOut,
    /// `? ` before a question, `* ` before a good choice, `- ` before another.
    quiz: String,
    quiz_en: String,
}

impl From<Lesson> for WrittenLessonOut {
    fn from(it: Lesson) -> Self {
        let (quiz, quiz_en) = it.content.quiz.lines();
        Self { lesson: it.into(), quiz, quiz_en }
    }
}

/// How far a learner has come in one lesson.
#[derive(Serialize, ToSchema)]
pub struct LessonDoneOut {
    lesson: String,
    is_read: bool,
    /// Questions of the best try at its quiz that were answered well; none before the first.
    best: Option<i64>,
    /// How what was handed in for it stands; none before.
    #[schema(schema_with = maybe_word_of::<HandInStage>)]
    work: Option<&'static str>,
    is_done: bool,
}

/// How a learner stands in a course.
#[derive(Serialize, ToSchema)]
pub struct EnrolmentOut {
    course: String,
    #[schema(schema_with = word_of::<EnrolmentStage>)]
    state: &'static str,
    enrolled_at: String,
    completed_at: Option<String>,
    lessons: Vec<LessonDoneOut>,
}

impl EnrolmentOut {
    pub fn new(it: &Enrolment, lessons: &[Lesson], progress: &Progress) -> Self {
        let one = |lesson: &Lesson| {
            let done = progress.of(lesson.id);
            LessonDoneOut {
                lesson: lesson.id.to_string(),
                is_read: done.is_read,
                best: done.best.map(|(good, _)| good),
                work: done.work.map(HandInStage::name),
                is_done: done.is_whole(lesson),
            }
        };
        Self {
            course: it.course.to_string(),
            state: it.stage.name(),
            enrolled_at: time(it.enrolled_at),
            completed_at: it.completed_at.map(time),
            lessons: lessons.iter().map(one).collect(),
        }
    }
}

/// How a try at a quiz went.
#[derive(Serialize, ToSchema)]
pub struct TriedOut {
    good: i64,
    questions: i64,
    is_passed: bool,
}

impl From<Tried> for TriedOut {
    fn from(it: Tried) -> Self {
        let is_passed = super::progress::is_passed(it.good, it.questions);
        Self { good: it.good, questions: it.questions, is_passed }
    }
}

/// That somebody has completed a course.
#[derive(Serialize, ToSchema)]
pub struct CertificateOut {
    code: String,
    /// Whether it still stands.
    #[schema(schema_with = word_of::<CertificateStage>)]
    state: &'static str,
    /// Empty of who has left the market.
    name: String,
    course: String,
    title: String,
    title_en: String,
    lessons: i64,
    minutes: i64,
    issued_at: String,
    withdrawn_at: Option<String>,
}

impl From<Certificate> for CertificateOut {
    fn from(it: Certificate) -> Self {
        Self {
            code: it.code,
            state: it.stage.name(),
            name: it.name,
            course: it.course.to_string(),
            title: it.title,
            title_en: it.title_en,
            lessons: it.lessons,
            minutes: it.minutes,
            issued_at: time(it.issued_at),
            withdrawn_at: it.withdrawn_at.map(time),
        }
    }
}

/// Somebody who may teach.
#[derive(Serialize, ToSchema)]
pub struct LecturerOut {
    pub account: String,
    pub name: String,
    pub appointed_at: String,
}
