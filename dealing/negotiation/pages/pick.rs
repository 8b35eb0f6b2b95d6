use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use goods::{
    catalog::{self, Card},
    search::fold,
};
use kernel::{Money, Side};
use people::{market::Market, visit::Visit};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};
use selling::orders::{self, Order, OrderId};

use crate::negotiation::{self, ConversationId, ThingCard, say::order_card};

/// Listings among which one is looked for, and shown.
const AMONG: i64 = 500;
const MOST: usize = 30;
/// Orders of the buyer among which those of the shop are found, and shown.
const ORDERS_AMONG: i64 = 200;
const MOST_ORDERS: usize = 10;

/// A listing or an order, to be shown in a conversation.
#[derive(Template)]
#[template(path = "negotiation/views/pick.html")]
struct PickPage {
    shell: Shell,
    lang: Lang,
    id: ConversationId,
    is_seller: bool,
    words: String,
    /// Each with whether its price is open.
    listings: Vec<(Card, bool)>,
    orders: Vec<(OrderId, Money, ThingCard)>,
}

impl PickPage {
    fn action(&self) -> String {
        format!("/conversations/{}/cards", self.id)
    }
}

/// `GET /conversations/{id}/cards?q=`: what can be shown beside words, the listings by what is looked for.
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let by = visit.for_shop(id.shop())?;
    let side = by.side()?;
    let mut query = Fields::from_query(query.as_deref().unwrap_or_default());
    let words = query.maybe_line("q", 100);
    let wanted: Vec<String> = fold(&words).split_whitespace().map(str::to_owned).collect();
    let read = async move |tx: &mut Tx| {
        let Some(conversation) = negotiation::find_for(tx, &by, id).await? else { return Ok(None) };
        let is_wanted = |card: &Card| {
            let title = fold(&format!("{} {}", card.title, card.title_en));
            wanted.iter().all(|word| title.contains(word.as_str()))
        };
        let all = catalog::list_of_shop(tx, id.shop(), i64::MAX, AMONG).await?;
        let cards: Vec<Card> = all.into_iter().filter(is_wanted).take(MOST).collect();
        let ids: Vec<_> = cards.iter().map(|card| card.id).collect();
        let open = catalog::negotiable(tx, &ids).await?;
        let listings = cards.into_iter().map(|card| (open.contains(&card.id), card));
        let listings: Vec<_> = listings.map(|(is_open, card)| (card, is_open)).collect();
        let all =
            orders::list_for_buyer(tx, conversation.buyer, &orders::Wanted::All, i64::MAX, ORDERS_AMONG)
                .await?;
        let mut own: Vec<Order> = all.into_iter().filter(|order| order.id.shop() == id.shop()).collect();
        own.truncate(MOST_ORDERS);
        let mut around = orders::around(tx, &own).await?;
        let card = |order: &Order| {
            let first = around.remove(&order.id)?.lines.into_iter().next()?;
            Some((order.id, order.total, order_card(first)))
        };
        Ok::<_, DbError>(Some((listings, own.iter().filter_map(card).collect())))
    };
    let (listings, orders): (_, Vec<_>) = market.db.report(read).await?.ok_or_else(Problem::not_found)?;
    let (shell, lang, is_seller) = (visit.shell("talk"), visit.lang, side == Side::Seller);
    views::page(&PickPage { shell, lang, id, is_seller, words, listings, orders })
}
