//! Somebody who has come by a drive, and how far they are:
//!
//! ```text
//! signed-up --open--> opened
//! signed-up --withdraw--> withdrawn
//! signed-up --lapse--> lapsed
//! opened --list--> listed
//! opened --lapse--> lapsed
//! listed --sell--> sold
//! listed --lapse--> lapsed
//! sold --stay--> stayed
//! sold --lapse--> lapsed
//! ```

use kernel::{AccountId, Day, Lifecycle, Refused, ShopId, Timestamp, id, lifecycle, words};

use super::{DriveId, SignUpKind};

id!(
    /// Somebody who has come by a drive.
    SignUpId
);

words! {
    /// By which door somebody came into a drive.
    Door { Page = "page", Link = "link", Invitation = "invitation" }
}

lifecycle! {
    "a sign-up", "problem-sign-up-state";
    /// How far somebody is, by name.
    SignUpStage {
        SignedUp = "signed-up", Opened = "opened", Listed = "listed", Sold = "sold", Stayed = "stayed", Lapsed = "lapsed",
        Withdrawn = "withdrawn",
    }
    /// What somebody does who has signed up, by name.
    SignUpAct {
        Open = "open", List = "list", Sell = "sell", Stay = "stay", Lapse = "lapse", Withdraw = "withdraw",
    }
    SignedUp --Open--> Opened
    SignedUp --Withdraw--> Withdrawn
    SignedUp --Lapse--> Lapsed
    Opened --List--> Listed
    Opened --Lapse--> Lapsed
    Listed --Sell--> Sold
    Listed --Lapse--> Lapsed
    Sold --Stay--> Stayed
    Sold --Lapse--> Lapsed
}

/// The days of a shop's third month, counted from the day on which it opened.
pub const THIRD_MONTH: std::ops::RangeInclusive<i64> = 60..=89;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignUp {
    pub id: SignUpId,
    pub drive: DriveId,
    /// Nobody's, once they have left the market.
    pub account: Option<AccountId>,
    pub kind: SignUpKind,
    /// Whom it is credited to.
    pub helper: Option<AccountId>,
    pub door: Door,
    pub stage: SignUpStage,
    pub shop: Option<ShopId>,
    pub signed_up_on: Day,
    pub opened_on: Option<Day>,
    pub listed_on: Option<Day>,
    pub sold_on: Option<Day>,
    /// The day on which it was decided whether it stays.
    pub ended_on: Option<Day>,
    pub created_at: Timestamp,
}

/// What is seen of the shop of somebody who has signed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    pub shop: ShopId,
    pub opened_on: Day,
    /// The day of its first listing that is on sale.
    pub listed_on: Option<Day>,
    /// The day of its first sale that was not given back whole.
    pub sold_on: Option<Day>,
    /// Whether it sold in its third month.
    pub sold_in_third_month: bool,
}

impl SignUp {
    /// The same after a step on a day.
    pub fn next(&self, act: SignUpAct, on: Day) -> Result<Self, Refused<SignUpStage>> {
        let mut after = Self { stage: self.stage.after(act)?, ..self.clone() };
        match act {
            SignUpAct::Open => after.opened_on = Some(on),
            SignUpAct::List => after.listed_on = Some(on),
            SignUpAct::Sell => after.sold_on = Some(on),
            SignUpAct::Stay | SignUpAct::Lapse | SignUpAct::Withdraw => after.ended_on = Some(on),
        }
        Ok(after)
    }

