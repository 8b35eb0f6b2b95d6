use kernel::{Currency, Money, MoneyError};
use people::{
    reduction::{Reduction, Stage},
    rules::Rules,
    shops::MARKET,
};

use super::{
    Line, Priced,
    open::{Open, is_in},
    pieces, sets, together,
};

/// What things cost with these reductions, and why. The same lines with the same reductions, in whatever order they are
/// named, always cost the same.
///
/// Quantity, campaign, bundle, threshold, code: each takes its part of what those before it have left. No line costs less
/// than nothing, no order less than one minor unit, and no shop gives more away than its floors let. Where a price is agreed on,
/// nothing else is taken off.
pub fn price(
    currency: Currency,
    lines: &[Line],
    reductions: &[Reduction],
    rules: &Rules,
) -> Result<Priced, MoneyError> {
    let mut sorted: Vec<&Reduction> = reductions.iter().filter(|one| is_in(one, currency)).collect();
    sorted.sort_by_key(|one| (one.kind.stage as u8, one.kind.name, one.owner == MARKET, one.owner, one.id));
    sorted.dedup_by(|one, other| {
        (one.kind.name, one.owner, one.id) == (other.kind.name, other.owner, other.id)
    });
    if sorted.iter().any(|one| one.kind.stage == Stage::Agreed) {
        sorted.retain(|one| one.kind.stage == Stage::Agreed);
    }
    let mut open = lines.iter().copied().map(Open::new).collect::<Result<Vec<_>, _>>()?;
    // Everything that is summed later is a part of this.
    Money::sum(open.iter().map(|line| line.money(line.list)), currency)?;
    for line in &mut open {
        pieces::take(line, &sorted, rules)?;
    }
    sets::take(&mut open, &sorted, rules)?;
    let short = together::take(&mut open, &sorted, rules)?;
    let lines = open.into_iter().map(|line| line.close(&sorted)).collect();
    Ok(Priced { currency, lines, short })
}
