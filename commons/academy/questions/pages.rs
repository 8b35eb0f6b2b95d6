//! What one asks in a course, and what a lecturer is asked.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{AccountId, days};
use people::{
    accounts,
    market::Market,
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Limit, Paging, Problem, Refusal, Routes},
};

use super::{About, AskError, Question, QuestionId, QuestionStage, answer, ask, of_asker, to_lecturer};
use crate::{
    Commons,
    academy::{
        self, Course, CourseId, Lesson,
        cohorts::{self, Cohort},
        numbers,
        pages::{find_shown, teaches},
    },
};

/// Characters of a question and of its answer.
const MOST_WORDS: usize = 2_000;
/// Characters of a number as it is written.
const MOST_ID: usize = 40;
/// Questions that the desk shows below the open ones.
const ANSWERED: i64 = 20;

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .get("/academy/{course}/questions", index)
        .post("/academy/{course}/questions", create)
        .get("/teach/questions", desk)
        .post("/teach/questions/{question}/answer", give_answer)
}

/// Count what somebody asks, or refuse it.
pub fn may_ask(market: &Market, visit: &Visit) -> Result<(), Problem> {
    let times = market.rules().count(numbers::QUESTIONS);
    let rule = Limit { name: "academy-questions", times, per: days(1) };
    market.limits.take(rule, visit.account_id()?.to_string())
}

fn read_about_word(text: &str) -> Option<About> {
    match text.split_once('/')? {
        ("lesson", id) => id.parse().ok().map(About::Lesson),
        ("cohort", id) => id.parse().ok().map(About::Cohort),
        _ => None,
    }
}

/// What is asked: by a form `about` with both in one, by a program a lesson or a cohort.
pub fn read_question(form: &mut Fields) -> Option<(About, String)> {
    let words = form.maybe_paragraphs("words", MOST_WORDS);
    if words.is_empty() {
        form.refuse("words", Refusal::new("refused-empty"));
    }
    let (lesson, cohort) = (form.maybe_line("lesson", MOST_ID), form.maybe_line("cohort", MOST_ID));
    let about = if form.has("about") {
        form.parsed("about", read_about_word)
    } else if !lesson.is_empty() || cohort.is_empty() {
        form.parsed("lesson", |text| text.parse().ok().map(About::Lesson))
    } else {
        form.parsed("cohort", |text| text.parse().ok().map(About::Cohort))
    };
    let about = about?;
    form.is_good().then_some((about, words))
}

pub fn read_answer(form: &mut Fields) -> Option<String> {
    let words = form.maybe_paragraphs("answer", MOST_WORDS);
    if words.is_empty() {
        form.refuse("answer", Refusal::new("refused-empty"));
    }
    form.is_good().then_some(words)
}

#[derive(Template)]
#[template(path = "academy/questions/views/index.html")]
struct IndexPage {
    shell: Shell,
    lang: Lang,
    course: Course,
    lessons: Vec<Lesson>,
    /// Of the course, those that the asker is in.
    cohorts: Vec<Cohort>,
    questions: Vec<Question>,
    is_in: bool,
    form: Fields,
}

impl IndexPage {
    fn is_chosen(&self, kind: &str, id: &impl ToString) -> bool {
        self.form.value("about") == format!("{kind}/{}", id.to_string())
    }
}

async fn show(market: &Commons, visit: &Visit, id: CourseId, form: Fields) -> Result<Response, Problem> {
    let account = visit.account_id()?;
    let course = find_shown(market, visit, id).await?;
    let look = async move |tx: &mut Tx| {
        let lessons = academy::lessons(tx, id).await?;
        let mut cohorts = cohorts::list_of_learner(tx, account).await?;
        cohorts.retain(|cohort| cohort.course == id);
        let enrolment = academy::find_enrolment(tx, id, account).await?;
        Ok::<_, DbError>((lessons, cohorts, enrolment, of_asker(tx, account, id).await?))
    };
    let (lessons, cohorts, enrolment, questions) = market.read(look).await?;
    let (is_in, is_good) = (enrolment.is_some_and(|it| it.is_in()), form.is_good());
    let (shell, lang) = (visit.shell("academy"), visit.lang);
    let page = IndexPage { shell, lang, course, lessons, cohorts, questions, is_in, form };
    views::show(&page, is_good)
}

