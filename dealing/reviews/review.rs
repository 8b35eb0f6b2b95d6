//! A review: what is said, who sees it when, and which step leads where.

use kernel::{AccountId, Refused, Timestamp, lifecycle, shop_id, words};
use platform::i18n::Lang;
use selling::orders::OrderId;
use serde::{Deserialize, Serialize};

shop_id!(
    /// What one side says about the other after an order.
    ReviewId
);

words! {
    /// Who writes: the buyer about the shop, the shop about the buyer.
    Author { Buyer = "buyer", Seller = "seller" }
}

words! {
    /// What it comes to.
    Verdict { Good = "good", Fair = "fair", Poor = "poor" }
}

lifecycle! {
    "a review", "problem-review-state";
    /// Where a review stands, by name: for tables and texts.
    ReviewStage of ReviewState {
        Sealed = "sealed", Published = "published", Hidden = "hidden",
    }
    /// What is done with a review, by name.
    ReviewAct of Step {
        Publish = "publish", Hide = "hide", Restore = "restore",
    }
    Sealed --Publish--> Published
    Published --Hide--> Hidden
    Hidden --Restore--> Published
}

/// Where a review stands, with what is true there and nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewState {
    /// Only its author sees it, until both sides have written or the days are over.
    Sealed {
        publish_at: Timestamp,
    },
    Published {
        at: Timestamp,
    },
    /// The market hides it; it counts for nothing.
    Hidden {
        published_at: Timestamp,
        at: Timestamp,
    },
}

/// A step with what it brings along.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Publish { at: Timestamp },
    Hide { at: Timestamp },
    Restore,
}

impl ReviewState {
    /// Take a step, or be refused and stay.
    pub fn next(self, step: Step) -> Result<Self, Refused<ReviewStage>> {
        let refused = Refused { from: self.stage(), act: step.act() };
        match (self, step) {
            (Self::Sealed { .. }, Step::Publish { at }) => Ok(Self::Published { at }),
            (Self::Published { at: published_at }, Step::Hide { at }) => {
                Ok(Self::Hidden { published_at, at })
            }
            (Self::Hidden { published_at, .. }, Step::Restore) => Ok(Self::Published { at: published_at }),
            (
                Self::Sealed { .. } | Self::Published { .. } | Self::Hidden { .. },
                Step::Publish { .. } | Step::Hide { .. } | Step::Restore,
            ) => Err(refused),
        }
    }
}

/// Three scores from 1 to 5 that a buyer gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scores {
    pub described: i64,
    pub service: i64,
    pub delivery: i64,
}

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    pub verdict: Verdict,
    /// Of a buyer; a shop gives none.
    pub scores: Option<Scores>,
    pub words: String,
    /// Names of files.
    pub photos: Vec<String>,
}

impl Opinion {
    /// Whether nothing in it is worse than in the other.
    pub fn is_no_worse_than(&self, other: &Self) -> bool {
        let rank = |verdict| match verdict {
            Verdict::Poor => 0,
            Verdict::Fair => 1,
            Verdict::Good => 2,
        };
        let scores = match (self.scores, other.scores) {
            (Some(new), Some(old)) => {
                new.described >= old.described && new.service >= old.service && new.delivery >= old.delivery
            }
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        scores && rank(self.verdict) >= rank(other.verdict)
    }
}

/// What the side that a review is about answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub words: String,
    pub at: Timestamp,
}

/// What one side says about the other after an order.
#[derive(Clone, Debug)]
pub struct Review {
    pub id: ReviewId,
    pub order: OrderId,
    /// Of the order.
    pub buyer: AccountId,
    pub author: Author,
    pub by: AccountId,
    /// What its words are most likely written in.
    pub lang: Lang,
    pub said: Opinion,
    pub state: ReviewState,
    pub reply: Option<Reply>,
    /// Set when it was changed, which is possible once.
    pub edited_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Review {
    /// The same review one step further.
    pub fn step(&self, step: Step) -> Result<Self, Refused<ReviewStage>> {
        Ok(Self { state: self.state.next(step)?, ..self.clone() })
    }

    pub fn is_published(&self) -> bool {
        self.state.stage() == ReviewStage::Published
    }

    /// The day on which it was published, for the sums of days; 0 while it is sealed.
    pub fn day(&self) -> i64 {
        match self.state {
            ReviewState::Sealed { .. } => 0,
            ReviewState::Published { at } | ReviewState::Hidden { published_at: at, .. } => day(at),
        }
    }
}

/// The number of a day, counted from 1970 in UTC.
pub fn day(at: Timestamp) -> i64 {
    at.micros().div_euclid(86_400_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_of(state: ReviewStage) -> ReviewState {
        let at = Timestamp::from_micros(0);
        match state {
            ReviewStage::Sealed => ReviewState::Sealed { publish_at: at },
            ReviewStage::Published => ReviewState::Published { at },
            ReviewStage::Hidden => ReviewState::Hidden { published_at: at, at },
        }
    }

    fn step_of(act: ReviewAct) -> Step {
        let at = Timestamp::from_micros(1);
        match act {
            ReviewAct::Publish => Step::Publish { at },
            ReviewAct::Hide => Step::Hide { at },
            ReviewAct::Restore => Step::Restore,
        }
    }

    kernel::lifecycle_tests! {
        ReviewStage ends at [], drawn in include_str!("mod.rs"),
        next by |from, act| one_of(from).next(step_of(act)).map(|state| state.stage())
    }

    #[test]
    fn hidden_and_shown_again_it_is_of_the_day_of_its_publication() {
        let at = Timestamp::from_micros(86_400_000_000 * 3 + 5);
        let published = ReviewState::Published { at };
        let hidden = published.next(Step::Hide { at: at + kernel::days(9) }).unwrap();
        assert_eq!(hidden.next(Step::Restore), Ok(published));
        assert_eq!(day(at), 3);
    }

    #[test]
    fn better_means_better_in_everything() {
        let said = |verdict, described| Opinion {
            verdict,
            scores: Some(Scores { described, service: 3, delivery: 3 }),
            words: String::new(),
            photos: Vec::new(),
        };
        assert!(said(Verdict::Good, 4).is_no_worse_than(&said(Verdict::Fair, 4)));
        assert!(!said(Verdict::Good, 3).is_no_worse_than(&said(Verdict::Fair, 4)));
        assert!(!said(Verdict::Poor, 5).is_no_worse_than(&said(Verdict::Fair, 4)));
    }
}
