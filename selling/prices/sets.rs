//! What several things cost together.

use kernel::MoneyError;
use people::{
    reduction::{Off, Part, Reduction, Rule},
    rules::Rules,
};

use super::{
    choose::{Candidate, choose},
    open::{Open, covers, floor, split},
};

/// One thing of a set, as it lies in the cart.
struct Member {
    line: usize,
    pieces: i64,
    /// What a piece costs before the set.
    base: i64,
    /// What its own reductions took off a piece, and the set does not let stand.
    lost: i64,
    /// What may be taken off a piece.
    room: i64,
}

/// A set that takes something off, and how much each.
struct Found {
    at: usize,
    members: Vec<Member>,
    off: i64,
    gain: i64,
}

/// Take off what sets take, each as often as leaves the buyer the least to pay. A piece is of one set at most.
pub(super) fn take(open: &mut [Open], reductions: &[&Reduction], rules: &Rules) -> Result<(), MoneyError> {
    let mut found = Vec::new();
    for (at, reduction) in reductions.iter().enumerate() {
        if let Rule::Set { parts, off } = &reduction.rule {
            found.extend(look(open, at, reduction, parts, *off, reductions, rules)?);
        }
    }
    found.sort_by_key(|set| (-set.gain, set.at));
    let candidate = |set: &Found| Candidate {
        gain: set.gain,
        parts: set.members.iter().map(|member| (member.line, member.pieces)).collect(),
    };
    let candidates: Vec<Candidate> = found.iter().map(candidate).collect();
    let counts = choose(&candidates, open.iter().map(|line| line.line.quantity).collect());
    for (set, sets) in found.iter().zip(counts).filter(|(_, sets)| *sets > 0) {
        apply(open, set, sets, reductions)?;
    }
    open.iter_mut().for_each(|line| line.priced = line.left);
    Ok(())
}

fn look(
    open: &[Open],
    at: usize,
    reduction: &Reduction,
    parts: &[Part],
    off: Off,
    reductions: &[&Reduction],
    rules: &Rules,
) -> Result<Option<Found>, MoneyError> {
    let mut members = Vec::with_capacity(parts.len());
    for part in parts {
        let is_it = |line: &Open| line.line.shop == reduction.owner && line.line.variant == part.variant;
        let Some(line) = open.iter().position(is_it) else { return Ok(None) };
        let one = &open[line];
        if part.pieces < 1 || part.pieces > one.line.quantity || !covers(reduction, &one.line) {
            return Ok(None);
        }
        let stands = |(at, _): &(usize, i64)| reductions[*at].kind.stands_beside(reduction.kind, rules);
        let keeps = one.of_piece.iter().all(stands);
        let unit = one.line.unit.minor();
        let base = if keeps { one.unit } else { unit };
        let floor = floor(reduction).max(if keeps { one.floor } else { 0 }).max(1);
        let room = (base - floor).max(0);
        members.push(Member { line, pieces: part.pieces, base, lost: base - one.unit, room });
    }
    let Some(first) = members.first() else { return Ok(None) };
    let sum = |of: fn(&Member) -> i64| members.iter().map(|member| of(member) * member.pieces).sum::<i64>();
    let (base, lost, room) = (sum(|it| it.base), sum(|it| it.lost), sum(|it| it.room));
    let off = off.of(open[first.line].money(base))?.minor().min(room);
    let gain = off - lost;
    Ok((gain > 0).then_some(Found { at, members, off, gain }))
}

fn apply(open: &mut [Open], set: &Found, sets: i64, reductions: &[&Reduction]) -> Result<(), MoneyError> {
    let rooms: Vec<i64> = set.members.iter().map(|member| member.room * member.pieces * sets).collect();
    let Some(first) = set.members.first() else { return Ok(()) };
    let parts = split(set.off * sets, &rooms, open[first.line].line.unit)?;
    for (member, part) in set.members.iter().zip(parts) {
        let (line, pieces) = (&mut open[member.line], member.pieces * sets);
        if member.lost > 0 {
            // Pieces of a set beside which nothing else may stand have what was taken off them back.
            for (at, off) in line.of_piece.clone() {
                line.give_back(at, reductions[at], off * pieces);
            }
            let stands = line.taken.iter().map(|(at, _)| floor(reductions[*at])).max();
            line.floor = stands.unwrap_or(0);
        }
        line.take(set.at, reductions[set.at], part);
    }
    Ok(())
}
