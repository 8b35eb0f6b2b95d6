use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

use super::TextId;

/// Send a text that waits.
#[derive(Serialize, Deserialize)]
pub struct SendText {
    pub text: TextId,
}

impl Promise for SendText {
    const KIND: &'static str = "texts.send";
    const LANE: Lane = Lane::Texts;
}

/// Forget texts of long ago.
#[derive(Serialize, Deserialize)]
pub struct ForgetTexts {}

impl Promise for ForgetTexts {
    const KIND: &'static str = "texts.forget";
    const LANE: Lane = Lane::Long;
}
