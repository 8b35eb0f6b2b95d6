//! Why an order costs what it costs, as it was on the day.

use kernel::{Currency, Money, ShopId};
use people::{reduction::Funder, shops::pick};
use platform::{
    db::{DbError, Row, Rows, Statement, Tx, Value},
    i18n::Lang,
    params,
};

use super::{Order, OrderId};
use crate::prices::Deduction;

/// What a reduction took off a line.
#[derive(Clone, Debug)]
pub struct KeptDeduction {
    /// The position of the line.
    pub line: i64,
    pub kind: String,
    /// Whose reduction it was.
    pub owner: ShopId,
    pub id: i64,
    pub name: String,
    pub name_en: String,
    pub funded_by: Funder,
    pub amount: Money,
}

impl KeptDeduction {
    /// Its name for a reader of `lang`, of an owner that speaks `own`.
    pub fn name_in(&self, lang: Lang, own: Lang) -> &str {
        pick(lang, own, &self.name, &self.name_en)
    }

    /// The end of the key of what it is called by its kind.
    pub fn word(&self) -> String {
        format!("{}-{}", self.kind, self.funded_by.name())
    }

    fn is_of(&self, other: &Self) -> bool {
        (&self.kind, self.owner, self.id) == (&other.kind, other.owner, other.id)
    }
}

const INSERT: Rows = Rows {
    head: "INSERT INTO order_deduction (shop_id, order_id, line, place, kind, owner_id, reduction_id, name, name_en, \
        funded_by, minor)",
    tuple: "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    tail: "",
};

/// The rows of the lines of an order, by their positions.
pub(super) fn rows<'a>(
    order: OrderId,
    lines: impl Iterator<Item = (i64, &'a [Deduction])>,
) -> Vec<Vec<Value>> {
    let mut rows = Vec::new();
    for (line, deductions) in lines {
        for (place, one) in (1_i64..).zip(deductions) {
            rows.push(
                params![
                    order.shop(),
                    order.number(),
                    line,
                    place,
                    one.kind.name,
                    one.owner,
                    one.id,
                    &one.name,
                    &one.name_en,
                    one.funded_by.name(),
                    one.amount.minor()
                ]
                .to_vec(),
            );
        }
    }
    rows
}

pub(super) fn insert(rows: Vec<Vec<Value>>) -> Vec<Statement> {
    INSERT.statements(rows)
}

macro_rules! columns {
    () => {
        "line, kind, owner_id, reduction_id, name, name_en, funded_by, minor"
    };
}
pub(super) use columns;

pub(super) fn decode(mut row: Row, currency: Currency) -> Result<KeptDeduction, DbError> {
    Ok(KeptDeduction {
        line: row.int()?,
        kind: row.text()?,
        owner: row.shop()?,
        id: row.int()?,
        name: row.text()?,
        name_en: row.text()?,
        funded_by: row.word(Funder::parse)?,
        amount: Money::new(row.int()?, currency),
    })
}

const LIST: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM order_deduction WHERE shop_id = $1 AND order_id = $2 ORDER BY line, place"
);
/// What was taken off the lines of an order; nothing is asked where nothing was.
pub async fn deductions(tx: &mut Tx, order: &Order) -> Result<Vec<KeptDeduction>, DbError> {
    if order.discount.is_none() {
        return Ok(Vec::new());
    }
    let currency = order.items.currency();
    tx.list(LIST, params![order.id.shop(), order.id.number()], |row| decode(row, currency)).await
}

/// Each reduction once, with what it took off all lines, in the order in which it was taken off.
pub fn of_order(deductions: &[KeptDeduction]) -> Vec<KeptDeduction> {
    let mut all: Vec<KeptDeduction> = Vec::new();
    for one in deductions {
        match all.iter_mut().find(|known| known.is_of(one)) {
            Some(known) => known.amount = known.amount.checked_add(one.amount).unwrap_or(known.amount),
            None => all.push(one.clone()),
        }
    }
    all
}
