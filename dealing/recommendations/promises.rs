use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

/// Forget every night what was viewed long ago, and what goes together no more.
#[derive(Serialize, Deserialize)]
pub struct ForgetViewed {}

impl Promise for ForgetViewed {
    const KIND: &'static str = "recommendations.forget";
    const LANE: Lane = Lane::Long;
}