/// `GET /academy/{course}/questions`: what one has asked in it.
pub async fn index(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CourseId>,
) -> Result<Response, Problem> {
    show(&market, &visit, id, Fields::default()).await
}

/// `POST /academy/{course}/questions`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CourseId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let course = find_shown(&market, &visit, id).await?;
    let Some((about, words)) = read_question(&mut form) else { return show(&market, &visit, id, form).await };
    may_ask(&market, &visit)?;
    let act = async move |tx: &mut Tx| ask(tx, &by, now, (id, about), words.clone()).await;
    match market.db.write(act).await {
        Ok(_) => Ok(redirect(&format!("{}/questions", course.path()), "done-question-asked")),
        Err(AskError::NoSuchAbout) => {
            form.refuse("about", Refusal::new("refused-question-about"));
            show(&market, &visit, id, form).await
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "academy/questions/views/desk.html")]
struct DeskPage {
    shell: Shell,
    open: Vec<Question>,
    answered: Vec<Question>,
    names: BTreeMap<AccountId, String>,
    /// What was typed of which, where it was refused.
    typed: Option<(QuestionId, Fields)>,
    older: String,
}

impl DeskPage {
    fn name(&self, question: &Question) -> &str {
        self.names.get(&question.asker).map_or("", String::as_str)
    }

    fn value(&self, question: &Question) -> &str {
        self.typed.as_ref().filter(|(id, _)| *id == question.id).map_or("", |(_, form)| form.value("answer"))
    }

    fn error(&self, question: &Question) -> String {
        let typed = self.typed.as_ref().filter(|(id, _)| *id == question.id);
        typed.map(|(_, form)| self.shell.error(form, "answer")).unwrap_or_default()
    }
}

async fn show_desk(
    market: &Commons,
    visit: &Visit,
    paging: &Paging,
    typed: Option<(QuestionId, Fields)>,
) -> Result<Response, Problem> {
    teaches(market, visit).await?;
    let (account, before, limit) = (visit.account_id()?, paging.before, paging.limit.and_one_more());
    let look = async move |tx: &mut Tx| {
        let open = to_lecturer(tx, account, QuestionStage::Open, (before, limit)).await?;
        let answered = to_lecturer(tx, account, QuestionStage::Answered, (i64::MAX, ANSWERED)).await?;
        let mut names = BTreeMap::new();
        for question in open.iter().chain(&answered) {
            let name = accounts::name_of(tx, question.asker).await?.unwrap_or_default();
            names.insert(question.asker, name);
        }
        Ok::<_, DbError>((open, answered, names))
    };
    let (open, answered, names) = market.read(look).await?;
    let (open, older) = paging.cut(open, |last| last.id.get());
    let is_good = typed.is_none();
    let page = DeskPage { shell: visit.shell("teach"), open, answered, names, typed, older };
    views::show(&page, is_good)
}

/// `GET /teach/questions`
pub async fn desk(State(market): State<Commons>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    show_desk(&market, &visit, &paging, None).await
}

/// `POST /teach/questions/{question}/answer`
pub async fn give_answer(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<QuestionId>,
    paging: Paging,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    teaches(&market, &visit).await?;
    let Some(words) = read_answer(&mut form) else {
        return show_desk(&market, &visit, &paging, Some((id, form))).await;
    };
    market.write(async move |tx: &mut Tx| answer(tx, &by, now, id, words.clone()).await).await?;
    Ok(redirect("/teach/questions", "done-question-answered"))
}

impl From<AskError> for Problem {
    fn from(error: AskError) -> Self {
        match error {
            AskError::NoSuch => Self::not_found(),
            AskError::NotIn => Self::conflict("problem-academy-not-enrolled"),
            AskError::NoSuchAbout => Fields::default().refused("lesson", "refused-question-about"),
            AskError::Refused(error) => error.into(),
            AskError::Forbidden(error) => error.into(),
            AskError::Store(error) => error.into(),
        }
    }
}
