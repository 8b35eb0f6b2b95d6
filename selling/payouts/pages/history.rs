use platform::{
    db::{DbError, Tx},
    views::Shell,
};

use crate::payouts::{self, Approval, Payout, PayoutAct, PayoutStage, PayoutState, StepRow};

/// A payout with its history, as its pages show it.
pub struct PayoutHistory {
    pub payout: Payout,
    pub steps: Vec<StepRow>,
}

impl PayoutHistory {
    pub async fn at(tx: &mut Tx, payout: Payout) -> Result<Self, DbError> {
        let steps = payouts::steps(tx, payout.id).await?;
        Ok(Self { payout, steps })
    }

    /// The last part of the keys of its texts.
    pub fn state(&self) -> &'static str {
        self.payout.state.name()
    }

    pub fn tone(&self) -> &'static str {
        tone(&self.payout)
    }

    pub fn can(&self, act: PayoutAct) -> bool {
        self.payout.can(act)
    }

    /// Whose turn it is, or how it ended.
    pub fn turn(&self, shell: &Shell) -> String {
        turn(shell, &self.payout)
    }

    /// What a step of the history was.
    pub fn title(&self, shell: &Shell, step: &StepRow) -> String {
        match step.facts {
            PayoutState::Approved { by: Approval::Rule, .. } => {
                shell.t("payout-step-approve-rule").to_owned()
            }
            _ => shell.of("payout-step", &step.act),
        }
    }

    /// What somebody wrote with a step.
    pub fn note<'a>(&self, step: &'a StepRow) -> &'a str {
        match &step.facts {
            PayoutState::Refused { words, .. } | PayoutState::Returned { words, .. } => words,
            PayoutState::Requested { .. }
            | PayoutState::Approved { .. }
            | PayoutState::Exported { .. }
            | PayoutState::Paid { .. }
            | PayoutState::Withdrawn { .. } => "",
        }
    }

    /// How the timeline draws a step.
    pub fn tense(&self, is_last: &bool) -> &'static str {
        match self.payout.state.stage() {
            PayoutStage::Refused | PayoutStage::Returned if *is_last => "bad",
            state if *is_last && state.is_pending() => "now",
            _ => "done",
        }
    }

    pub fn is_pending(&self) -> bool {
        self.payout.state.stage().is_pending()
    }
}

/// Colour of the badge.
pub fn tone(payout: &Payout) -> &'static str {
    match payout.state.stage() {
        PayoutStage::Requested => "warn",
        PayoutStage::Approved | PayoutStage::Exported => "info",
        PayoutStage::Paid => "good",
        PayoutStage::Refused | PayoutStage::Returned => "bad",
        PayoutStage::Withdrawn => "plain",
    }
}

/// Whose turn it is; how it ended when it is nobody's.
pub fn turn(shell: &Shell, payout: &Payout) -> String {
    match payout.state.turn() {
        Some(turn) => shell.of("payout-turn", turn.name()),
        None => shell.of("payout-state", payout.state.name()),
    }
}
