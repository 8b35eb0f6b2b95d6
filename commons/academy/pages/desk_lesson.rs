//! A lesson to be written.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use people::{
    photos::Upload,
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem, Refusal},
};

use super::common::{keep_files, may_change, own, read_content};
use crate::{
    Commons,
    academy::{self, Content, Course, CourseId, Lesson, LessonFilm, LessonId, Task, WriteError},
};

#[derive(Template)]
#[template(path = "academy/views/lesson_form.html")]
struct LessonFormPage {
    shell: Shell,
    lang: Lang,
    course: Course,
    lesson: Option<Lesson>,
    form: Fields,
}

impl LessonFormPage {
    fn tasks(&self) -> &'static [Task] {
        Task::ALL
    }

    fn action(&self) -> String {
        let lessons = format!("{}/lessons", self.course.desk_path());
        self.lesson.as_ref().map_or(lessons.clone(), |lesson| format!("{lessons}/{}", lesson.id))
    }

    fn content(&self) -> Option<&Content> {
        self.lesson.as_ref().map(|lesson| &lesson.content)
    }

    /// The name of a field of one of its pictures.
    fn field(&self, name: &str, at: &usize) -> String {
        format!("{name}_{at}")
    }

    fn has_captions(&self) -> bool {
        let film = self.content().and_then(|content| content.film.as_ref());
        film.is_some_and(|film| !film.captions.is_empty())
    }
}

/// A lesson as the fields of its form.
pub fn filled(it: &Content) -> Fields {
    let (quiz, quiz_en) = it.quiz.lines();
    let (minutes, film) =
        (it.minutes.to_string(), it.film.as_ref().map(LessonFilm::path).unwrap_or_default());
    let mut form = Fields::filled([
        ("minutes", minutes.as_str()),
        ("title", it.title.as_str()),
        ("title_en", it.title_en.as_str()),
        ("body", it.body.as_str()),
        ("body_en", it.body_en.as_str()),
        ("film", film.as_str()),
        ("quiz", quiz.as_str()),
        ("quiz_en", quiz_en.as_str()),
        ("task", it.task.name()),
        ("task_words", it.task_words.as_str()),
        ("task_words_en", it.task_words_en.as_str()),
    ]);
    for (at, picture) in it.pictures.iter().enumerate() {
        form.set(&format!("picture_words_{at}"), picture.words.as_str());
    }
    form
}

fn show_form(
    visit: &Visit,
    course: Course,
    lesson: Option<Lesson>,
    form: Fields,
) -> Result<Response, Problem> {
    let is_good = form.is_good();
    let page = LessonFormPage { shell: visit.shell("teach"), lang: visit.lang, course, lesson, form };
    views::show(&page, is_good)
}

/// `GET /teach/courses/{course}/lessons/new`
pub async fn new(
    State(market): State<Commons>,
    visit: Visit,
    Path(course): Path<CourseId>,
) -> Result<Response, Problem> {
    let course = own(&market, &visit, course).await?;
    show_form(&visit, course, None, Fields::filled([("minutes", "10")]))
}

async fn find(market: &Commons, course: CourseId, lesson: LessonId) -> Result<Lesson, Problem> {
    market.find(async move |tx: &mut Tx| academy::find_lesson(tx, course, lesson).await).await
}

/// `GET /teach/courses/{course}/lessons/{lesson}`
pub async fn edit(
    State(market): State<Commons>,
    visit: Visit,
    Path((course, lesson)): Path<(CourseId, LessonId)>,
) -> Result<Response, Problem> {
    let course = own(&market, &visit, course).await?;
    let lesson = find(&market, course.id, lesson).await?;
    let form = filled(&lesson.content);
    show_form(&visit, course, Some(lesson), form)
}

/// `POST /teach/courses/{course}/lessons`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path(course): Path<CourseId>,
    Upload { mut form, files }: Upload,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let course = own(&market, &visit, course).await?;
    may_change(&market, &visit)?;
    let sent = keep_files(&market, &mut form, files).await?;
    let Some(content) = read_content(&mut form, None, sent) else {
        return show_form(&visit, course, None, form);
    };
    let id = course.id;
    let act = async move |tx: &mut Tx| academy::add_lesson(tx, &by, now, id, content.clone()).await;
    match market.db.write(act).await {
        Ok(_) => Ok(redirect(&course.desk_path(), "done-academy-lesson")),
        Err(WriteError::NoSuchFilm) => {
            form.refuse("film", Refusal::new("refused-academy-film"));
            show_form(&visit, course, None, form)
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /teach/courses/{course}/lessons/{lesson}`
pub async fn update(
    State(market): State<Commons>,
    visit: Visit,
    Path((course, lesson)): Path<(CourseId, LessonId)>,
    Upload { mut form, files }: Upload,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let course = own(&market, &visit, course).await?;
    let lesson = find(&market, course.id, lesson).await?;
    may_change(&market, &visit)?;
    let sent = keep_files(&market, &mut form, files).await?;
    let Some(content) = read_content(&mut form, Some(&lesson.content), sent) else {
        return show_form(&visit, course, Some(lesson), form);
    };
    let at = (course.id, lesson.id);
    let act = async move |tx: &mut Tx| academy::edit_lesson(tx, &by, now, at, content.clone()).await;
    match market.db.write(act).await {
        Ok(_) => Ok(redirect(&course.desk_path(), "done-academy-lesson")),
        Err(WriteError::NoSuchFilm) => {
            form.refuse("film", Refusal::new("refused-academy-film"));
            show_form(&visit, course, Some(lesson), form)
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /teach/courses/{course}/lessons/{lesson}/rise`
pub async fn rise(
    State(market): State<Commons>,
    visit: Visit,
    Path((course, lesson)): Path<(CourseId, LessonId)>,
) -> Result<Response, Problem> {
    let (by, course) = (visit.buyer()?, own(&market, &visit, course).await?);
    let id = course.id;
    market.write(async move |tx: &mut Tx| academy::move_up(tx, &by, id, lesson).await).await?;
    Ok(redirect(&course.desk_path(), "done-academy-lesson"))
}

/// `POST /teach/courses/{course}/lessons/{lesson}/removal`
pub async fn destroy(
    State(market): State<Commons>,
    visit: Visit,
    Path((course, lesson)): Path<(CourseId, LessonId)>,
) -> Result<Response, Problem> {
    let (by, course) = (visit.buyer()?, own(&market, &visit, course).await?);
    let id = course.id;
    market.write(async move |tx: &mut Tx| academy::remove_lesson(tx, &by, id, lesson).await).await?;
    Ok(redirect(&course.desk_path(), "done-academy-lesson-out"))
}
