use axum::{
    extract::{Path, State},
    response::Response,
};
use people::visit::{Visit, redirect};
use platform::{
    db::Tx,
    views,
    web::{Fields, Problem},
};

use super::read::{blame, read_work};
use crate::{
    Commons,
    academy::{
        CourseId, LessonId,
        pages::{find_readable, may_change, page_with},
        work,
    },
};

/// `POST /academy/{course}/lessons/{lesson}/work`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path(at): Path<(CourseId, LessonId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let shown = find_readable(&market, &visit, at).await?;
    may_change(&market, &visit)?;
    if let Some(read) = read_work(&mut form, shown.lesson.content.task) {
        let act = async move |tx: &mut Tx| work::hand_in(tx, &by, now, at, read.clone()).await;
        match market.db.write(act).await {
            Ok(work) => {
                let path = format!("/academy/{}/lessons/{}", work.course, work.lesson);
                return Ok(redirect(&path, "done-academy-handed-in"));
            }
            Err(error) if blame(&mut form, &error) => {}
            Err(error) => return Err(error.into()),
        }
    }
    views::refused(&page_with(&market, &visit, at, form).await?)
}
