//! The one door: whatever is bought becomes a purchase and its orders here.

use std::collections::{BTreeMap, HashMap};

use goods::catalog::{self, VariantId};
use kernel::{AccountId, Timestamp};
use people::{accounts, rules::Rules};
use platform::{
    db::{DbError, Statement, Tx},
    jobs,
};

use super::{
    PlaceError, Placed, Terms, about, cart, draft::Draft, gifts, milestones, numbers, order_counter,
    placed_store, promises::CloseUnpaid,
};
use crate::{
    payments::Takes,
    promotions::{self, ClaimError},
};

/// Place one purchase. Stock is held, or nothing happens.
pub async fn place(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    takes: Takes,
    terms: Terms,
) -> Result<Placed, PlaceError> {
    let mut placed = place_all(tx, now, rules, takes, &[terms]).await?;
    placed.pop().unwrap_or(Err(PlaceError::Empty))
}

/// Place many purchases with as few statements as one: the set-based form that a hot listing needs.
///
/// Each is placed wholly or not at all, in the order given; the error outside means that none was. Cost: a
/// handful of statements for the set, and one per variant in it.
pub async fn place_all(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    takes: Takes,
    list: &[Terms],
) -> Result<Vec<Result<Placed, PlaceError>>, DbError> {
    let mut drafts: Vec<Result<Draft<'_>, PlaceError>> =
        list.iter().map(|terms| Draft::new(tx, now, rules, takes, terms)).collect();
    claim_keys(tx, now, rules, &mut drafts).await?;
    claim_coupons(tx, now, &mut drafts).await?;
    hold_stock(tx, &mut drafts).await?;
    take_carts(tx, now, &mut drafts).await?;
    record(tx, now, rules, &drafts).await?;
    answer(tx, list, drafts).await
}

/// What each caller is told; a repeat is told what the first of its key was told.
async fn answer(
    tx: &mut Tx,
    list: &[Terms],
    drafts: Vec<Result<Draft<'_>, PlaceError>>,
) -> Result<Vec<Result<Placed, PlaceError>>, DbError> {
    let mut answers = Vec::with_capacity(drafts.len());
    let mut first: HashMap<(AccountId, &str), Result<Placed, PlaceError>> = HashMap::new();
    for (draft, terms) in drafts.into_iter().zip(list) {
        let key = (terms.buyer, terms.key.as_str());
        let answer = match draft {
            Ok(draft) if draft.is_repeat => match first.get(&key) {
                Some(first) => first.clone(),
                None => placed_store::find_placed(tx, terms.buyer, &terms.key, terms.currency)
                    .await?
                    .ok_or(PlaceError::Store(DbError::Raced)),
            },
            Ok(draft) => Ok(draft.placed),
            Err(refused) => Err(refused),
        };
        first.entry(key).or_insert_with(|| answer.clone());
        answers.push(answer);
    }
    Ok(answers)
}

