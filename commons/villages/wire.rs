//! Villages, as programs see them.

use kernel::{Day, Money};
use people::{
    one_of::{maybe_word_of, word_of},
    wire::{Amount, time},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Division, Fact, FactKind, Figures, Membership, MembershipStage, PlaceStory,
    divisions::{DivisionKind, Level},
    publication::{Publication, PublishedSum},
    recognition::{Outcome, Period, Verdict},
    sales::{COUNTED_IN, Sums},
};

/// A part of a country that has a code.
#[derive(Serialize, ToSchema)]
pub struct DivisionOut {
    /// Country and official code.
    #[schema(example = "CN-371721110200")]
    pub code: String,
    /// That in which it lies; none at the top.
    pub parent: Option<String>,
    pub name: String,
    #[schema(schema_with = word_of::<Level>)]
    pub level: &'static str,
    #[schema(schema_with = maybe_word_of::<DivisionKind>)]
    pub kind: Option<&'static str>,
    /// The day from which it is no more.
    pub vanished_on: Option<String>,
}

impl From<Division> for DivisionOut {
    fn from(it: Division) -> Self {
        Self {
            code: it.code.to_string(),
            parent: it.parent.map(|parent| parent.to_string()),
            name: it.name,
            level: it.level.name(),
            kind: it.kind.map(DivisionKind::name),
            vanished_on: it.vanished_on.map(|day| day.to_string()),
        }
    }
}

/// A figure that somebody published, with its source and its year.
#[derive(Serialize, ToSchema)]
pub struct VillageFactOut {
    #[schema(schema_with = word_of::<FactKind>)]
    pub kind: &'static str,
    pub year: i64,
    /// A count; none of an income.
    pub count: Option<i64>,
    /// An income a head and year.
    pub income: Option<Amount>,
    pub source: String,
}

impl From<Fact> for VillageFactOut {
    fn from(it: Fact) -> Self {
        let income = it.money().filter(|_| it.kind == FactKind::Income);
        Self {
            kind: it.kind.name(),
            year: it.year,
            count: income.is_none().then_some(it.value),
            income: income.map(Amount::from),
            source: it.source,
        }
    }
}

/// What a place is in a published period.
#[derive(Serialize, ToSchema)]
pub struct VillageVerdictOut {
    #[schema(example = "2025-26")]
    pub period: String,
    #[schema(schema_with = word_of::<Outcome>)]
    pub outcome: &'static str,
    pub rule: i64,
    /// 1 is the final verdict, more are corrections.
    pub version: i64,
}

impl From<Verdict> for VillageVerdictOut {
    fn from(it: Verdict) -> Self {
        let period = it.period.to_string();
        Self { period, outcome: it.outcome.name(), rule: it.rule, version: it.version }
    }
}

/// What the shops of a place sold in a period: of one craft, or of all.
#[derive(Serialize, ToSchema)]
pub struct VillageSumOut {
    pub period: String,
    /// Empty for all crafts.
    pub craft: String,
    /// None where they are withheld, so that nobody learns what one shop sold.
    pub shops: Option<i64>,
    pub active_shops: Option<i64>,
    pub revenue: Option<Amount>,
}

impl From<(Period, PublishedSum)> for VillageSumOut {
    fn from((period, it): (Period, PublishedSum)) -> Self {
        Self {
            period: period.to_string(),
            craft: it.craft,
            shops: it.told.map(|told| told.shops),
            active_shops: it.told.map(|told| told.active_shops),
            revenue: it.told.map(|told| Money::new(told.revenue_minor, COUNTED_IN).into()),
        }
    }
}

/// A place, as everybody may know it.
#[derive(Serialize, ToSchema)]
pub struct VillageOut {
    pub division: DivisionOut,
    /// All in which it lies, the largest first.
    pub within: Vec<DivisionOut>,
    pub story: String,
    pub story_en: String,
    pub crafts: String,
    pub facts: Vec<VillageFactOut>,
    pub verdicts: Vec<VillageVerdictOut>,
    pub sums: Vec<VillageSumOut>,
}

