//! Orders for a spreadsheet: a row for each, written as they are read, so that no shop is too large for it.
//!
//! The columns are those of [`COLUMNS`], in their order; later ones are only added at the end. `things` has every line:
//! its pieces, its title, its choices. Amounts are decimal text in `currency`. Times are RFC 3339 in UTC.
//!
//! A cell that a buyer has written and that begins like a formula gets an apostrophe before it: a spreadsheet shows the
//! cell then and calculates nothing.

use axum::body::{Body, Bytes};
use futures_util::stream;
use kernel::ShopId;
use people::market::Market;
use platform::{
    db::{DbError, Tx},
    web::csv_cell,
};

use super::{Order, OrderLine, around, seek, sought::Sought};

pub const COLUMNS: [&str; 27] = [
    "order",
    "created",
    "state",
    "things",
    "pieces",
    "buyer",
    "phone",
    "country",
    "region",
    "city",
    "line1",
    "line2",
    "postal_code",
    "note",
    "currency",
    "items",
    "shop_discount",
    "market_discount",
    "shipping",
    "total",
    "commission",
    "refunded",
    "carrier",
    "tracking",
    "tax",
    "tax_name",
    "channel",
];

/// Orders that are read at once.
const AT_ONCE: i64 = 100;

fn things(lines: &[OrderLine]) -> String {
    let thing = |line: &OrderLine| match line.choices.as_str() {
        "" => format!("{} × {}", line.quantity, line.title),
        choices => format!("{} × {} ({choices})", line.quantity, line.title),
    };
    lines.iter().map(thing).collect::<Vec<_>>().join("; ")
}

fn row(order: &Order, lines: &[OrderLine]) -> [String; 27] {
    let (to, parcel) = (&order.ship_to, order.state.parcel());
    let refunded = order.sent_back().unwrap_or(order.refunded.goods);
    [
        order.id.to_string(),
        order.created_at.rfc3339(),
        order.state.name().to_owned(),
        things(lines),
        lines.iter().map(|line| line.quantity).sum::<i64>().to_string(),
        csv_cell(&to.name),
        csv_cell(&to.phone),
        to.country.code().to_owned(),
        csv_cell(&to.region),
        csv_cell(&to.city),
        csv_cell(&to.line1),
        csv_cell(&to.line2),
        csv_cell(&to.postal_code),
        csv_cell(&order.note),
        order.total.currency().code().to_owned(),
        order.items.decimal(),
        order.discount.shop.decimal(),
        order.discount.market.decimal(),
        order.shipping.decimal(),
        order.total.decimal(),
        order.commission.decimal(),
        refunded.decimal(),
        csv_cell(parcel.map_or("", |parcel| parcel.carrier.as_str())),
        csv_cell(parcel.map_or("", |parcel| parcel.tracking.as_str())),
        // Empty where the shop stated none, which is another thing than nothing.
        order.tax.as_ref().map(|stated| stated.amount.decimal()).unwrap_or_default(),
        csv_cell(order.tax.as_ref().map_or("", |stated| stated.name.as_str())),
        order.channel.name().to_owned(),
    ]
}

/// A file that is being written.
struct Writing {
    market: Market,
    shop: ShopId,
    sought: Sought,
    at: At,
}

/// How far it is written.
enum At {
    Head,
    After(i64),
    End,
}

/// The next rows, and the head before the first of them; none after the last.
async fn write(mut file: Writing) -> Result<Option<(Bytes, Writing)>, axum::BoxError> {
    let last = match file.at {
        At::Head => None,
        At::After(last) => Some(last),
        At::End => return Ok(None),
    };
    let (shop, wanted) = (file.shop, file.sought.clone());
    let read = async move |tx: &mut Tx| {
        let orders = seek(tx, shop, &wanted, last, AT_ONCE).await?;
        let mut found = around(tx, &orders).await?;
        let row = |order: Order| {
            let lines = found.remove(&order.id).unwrap_or_default().lines;
            (order, lines)
        };
        Ok::<_, DbError>(orders.into_iter().map(row).collect::<Vec<_>>())
    };
    let rows = file.market.db.read(read).await?;
    let mut csv = csv::Writer::from_writer(Vec::new());
    if last.is_none() {
        csv.write_record(COLUMNS)?;
    }
    for (order, lines) in &rows {
        csv.write_record(row(order, lines))?;
    }
    file.at = rows.last().map_or(At::End, |(order, _)| At::After(order.id.number()));
    Ok(Some((Bytes::from(csv.into_inner()?), file)))
}

/// The file, as it is read. One that breaks off is no whole file: the connection is cut then.
pub fn file(market: Market, shop: ShopId, sought: Sought) -> Body {
    Body::from_stream(stream::try_unfold(Writing { market, shop, sought, at: At::Head }, write))
}
