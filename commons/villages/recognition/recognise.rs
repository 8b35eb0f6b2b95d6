use std::collections::BTreeMap;

use kernel::{AccountId, Actor, Day, Forbidden, Timestamp};
use platform::{
    audit,
    db::{DbError, Tx},
};
use serde_json::json;

use super::{Inputs, Outcome, Period, Rule, Verdict, store};
use crate::villages::{DivisionCode, divisions::Level};

/// Verdicts that are read at once.
const PAGE: i64 = 20_000;

/// Look at all villages of a period, and at their townships, as they stand on a day: provisional verdicts, which take the
/// place of the ones before them. The answer is how many. A period with final verdicts is left alone.
pub async fn recognise(tx: &mut Tx, now: Timestamp, period: Period, today: Day) -> Result<usize, DbError> {
    if store::is_final(tx, period).await? {
        return Ok(0);
    }
    let (version, rule) = store::newest_rule(tx).await?;
    let as_of = today.min(period.last());
    let verdicts = decide(tx, now, period, as_of, (version, &rule)).await?;
    store::put(tx, &verdicts).await?;
    Ok(verdicts.len())
}

/// Make the verdicts of a period final: as they are now, by the rule in force, for good.
pub async fn finish(tx: &mut Tx, now: Timestamp, period: Period) -> Result<usize, DbError> {
    if store::is_final(tx, period).await? {
        return Ok(0);
    }
    let (version, rule) = store::newest_rule(tx).await?;
    let mut verdicts = decide(tx, now, period, period.last(), (version, &rule)).await?;
    store::put(tx, &verdicts).await?;
    verdicts.iter_mut().for_each(|verdict| verdict.version = 1);
    store::put(tx, &verdicts).await?;
    Ok(verdicts.len())
}

/// Look again at a period whose verdicts are final: what has gone back since is a correction, with its reason, and the
/// verdict before it stays. Households are as they were: what a shop says of itself later changes no period that is closed.
pub async fn correct(tx: &mut Tx, now: Timestamp, period: Period) -> Result<Vec<Verdict>, DbError> {
    let mut before = BTreeMap::new();
    let mut after = String::new();
    while let page = store::list(tx, period, &after, PAGE).await?
        && let Some(last) = page.last()
    {
        after = last.division.to_string();
        before.extend(page.into_iter().map(|verdict| (verdict.division.to_string(), verdict)));
    }
    let Some(version) = before.values().map(|verdict| verdict.rule).max() else { return Ok(Vec::new()) };
    let Some(rule) = store::rule(tx, version).await? else { return Ok(Vec::new()) };
    let now_known = store::gather(tx, &rule, period.first(), period.last()).await?;
    let mut corrected = Vec::new();
    for (code, old) in before.iter().filter(|(_, old)| old.level == Level::Village.number()) {
        let found = now_known.get(code).cloned().unwrap_or_default();
        let inputs = Inputs {
            revenue_minor: found.revenue_minor,
            unrated: found.unrated,
            active_shops: found.active_shops,
            ..old.inputs.clone()
        };
        if inputs == old.inputs {
            continue;
        }
        let (was, is) = (old.inputs.revenue_minor, inputs.revenue_minor);
        let reason = format!(
            "refunds and rates after the period was closed: revenue {was} to {is}, active shops {} to {}",
            old.inputs.active_shops, inputs.active_shops
        );
        let outcome = rule.village(&inputs);
        let version = old.version + 1;
        corrected.push(Verdict { version, inputs, outcome, reason, decided_at: now, ..old.clone() });
    }
    let towns = correct_towns(tx, now, &rule, &before, &corrected).await?;
    corrected.extend(towns);
    store::put(tx, &corrected).await?;
    Ok(corrected)
}

/// Look at the villages of this period and of the one before, which is final so many days after its end, when its refunds
/// have come in, and from then on corrected.
pub async fn look_again(tx: &mut Tx, now: Timestamp, today: Day, wait: i64) -> Result<(), DbError> {
    let period = Period::of(today);
    let last = period.before();
    recognise(tx, now, period, today).await?;
    if today.since(last.last()) > wait {
        finish(tx, now, last).await?;
        correct(tx, now, last).await.map(drop)
    } else {
        recognise(tx, now, last, today).await.map(drop)
    }
}

