//! Keeping a listing: the one act behind the editor, the import, the API and the demo market.

use std::collections::HashSet;

use kernel::{Money, ShopId, Timestamp};
use people::shops::{self, Shop};
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{
    ListingId, ListingInput, ListingState, MOST_OPTIONS, MOST_PICTURES, MOST_VARIANTS, VariantId,
    bar_store::is_barred, body, listing_store, price_store, promises::PicturesChanged, seller_store::find_id,
};

#[derive(Clone, Debug, thiserror::Error)]
pub enum SaveError {
    #[error("there is no such shop")]
    NoSuchShop,
    #[error("there is no such listing")]
    NoSuchListing,
    #[error("another listing of the shop has this handle")]
    HandleTaken,
    #[error("a listing needs at least one variant")]
    NoVariants,
    #[error("a listing has at most {MOST_OPTIONS} options and {MOST_VARIANTS} variants")]
    TooMany,
    #[error("each variant needs one value for each option, and no two may be the same")]
    Choices,
    #[error("a price is not in the shop's currency")]
    OtherCurrency,
    #[error("a price, weight or number of pieces is below zero")]
    Negative,
    #[error("nothing is on sale without a price")]
    NoPrice,
    #[error("the market keeps the listing off sale")]
    Barred,
    #[error("the listing could not be kept")]
    Store(#[from] DbError),
}

/// Put a new listing into a shop.
pub async fn create(
    tx: &mut Tx,
    now: Timestamp,
    shop: ShopId,
    mut input: ListingInput,
) -> Result<ListingId, SaveError> {
    let shop = shops::find(tx, shop).await?.ok_or(SaveError::NoSuchShop)?;
    check(&shop, &input)?;
    clean(&mut input);
    let id = ListingId::new(shop.id, tx.next_id(now));
    if !listing_store::insert(tx, now, id, &shop, &input).await? {
        return Err(SaveError::HandleTaken);
    }
    save_parts(tx, now, id, &input).await?;
    Ok(id)
}

/// Put a new listing into a shop at the address it asks for, or at the next one that is free.
pub async fn create_nearby(
    tx: &mut Tx,
    now: Timestamp,
    shop: ShopId,
    mut input: ListingInput,
) -> Result<ListingId, SaveError> {
    let wanted = input.handle.clone();
    for attempt in 2..100 {
        if find_id(tx, shop, &input.handle).await?.is_none() {
            return create(tx, now, shop, input).await;
        }
        input.handle = format!("{wanted}-{attempt}");
    }
    Err(SaveError::HandleTaken)
}

/// Change a listing to what its seller says now. Variants keep their ids as long as their choices stay, so carts and
/// stock follow them.
pub async fn update(
    tx: &mut Tx,
    now: Timestamp,
    id: ListingId,
    mut input: ListingInput,
) -> Result<(), SaveError> {
    let shop = shops::find(tx, id.shop()).await?.ok_or(SaveError::NoSuchShop)?;
    check(&shop, &input)?;
    if input.state == ListingState::Active && is_barred(tx, id).await? {
        return Err(SaveError::Barred);
    }
    clean(&mut input);
    if listing_store::handle_is_taken(tx, id, &input.handle).await? {
        return Err(SaveError::HandleTaken);
    }
    if !listing_store::update(tx, now, id, &input).await? {
        return Err(SaveError::NoSuchListing);
    }
    save_parts(tx, now, id, &input).await
}

/// Show a listing, hide it, or put it away.
pub async fn set_state(
    tx: &mut Tx,
    now: Timestamp,
    id: ListingId,
    state: ListingState,
) -> Result<(), SaveError> {
    if state == ListingState::Active && listing_store::count_priced(tx, id).await? == 0 {
        return Err(SaveError::NoPrice);
    }
    if state == ListingState::Active && is_barred(tx, id).await? {
        return Err(SaveError::Barred);
    }
    if !listing_store::set_state(tx, now, id, state).await? {
        return Err(SaveError::NoSuchListing);
    }
    Ok(listing_store::note_change(tx, now, id).await?)
}

async fn save_parts(
    tx: &mut Tx,
    now: Timestamp,
    id: ListingId,
    input: &ListingInput,
) -> Result<(), SaveError> {
    let known = listing_store::variants(tx, id).await?;
    let mut kept = HashSet::new();
    for (position, variant) in (1_i64..).zip(&input.variants) {
        let old = known.iter().find(|(_, choices)| *choices == variant.choices).map(|(id, _)| *id);
        let number = old.unwrap_or_else(|| VariantId::new(id.shop(), tx.next_id(now)));
        kept.insert(number);
        match old {
            Some(_) => listing_store::update_variant(tx, number, position, variant).await?,
            None => listing_store::insert_variant(tx, id, number, position, variant).await?,
        }
        if old.is_none() || variant.available.is_some() {
            listing_store::set_stock(tx, number, variant.available.unwrap_or(0)).await?;
        }
    }
    for (gone, _) in known.iter().filter(|(variant, _)| !kept.contains(variant)) {
        listing_store::delete_variant(tx, *gone).await?;
    }
    price_store::note(tx, now, id).await?;
    if listing_store::replace_pictures(tx, now, id, &input.pictures).await? {
        jobs::enqueue(tx, now, now, &PicturesChanged { listing: id }).await?;
    }
    Ok(listing_store::note_change(tx, now, id).await?)
}

fn check(shop: &Shop, input: &ListingInput) -> Result<(), SaveError> {
    if input.variants.is_empty() {
        return Err(SaveError::NoVariants);
    }
    let too_many = input.options.len() > MOST_OPTIONS
        || input.variants.len() > MOST_VARIANTS
        || input.pictures.len() > MOST_PICTURES;
    if too_many {
        return Err(SaveError::TooMany);
    }
    if input.state == ListingState::Active && input.variants.iter().all(|variant| variant.price.is_none()) {
        return Err(SaveError::NoPrice);
    }
    let mut seen = HashSet::new();
    for variant in &input.variants {
        if variant.choices.len() != input.options.len() || !seen.insert(&variant.choices) {
            return Err(SaveError::Choices);
        }
        let amounts = [variant.price, variant.compare_at, variant.cost];
        if amounts.into_iter().flatten().any(|amount| amount.currency() != shop.currency) {
            return Err(SaveError::OtherCurrency);
        }
        let is_negative = amounts.into_iter().flatten().any(Money::is_negative);
        if is_negative || variant.weight_grams < 0 || variant.available.is_some_and(|pieces| pieces < 0) {
            return Err(SaveError::Negative);
        }
    }
    Ok(())
}

fn clean(input: &mut ListingInput) {
    input.body = body::clean(&input.body);
    input.body_en = body::clean(&input.body_en);
}

/// Say how many pieces of a variant there are that nobody holds.
pub async fn restock(tx: &mut Tx, variant: VariantId, available: i64) -> Result<(), DbError> {
    listing_store::set_stock(tx, variant, available.max(0)).await
}
