use goods::catalog::ListingId;
use kernel::{
    BasisPoints, Lifecycle, Money, MoneyError, Refused, Rounding, ShopId, Timestamp, lifecycle, shop_id,
};
use selling::promotions::percent_text;
use serde::{Deserialize, Serialize};

shop_id!(
    /// On what a shop sells for another in its rooms.
    AgreementId
);

/// Basis points that a host may be given: with the most that a market takes, all of it.
pub const MOST_SHARE: i64 = 5_000;
/// All of what a thing costs everybody, in basis points: a host may not lower it.
pub const OWN_PRICE: u32 = 10_000;
/// The least to which a host may be allowed to lower a price.
pub const LOWEST: u32 = 1_000;

lifecycle! {
    "an agreement", "problem-agreement-state";
    /// Where an agreement stands, by name: for tables and texts.
    AgreementStage of AgreementState {
        Asked = "asked", Agreed = "agreed", Declined = "declined", Withdrawn = "withdrawn", Ended = "ended",
    }
    /// What is done with it, by name.
    AgreementAct of Step { Agree = "agree", Decline = "decline", Withdraw = "withdraw", End = "end" }
    Asked --Agree--> Agreed
    Asked --Decline--> Declined
    Asked --Withdraw--> Withdrawn
    Agreed --End--> Ended
}

/// Where an agreement stands, with what is true there and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgreementState {
    Asked { at: Timestamp },
    Agreed { at: Timestamp },
    Declined { at: Timestamp },
    Withdrawn { at: Timestamp },
    Ended { since: Timestamp, at: Timestamp },
}

/// A step with what it brings along.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Agree { at: Timestamp },
    Decline { at: Timestamp },
    Withdraw { at: Timestamp },
    End { at: Timestamp },
}

impl AgreementState {
    pub fn next(self, step: Step) -> Result<Self, Refused<AgreementStage>> {
        match (self, step) {
            (Self::Asked { .. }, Step::Agree { at }) => Ok(Self::Agreed { at }),
            (Self::Asked { .. }, Step::Decline { at }) => Ok(Self::Declined { at }),
            (Self::Asked { .. }, Step::Withdraw { at }) => Ok(Self::Withdrawn { at }),
            (Self::Agreed { at: since }, Step::End { at }) => Ok(Self::Ended { since, at }),
            (
                from @ (Self::Asked { .. }
                | Self::Agreed { .. }
                | Self::Declined { .. }
                | Self::Withdrawn { .. }
                | Self::Ended { .. }),
                Step::Agree { .. } | Step::Decline { .. } | Step::Withdraw { .. } | Step::End { .. },
            ) => Err(Refused { from: from.stage(), act: step.act() }),
        }
    }
}

/// On what a shop sells for another in its rooms.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// Its shop is the host's.
    pub id: AgreementId,
    /// Whose things are sold.
    pub of: ShopId,
    /// What the host has of what the goods are sold for.
    pub rate: BasisPoints,
    pub words: String,
    pub state: AgreementState,
    /// Numbers of the things that are sold; none for all.
    pub listings: Vec<i64>,
    /// A room's price is at least this part of what the thing costs everybody: the shop whose it is says so with its yes.
    pub lowest: BasisPoints,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Agreement {
    /// Whether it lets this thing be shown and sold.
    pub fn covers(&self, listing: ListingId) -> bool {
        let is_in = self.listings.is_empty() || self.listings.contains(&listing.number());
        self.state.stage() == AgreementStage::Agreed && listing.shop() == self.of && is_in
    }

    /// The lowest price in a room for what costs everybody so much.
    pub fn lowest_of(&self, price: Money) -> Result<Money, MoneyError> {
        price.rate(self.lowest, Rounding::Up)
    }

    pub fn can(&self, act: AgreementAct) -> bool {
        self.state.stage().can(act)
    }
}

/// `12.5 %`
pub fn percent(basis_points: u32) -> String {
    format!("{} %", percent_text(basis_points))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_of(stage: AgreementStage) -> AgreementState {
        let at = Timestamp::from_micros(0);
        match stage {
            AgreementStage::Asked => AgreementState::Asked { at },
            AgreementStage::Agreed => AgreementState::Agreed { at },
            AgreementStage::Declined => AgreementState::Declined { at },
            AgreementStage::Withdrawn => AgreementState::Withdrawn { at },
            AgreementStage::Ended => AgreementState::Ended { since: at, at },
        }
    }

    fn step_of(act: AgreementAct) -> Step {
        let at = Timestamp::from_micros(1);
        match act {
            AgreementAct::Agree => Step::Agree { at },
            AgreementAct::Decline => Step::Decline { at },
            AgreementAct::Withdraw => Step::Withdraw { at },
            AgreementAct::End => Step::End { at },
        }
    }

    kernel::lifecycle_tests! {
        AgreementStage ends at [Declined, Withdrawn, Ended], drawn in include_str!("mod.rs"),
        next by |from, act| one_of(from).next(step_of(act)).map(|state| state.stage())
    }

    #[test]
    fn an_agreement_covers_what_it_names_and_only_while_it_holds() {
        let (host, of, at) = (ShopId::new(1), ShopId::new(2), Timestamp::from_micros(0));
        let some = Agreement {
            id: AgreementId::new(host, 1),
            of,
            rate: BasisPoints::new(1_000),
            words: String::new(),
            state: AgreementState::Agreed { at },
            listings: vec![7],
            lowest: BasisPoints::new(9_000),
            created_at: at,
            updated_at: at,
        };
        let (seven, eight) = (ListingId::new(of, 7), ListingId::new(of, 8));
        let yuan = |fen| Money::new(fen, kernel::Currency::CNY);
        assert_eq!(some.lowest_of(yuan(10_001)), Ok(yuan(9_001)));
        assert!(some.covers(seven) && !some.covers(eight) && !some.covers(ListingId::new(host, 7)));
        assert!(Agreement { listings: Vec::new(), ..some.clone() }.covers(eight));
        assert!(!Agreement { state: AgreementState::Asked { at }, ..some }.covers(seven));
    }
}
