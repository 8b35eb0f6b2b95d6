//! A lesson: read, watched, answered.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    http::header,
    response::{IntoResponse, Response},
};
use people::{
    choices::Choice,
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::common::{find_shown, may_change, read_answers, read_moment};
use crate::{
    Commons,
    academy::{
        self, Block, Course, CourseId, Done, Enrolment, Lesson, LessonId, PASS_PERCENT, Progress,
        work::{HandInAct, OwnWork, look_for_learner, pages::filled},
    },
};

#[derive(Template)]
#[template(path = "academy/views/lesson.html")]
pub struct LessonPage {
    shell: Shell,
    lang: Lang,
    course: Course,
    pub lesson: Lesson,
    lessons: Vec<Lesson>,
    progress: Progress,
    enrolment: Option<Enrolment>,
    form: Fields,
    /// Of the try that was just made: good answers and questions.
    tried: Option<(i64, i64)>,
    own: OwnWork,
}

impl LessonPage {
    fn path(&self) -> String {
        lesson_path(&self.course, self.lesson.id)
    }

    fn blocks(&self) -> Vec<Block> {
        self.lesson.blocks_in(self.lang)
    }

    fn done(&self) -> Done {
        self.progress.of(self.lesson.id)
    }

    fn is_in(&self) -> bool {
        self.enrolment.as_ref().is_some_and(Enrolment::is_in)
    }

    fn is_whole(&self) -> bool {
        self.progress.is_whole(&self.lesson)
    }

    /// What they may hand in, with what is chosen.
    fn choices(&self, field: &str) -> Vec<Choice> {
        let chosen = self.form.value(field);
        let one = |(value, words): &(String, String)| Choice {
            chosen: value == chosen,
            value: value.clone(),
            words: words.clone(),
        };
        self.own.choices.iter().map(one).collect()
    }

    /// Whether they may hand in now.
    fn can_hand_in(&self) -> bool {
        self.is_in() && self.own.shown.as_ref().is_none_or(|shown| shown.work.can(HandInAct::HandIn))
    }

    fn at(&self) -> usize {
        self.lessons.iter().position(|lesson| lesson.id == self.lesson.id).unwrap_or_default()
    }

    fn before(&self) -> Option<String> {
        let before = self.lessons.get(self.at().checked_sub(1)?)?;
        Some(lesson_path(&self.course, before.id))
    }

    fn after(&self) -> Option<(String, &str)> {
        let after = self.lessons.get(self.at() + 1)?;
        Some((lesson_path(&self.course, after.id), after.title_in(self.lang)))
    }

    fn share(&self, key: &str, (good, of): (i64, i64)) -> String {
        self.shell.say(key, &[("good", &self.shell.number(good)), ("of", &self.shell.number(of))])
    }

    fn tried_words(&self) -> Option<String> {
        self.tried.map(|share| self.share("academy-tried", share))
    }

    fn best_words(&self) -> Option<String> {
        self.done().best.map(|share| self.share("academy-best", share))
    }

    fn pass_percent(&self) -> String {
        self.shell.number(PASS_PERCENT)
    }

    /// A text in the reader's language, or its own.
    fn words<'a>(&self, own: &'a str, english: &'a str) -> &'a str {
        people::shops::pick(self.lang, self.course.said.language, own, english)
    }

    fn was_chosen(&self, question: &usize, choice: &usize) -> bool {
        self.form.all(&format!("answers.{question}")).contains(&choice.to_string().as_str())
    }
}

pub fn lesson_path(course: &Course, lesson: LessonId) -> String {
    format!("{}/lessons/{lesson}", course.path())
}

/// A lesson that the visitor may read, with nothing filled in.
pub async fn page_of(
    market: &Commons,
    visit: &Visit,
    at: (CourseId, LessonId),
) -> Result<LessonPage, Problem> {
    page(market, visit, at, Fields::default()).await
}

pub async fn page(
    market: &Commons,
    visit: &Visit,
    (course, id): (CourseId, LessonId),
    form: Fields,
) -> Result<LessonPage, Problem> {
    let course = find_shown(market, visit, course).await?;
    let (account, course_id) = (visit.account_id().ok(), course.id);
    let look = async move |tx: &mut Tx| {
        let lessons = academy::lessons(tx, course_id).await?;
        let Some(account) = account else {
            return Ok((lessons, None, Progress::default(), OwnWork::default()));
        };
        let enrolment = academy::find_enrolment(tx, course_id, account).await?;
        let own = match lessons.iter().find(|lesson| lesson.id == id && lesson.has_task()) {
            Some(lesson) if enrolment.is_some() => look_for_learner(tx, lesson, account).await?,
            Some(_) | None => OwnWork::default(),
        };
        Ok((lessons, enrolment, academy::progress(tx, course_id, account).await?, own))
    };
    let (lessons, enrolment, progress, own) = market.read(look).await?;
    let lesson = lessons.iter().find(|lesson| lesson.id == id).cloned().ok_or_else(Problem::not_found)?;
    let (shell, lang) = (visit.shell("academy"), visit.lang);
    let form = match &own.shown {
        Some(shown) => form.over(&filled(&shown.work), |_| true),
        None => form,
    };
    let page =
        LessonPage { shell, lang, course, lesson, lessons, progress, enrolment, form, tried: None, own };
    let is_own = account == Some(page.course.author);
    if is_own || page.is_in() || page.course.is_free() || page.lesson.position == 1 {
        return Ok(page);
    }
    Err(if account.is_some() {
        Problem::conflict("problem-academy-not-enrolled")
    } else {
        Problem::sign_in()
    })
}

/// `GET /academy/{course}/lessons/{lesson}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(at): Path<(CourseId, LessonId)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let form = Fields::from_query(&query.unwrap_or_default());
    let mut page = page(&market, &visit, at, form).await?;
    let (good, questions) = (page.form.maybe_whole("good", 0..=100), page.form.maybe_whole("of", 1..=100));
    page.tried = good.zip(questions).filter(|(good, questions)| good <= questions);
    views::page(&page)
}

