//! What a piece costs: of the reductions that may not stand together, those that are best for the buyer.

use kernel::{Money, MoneyError};
use people::{
    reduction::{Reach, Reduction, Rule},
    rules::Rules,
};

use super::{
    Line,
    open::{Open, covers, floor},
};

/// Kinds that are weighed against each other; a market has fewer.
const MOST_KINDS: usize = 10;

/// Take off each piece what its quantity and campaigns take.
pub(super) fn take(open: &mut Open, reductions: &[&Reduction], rules: &Rules) -> Result<(), MoneyError> {
    let mut kinds: Vec<Vec<usize>> = Vec::new();
    for (at, reduction) in reductions.iter().enumerate() {
        if !matches!(reduction.rule, Rule::Tiers(_) | Rule::Piece(_)) || !covers(reduction, &open.line) {
            continue;
        }
        let same =
            |kind: &&mut Vec<usize>| kind.iter().any(|one| reductions[*one].kind.name == reduction.kind.name);
        match kinds.iter_mut().find(same) {
            Some(kind) => kind.push(at),
            None => kinds.push(vec![at]),
        }
    }
    kinds.truncate(MOST_KINDS);
    let mut best = Choice { price: open.line.unit.minor(), of_piece: Vec::new() };
    for mask in 1_u32..1 << kinds.len() {
        let chosen: Vec<&Vec<usize>> =
            kinds.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1).map(|(_, kind)| kind).collect();
        if !stand_together(&chosen, reductions, rules) {
            continue;
        }
        let choice = walk(&open.line, &chosen, reductions)?;
        // Of two that cost the same, the one with fewer reductions is easier to understand.
        if (choice.price, choice.of_piece.len()) < (best.price, best.of_piece.len()) {
            best = choice;
        }
    }
    open.unit = best.price;
    open.of_piece = best.of_piece;
    for (at, off) in open.of_piece.clone() {
        open.take(at, reductions[at], off * open.line.quantity);
    }
    Ok(())
}

struct Choice {
    price: i64,
    of_piece: Vec<(usize, i64)>,
}

fn stand_together(kinds: &[&Vec<usize>], reductions: &[&Reduction], rules: &Rules) -> bool {
    let kind = |list: &Vec<usize>| list.first().map(|at| reductions[*at].kind);
    kinds.iter().enumerate().all(|(at, one)| {
        kinds[at + 1..].iter().all(|other| match (kind(one), kind(other)) {
            (Some(one), Some(other)) => one.stands_beside(other, rules),
            _ => true,
        })
    })
}

/// What a piece costs when each of these kinds takes the most that one of its reductions can.
fn walk(line: &Line, kinds: &[&Vec<usize>], reductions: &[&Reduction]) -> Result<Choice, MoneyError> {
    let mut choice = Choice { price: line.unit.minor(), of_piece: Vec::new() };
    for kind in kinds {
        let mut most = None;
        for at in *kind {
            let off = off(line, choice.price, reductions[*at])?;
            if off > most.map_or(0, |(_, most)| most) {
                most = Some((*at, off));
            }
        }
        if let Some((at, off)) = most {
            choice.price -= off;
            choice.of_piece.push((at, off));
        }
    }
    Ok(choice)
}

/// What a reduction takes off a piece that costs `price`; a minor unit is always left.
fn off(line: &Line, price: i64, reduction: &Reduction) -> Result<i64, MoneyError> {
    let money = Money::new(price, line.unit.currency());
    let off = match &reduction.rule {
        Rule::Piece(off) => off.of(money)?.minor(),
        Rule::Tiers(tiers) => {
            let mut most = 0;
            for tier in tiers.iter().filter(|tier| reaches(line, tier.from)) {
                most = most.max(tier.off.of(money)?.minor());
            }
            most
        }
        Rule::Set { .. } | Rule::Goods { .. } => 0,
    };
    Ok(off.clamp(0, (price - floor(reduction).max(1)).max(0)))
}

fn reaches(line: &Line, from: Reach) -> bool {
    match from {
        Reach::Pieces(pieces) => line.quantity >= pieces,
        Reach::Grams(grams) => line.grams >= grams,
    }
}
