//! What a steward tells and enters of a place, and what they may see of it.

use kernel::{AccountId, Actor, Day, Forbidden, ShopId, Timestamp};
use platform::db::{DbError, Tx};

use super::{
    Division, DivisionCode, Fact, FactKind, Membership, MembershipStage, PlaceStory,
    divisions::Level,
    find_for, membership_store, place_store as store,
    recognition::{self, Inputs, Outcome, Period, Rule},
    sales::{self, Days},
};

#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    #[error("there is no such place to look after")]
    NoSuchPlace,
    #[error("an income is of a county, households are of a village")]
    OtherLevel,
    #[error("the shop does not show its figures")]
    NotShown,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("it could not be recorded")]
    Store(#[from] DbError),
}

async fn find_own(tx: &mut Tx, by: &Actor, code: &DivisionCode) -> Result<(AccountId, Division), PlaceError> {
    let account = by.account()?;
    let line = find_for(tx, account, code).await?.ok_or(PlaceError::NoSuchPlace)?;
    let division = line.last().cloned().ok_or(PlaceError::NoSuchPlace)?;
    Ok((account, division))
}

/// Tell of a village.
pub async fn tell_of(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    code: &DivisionCode,
    told: &PlaceStory,
) -> Result<(), PlaceError> {
    let (account, division) = find_own(tx, by, code).await?;
    Ok(store::put_story(tx, now, &division.code, told, account).await?)
}

/// Enter a published figure of a place. An income is of a county, everything else of a village.
pub async fn enter(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    code: &DivisionCode,
    fact: &Fact,
) -> Result<(), PlaceError> {
    let (account, division) = find_own(tx, by, code).await?;
    let level = if fact.kind == FactKind::Income { Level::County } else { Level::Village };
    if division.level != level {
        return Err(PlaceError::OtherLevel);
    }
    Ok(store::put_fact(tx, now, &division.code, fact, account).await?)
}

/// A place with all in which it lies, for its steward, who looks at its exact figures now; that they do is noted.
pub async fn look(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    code: &DivisionCode,
) -> Result<Vec<Division>, PlaceError> {
    let account = by.account()?;
    let line = find_for(tx, account, code).await?.ok_or(PlaceError::NoSuchPlace)?;
    store::insert_look(tx, now, code, account, None).await?;
    Ok(line)
}

/// A village as its steward sees it: every number, to the last unit.
pub struct Figures {
    pub period: Period,
    pub as_of: Day,
    pub rule: Rule,
    pub inputs: Inputs,
    pub outcome: Outcome,
}

/// The exact figures of a village, for its steward alone; that they were looked at is noted.
pub async fn figures(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    code: &DivisionCode,
    today: Day,
) -> Result<Figures, PlaceError> {
    look(tx, by, now, code).await?;
    let period = Period::of(today);
    let (_, rule) = recognition::store::newest_rule(tx).await?;
    let inputs = recognition::gather_one(tx, &rule, period.first(), today, code).await?;
    let outcome = rule.village(&inputs);
    Ok(Figures { period, as_of: today, rule, inputs, outcome })
}

/// What one shop sold for a village, for the steward to whom the shop shows it; that it was looked at is noted.
pub async fn shop_figures(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    code: &DivisionCode,
    shop: ShopId,
    today: Day,
) -> Result<(Membership, Days), PlaceError> {
    let (account, division) = find_own(tx, by, code).await?;
    let found = membership_store::find_now(tx, shop).await?;
    let is_member = |it: &Membership| it.stage == MembershipStage::Joined && it.village == division.code;
    let membership = found.filter(is_member).ok_or(PlaceError::NoSuchPlace)?;
    if !membership.told.shows_figures {
        return Err(PlaceError::NotShown);
    }
    store::insert_look(tx, now, &division.code, account, Some(shop)).await?;
    let first = membership.joined_on.unwrap_or(today).max(Period::of(today).first());
    Ok((membership, sales::store::days(tx, shop, first, today).await?))
}

/// What a shop says that it sold on another platform.
pub struct Elsewhere {
    pub period: Period,
    pub platform: String,
    pub minor: i64,
    pub evidence: String,
}

/// Declare sales on another platform, with what shows them. They stand apart, and count only where the rule says so.
pub async fn declare(tx: &mut Tx, by: &Actor, now: Timestamp, said: &Elsewhere) -> Result<(), PlaceError> {
    let (shop, account) = (by.shop()?, by.account()?);
    let words = (said.platform.as_str(), said.minor, said.evidence.as_str());
    Ok(store::insert_declared(tx, now, shop, said.period.number(), words, account).await?)
}