/// `POST /academy/{course}/lessons/{lesson}/reading`
pub async fn read(
    State(market): State<Commons>,
    visit: Visit,
    Path(at): Path<(CourseId, LessonId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let page = page_of(&market, &visit, at).await?;
    may_change(&market, &visit)?;
    let read_at = read_moment(&mut form, "read_at", now).ok_or_else(|| Problem::invalid(&form))?;
    let act = async move |tx: &mut Tx| academy::read(tx, &by, now, at.0, &[(at.1, read_at)]).await;
    market.write(act).await?;
    let is_over = !page.lesson.has_quiz() && !page.lesson.has_task();
    match page.after().filter(|_| is_over) {
        Some((next, _)) => Ok(redirect(&next, "done-academy-read")),
        None if is_over => Ok(redirect(&page.course.path(), "done-academy-read")),
        None => Ok(redirect(&page.path(), "done-academy-read")),
    }
}

/// `POST /academy/{course}/lessons/{lesson}/answers`
pub async fn answer(
    State(market): State<Commons>,
    visit: Visit,
    Path(at): Path<(CourseId, LessonId)>,
    form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let shown = page_of(&market, &visit, at).await?;
    may_change(&market, &visit)?;
    let answers = read_answers(&form, shown.lesson.content.quiz.questions.len());
    let act = async move |tx: &mut Tx| academy::answer(tx, &by, now, at, &answers).await;
    let tried = market.write(act).await?;
    if tried.good == tried.questions {
        let path = format!("{}?good={}&of={}", shown.path(), tried.good, tried.questions);
        return Ok(redirect(&path, "done-academy-answered"));
    }
    // What was chosen is shown again, to be thought over.
    let mut page = page(&market, &visit, at, form).await?;
    page.tried = Some((tried.good, tried.questions));
    views::page(&page)
}

/// `GET /academy/{course}/lessons/{lesson}/captions.vtt`
pub async fn captions(
    State(market): State<Commons>,
    visit: Visit,
    Path(at): Path<(CourseId, LessonId)>,
) -> Result<Response, Problem> {
    let page = page_of(&market, &visit, at).await?;
    let film = page.lesson.content.film.filter(|film| !film.captions.is_empty());
    let film = film.ok_or_else(Problem::not_found)?;
    let headers =
        [(header::CONTENT_TYPE, "text/vtt; charset=utf-8"), (header::CACHE_CONTROL, "private, max-age=60")];
    Ok((headers, film.captions).into_response())
}
