//! How somebody's check-lists stand, from what is there.

use goods::{
    catalog::{self, ListingState, Reading},
    shipping,
};
use kernel::{AccountId, ShopId};
use people::shops::{self, Shop, ShopState};
use platform::db::{DbError, Tx};
use selling::orders::{self, OrderStage};

use super::{Check, CheckList, Line};
use crate::live::{self, Room, RoomStage, figures, law, run_sheet};

/// Shows of a shop that are looked at, the newest.
const SHOWS: i64 = 20;

/// The first shop in which somebody works.
async fn shop_of(tx: &mut Tx, account: AccountId) -> Result<Option<Shop>, DbError> {
    match shops::list_of_account(tx, account).await?.into_iter().next() {
        Some((shop, ..)) => shops::find(tx, shop).await,
        None => Ok(None),
    }
}

/// Whoever has no shop opens one first.
fn without_shop(rest: &[Check]) -> CheckList {
    let first = Line::new(Check::Shop, false, "/shops/new");
    CheckList {
        lines: [first].into_iter().chain(rest.iter().map(|check| Line::new(*check, false, ""))).collect(),
    }
}

/// The newest listing on sale, or else the newest draft.
async fn newest(tx: &mut Tx, shop: ShopId) -> Result<Option<Reading>, DbError> {
    for state in [ListingState::Active, ListingState::Draft] {
        let rows = catalog::list_for_desk(tx, shop, state, "", i64::MAX, 1).await?;
        if let Some(row) = rows.first() {
            return catalog::read_by_id(tx, &[shop], row.id).await;
        }
    }
    Ok(None)
}

async fn has_sold(tx: &mut Tx, shop: ShopId) -> Result<bool, DbError> {
    let is_sale = |stage: OrderStage| match stage {
        OrderStage::Unpaid | OrderStage::Closed | OrderStage::Refunded => false,
        OrderStage::Unaddressed
        | OrderStage::Deposited
        | OrderStage::Due
        | OrderStage::Paid
        | OrderStage::Shipped
        | OrderStage::Objected
        | OrderStage::Completed => true,
    };
    Ok(orders::count_by_state(tx, shop).await?.into_iter().any(|(stage, count)| count > 0 && is_sale(stage)))
}

/// What stands between somebody and their first sale.
pub async fn first_listing(tx: &mut Tx, account: AccountId) -> Result<CheckList, DbError> {
    let Some(shop) = shop_of(tx, account).await? else {
        return Ok(without_shop(&[
            Check::Photo,
            Check::Title,
            Check::Story,
            Check::Price,
            Check::Delivery,
            Check::Open,
            Check::Listed,
            Check::Sold,
        ]));
    };
    let desk = format!("/desk/{}", shop.handle);
    let found = newest(tx, shop.id).await?;
    let has = |what: fn(&Reading) -> bool| found.as_ref().is_some_and(what);
    let editor = match &found {
        Some(found) => format!("{desk}/listings/{}", found.listing.id),
        None => format!("{desk}/listings/new"),
    };
    let ships = !shipping::list(tx, shop.id).await?.is_empty();
    let is_open = shop.state == ShopState::Open;
    let lines = vec![
        Line::new(Check::Shop, true, desk.as_str()),
        Line::new(Check::Photo, has(|it| !it.pictures.is_empty()), editor.as_str()),
        Line::new(Check::Title, has(|it| !it.listing.title.trim().is_empty()), editor.as_str()),
        Line::new(
            Check::Story,
            has(|it| !catalog::plain(&it.listing.body, 40).trim().is_empty()),
            editor.as_str(),
        ),
        Line::new(Check::Price, has(|it| it.listing.low.minor() > 0), editor.as_str()),
        Line::new(Check::Delivery, ships, format!("{desk}/shipping")),
        Line::new(Check::Open, is_open, format!("{desk}/settings")),
        Line::new(Check::Listed, is_open && has(|it| it.listing.state == ListingState::Active), editor),
        Line::new(Check::Sold, has_sold(tx, shop.id).await?, format!("{desk}/orders")),
    ];
    Ok(CheckList { lines })
}

fn was_on_air(room: &Room) -> bool {
    matches!(room.state.stage(), RoomStage::OnAir | RoomStage::Ended)
}

/// What stands between somebody and the first sale in a show of theirs.
pub async fn first_show(tx: &mut Tx, account: AccountId) -> Result<CheckList, DbError> {
    let Some(shop) = shop_of(tx, account).await? else {
        return Ok(without_shop(&[
            Check::Checked,
            Check::Planned,
            Check::Things,
            Check::Consent,
            Check::OnAir,
            Check::SoldLive,
        ]));
    };
    let live = format!("/desk/{}/live", shop.handle);
    let mut rooms = live::list_of_shop(tx, shop.id, i64::MAX, SHOWS).await?;
    rooms.retain(|room| room.state.stage() != RoomStage::Cancelled);
    // What comes next counts before what is over.
    let room = rooms.iter().find(|room| !room.state.is_over()).or(rooms.first());
    let (mut has_things, mut agreed, mut has_sold) = (false, false, false);
    if let Some(room) = room {
        has_things = !run_sheet::list(tx, room.id).await?.is_empty();
        agreed = law::has_consent(tx, room.id).await?;
    }
    for room in rooms.iter().filter(|room| was_on_air(room)) {
        has_sold = has_sold || figures::sold_now(tx, room.id, shop.currency).await?.0 > 0;
    }
    let of_room = |end: &str| room.map(|room| format!("{live}/{}{end}", room.id)).unwrap_or_default();
    let lines = vec![
        Line::new(Check::Shop, true, format!("/desk/{}", shop.handle)),
        Line::new(Check::Checked, law::has_gone_through(tx, shop.id).await?, format!("{live}/law")),
        Line::new(Check::Planned, room.is_some(), live.as_str()),
        Line::new(Check::Things, has_things, of_room("/run-sheet")),
        Line::new(Check::Consent, agreed, of_room("")),
        Line::new(Check::OnAir, rooms.iter().any(was_on_air), of_room("")),
        Line::new(Check::SoldLive, has_sold, of_room("")),
    ];
    Ok(CheckList { lines })
}
