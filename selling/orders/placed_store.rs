//! The statements that write purchases and their orders, as they are placed.

use std::collections::{BTreeMap, HashSet};

use kernel::{AccountId, Currency, Money, ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Rows, Statement, Tx, json},
    params,
};

use super::{
    OrderId, OrderState, Placed, PurchaseId, deduction_store, draft::Draft, sought::buyer_words, tax,
};

const PURCHASES: Rows = Rows {
    head: "INSERT INTO purchase (id, buyer_id, key, minor, currency, state, close_at, created_at)",
    tuple: "($1, $2, $3, $4, $5, 'unpaid', $6, $7)",
    tail: "ON CONFLICT (buyer_id, key) DO NOTHING RETURNING id",
};

pub(super) async fn insert_purchases(
    tx: &mut Tx,
    drafts: &[&Draft<'_>],
    close_at: Timestamp,
    now: Timestamp,
) -> Result<HashSet<PurchaseId>, DbError> {
    let rows = drafts.iter().map(|draft| {
        let Placed { purchase, total, .. } = &draft.placed;
        let terms = draft.terms;
        params![purchase.get(), terms.buyer, &terms.key, total.minor(), terms.currency, close_at, now]
            .to_vec()
    });
    let mut new = HashSet::new();
    for (sql, params) in PURCHASES.statements(rows.collect()) {
        for mut row in tx.rows(sql, &params).await? {
            new.insert(PurchaseId::new(row.int()?));
        }
    }
    Ok(new)
}

const DELETE_PURCHASE: &str = "DELETE FROM purchase WHERE id = $1";
pub(super) async fn delete_purchases(tx: &mut Tx, list: &[PurchaseId]) -> Result<(), DbError> {
    let statements: Vec<Statement> =
        list.iter().map(|purchase| (DELETE_PURCHASE, params![purchase.get()].to_vec())).collect();
    tx.execute_all(&statements).await.map(drop)
}

const FIND_PLACED: &str = "SELECT id, minor FROM purchase WHERE buyer_id = $1 AND key = $2";
const ORDERS_PLACED: &str = "SELECT shop_id, id FROM orders WHERE purchase_id = $1 ORDER BY id";
/// What was placed under a key before.
pub async fn find_placed(
    tx: &mut Tx,
    buyer: AccountId,
    key: &str,
    currency: Currency,
) -> Result<Option<Placed>, DbError> {
    let decode = |mut row: Row| Ok((PurchaseId::new(row.int()?), Money::new(row.int()?, currency)));
    let Some((purchase, total)) = tx.find(FIND_PLACED, params![buyer, key], decode).await? else {
        return Ok(None);
    };
    let decode = |mut row: Row| Ok(OrderId::new(row.shop()?, row.int()?));
    let orders = tx.list(ORDERS_PLACED, params![purchase.get()], decode).await?;
    Ok(Some(Placed { purchase, orders, total }))
}

const ORDERS: Rows = Rows {
    head: "INSERT INTO orders (shop_id, id, purchase_id, buyer_id, state, facts, items_minor, shipping_minor, \
        total_minor, commission_minor, shop_discount_minor, market_discount_minor, currency, ship_to, note, \
        created_at, updated_at, deposit_minor, due_minor, make_days, lead_days, not_before, short, buyer_words, tax_name, \
        tax_minor, channel, host_shop_id, host_minor)",
    tuple: "($1, $2, $3, $4, 'unpaid', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16, $17, $18, $19, $20, \
        $21, $22, $23, $24, $25, $26, $27)",
    tail: "",
};
const LINES: Rows = Rows {
    head: "INSERT INTO order_line (shop_id, order_id, position, listing_id, variant_id, kind, title, choices, sku, \
        picture, quantity, unit_minor, held, shop_discount_minor, market_discount_minor, title_en, choices_en)",
    tuple: "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
    tail: "",
};
const STEPS: Rows = Rows {
    head: "INSERT INTO order_step (shop_id, order_id, id, act, state, by_role, by_account, detail, created_at)",
    tuple: "($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    tail: "",
};
/// Everything of the new orders in one go, with `more` statements that belong to them.
pub(super) async fn insert_orders(
    tx: &mut Tx,
    drafts: &[&Draft<'_>],
    close_at: Timestamp,
    now: Timestamp,
    mut numbers: BTreeMap<ShopId, Vec<String>>,
    more: Vec<Statement>,
) -> Result<(), DbError> {
    let (mut orders, mut lines, mut steps, mut taken, mut taxed, mut statements) =
        (vec![], vec![], vec![], vec![], vec![], more);
    let facts = json(&OrderState::Unpaid { close_at })?;
    for draft in drafts {
        let baskets = draft.terms.baskets.iter().zip(&draft.baskets).zip(&draft.placed.orders);
        for ((basket, sums), order) in baskets {
            let (shop, number, lead) = (basket.shop, order.number(), basket.lead());
            orders.push(
                params![
                    shop,
                    number,
                    draft.placed.purchase.get(),
                    draft.terms.buyer,
                    &facts,
                    sums.items.minor(),
                    basket.shipping.minor(),
                    sums.total.minor(),
                    sums.commission.minor(),
                    sums.discount.shop.minor(),
                    sums.discount.market.minor(),
                    draft.terms.currency,
                    json(&basket.ship_to)?,
                    &basket.note,
                    now,
                    sums.deposit.map_or(0, Money::minor),
                    sums.due.minor(),
                    basket.work.as_ref().map_or(0, |work| work.days),
                    lead.days,
                    lead.not_before,
                    numbers.get_mut(&shop).and_then(Vec::pop).unwrap_or_default(),
                    buyer_words(&basket.ship_to),
                    basket.tax.as_ref().map_or("", |tax| tax.name.as_str()),
                    sums.tax.minor(),
                    basket.channel.name(),
                    basket.host.map(|host| host.shop),
                    sums.host.minor(),
                ]
                .to_vec(),
            );
            let step = tx.next_id(now);
            steps.push(
                params![shop, number, step, "place", "unpaid", "buyer", draft.terms.buyer, &facts, now]
                    .to_vec(),
            );
            let of_lines = (1_i64..).zip(&basket.lines).map(|(at, line)| (at, line.deductions.as_slice()));
            taken.extend(deduction_store::rows(*order, of_lines));
            taxed.extend(basket.tax.iter().flat_map(|contained| tax::rows(*order, contained)));
            for ((position, line), discount) in (1_i64..).zip(&basket.lines).zip(&sums.discounts) {
                lines.push(
                    params![
                        shop,
                        number,
                        position,
                        line.listing.number(),
                        line.variant.number(),
                        line.kind.name(),
                        &line.title,
                        &line.choices,
                        &line.sku,
                        &line.picture,
                        line.quantity,
                        line.unit.minor(),
                        line.is_counted,
                        discount.shop.minor(),
                        discount.market.minor(),
                        &line.title_en,
                        &line.choices_en
                    ]
                    .to_vec(),
                );
            }
        }
    }
    statements.extend(ORDERS.statements(orders));
    statements.extend(LINES.statements(lines));
    statements.extend(STEPS.statements(steps));
    statements.extend(deduction_store::insert(taken));
    statements.extend(tax::insert(taxed));
    tx.execute_all(&statements).await.map(drop)
}