async fn correct_towns(
    tx: &mut Tx,
    now: Timestamp,
    rule: &Rule,
    before: &BTreeMap<String, Verdict>,
    corrected: &[Verdict],
) -> Result<Vec<Verdict>, DbError> {
    let mut outcomes: BTreeMap<&str, Outcome> =
        before.iter().map(|(code, verdict)| (code.as_str(), verdict.outcome)).collect();
    outcomes.extend(corrected.iter().map(|verdict| (verdict.division.as_str(), verdict.outcome)));
    let parents = store::parents(tx).await?;
    let towns = before.values().filter(|old| old.level == Level::Township.number());
    let changed = towns.filter_map(|old| {
        let is_theirs =
            |code: &str| parents.get(code).is_some_and(|(town, _)| *town == old.division.as_str());
        let count = outcomes.iter().filter(|(code, it)| it.is_recognised() && is_theirs(code)).count();
        let villages = i64::try_from(count).unwrap_or(i64::MAX);
        let inputs = Inputs { villages, ..old.inputs.clone() };
        let reason = format!("a village was corrected: {} to {villages}", old.inputs.villages);
        (inputs != old.inputs).then(|| Verdict {
            version: old.version + 1,
            outcome: rule.town(villages),
            inputs,
            reason,
            decided_at: now,
            ..old.clone()
        })
    });
    Ok(changed.collect())
}

async fn decide(
    tx: &mut Tx,
    now: Timestamp,
    period: Period,
    as_of: Day,
    (version, rule): (i64, &Rule),
) -> Result<Vec<Verdict>, DbError> {
    let gathered = store::gather(tx, rule, period.first(), as_of).await?;
    let parents = store::parents(tx).await?;
    let verdict = |code: &str, level: Level, inputs: Inputs, outcome: Outcome| {
        let division = DivisionCode::parse(code)?;
        let (rule, level, reason) = (version, level.number(), String::new());
        let version = 0;
        Some(Verdict {
            period,
            division,
            version,
            rule,
            level,
            inputs,
            outcome,
            reason,
            as_of,
            decided_at: now,
        })
    };
    let (mut verdicts, mut towns) = (Vec::new(), BTreeMap::<&str, Inputs>::new());
    for (code, inputs) in gathered {
        let Some((town, true)) = parents.get(&code).map(|(town, is_rural)| (town.as_str(), *is_rural)) else {
            continue;
        };
        let outcome = rule.village(&inputs);
        let sums = towns.entry(town).or_default();
        sums.villages += i64::from(outcome.is_recognised());
        sums.revenue_minor += inputs.revenue_minor;
        sums.shops += inputs.shops;
        sums.active_shops += inputs.active_shops;
        verdicts.extend(verdict(&code, Level::Village, inputs, outcome));
    }
    for (code, inputs) in towns {
        let outcome = rule.town(inputs.villages);
        verdicts.extend(verdict(code, Level::Township, inputs, outcome));
    }
    Ok(verdicts)
}

#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    #[error("the numbers of the rule make no sense together")]
    Unsound,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the rule could not be recorded")]
    Store(#[from] DbError),
}

/// Adopt a rule of the market's own, for verdicts from now on; those that are final stay as they are.
pub async fn adopt(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rule: &Rule,
    reason: &str,
) -> Result<i64, RuleError> {
    by.operator()?;
    let account: AccountId = by.account()?;
    if !rule.is_sound() {
        return Err(RuleError::Unsound);
    }
    let (version, _) = store::newest_rule(tx).await?;
    store::insert_rule(tx, now, version + 1, rule, reason, account).await?;
    let detail = json!({ "rule": rule, "reason": reason });
    audit::record(tx, now, Some(account), "villages.rule", &(version + 1).to_string(), &detail).await?;
    Ok(version + 1)
}
