//! Kinds of ticket: made and changed by the shop that organises the festival, and put on sale by their dates.

use goods::catalog::{
    self, Facts, Kind, ListingId, ListingInput, ListingState, PictureInput, TaxClass, VariantId, VariantInput,
};
use kernel::{Actor, Timestamp};
use platform::db::Tx;

use super::{
    KindError, KindId, KindPlan, MOST_KINDS, TicketKind, key_store, kind_store as store,
    promises::settle_sale_at,
};
use crate::festivals::{self, Festival, FestivalId, find_own};

/// Whether the festival has such a day and zone, and it can be sold before it begins.
async fn check(tx: &mut Tx, festival: &Festival, said: &KindPlan) -> Result<(), KindError> {
    let days = festival.said.days.count();
    let zones = festivals::zones(tx, festival.id).await?;
    let has_zone = said.zone == 0 || zones.iter().any(|zone| zone.position == said.zone);
    if !(0..=days).contains(&said.day) || !has_zone {
        return Err(KindError::NotThere);
    }
    if said.sale_from >= said.sale_until || said.sale_from >= festival.ends_at {
        return Err(KindError::Backwards);
    }
    Ok(())
}

/// Whether its only gate is one of the festival that is open.
async fn check_gate(tx: &mut Tx, festival: &Festival, gate: Option<i64>) -> Result<(), KindError> {
    match gate {
        Some(gate) if !store::has_gate(tx, festival.id, gate).await? => Err(KindError::NoGate),
        Some(_) | None => Ok(()),
    }
}

/// Offer a new kind of ticket. One that costs something is a listing of the shop, whose stock is the capacity.
pub async fn make(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    festival: FestivalId,
    said: KindPlan,
) -> Result<TicketKind, KindError> {
    let festival = find_own(tx, by, festival).await?.ok_or(KindError::NoSuch)?;
    if festival.stage == festivals::FestivalStage::CalledOff {
        return Err(KindError::CalledOff);
    }
    check(tx, &festival, &said).await?;
    check_gate(tx, &festival, said.gate).await?;
    let before = store::kinds(tx, festival.id).await?;
    if before.len() >= MOST_KINDS {
        return Err(KindError::Full);
    }
    key_store::ensure_key(tx, now).await?;
    let shop = festival.id.shop();
    let position = before.last().map_or(1, |last| last.position + 1);
    let id = KindId::new(shop, tx.next_id(now));
    let mut kind = TicketKind { id, festival: festival.id, position, said, sold: None, taken: 0 };
    if kind.said.price.is_positive() {
        let input = listing(&festival, &kind, now);
        let listing = catalog::create_nearby(tx, now, shop, input).await?;
        let variants = catalog::variant_ids(tx, listing).await?;
        kind.sold = variants.first().map(|(variant, _)| (listing, *variant));
    }
    store::insert(tx, now, &kind).await?;
    settle_sale_at(tx, now, &kind).await?;
    Ok(kind)
}

/// Change a kind. Its day and its zone stay, since tickets say them, and its price is that of its listing; the capacity moves the
/// stock by as much.
pub async fn edit(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: KindId,
    said: KindPlan,
) -> Result<TicketKind, KindError> {
    let before = store::find_kind(tx, id).await?.ok_or(KindError::NoSuch)?;
    let festival = find_own(tx, by, before.festival).await?.ok_or(KindError::NoSuch)?;
    if festival.stage == festivals::FestivalStage::CalledOff {
        return Err(KindError::CalledOff);
    }
    let (price, day, zone) = (before.said.price, before.said.day, before.said.zone);
    let said = KindPlan { price, day, zone, ..said };
    check(tx, &festival, &said).await?;
    if said.gate != before.said.gate {
        check_gate(tx, &festival, said.gate).await?;
    }
    let after = TicketKind { said, ..before.clone() };
    if !store::update(tx, now, &after).await? {
        return Err(KindError::Taken);
    }
    if let Some((listing, variant)) = after.sold {
        move_stock(tx, variant, after.said.capacity - before.said.capacity).await?;
        let input = listing_again(tx, &festival, &after, now).await?;
        catalog::update(tx, now, listing, input).await?;
    }
    settle_sale_at(tx, now, &after).await?;
    Ok(after)
}

