//! Counting everything anew from the ledger, for `jishi check`: the days agree to the last unit.

use std::collections::{BTreeMap, HashMap};

use kernel::{Money, ShopId};
use people::capability::Fault;
use platform::{
    Later,
    db::{DbError, Tx},
    files::Files,
    jobs::{self, Promise},
};
use selling::{
    ledger::{self, Taking},
    orders::money_moved::MoneyMoved,
};

use super::{Days, Sale, allot, days, difference, store};

const BATCH: i64 = 1_000;
/// Faults that are told.
const TOLD: usize = 10;

const COUNTED: &str = "every payment and every refund of the ledger is counted once, as it is there";
const SUMMED: &str = "the days of a shop are what its orders come to";

/// What every shop sold, recounted from the ledger by the rates that its sales were counted by.
///
/// While somebody is still to be told of money that moved, what is missing is no fault yet.
pub fn check<'a>(tx: &'a mut Tx, _: &'a Files) -> Later<'a, Result<Vec<Fault>, DbError>> {
    Box::pin(async move {
        let is_quiet = jobs::count_of_kind(tx, MoneyMoved::KIND).await? == 0;
        let (mut faults, mut after) = (Vec::new(), 0);
        loop {
            let shops = store::shops(tx, after, BATCH).await?;
            let Some((last, _)) = shops.last() else { return Ok(faults) };
            after = last.get();
            for (shop, _) in shops {
                let found = check_shop(tx, shop, is_quiet).await?;
                faults.extend(found.map(|invariant| Fault { invariant, example: shop.to_string() }));
                if faults.len() >= TOLD {
                    return Ok(faults);
                }
            }
        }
    })
}

async fn check_shop(tx: &mut Tx, shop: ShopId, is_quiet: bool) -> Result<Option<&'static str>, DbError> {
    let mut counted: HashMap<i64, Sale> = HashMap::new();
    let mut after = 0;
    while let sales = store::list(tx, shop, after, BATCH).await?
        && let Some(last) = sales.last()
    {
        after = last.transfer;
        counted.extend(sales.into_iter().map(|sale| (sale.transfer, sale)));
    }
    let mut orders: BTreeMap<i64, (Vec<Sale>, Vec<Money>)> = BTreeMap::new();
    after = 0;
    while let takings = ledger::takings(tx, shop, after, BATCH).await?
        && let Some(last) = takings.last()
    {
        after = last.transfer;
        for Taking { transfer, order, amount, .. } in takings {
            let (sales, refunds) = orders.entry(order).or_default();
            if amount.is_negative() {
                refunds.push(amount.negate().map_err(|_| DbError::Sum)?);
                continue;
            }
            match counted.remove(&transfer) {
                Some(sale) if sale.amount == amount && sale.order == order => sales.push(sale),
                Some(_) => return Ok(Some(COUNTED)),
                None if is_quiet => return Ok(Some(COUNTED)),
                None => {}
            }
        }
    }
    if !counted.is_empty() {
        return Ok(Some(COUNTED));
    }
    let mut all = Days::new();
    for (sales, refunds) in orders.values_mut() {
        if !is_quiet && sales.is_empty() {
            continue;
        }
        allot(sales, refunds).map_err(|_| DbError::Sum)?;
        for (day, sums) in days(sales).map_err(|_| DbError::Sum)? {
            all.entry(day).or_default().add(sums);
        }
    }
    let (first, last) = (kernel::Day::from_number(i64::MIN), kernel::Day::from_number(i64::MAX));
    let kept = store::days(tx, shop, first, last).await?;
    let is_same = difference(&kept, &all).is_empty();
    Ok(if is_same || !is_quiet { None } else { Some(SUMMED) })
}