impl VillageOut {
    pub fn new(
        division: Division,
        within: Vec<Division>,
        told: PlaceStory,
        facts: Vec<Fact>,
        verdicts: Vec<Verdict>,
        sums: Vec<(Period, PublishedSum)>,
    ) -> Self {
        Self {
            division: division.into(),
            within: within.into_iter().map(Into::into).collect(),
            story: told.story,
            story_en: told.story_en,
            crafts: told.crafts,
            facts: facts.into_iter().map(Into::into).collect(),
            verdicts: verdicts.into_iter().map(Into::into).collect(),
            sums: sums.into_iter().map(Into::into).collect(),
        }
    }
}

/// A version of a period's open data.
#[derive(Serialize, ToSchema)]
pub struct VillageDataOut {
    pub period: String,
    pub version: i64,
    /// Path of its page; its files stand below it.
    pub url: String,
    pub reason: String,
    pub sums: i64,
    pub withheld: i64,
    pub at: String,
}

impl From<Publication> for VillageDataOut {
    fn from(it: Publication) -> Self {
        Self {
            period: it.period.to_string(),
            version: it.version,
            url: it.path(),
            sums: it.sums,
            withheld: it.withheld,
            at: time(it.created_at),
            reason: it.reason,
        }
    }
}

/// A stay of a shop in a village.
#[derive(Serialize, ToSchema)]
pub struct MembershipOut {
    pub id: String,
    pub village: String,
    #[schema(schema_with = word_of::<MembershipStage>)]
    pub state: &'static str,
    /// In the one spelling; empty while the shop has not said.
    pub household: String,
    pub shows_figures: bool,
    pub asked_at: String,
    pub joined_on: Option<String>,
    pub left_on: Option<String>,
}

impl From<Membership> for MembershipOut {
    fn from(it: Membership) -> Self {
        Self {
            id: it.id.to_string(),
            village: it.village.to_string(),
            state: it.stage.name(),
            household: it.told.household,
            shows_figures: it.told.shows_figures,
            asked_at: time(it.asked_at),
            joined_on: it.joined_on.map(|day| day.to_string()),
            left_on: it.left_on.map(|day| day.to_string()),
        }
    }
}

/// Every number of a village, for its steward.
#[derive(Serialize, ToSchema)]
pub struct VillageFiguresOut {
    pub period: String,
    pub as_of: String,
    #[schema(schema_with = word_of::<Outcome>)]
    pub outcome: &'static str,
    pub revenue: Amount,
    pub revenue_needed: Amount,
    pub declared: Amount,
    /// Payments that are in no sum, since no rate is known.
    pub unrated: i64,
    pub shops: i64,
    pub active_shops: i64,
    pub active_shops_needed: i64,
    pub households_with_shop: i64,
    pub shops_without_household: i64,
    pub households: Option<i64>,
    pub jobs: i64,
}

impl From<Figures> for VillageFiguresOut {
    fn from(it: Figures) -> Self {
        let amount = |minor: i64| Money::new(minor, COUNTED_IN).into();
        Self {
            period: it.period.to_string(),
            as_of: it.as_of.to_string(),
            outcome: it.outcome.name(),
            revenue: amount(it.inputs.revenue_minor),
            revenue_needed: amount(it.rule.revenue_minor),
            declared: amount(it.inputs.declared_minor),
            unrated: it.inputs.unrated,
            shops: it.inputs.shops,
            active_shops: it.inputs.active_shops,
            active_shops_needed: it.rule.active_shops,
            households_with_shop: it.inputs.households_with_shop,
            shops_without_household: it.inputs.shops_without_household,
            households: it.inputs.households,
            jobs: it.rule.jobs(it.inputs.active_shops),
        }
    }
}

/// What a shop sold on a day of its own.
#[derive(Serialize, ToSchema)]
pub struct SaleDayOut {
    pub day: String,
    pub orders: i64,
    /// Of them, given back whole.
    pub undone: i64,
    pub revenue: Amount,
    /// Of the revenue, given back on whatever day.
    pub refunded: Amount,
}

impl From<(Day, Sums)> for SaleDayOut {
    fn from((day, sums): (Day, Sums)) -> Self {
        Self {
            day: day.to_string(),
            orders: sums.orders,
            undone: sums.undone,
            revenue: Money::new(sums.revenue, COUNTED_IN).into(),
            refunded: Money::new(sums.refunded, COUNTED_IN).into(),
        }
    }
}
