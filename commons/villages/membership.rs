//! A stay of a shop in a village, and its lifecycle.

use kernel::{AccountId, Day, Lifecycle, Refused, Timestamp, lifecycle, shop_id};

use super::DivisionCode;

shop_id!(
    /// One stay of a shop in a village, asked for or granted.
    MembershipId
);

lifecycle! {
    "a membership", "problem-membership-state";
    /// How a stay stands, by name.
    MembershipStage { Asked = "asked", Joined = "joined", Declined = "declined", Withdrawn = "withdrawn", Left = "left" }
    /// What is done with it, by name.
    MembershipAct { Admit = "admit", Decline = "decline", Withdraw = "withdraw", Leave = "leave" }
    Asked --Admit--> Joined
    Asked --Decline--> Declined
    Asked --Withdraw--> Withdrawn
    Joined --Leave--> Left
}

/// Letters of a household's name.
pub const MOST_HOUSEHOLD: usize = 60;

/// What a shop says of itself to the village.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Whose shop it is among the households; empty while the shop has not said. Two shops may be of one household.
    pub household: String,
    /// Whether the steward may see this shop's own figures.
    pub shows_figures: bool,
}

impl Told {
    /// One household has one spelling, so that two shops of it count once.
    pub fn new(household: &str, shows_figures: bool) -> Self {
        let narrow: String = household.chars().map(kernel::narrow).collect();
        let household = narrow.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        Self { household, shows_figures }
    }
}

#[derive(Clone, Debug)]
pub struct Membership {
    pub id: MembershipId,
    pub village: DivisionCode,
    pub stage: MembershipStage,
    pub told: Told,
    pub asked_by: AccountId,
    pub asked_at: Timestamp,
    pub answered_at: Option<Timestamp>,
    /// The shop's day from which its sales count for the village, and that from which they no longer do.
    pub joined_on: Option<Day>,
    pub left_on: Option<Day>,
}

impl Membership {
    /// The same after an act on a day of the shop's.
    pub fn next(
        &self,
        act: MembershipAct,
        now: Timestamp,
        day: Day,
    ) -> Result<Self, Refused<MembershipStage>> {
        let mut after = Self { stage: self.stage.after(act)?, ..self.clone() };
        match act {
            MembershipAct::Admit => (after.answered_at, after.joined_on) = (Some(now), Some(day)),
            MembershipAct::Decline => after.answered_at = Some(now),
            MembershipAct::Withdraw => {}
            // Whoever has set their clock back leaves on the day on which they joined.
            MembershipAct::Leave => {
                after.left_on = Some(self.joined_on.map_or(day, |joined| joined.max(day)));
            }
        }
        Ok(after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::ShopId;

    fn one(stage: MembershipStage) -> Membership {
        Membership {
            id: MembershipId::new(ShopId::new(1), 1),
            village: DivisionCode::parse("CN-371721110200").unwrap(),
            stage,
            told: Told::default(),
            asked_by: AccountId::new(1),
            asked_at: Timestamp::from_micros(0),
            answered_at: None,
            joined_on: None,
            left_on: None,
        }
    }

    kernel::lifecycle_tests! {
        MembershipStage ends at [Declined, Withdrawn, Left], drawn in include_str!("mod.rs"),
        next by |from: MembershipStage, act| {
            one(from).next(act, Timestamp::from_micros(1), Day::from_number(1)).map(|after| after.stage)
        }
    }

    #[test]
    fn a_household_has_one_spelling() {
        assert_eq!(Told::new("  王  三 ", false).household, "王 三");
        assert_eq!(
            Told::new("Ｈｏｕｓｅ 12", true),
            Told { household: "house 12".into(), shows_figures: true }
        );
        assert_eq!(Told::new("", false).household, "");
    }
}
