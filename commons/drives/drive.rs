//! A drive, and the lifecycle of whether people may come into it:
//!
//! ```text
//! draft --open--> open
//! draft --call-off--> called-off
//! open --call-off--> called-off
//! ```

use kernel::{AccountId, Day, Lifecycle, Refused, Timestamp, id, lifecycle};
use people::shops::pick;
use platform::i18n::Lang;

use super::SignUpKind;
use crate::villages::DivisionCode;

id!(
    /// A campaign that brings shops on.
    DriveId
);

lifecycle! {
    "a drive", "problem-drive-state";
    /// Whether people may come into a drive, by name.
    DriveStage { Draft = "draft", Open = "open", CalledOff = "called-off" }
    /// What is done with a drive, by name.
    DriveAct { Open = "open", CallOff = "call-off" }
    Draft --Open--> Open
    Draft --CallOff--> CalledOff
    Open --CallOff--> CalledOff
}

/// Days of the longest drive: two years.
pub const LONGEST_DAYS: i64 = 731;

/// What is said of a drive, and what it wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub language: Lang,
    pub name: String,
    /// Empty when there is none.
    pub name_en: String,
    pub words: String,
    pub words_en: String,
    /// On the market's calendar; people come into it up to the end of its last day.
    pub begins_on: Day,
    pub ends_on: Day,
    /// How many it wants to bring on; 0 when it wants none of them.
    pub retailers: i64,
    pub companies: i64,
}

/// What is wrong with a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanFault {
    /// It ends before it begins.
    EndsBefore,
    TooLong,
    /// It wants nobody.
    NoTarget,
}

impl Plan {
    pub fn fault(&self) -> Option<PlanFault> {
        let days = self.ends_on.since(self.begins_on);
        if days < 0 {
            Some(PlanFault::EndsBefore)
        } else if days >= LONGEST_DAYS {
            Some(PlanFault::TooLong)
        } else if self.retailers + self.companies == 0 {
            Some(PlanFault::NoTarget)
        } else {
            None
        }
    }

    pub fn target(&self, kind: SignUpKind) -> i64 {
        match kind {
            SignUpKind::Retailer => self.retailers,
            SignUpKind::Company => self.companies,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Drive {
    pub id: DriveId,
    /// Whose it is; the market's where it is of no place.
    pub place: Option<DivisionCode>,
    pub stage: DriveStage,
    pub plan: Plan,
    pub made_by: AccountId,
    pub created_at: Timestamp,
}

impl Drive {
    pub fn next(&self, act: DriveAct) -> Result<Self, Refused<DriveStage>> {
        Ok(Self { stage: self.stage.after(act)?, ..self.clone() })
    }

    /// Whether somebody may come into it on a day.
    pub fn takes(&self, today: Day) -> bool {
        self.stage == DriveStage::Open && (self.plan.begins_on..=self.plan.ends_on).contains(&today)
    }

    pub fn is_over(&self, today: Day) -> bool {
        today > self.plan.ends_on
    }

    /// Days on which people may still come, today among them.
    pub fn days_left(&self, today: Day) -> i64 {
        (self.plan.ends_on.since(today) + 1).max(0)
    }

    /// Whether everybody may look at it: what was called off is shown to nobody but who leads.
    pub fn is_shown(&self) -> bool {
        self.stage == DriveStage::Open
    }

    pub fn path(&self) -> String {
        format!("/drives/{}", self.id)
    }

    pub fn desk_path(&self) -> String {
        format!("/mine/drives/{}", self.id)
    }

    /// The page to which a helper's links and posters lead.
    pub fn link(&self, code: &str) -> String {
        format!("/drives/{}?by={code}", self.id)
    }

    pub fn name_in(&self, lang: impl Into<Lang>) -> &str {
        pick(lang, self.plan.language, &self.plan.name, &self.plan.name_en)
    }

    pub fn words_in(&self, lang: impl Into<Lang>) -> &str {
        pick(lang, self.plan.language, &self.plan.words, &self.plan.words_en)
    }

    /// The language in which a reader gets its name.
    pub fn shown_in(&self, lang: impl Into<Lang>) -> &'static str {
        let own = self.plan.language;
        if lang.into() == own || self.plan.name_en.is_empty() { own.code() } else { Lang::English.code() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drive(stage: DriveStage) -> Drive {
        Drive {
            id: DriveId::new(1),
            place: None,
            stage,
            plan: Plan {
                language: Lang::English,
                name: "Spring".into(),
                name_en: String::new(),
                words: String::new(),
                words_en: String::new(),
                begins_on: Day::from_number(100),
                ends_on: Day::from_number(220),
                retailers: 500,
                companies: 400,
            },
            made_by: AccountId::new(1),
            created_at: Timestamp::from_micros(0),
        }
    }

    kernel::lifecycle_tests! {
        DriveStage ends at [CalledOff], drawn in include_str!("drive.rs"),
        next by |from, act| drive(from).next(act).map(|drive| drive.stage)
    }

    #[test]
    fn people_come_from_the_first_day_to_the_end_of_the_last() {
        let open = drive(DriveStage::Open);
        let takes = |day| open.takes(Day::from_number(day));
        assert_eq!([99, 100, 220, 221].map(takes), [false, true, true, false]);
        assert_eq!([220, 221, 300].map(|day| open.days_left(Day::from_number(day))), [1, 0, 0]);
        assert!(!drive(DriveStage::Draft).takes(Day::from_number(100)));
    }

    #[test]
    fn a_plan_has_an_order_of_days_and_a_target() {
        let good = drive(DriveStage::Draft).plan;
        assert_eq!(good.fault(), None);
        assert_eq!(Plan { ends_on: good.begins_on, ..good.clone() }.fault(), None);
        let day = Day::from_number;
        for (plan, fault) in [
            (Plan { ends_on: day(99), ..good.clone() }, PlanFault::EndsBefore),
            (Plan { ends_on: day(100 + LONGEST_DAYS), ..good.clone() }, PlanFault::TooLong),
            (Plan { retailers: 0, companies: 0, ..good.clone() }, PlanFault::NoTarget),
        ] {
            assert_eq!(plan.fault(), Some(fault));
        }
        assert_eq!(Plan { retailers: 0, ..good }.fault(), None);
    }
}
