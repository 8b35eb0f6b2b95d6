use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

/// Roll up every night what people looked for, and sweep raw rows.
#[derive(Serialize, Deserialize)]
pub struct RollUpDemand {}

impl Promise for RollUpDemand {
    const KIND: &'static str = "search.roll_up_demand";
    const LANE: Lane = Lane::Long;
}
