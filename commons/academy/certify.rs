//! A course that is complete ends in a certificate.

use kernel::{Actor, Refused, Timestamp};
use people::accounts;
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{
    Certificate, CertificateId, CertificateStage, Enrolment, EnrolmentAct, EnrolmentStage, certificate_store,
    course_store, enrolment_store, lesson_store, promises::TellOfCertificate, standing,
};

#[derive(Debug, thiserror::Error)]
pub enum CertifyError {
    #[error(transparent)]
    Refused(#[from] Refused<EnrolmentStage>),
    #[error("the certificate could not be kept")]
    Store(#[from] DbError),
}

/// Look whether somebody has completed their course, and if so hand out the certificate. Who has completed it stays so,
/// whatever its author adds later.
pub(super) async fn settle(
    tx: &mut Tx,
    now: Timestamp,
    before: Enrolment,
) -> Result<Enrolment, CertifyError> {
    if before.stage != EnrolmentStage::Enrolled {
        return Ok(before);
    }
    let lessons = lesson_store::list(tx, before.course).await?;
    let progress = standing::progress(tx, before.course, before.account).await?;
    if !progress.is_complete(&lessons) {
        return Ok(before);
    }
    let after = before.next(EnrolmentAct::Complete, now)?;
    enrolment_store::advance(tx, now, &Actor::System, EnrolmentAct::Complete, (&before, &after)).await?;
    let Some(course) = course_store::find(tx, before.course).await? else { return Ok(after) };
    let name = accounts::find(tx, before.account).await?.map(|account| account.name).unwrap_or_default();
    let certificate = Certificate {
        id: CertificateId::new(tx.next_id(now)),
        code: tx.chance().token().chars().take(16).collect(),
        course: course.id,
        account: before.account,
        name,
        title: course.said.title.clone(),
        title_en: course.said.title_en.clone(),
        language: course.said.language,
        lessons: i64::try_from(lessons.len()).unwrap_or(i64::MAX),
        minutes: lessons.iter().map(|lesson| lesson.content.minutes).sum(),
        stage: CertificateStage::Valid,
        issued_at: now,
        withdrawn_at: None,
        reason: String::new(),
    };
    certificate_store::insert(tx, &certificate).await?;
    jobs::enqueue(tx, now, now, &TellOfCertificate { code: certificate.code }).await?;
    Ok(after)
}
