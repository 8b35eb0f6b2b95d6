use platform::jobs::Promise;
use serde::{Deserialize, Serialize};

/// Tell the market what became of a charge: a signed request to its webhook route, again until it says 2xx.
#[derive(Serialize, Deserialize)]
pub struct DeliverNotice {
    pub event: String,
    pub reference: String,
    pub r#type: String,
}

impl Promise for DeliverNotice {
    const KIND: &'static str = "sandbox.deliver_notice";
}
