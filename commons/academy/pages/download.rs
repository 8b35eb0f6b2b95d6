//! A whole course in one file, for who has no connection later: as text of a few kilobytes, and on paper.

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use people::visit::Visit;
use platform::{
    db::Tx,
    paper::{Format, Paper, Part},
    web::{FIVE_MINUTES, Problem, pdf_file},
};

use super::common::find_shown;
use crate::{
    Commons,
    academy::{self, Block, Course, CourseId, Enrolment, Lesson},
};

/// A course with all its lessons, for who may read all of them.
async fn find(market: &Commons, visit: &Visit, id: CourseId) -> Result<(Course, Vec<Lesson>), Problem> {
    let course = find_shown(market, visit, id).await?;
    let account = visit.account_id().ok();
    let look = async move |tx: &mut Tx| {
        let enrolment = match account {
            Some(account) => academy::find_enrolment(tx, id, account).await?,
            None => None,
        };
        Ok((academy::lessons(tx, id).await?, enrolment))
    };
    let (lessons, enrolment) = market.read(look).await?;
    let is_in = enrolment.as_ref().is_some_and(Enrolment::is_in);
    if course.is_free() || is_in || account == Some(course.author) {
        return Ok((course, lessons));
    }
    Err(if account.is_some() {
        Problem::conflict("problem-academy-not-enrolled")
    } else {
        Problem::sign_in()
    })
}

/// `GET /academy/{course}/course.txt`
pub async fn text(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CourseId>,
) -> Result<Response, Problem> {
    let (course, lessons) = find(&market, &visit, id).await?;
    let lang = visit.lang;
    let mut text = format!("{}\n\n{}\n", course.title_in(lang), course.words_in(lang));
    for lesson in &lessons {
        text.push_str(&format!("\n\n{}. {}\n", lesson.position, lesson.title_in(lang)));
        text.push_str(&format!("\n{}\n", lesson.body_in(lang)));
        if lesson.has_task() {
            text.push_str(&format!("\n→ {}\n", lesson.task_in(lang)));
        }
    }
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{id}.txt\"")),
    ];
    Ok((headers, text).into_response())
}

/// `GET /academy/{course}/course.pdf`
pub async fn paper(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CourseId>,
) -> Result<Response, Problem> {
    let (course, lessons) = find(&market, &visit, id).await?;
    let (shell, lang) = (visit.shell("academy"), visit.lang);
    let mut parts = vec![
        Part::Small(shell.market.clone()),
        Part::Title(course.title_in(lang).to_owned()),
        Part::Words(course.words_in(lang).to_owned()),
    ];
    for lesson in &lessons {
        parts.push(Part::Rule);
        parts.push(Part::Large(format!("{}. {}", lesson.position, lesson.title_in(lang))));
        for block in lesson.blocks_in(lang) {
            match block {
                Block::Heading(heading) => parts.push(Part::Heading(heading)),
                Block::Words(words) => parts.push(Part::Words(words)),
                Block::List(items) => {
                    let items: Vec<String> = items.into_iter().map(|item| format!("• {item}")).collect();
                    parts.push(Part::Words(items.join("\n")));
                }
            }
        }
        if lesson.has_task() {
            parts.push(Part::Heading(shell.t("academy-task").to_owned()));
            parts.push(Part::Words(lesson.task_in(lang).to_owned()));
        }
    }
    let page = format!("{}{}", market.config.public_url.trim_end_matches('/'), course.path());
    parts.extend([Part::Code(page.clone()), Part::Small(page)]);
    let title = course.title_in(lang).to_owned();
    let paper = Paper {
        format: Format::A4,
        foot: format!("{} · {title}", shell.market),
        title,
        lang: lang.code(),
        without_font: shell.t("paper-without-font").to_owned(),
        parts,
    };
    Ok(pdf_file(&format!("{id}.pdf"), FIVE_MINUTES, market.printer.print(paper).await?))
}