/// Write the purchases; those whose key was used before are repeats.
async fn claim_keys(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    drafts: &mut [Result<Draft<'_>, PlaceError>],
) -> Result<(), DbError> {
    let close_at = now + rules.time(numbers::UNPAID);
    let good: Vec<&Draft<'_>> = drafts.iter().filter_map(|draft| draft.as_ref().ok()).collect();
    let new = placed_store::insert_purchases(tx, &good, close_at, now).await?;
    for draft in drafts.iter_mut().filter_map(|draft| draft.as_mut().ok()) {
        draft.is_repeat = !new.contains(&draft.placed.purchase);
    }
    Ok(())
}

/// Claim the uses of coupons, purchase by purchase, in the order in which they came.
async fn claim_coupons(
    tx: &mut Tx,
    now: Timestamp,
    drafts: &mut [Result<Draft<'_>, PlaceError>],
) -> Result<(), DbError> {
    let mut losers = Vec::new();
    for draft in drafts.iter_mut() {
        let Ok(open) = draft.as_ref() else { continue };
        if open.is_repeat {
            continue;
        }
        let (purchase, buyer) = (open.placed.purchase, open.terms.buyer);
        for claim in &open.terms.coupons {
            match promotions::claim(tx, now, buyer, purchase.get(), claim).await {
                Ok(()) => {}
                Err(ClaimError::Gone) => {
                    promotions::forget(tx, purchase.get()).await?;
                    losers.push(purchase);
                    *draft = Err(PlaceError::CouponGone);
                    break;
                }
                Err(ClaimError::Store(error)) => return Err(error),
            }
        }
    }
    placed_store::delete_purchases(tx, &losers).await
}

/// Take the stock: one summed statement per variant, and one by one where the sum does not fit.
async fn hold_stock(tx: &mut Tx, drafts: &mut [Result<Draft<'_>, PlaceError>]) -> Result<(), DbError> {
    let mut wanted: BTreeMap<VariantId, i64> = BTreeMap::new();
    for draft in drafts.iter().filter_map(|draft| draft.as_ref().ok()).filter(|draft| !draft.is_repeat) {
        for (variant, pieces) in draft.counted() {
            let sum = wanted.entry(variant).or_default();
            *sum = sum.saturating_add(pieces);
        }
    }
    let wanted: Vec<catalog::Pieces> = wanted.into_iter().collect();
    let taken = catalog::take(tx, &wanted).await?;
    let short: Vec<VariantId> =
        wanted.iter().zip(&taken).filter(|(_, taken)| !**taken).map(|((variant, _), _)| *variant).collect();
    if short.is_empty() {
        return Ok(());
    }
    let mut losers = Vec::new();
    for draft in drafts.iter_mut() {
        let Ok(open) = draft.as_ref() else { continue };
        if open.is_repeat || !open.counted().any(|(variant, _)| short.contains(&variant)) {
            continue;
        }
        // Its pieces of the other variants are in the sums that were taken.
        let (scarce, plenty): (Vec<_>, Vec<_>) =
            open.counted().partition(|(variant, _)| short.contains(variant));
        let mut missing = None;
        let mut got = Vec::new();
        for pieces in scarce {
            if catalog::take(tx, &[pieces]).await? == [true] {
                got.push(pieces);
            } else {
                missing = missing.or(Some(pieces.0));
            }
        }
        if let Some(variant) = missing {
            got.extend(plenty);
            give_back(tx, open, &got).await?;
            losers.push(open.placed.purchase);
            *draft = Err(PlaceError::SoldOut(variant));
        }
    }
    placed_store::delete_purchases(tx, &losers).await
}

/// Give back what a purchase holds that is not placed after all.
async fn give_back(tx: &mut Tx, draft: &Draft<'_>, pieces: &[catalog::Pieces]) -> Result<(), DbError> {
    catalog::put_back(tx, pieces).await?;
    if draft.terms.coupons.is_empty() {
        return Ok(());
    }
    promotions::forget(tx, draft.placed.purchase.get()).await
}

/// Take what is bought out of the carts, as it was read: of two purchases of one cart the second finds nothing.
async fn take_carts(
    tx: &mut Tx,
    now: Timestamp,
    drafts: &mut [Result<Draft<'_>, PlaceError>],
) -> Result<(), DbError> {
    let good = drafts.iter().filter_map(|draft| draft.as_ref().ok()).filter(|draft| !draft.is_repeat);
    let lines = good.filter_map(Draft::cart_lines);
    let takes: Vec<Statement> =
        lines.flat_map(|(holder, lines)| lines.map(move |(line, _)| cart::take(holder, line))).collect();
    let mut taken = tx.execute_all(&takes).await?.into_iter().map(|rows| rows > 0);
    let mut losers = Vec::new();
    for draft in drafts.iter_mut() {
        let Ok(open) = draft.as_ref() else { continue };
        let Some((holder, lines)) = open.cart_lines().filter(|_| !open.is_repeat) else { continue };
        let lines: Vec<_> = lines.zip(&mut taken).collect();
        if lines.iter().all(|(_, is_taken)| *is_taken) {
            continue;
        }
        let back = lines.iter().filter(|(_, is_taken)| *is_taken);
        let back: Vec<Statement> =
            back.map(|((line, channel), _)| cart::give_back(now, holder, line, *channel)).collect();
        tx.execute_all(&back).await?;
        give_back(tx, open, &open.counted().collect::<Vec<_>>()).await?;
        losers.push(open.placed.purchase);
        *draft = Err(PlaceError::CartChanged);
    }
    placed_store::delete_purchases(tx, &losers).await
}

/// Write the orders, their lines and first steps, the clock of the payment, and the buyers' new addresses.
async fn record(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    drafts: &[Result<Draft<'_>, PlaceError>],
) -> Result<(), DbError> {
    let new: Vec<&Draft<'_>> =
        drafts.iter().filter_map(|draft| draft.as_ref().ok()).filter(|draft| !draft.is_repeat).collect();
    let mut clocks = Vec::with_capacity(new.len());
    for draft in &new {
        if let Some(address) = &draft.terms.new_address {
            accounts::keep_address(tx, now, draft.terms.buyer, address).await?;
        }
        let job = CloseUnpaid { purchase: draft.placed.purchase };
        clocks.push(jobs::statement(tx, now, now + rules.time(numbers::UNPAID), &job)?);
        if let Some(gift) = &draft.terms.gift {
            let token = tx.chance().token();
            clocks.push(gifts::store::insert(draft.placed.purchase, gift, &token, now));
        }
        let orders = draft.placed.orders.iter();
        clocks.extend(
            draft.terms.about.iter().flat_map(|way| orders.clone().map(|order| about::insert(*order, way))),
        );
        for (basket, order) in draft.terms.baskets.iter().zip(&draft.placed.orders) {
            let titles = basket.work.iter().flat_map(|work| &work.milestones);
            clocks.extend(
                (1_i64..).zip(titles).map(|(position, title)| milestones::insert(*order, position, title)),
            );
        }
    }
    let shorts = order_counter::numbers(tx, now, &new).await?;
    placed_store::insert_orders(tx, &new, now + rules.time(numbers::UNPAID), now, shorts, clocks).await
}
