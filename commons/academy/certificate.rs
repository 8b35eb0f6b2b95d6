//! A certificate: that somebody has completed a course, and whether that still stands.

use kernel::{AccountId, Lifecycle, Refused, Timestamp, id, lifecycle};
use platform::i18n::Lang;

use super::CourseId;

id!(
    /// A certificate of a learner.
    CertificateId
);

lifecycle! {
    "a certificate", "problem-certificate-state";
    /// Whether a certificate stands, by name.
    CertificateStage { Valid = "valid", Withdrawn = "withdrawn" }
    /// What becomes of a certificate, by name.
    CertificateAct { Withdraw = "withdraw" }
    Valid --Withdraw--> Withdrawn
}

#[derive(Clone, Debug)]
pub struct Certificate {
    pub id: CertificateId,
    /// In its address: who has the paper finds the page, and nobody else.
    pub code: String,
    pub course: CourseId,
    pub account: AccountId,
    /// Of the learner and of the course, as they were then.
    pub name: String,
    pub title: String,
    pub title_en: String,
    /// Of the course.
    pub language: Lang,
    pub lessons: i64,
    pub minutes: i64,
    pub stage: CertificateStage,
    pub issued_at: Timestamp,
    pub withdrawn_at: Option<Timestamp>,
    /// Why it was withdrawn; empty while it stands. For its holder and the market.
    pub reason: String,
}

impl Certificate {
    pub fn path(&self) -> String {
        format!("/certificates/{}", self.code)
    }

    pub fn is_valid(&self) -> bool {
        self.stage == CertificateStage::Valid
    }

    pub fn title_in(&self, lang: impl Into<Lang>) -> &str {
        people::shops::pick(lang, self.language, &self.title, &self.title_en)
    }

    pub fn withdraw(&self, now: Timestamp, reason: &str) -> Result<Self, Refused<CertificateStage>> {
        let stage = self.stage.after(CertificateAct::Withdraw)?;
        Ok(Self { stage, withdrawn_at: Some(now), reason: reason.to_owned(), ..self.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    kernel::lifecycle_tests! {
        CertificateStage ends at [Withdrawn], drawn in "//! valid --withdraw--> withdrawn\n",
        next by CertificateStage::after
    }
}
