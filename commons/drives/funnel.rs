//! How far those have come who came by a drive. Each step counts all who have reached it.

use std::collections::BTreeMap;

use kernel::{AccountId, Currency, Money};
use platform::{
    any_one,
    db::{DbError, Row, Tx},
    params,
};

use super::{Drive, DriveId, SignUpKind, cost_store, course_store};

/// How many have reached each step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    pub signed_up: i64,
    pub opened: i64,
    /// With a first listing: these are brought on.
    pub listed: i64,
    pub sold: i64,
    pub stayed: i64,
    pub lapsed: i64,
}

impl Reached {
    fn plus(self, other: Self) -> Self {
        Self {
            signed_up: self.signed_up + other.signed_up,
            opened: self.opened + other.opened,
            listed: self.listed + other.listed,
            sold: self.sold + other.sold,
            stayed: self.stayed + other.stayed,
            lapsed: self.lapsed + other.lapsed,
        }
    }

    /// Those of whom it is not decided yet whether they stay.
    pub fn on_the_way(&self) -> i64 {
        self.signed_up - self.stayed - self.lapsed
    }

    /// The steps by name, in their order.
    pub fn steps(&self) -> [(&'static str, i64); 5] {
        [
            ("signed-up", self.signed_up),
            ("opened", self.opened),
            ("listed", self.listed),
            ("sold", self.sold),
            ("stayed", self.stayed),
        ]
    }
}

/// How many of each kind have reached each step of a drive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub retailers: Reached,
    pub companies: Reached,
}

impl Counts {
    pub fn all(&self) -> Reached {
        self.retailers.plus(self.companies)
    }

    pub fn of(&self, kind: SignUpKind) -> Reached {
        match kind {
            SignUpKind::Retailer => self.retailers,
            SignUpKind::Company => self.companies,
        }
    }
}

/// What became of a drive, and what it cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funnel {
    pub counts: Counts,
    pub spent: Money,
    /// How many of those who came have completed a course of the drive.
    pub learnt: i64,
}

impl Funnel {
    /// What a shop that stayed has cost, rounded up to the smallest unit; nothing to say while none has stayed.
    pub fn cost_of_stayed(&self) -> Option<Money> {
        let stayed = self.counts.all().stayed;
        let minor = (stayed > 0).then(|| (self.spent.minor() + stayed - 1) / stayed)?;
        Some(Money::new(minor, self.spent.currency()))
    }
}

macro_rules! reached {
    () => {
        "COUNT(*), COUNT(opened_on), COUNT(listed_on), COUNT(sold_on), \
         CAST(SUM(CASE WHEN state = 'stayed' THEN 1 ELSE 0 END) AS BIGINT), \
         CAST(SUM(CASE WHEN state = 'lapsed' THEN 1 ELSE 0 END) AS BIGINT) FROM drive_sign_up \
         WHERE state <> 'withdrawn' AND "
    };
}

fn decode(row: &mut Row) -> Result<Reached, DbError> {
    Ok(Reached {
        signed_up: row.int()?,
        opened: row.int()?,
        listed: row.int()?,
        sold: row.int()?,
        stayed: row.int()?,
        lapsed: row.int()?,
    })
}

const BY_KIND: &str = concat!(
    "SELECT drive_id, kind, ",
    reached!(),
    any_one!("drive_id"),
    " GROUP BY drive_id, kind LIMIT 500"
);
/// Nothing of a drive that nobody has come by.
async fn counts_of(
    tx: &mut Tx,
    drives: impl Iterator<Item = DriveId>,
) -> Result<BTreeMap<DriveId, Counts>, DbError> {
    let keys = drives.map(|drive| params![drive.get()].to_vec()).collect();
    let one = |mut row: Row| Ok((DriveId::new(row.int()?), row.word(SignUpKind::parse)?, decode(&mut row)?));
    let mut all: BTreeMap<DriveId, Counts> = BTreeMap::new();
    for (drive, kind, reached) in tx.list_several(BY_KIND, keys, one).await? {
        let counts = all.entry(drive).or_default();
        match kind {
            SignUpKind::Retailer => counts.retailers = reached,
            SignUpKind::Company => counts.companies = reached,
        }
    }
    Ok(all)
}

/// Some drives, each with how many of each kind have reached each step, in one statement.
pub async fn counted(tx: &mut Tx, drives: Vec<Drive>) -> Result<Vec<(Drive, Counts)>, DbError> {
    let mut counts = counts_of(tx, drives.iter().map(|drive| drive.id)).await?;
    let of = |drive: Drive| {
        let counts = counts.remove(&drive.id).unwrap_or_default();
        (drive, counts)
    };
    Ok(drives.into_iter().map(of).collect())
}

/// The same of one.
pub async fn counts(tx: &mut Tx, drive: DriveId) -> Result<Counts, DbError> {
    Ok(counts_of(tx, std::iter::once(drive)).await?.remove(&drive).unwrap_or_default())
}

/// What became of a drive, and what it has cost.
pub async fn funnel(tx: &mut Tx, drive: DriveId, currency: Currency) -> Result<Funnel, DbError> {
    let (counts, learnt) = (counts(tx, drive).await?, course_store::count_learnt(tx, drive).await?);
    Ok(Funnel { counts, learnt, spent: cost_store::sum(tx, drive, currency).await? })
}

const BY_HELPER: &str =
    concat!("SELECT helper_id, ", reached!(), "drive_id = $1 GROUP BY helper_id LIMIT 2000");
/// What became of those whom each helper brought; none stands for nobody.
pub async fn funnel_of_helpers(
    tx: &mut Tx,
    drive: DriveId,
) -> Result<BTreeMap<Option<AccountId>, Reached>, DbError> {
    let one = |mut row: Row| Ok((row.maybe_int()?.map(AccountId::new), decode(&mut row)?));
    Ok(tx.list(BY_HELPER, params![drive.get()], one).await?.into_iter().collect())
}

const OF_HELPER: &str =
    concat!("SELECT ", reached!(), "drive_id = $1 AND helper_id = $2 HAVING COUNT(*) > 0");
/// What became of those whom one helper brought.
pub async fn helper_funnel(tx: &mut Tx, drive: DriveId, helper: AccountId) -> Result<Reached, DbError> {
    let found = tx.find(OF_HELPER, params![drive.get(), helper], |mut row| decode(&mut row)).await?;
    Ok(found.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_shop_that_stayed_has_cost_is_never_told_as_less() {
        let of = |spent, stayed| {
            let retailers = Reached { signed_up: 9, stayed, lapsed: 1, ..Reached::default() };
            let counts = Counts { retailers, companies: Reached::default() };
            Funnel { counts, learnt: 0, spent: Money::new(spent, Currency::CNY) }
        };
        assert_eq!(of(1_000, 3).cost_of_stayed(), Some(Money::new(334, Currency::CNY)));
        assert_eq!(of(0, 3).cost_of_stayed(), Some(Money::new(0, Currency::CNY)));
        assert_eq!(of(1_000, 0).cost_of_stayed(), None);
        assert_eq!(of(1_000, 3).counts.all().on_the_way(), 5);
    }
}
