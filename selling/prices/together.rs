//! What is taken off the goods together: thresholds, then codes.

use std::collections::BTreeMap;

use kernel::{Money, MoneyError, ShopId};
use people::{
    reduction::{Off, Reduction, Rule},
    rules::Rules,
};

use super::{
    Deduction, Short,
    open::{Open, covers, split},
};

/// Take off what reductions take of the goods; of one kind and owner the one that takes the most.
pub(super) fn take(
    open: &mut [Open],
    reductions: &[&Reduction],
    rules: &Rules,
) -> Result<Vec<Short>, MoneyError> {
    let mut short = Vec::new();
    let mut from = 0;
    while let Some(first) = reductions.get(from) {
        let same = |other: &&&Reduction| other.kind.name == first.kind.name && other.owner == first.owner;
        let until = from + reductions[from..].iter().take_while(same).count();
        if matches!(first.rule, Rule::Goods { .. }) {
            short.extend(best(open, reductions, from..until, rules)?);
        }
        from = until;
    }
    Ok(short)
}

fn best(
    open: &mut [Open],
    reductions: &[&Reduction],
    group: std::ops::Range<usize>,
    rules: &Rules,
) -> Result<Option<Short>, MoneyError> {
    let mut most: Option<(usize, Plan)> = None;
    let mut short: Option<Short> = None;
    for at in group {
        let Rule::Goods { least, off } = reductions[at].rule else { continue };
        let lines = eligible(open, reductions, at, rules);
        let (Some(first), sum) = (lines.first(), |of: fn(&Open) -> i64| sum(open, &lines, of)) else {
            continue;
        };
        let like = open[*first].line.unit;
        let base = Money::new(sum(|line| line.priced)?, like.currency());
        if base.compare(least)?.is_lt() {
            let missing = least.checked_sub(base)?;
            let is_nearer = short.as_ref().is_none_or(|one| missing.minor() < one.missing.minor());
            if base.is_positive() && is_nearer {
                let amount =
                    if let Off::Amount(amount) = off { amount } else { Money::zero(like.currency()) };
                short = Some(Short { deduction: Deduction::of(reductions[at], amount), missing });
            }
            continue;
        }
        let off = off.of(Money::new(sum(|line| line.left)?, like.currency()))?.minor();
        let plan = Plan::new(open, &lines, off, reductions[at])?;
        if plan.amount > most.as_ref().map_or(0, |(_, most)| most.amount) {
            most = Some((at, plan));
        }
    }
    if let Some((at, plan)) = most {
        for (line, amount) in plan.parts {
            open[line].take(at, reductions[at], amount);
        }
    }
    Ok(short)
}

fn sum(open: &[Open], lines: &[usize], of: fn(&Open) -> i64) -> Result<i64, MoneyError> {
    lines.iter().try_fold(0_i64, |sum, line| sum.checked_add(of(&open[*line])).ok_or(MoneyError::Overflow))
}

/// The lines that it is of, and on which it may stand.
fn eligible(open: &[Open], reductions: &[&Reduction], at: usize, rules: &Rules) -> Vec<usize> {
    let kind = reductions[at].kind;
    let stands = |(one, _): &(usize, i64)| {
        let other = reductions[*one].kind;
        other.name == kind.name || other.stands_beside(kind, rules)
    };
    let admits = |line: &Open| covers(reductions[at], &line.line) && line.taken.iter().all(stands);
    open.iter().enumerate().filter(|(_, line)| admits(line)).map(|(at, _)| at).collect()
}

/// How an amount falls on lines: first on each order, then on its lines, by what can be taken off them and not by what
/// they cost, so that no part is more than that. Each order keeps one minor unit, and each line what its shop keeps.
struct Plan {
    amount: i64,
    parts: Vec<(usize, i64)>,
}

impl Plan {
    fn new(open: &[Open], lines: &[usize], off: i64, reduction: &Reduction) -> Result<Self, MoneyError> {
        let mut orders: BTreeMap<ShopId, Vec<usize>> = BTreeMap::new();
        for line in lines {
            orders.entry(open[*line].line.shop).or_default().push(*line);
        }
        let room = |line: &usize| open[*line].room(reduction);
        let rooms: Vec<i64> = orders
            .iter()
            .map(|(shop, lines)| {
                let left: i64 =
                    open.iter().filter(|line| line.line.shop == *shop).map(|line| line.left).sum();
                lines.iter().map(room).sum::<i64>().min(left - 1).max(0)
            })
            .collect();
        let Some(first) = lines.first() else { return Ok(Self { amount: 0, parts: Vec::new() }) };
        let like = open[*first].line.unit;
        let amount = off.min(rooms.iter().sum());
        let mut parts = Vec::with_capacity(lines.len());
        for (lines, part) in orders.values().zip(split(amount, &rooms, like)?) {
            let rooms: Vec<i64> = lines.iter().map(room).collect();
            parts.extend(lines.iter().copied().zip(split(part, &rooms, like)?));
        }
        Ok(Self { amount, parts })
    }
}
