//! What is taken off without a code, and what of it may stand together.

use people::reduction::{Kind, Stage};

use crate::prices::numbers;

pub static TIERS: Kind = Kind {
    name: "tiers",
    stage: Stage::Quantity,
    beside: &[("campaign", numbers::TIERS_AND_CAMPAIGN), ("bundle", numbers::TIERS_AND_BUNDLE)],
};

pub static CAMPAIGN: Kind = Kind {
    name: "campaign",
    stage: Stage::Price,
    beside: &[("bundle", numbers::CAMPAIGN_AND_BUNDLE), ("threshold", numbers::CAMPAIGN_AND_THRESHOLD)],
};

pub static BUNDLE: Kind = Kind { name: "bundle", stage: Stage::Bundle, beside: &[] };

pub static THRESHOLD: Kind = Kind { name: "threshold", stage: Stage::Threshold, beside: &[] };
