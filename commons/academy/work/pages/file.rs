//! The marks of a course for a spreadsheet.

use axum::{
    extract::{Path, State},
    response::Response,
};
use people::visit::Visit;
use platform::{
    db::{DbError, Tx},
    web::{Problem, csv_cell, csv_file},
};

use crate::{
    Commons,
    academy::{
        CourseId,
        pages::own,
        work::{self, Marked},
    },
};

/// Lines of one file, and of one reading of it.
const MOST: usize = 50_000;
const AT_ONCE: i64 = 1_000;

fn write(rows: &[Marked]) -> Result<Vec<u8>, csv::Error> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record([
        "learner",
        "account",
        "lesson",
        "title",
        "task",
        "state",
        "handed_in_at",
        "marked_at",
        "mark_words",
    ])?;
    for row in rows {
        let (work, given) = (&row.work, row.work.given.as_ref());
        csv.write_record([
            csv_cell(&row.learner),
            work.learner.to_string(),
            row.position.to_string(),
            csv_cell(&row.title),
            work.work.task().name().to_owned(),
            work.stage.name().to_owned(),
            work.handed_at.rfc3339(),
            given.map(|given| given.at.rfc3339()).unwrap_or_default(),
            csv_cell(given.map(|given| given.words.as_str()).unwrap_or_default()),
        ])?;
    }
    csv.into_inner().map_err(|error| error.into_error().into())
}

/// `GET /teach/courses/{course}/marks.csv`
pub async fn marks(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CourseId>,
) -> Result<Response, Problem> {
    own(&market, &visit, id).await?;
    let look = async move |tx: &mut Tx| {
        let mut rows: Vec<Marked> = Vec::new();
        while rows.len() < MOST {
            let after = rows.last().map_or(0, |last| last.work.id.get());
            let more = work::list_of_course(tx, id, after, AT_ONCE).await?;
            if more.is_empty() {
                break;
            }
            rows.extend(more);
        }
        Ok::<_, DbError>(rows)
    };
    let rows = market.read(look).await?;
    Ok(csv_file(&format!("marks-{id}.csv"), write(&rows).map_err(Problem::broken)?))
}
