//! The courses of a drive.

use axum::{
    extract::{Path, State},
    response::Response,
};
use people::visit::{Visit, redirect};
use platform::{
    db::Tx,
    web::{Fields, Problem, Refusal},
};

use super::{
    common::{may_change, speaker},
    desk::refuse,
};
use crate::{
    Commons,
    academy::CourseId,
    drives::{self, DriveId, TeachError},
};

/// `POST /mine/drives/{drive}/courses`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<DriveId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (speaker(&visit)?, visit.now);
    market.db.read(async move |tx: &mut Tx| drives::find_led(tx, &by, id).await).await?;
    may_change(&market, &visit)?;
    let course: Option<CourseId> = form.parsed("course", |text| text.parse().ok());
    let Some(course) = course else { return refuse(&market, &visit, id, form).await };
    let act = async move |tx: &mut Tx| drives::add_course(tx, &by, now, id, course).await;
    match market.db.write(act).await {
        Ok(()) => Ok(redirect(&format!("/mine/drives/{id}"), "done-drive-course")),
        Err(TeachError::NoSuchCourse) => {
            form.refuse("course", Refusal::new("refused-drive-course"));
            refuse(&market, &visit, id, form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /mine/drives/{drive}/courses/{course}/removal`
pub async fn destroy(
    State(market): State<Commons>,
    visit: Visit,
    Path((id, course)): Path<(DriveId, CourseId)>,
) -> Result<Response, Problem> {
    let by = speaker(&visit)?;
    market.write(async move |tx: &mut Tx| drives::remove_course(tx, &by, id, course).await).await?;
    Ok(redirect(&format!("/mine/drives/{id}"), "done-drive-course-out"))
}