async fn move_stock(tx: &mut Tx, variant: VariantId, pieces: i64) -> Result<(), KindError> {
    if pieces >= 0 {
        return Ok(catalog::put_back(tx, &[(variant, pieces)]).await?);
    }
    match catalog::take(tx, &[(variant, -pieces)]).await?.as_slice() {
        [true] => Ok(()),
        // Some of them are held by whoever is paying for them now.
        _ => Err(KindError::Taken),
    }
}

/// Whether its listing is shown to buyers now.
fn state(festival: &Festival, kind: &TicketKind, now: Timestamp) -> ListingState {
    let is_sold = festival.is_awaited(now) && kind.is_on_sale(now);
    if is_sold { ListingState::Active } else { ListingState::Draft }
}

/// Put a kind on sale or take it off, and have its listing know its day: told once or often, it comes to the same.
pub(super) async fn settle_sale(tx: &mut Tx, now: Timestamp, id: KindId) -> Result<(), KindError> {
    let Some(kind) = store::find_kind(tx, id).await? else { return Ok(()) };
    let Some(festival) = festivals::find(tx, kind.festival).await? else { return Ok(()) };
    let Some((listing, _)) = kind.sold else { return Ok(()) };
    // What its shop has put away stays away.
    let Some(now_is) = catalog::load(tx, listing).await? else { return Ok(()) };
    if now_is.state == ListingState::Archived {
        return Ok(());
    }
    let input = listing_again(tx, &festival, &kind, now).await?;
    if (now_is.state, &now_is.facts) == (input.state, &input.facts) {
        return Ok(());
    }
    Ok(catalog::update(tx, now, listing, input).await?)
}

/// What a listing says now, with what its kind says of it: other words and pictures of its shop stay.
async fn listing_again(
    tx: &mut Tx,
    festival: &Festival,
    kind: &TicketKind,
    now: Timestamp,
) -> Result<ListingInput, KindError> {
    let made = listing(festival, kind, now);
    let listing: Option<ListingId> = kind.sold.map(|it| it.0);
    let Some(listing) = listing else { return Ok(made) };
    let Some(kept) = catalog::load(tx, listing).await? else { return Ok(made) };
    let variants = kept.variants.into_iter().map(|variant| VariantInput { available: None, ..variant });
    let state = if kept.state == ListingState::Archived { kept.state } else { made.state };
    Ok(ListingInput {
        title: made.title,
        title_en: made.title_en,
        facts: made.facts,
        state,
        variants: variants.collect(),
        ..kept
    })
}

fn listing(festival: &Festival, kind: &TicketKind, now: Timestamp) -> ListingInput {
    let (plan, said) = (&festival.said, &kind.said);
    let title = format!("{} · {}", said.name, plan.name);
    let title_en = match (said.name_en.as_str(), plan.name_en.as_str()) {
        ("", "") => String::new(),
        ("", festival) => format!("{} · {festival}", said.name),
        (name, "") => format!("{name} · {}", plan.name),
        (name, festival) => format!("{name} · {festival}"),
    };
    let cover = PictureInput {
        file: festival.cover.clone(),
        source: String::new(),
        alt: festival.cover_alt.clone(),
        width: 1280,
        height: 720,
    };
    ListingInput {
        handle: format!("ticket-{}-{}", festival.handle, kind.position),
        kind: Kind::Ticket,
        state: state(festival, kind, now),
        title,
        title_en,
        body: String::new(),
        body_en: String::new(),
        craft: String::new(),
        materials: String::new(),
        materials_en: String::new(),
        technique: String::new(),
        technique_en: String::new(),
        vendor: String::new(),
        product_type: String::new(),
        tags: Vec::new(),
        options: Vec::new(),
        variants: vec![VariantInput {
            choices: Vec::new(),
            sku: String::new(),
            barcode: String::new(),
            price: Some(said.price),
            compare_at: None,
            cost: None,
            weight_grams: 0,
            available: Some(said.capacity),
            is_backordered: false,
            is_tracked: true,
            requires_shipping: false,
            is_taxable: true,
            picture: String::new(),
            extra: "{}".to_owned(),
        }],
        pictures: if cover.file.is_empty() { Vec::new() } else { vec![cover] },
        facts: Facts { ready_at: kind.over_at(&plan.days), ..Facts::default() },
        is_negotiable: false,
        floor: None,
        auto_accept: None,
        origin_country: None,
        customs_code: String::new(),
        tax_class: TaxClass::Standard,
        seo_title: String::new(),
        seo_description: String::new(),
        model: String::new(),
        extra: "{}".to_owned(),
    }
}
