//! Which reductions may stand together, for the operator to change: 1 if they may. Those of codes stand in `promotions`.

use people::rules::Number;

pub const TIERS_AND_CAMPAIGN: Number = Number::new("tiers_with_campaign_allowed", 0, 0, 1);
pub const TIERS_AND_BUNDLE: Number = Number::new("tiers_with_bundle_allowed", 0, 0, 1);
pub const CAMPAIGN_AND_BUNDLE: Number = Number::new("campaign_with_bundle_allowed", 0, 0, 1);
pub const CAMPAIGN_AND_THRESHOLD: Number = Number::new("campaign_with_threshold_allowed", 1, 0, 1);

pub const NUMBERS: &[&[Number]] =
    &[&[TIERS_AND_CAMPAIGN, TIERS_AND_BUNDLE, CAMPAIGN_AND_BUNDLE, CAMPAIGN_AND_THRESHOLD]];