    /// The next step that is due by what is seen of the shop, and its day. `gives_up_on` is the day from which nobody waits for a
    /// shop any more.
    pub fn due(&self, seen: Option<Seen>, today: Day, gives_up_on: Day) -> Option<(SignUpAct, Day)> {
        let Some(seen) = seen else {
            let waits = self.stage == SignUpStage::SignedUp && today < gives_up_on;
            let is_there = !SignUpStage::ENDED.contains(&self.stage);
            return (is_there && !waits).then_some((SignUpAct::Lapse, today));
        };
        let third_month_is_over = today.since(seen.opened_on) > *THIRD_MONTH.end();
        let step = match self.stage {
            SignUpStage::SignedUp => Some((SignUpAct::Open, seen.opened_on.max(self.signed_up_on))),
            SignUpStage::Opened => seen.listed_on.map(|day| (SignUpAct::List, day.max(seen.opened_on))),
            SignUpStage::Listed => {
                let earliest = self.listed_on.unwrap_or(seen.opened_on);
                seen.sold_on.map(|day| (SignUpAct::Sell, day.max(earliest)))
            }
            SignUpStage::Sold => {
                (third_month_is_over && seen.sold_in_third_month).then_some((SignUpAct::Stay, today))
            }
            SignUpStage::Stayed | SignUpStage::Lapsed | SignUpStage::Withdrawn => return None,
        };
        step.or(third_month_is_over.then_some((SignUpAct::Lapse, today)))
    }
}

impl SignUpStage {
    /// Those in which nothing is waited for.
    pub const ENDED: [Self; 3] = [Self::Stayed, Self::Lapsed, Self::Withdrawn];
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: i64) -> Day {
        Day::from_number(number)
    }

    fn one(stage: SignUpStage) -> SignUp {
        SignUp {
            id: SignUpId::new(1),
            drive: DriveId::new(1),
            account: Some(AccountId::new(1)),
            kind: SignUpKind::Retailer,
            helper: None,
            door: Door::Page,
            stage,
            shop: None,
            signed_up_on: day(10),
            opened_on: None,
            listed_on: None,
            sold_on: None,
            ended_on: None,
            created_at: Timestamp::from_micros(0),
        }
    }

    kernel::lifecycle_tests! {
        SignUpStage ends at [Stayed, Lapsed, Withdrawn], drawn in include_str!("sign_up.rs"),
        next by |from, act| one(from).next(act, Day::from_number(1)).map(|after| after.stage)
    }

    /// Every step that is due, one after the other.
    fn all_due(seen: Option<Seen>, today: i64) -> Vec<(&'static str, i64)> {
        let (mut it, mut steps) = (one(SignUpStage::SignedUp), Vec::new());
        while let Some((act, on)) = it.due(seen, day(today), day(200)) {
            steps.push((act.name(), on.number()));
            it = it.next(act, on).unwrap();
        }
        steps
    }

    #[test]
    fn a_shop_is_followed_until_its_third_month_is_over() {
        let seen = |listed: Option<i64>, sold: Option<i64>, third| {
            Some(Seen {
                shop: ShopId::new(1),
                opened_on: day(20),
                listed_on: listed.map(day),
                sold_on: sold.map(day),
                sold_in_third_month: third,
            })
        };
        assert_eq!(all_due(None, 199), []);
        assert_eq!(all_due(None, 200), [("lapse", 200)]);
        assert_eq!(all_due(seen(None, None, false), 30), [("open", 20)]);
        // A draft of before counts from the day on which there is a shop.
        assert_eq!(all_due(seen(Some(12), None, false), 30), [("open", 20), ("list", 20)]);
        let sold = [("open", 20), ("list", 25), ("sell", 40)];
        assert_eq!(all_due(seen(Some(25), Some(40), true), 109), sold);
        assert_eq!(all_due(seen(Some(25), Some(40), true), 110), [&sold[..], &[("stay", 110)]].concat());
        assert_eq!(all_due(seen(Some(25), Some(40), false), 110), [&sold[..], &[("lapse", 110)]].concat());
        assert_eq!(all_due(seen(Some(25), None, false), 110), [("open", 20), ("list", 25), ("lapse", 110)]);
    }

    #[test]
    fn a_shop_that_is_gone_is_waited_for_no_more() {
        assert_eq!(one(SignUpStage::Listed).due(None, day(30), day(200)), Some((SignUpAct::Lapse, day(30))));
        for stage in SignUpStage::ENDED {
            assert_eq!(one(stage).due(None, day(300), day(200)), None);
        }
    }
}
