use goods::catalog::{self, ListingId};
use kernel::{AccountId, Actor, Money, ShopId, Side, Timestamp, hours};
use people::shops;
use platform::db::{DbError, Tx};
use selling::orders::{self, OrderId, OrderLine};

use super::{
    Body, Conversation, ConversationId, Message, SayError, ThingCard, post::post, reports::check_pause,
    settings, store,
};

/// Between two away messages of a shop in one conversation.
const AWAY_AGAIN: std::time::Duration = hours(12);

/// Say something. The same key is said once; a repeat is answered with what was said the first time.
pub async fn say(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: ConversationId,
    key: &str,
    body: Body,
) -> Result<Message, SayError> {
    let (side, account) = (by.side()?, by.account()?);
    let conversation = store::find_for(tx, by, id).await?.ok_or(SayError::NoSuchConversation)?;
    if let Some(said) = store::find_said(tx, id, account, key).await? {
        return Ok(said);
    }
    if conversation.is_blocked() {
        return Err(SayError::Blocked);
    }
    if check_pause(tx, now, account, &conversation, side).await?.is_some() {
        return Err(SayError::Paused);
    }
    let message = post(tx, now, &conversation, side, Some(account), key, body).await?;
    if side == Side::Buyer {
        answer_for_the_shop(tx, now, &conversation).await?;
    }
    Ok(message)
}

/// Show a listing of the shop.
pub async fn show_listing(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: ConversationId,
    key: &str,
    listing: ListingId,
) -> Result<Message, SayError> {
    let card = listing_card(tx, id.shop(), listing).await?.ok_or(SayError::NoSuchListing)?;
    say(tx, by, now, id, key, Body::Listing { card }).await
}

/// Show an order of this buyer with this shop.
pub async fn show_order(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: ConversationId,
    key: &str,
    order: OrderId,
) -> Result<Message, SayError> {
    let conversation = store::find_for(tx, by, id).await?.ok_or(SayError::NoSuchConversation)?;
    let found = card_of_order(tx, conversation.buyer, id.shop(), order).await?;
    let (total, card) = found.ok_or(SayError::NoSuchOrder)?;
    say(tx, by, now, id, key, Body::Order { order, total, card }).await
}

/// A listing of a shop that is on sale, as a conversation shows it.
pub(super) async fn listing_card(
    tx: &mut Tx,
    shop: ShopId,
    listing: ListingId,
) -> Result<Option<ThingCard>, DbError> {
    if listing.shop() != shop {
        return Ok(None);
    }
    let card = |shown: catalog::Card| ThingCard {
        listing,
        title: shown.title,
        title_en: shown.title_en,
        picture: shown.cover,
        price: shown.low,
    };
    Ok(catalog::card(tx, listing).await?.map(card))
}

/// An order of a buyer with a shop, as a conversation shows it: its total and its first thing.
pub(super) async fn card_of_order(
    tx: &mut Tx,
    buyer: AccountId,
    shop: ShopId,
    order: OrderId,
) -> Result<Option<(Money, ThingCard)>, DbError> {
    let found = orders::find_for_buyer(tx, buyer, order).await?.filter(|found| found.id.shop() == shop);
    let Some(found) = found else { return Ok(None) };
    let Some(line) = orders::lines(tx, order).await?.into_iter().next() else { return Ok(None) };
    Ok(Some((found.total, order_card(line))))
}

/// The first thing of an order, which stands for it.
pub(super) fn order_card(first: OrderLine) -> ThingCard {
    let OrderLine { listing, title, title_en, picture, unit: price, .. } = first;
    ThingCard { listing, title, title_en, picture, price }
}

/// While nobody is there, the shop's away message answers, now and then.
async fn answer_for_the_shop(
    tx: &mut Tx,
    now: Timestamp,
    conversation: &Conversation,
) -> Result<(), DbError> {
    if conversation.away_at.is_some_and(|at| now.since(at) < AWAY_AGAIN) {
        return Ok(());
    }
    let shop = conversation.id.shop();
    let away = settings::away(tx, shop).await?;
    if away.words.is_empty() {
        return Ok(());
    }
    let on_holiday = shops::find(tx, shop).await?.is_some_and(|shop| !shop.is_selling(now));
    if !away.is_on && !on_holiday {
        return Ok(());
    }
    store::set_away_at(tx, conversation.id, now).await?;
    let body = Body::Away { words: away.words };
    let key = format!("away-{}", now.micros());
    post(tx, now, conversation, Side::Seller, None, &key, body).await.map(drop)
}
