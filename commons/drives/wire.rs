//! Drives, as programs see them.

use kernel::Day;
use people::{
    one_of::word_of,
    wire::{Amount, time},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Cost, Counts, Door, Drive, DriveStage, Funnel, HelperCode, Invitation, InvitationStage, Reached, SignUp,
    SignUpKind, SignUpStage,
};

/// How many have reached each step; each counts all who came so far.
#[derive(Serialize, ToSchema)]
pub struct ReachedOut {
    pub signed_up: i64,
    pub opened: i64,
    /// With a first listing: these are brought on.
    pub listed: i64,
    pub sold: i64,
    /// Sold in their third month.
    pub stayed: i64,
    pub lapsed: i64,
}

impl From<Reached> for ReachedOut {
    fn from(it: Reached) -> Self {
        let Reached { signed_up, opened, listed, sold, stayed, lapsed } = it;
        Self { signed_up, opened, listed, sold, stayed, lapsed }
    }
}

/// What a drive wants of one kind, and how many it has brought on.
#[derive(Serialize, ToSchema)]
pub struct DriveCountOut {
    #[schema(schema_with = word_of::<SignUpKind>)]
    pub kind: &'static str,
    pub target: i64,
    pub brought_on: i64,
}

/// A drive, for everybody.
#[derive(Serialize, ToSchema)]
pub struct DriveOut {
    pub id: String,
    /// Code of the division whose it is; none of one of the market.
    pub place: Option<String>,
    #[schema(schema_with = word_of::<DriveStage>)]
    pub state: &'static str,
    /// BCP 47, of its own texts.
    #[schema(example = "zh-CN")]
    pub language: &'static str,
    pub name: String,
    pub name_en: String,
    pub words: String,
    pub words_en: String,
    #[schema(example = "2026-03-01")]
    pub begins_on: String,
    /// The last day on which somebody comes into it.
    #[schema(example = "2026-06-30")]
    pub ends_on: String,
    /// Whether somebody may come into it today.
    pub takes: bool,
    pub counts: Vec<DriveCountOut>,
}

impl DriveOut {
    pub fn new(it: Drive, counts: &Counts, today: Day) -> Self {
        let count = |kind: &SignUpKind| DriveCountOut {
            kind: kind.name(),
            target: it.plan.target(*kind),
            brought_on: counts.of(*kind).listed,
        };
        Self {
            id: it.id.to_string(),
            place: it.place.as_ref().map(ToString::to_string),
            state: it.stage.name(),
            language: it.plan.language.code(),
            begins_on: it.plan.begins_on.to_string(),
            ends_on: it.plan.ends_on.to_string(),
            takes: it.takes(today),
            counts: SignUpKind::ALL.iter().map(count).collect(),
            name: it.plan.name,
            name_en: it.plan.name_en,
            words: it.plan.words,
            words_en: it.plan.words_en,
        }
    }
}

/// What became of a drive, for who leads it.
#[derive(Serialize, ToSchema)]
pub struct DriveReportOut {
    pub retailers: ReachedOut,
    pub companies: ReachedOut,
    /// How many of all of them have completed a course of the drive.
    pub learnt: i64,
    pub spent: Amount,
    /// What a shop that stayed has cost; none while no shop has.
    pub cost_of_stayed: Option<Amount>,
}

impl From<Funnel> for DriveReportOut {
    fn from(it: Funnel) -> Self {
        let cost_of_stayed = it.cost_of_stayed().map(Amount::from);
        Self {
            retailers: it.counts.retailers.into(),
            companies: it.counts.companies.into(),
            learnt: it.learnt,
            spent: it.spent.into(),
            cost_of_stayed,
        }
    }
}

/// Who brings people to a drive.
#[derive(Serialize, ToSchema)]
pub struct HelperOut {
    pub account: String,
    pub name: String,
    pub code: String,
    pub named_at: String,
    pub dismissed_at: Option<String>,
    pub reached: ReachedOut,
}

impl HelperOut {
    pub fn new(it: HelperCode, name: String, reached: Reached) -> Self {
        Self {
            account: it.account.to_string(),
            name,
            code: it.code,
            named_at: time(it.named_at),
            dismissed_at: it.dismissed_at.map(time),
            reached: reached.into(),
        }
    }
}

/// Somebody who has come by a drive: nobody's name, and the shop once there is one.
#[derive(Serialize, ToSchema)]
pub struct SignUpOut {
    pub id: String,
    pub drive: String,
    #[schema(schema_with = word_of::<SignUpKind>)]
    pub kind: &'static str,
    #[schema(schema_with = word_of::<Door>)]
    pub door: &'static str,
    #[schema(schema_with = word_of::<SignUpStage>)]
    pub state: &'static str,
    pub signed_up_on: String,
    pub opened_on: Option<String>,
    pub listed_on: Option<String>,
    pub sold_on: Option<String>,
    /// The day on which it was decided whether it stays.
    pub ended_on: Option<String>,
}

impl From<SignUp> for SignUpOut {
    fn from(it: SignUp) -> Self {
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        Self {
            id: it.id.to_string(),
            drive: it.drive.to_string(),
            kind: it.kind.name(),
            door: it.door.name(),
            state: it.stage.name(),
            signed_up_on: it.signed_up_on.to_string(),
            opened_on: day(it.opened_on),
            listed_on: day(it.listed_on),
            sold_on: day(it.sold_on),
            ended_on: day(it.ended_on),
        }
    }
}

/// A question of a helper's, as the helper and whoever was asked see it.
#[derive(Serialize, ToSchema)]
pub struct InvitationOut {
    pub id: String,
    pub drive: String,
    #[schema(schema_with = word_of::<SignUpKind>)]
    pub kind: &'static str,
    /// What the helper calls them; forgotten with the answer.
    pub called: String,
    #[schema(schema_with = word_of::<InvitationStage>)]
    pub state: &'static str,
    pub sent_at: String,
    pub answer_by: String,
}

impl From<Invitation> for InvitationOut {
    fn from(it: Invitation) -> Self {
        Self {
            id: it.id.to_string(),
            drive: it.drive.to_string(),
            kind: it.kind.name(),
            called: it.called,
            state: it.stage.name(),
            sent_at: time(it.sent_at),
            answer_by: time(it.answer_by),
        }
    }
}

/// Something that a drive has cost.
#[derive(Serialize, ToSchema)]
pub struct DriveCostOut {
    pub id: String,
    pub day: String,
    pub what: String,
    pub amount: Amount,
    /// Entered by mistake; it counts no more.
    pub struck_at: Option<String>,
}

impl From<Cost> for DriveCostOut {
    fn from(it: Cost) -> Self {
        Self {
            id: it.id.to_string(),
            day: it.said.day.to_string(),
            what: it.said.what,
            amount: it.said.amount.into(),
            struck_at: it.struck_at.map(time),
        }
    }
}
