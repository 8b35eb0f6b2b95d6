use axum::body::Bytes;
use goods::catalog::{self, ListingId, ShownListing};
use kernel::{Day, ShopId, Timestamp, hours};
use people::{
    market::Market,
    photos,
    shops::{self, Shop},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Limit, Problem, Refusal},
};

use crate::designs::{
    self, MOST_PICTURES, NewPicture, NewRecord, Record, RecordStage, notices::Words, numbers, print::Print,
    sha256,
};

/// Characters of a name: of a design, its author, an office.
const MOST_LINE: usize = 120;
/// Characters of what is said of a design, and in a case.
const MOST_WORDS: usize = 4_000;

/// Count a record that a shop puts down, or refuse it.
pub fn may_make(market: &Market, shop: ShopId) -> Result<(), Problem> {
    let rule =
        Limit { name: "design-records", times: market.rules().count(numbers::RECORDS), per: hours(24) };
    market.limits.take(rule, shop.to_string())
}

/// What somebody says of a design, from a page or a program; its pictures come beside it.
pub fn read_record(form: &mut Fields, now: Timestamp, pictures: &[NewPicture]) -> Option<NewRecord> {
    let (title, author) = (form.line("title", MOST_LINE), form.line("author", MOST_LINE));
    let words = form.maybe_paragraphs("words", MOST_WORDS);
    let first_shown = form.maybe_line("first_shown", 10);
    if !first_shown.is_empty() {
        match Day::parse(&first_shown) {
            Err(_) => form.refuse("first_shown", Refusal::new("refused-not-a-day")),
            // It is tomorrow already where the sun rises first.
            Ok(day) if day > Day::of(now + hours(14)) => {
                form.refuse("first_shown", Refusal::new("refused-design-later"));
            }
            Ok(_) => {}
        }
    }
    let (office, number) = (form.maybe_line("office", MOST_LINE), form.maybe_line("number", MOST_LINE));
    if office.is_empty() != number.is_empty() {
        let missing = if office.is_empty() { "office" } else { "number" };
        form.refuse(missing, Refusal::new("refused-design-both"));
    }
    let stage = if form.yes_or_no("sealed") { RecordStage::Sealed } else { RecordStage::Open };
    if pictures.is_empty() && form.refusal("photos").is_none() {
        form.refuse("photos", Refusal::new("refused-design-no-picture"));
    }
    let pictures = pictures.to_vec();
    form.is_good().then_some(NewRecord { title, author, words, first_shown, office, number, pictures, stage })
}

/// Keep the pictures of a record, as all pages show them; a bad one is blamed on its field, and then none counts.
pub async fn keep_pictures(
    market: &Market,
    form: &mut Fields,
    files: Vec<(String, Bytes)>,
) -> Result<Vec<NewPicture>, Problem> {
    let mut kept: Vec<NewPicture> = Vec::new();
    for (_, upload) in files.into_iter().take(MOST_PICTURES) {
        let sha256 = sha256(&upload);
        let Ok(picture) = market.files.keep_picture(upload, None).await? else {
            form.refuse("photos", Refusal::new("refused-photo"));
            continue;
        };
        let (store, file) = (market.files.clone(), picture.file.clone());
        let work = move || store.get(&file, "-640.webp").ok().and_then(|webp| Print::of_file(&webp));
        let print = tokio::task::spawn_blocking(work).await.map_err(Problem::broken)?;
        match print {
            Some(print) if !kept.iter().any(|have| have.sha256 == sha256) => {
                kept.push(NewPicture { file: picture.file, sha256, print });
            }
            Some(_) => {}
            None => form.refuse("photos", Refusal::new("refused-photo")),
        }
    }
    Ok(kept)
}

/// What a side says in a case, with photos; without words it says nothing.
pub async fn read_words(
    market: &Market,
    visit: &Visit,
    form: &mut Fields,
    files: Vec<(String, Bytes)>,
) -> Result<Words, Problem> {
    let words = form.maybe_paragraphs("words", MOST_WORDS);
    if words.is_empty() && form.refusal("words").is_none() {
        form.refuse("words", Refusal::new("refused-empty"));
    }
    // Words that are missing are asked for before a photo is kept that nobody will see.
    let photos = if form.is_good() { photos::keep(market, visit, form, files).await? } else { Vec::new() };
    Ok(Words { words, photos })
}

/// A listing with its shop, as it stands beside a design; without the listing, where it is gone.
pub struct Thing {
    pub shop: Shop,
    pub listing: Option<ShownListing>,
    pub cover: String,
}

impl Thing {
    pub async fn find(tx: &mut Tx, id: ListingId) -> Result<Option<Self>, DbError> {
        let Some(shop) = shops::find(tx, id.shop()).await? else { return Ok(None) };
        let listing = catalog::find(tx, id).await?;
        let cover = catalog::card(tx, id).await?.map(|card| card.cover).unwrap_or_default();
        Ok(Some(Self { shop, listing, cover }))
    }

    pub fn title(&self) -> &str {
        self.listing.as_ref().map_or("—", |listing| listing.title.as_str())
    }

    pub fn path(&self) -> String {
        match &self.listing {
            Some(listing) => format!("/shops/{}/{}", self.shop.handle, listing.handle),
            None => format!("/shops/{}", self.shop.handle),
        }
    }
}

/// A record with its shop.
pub struct Shown {
    pub record: Record,
    pub shop: Shop,
}

impl Shown {
    /// Records with their shops: one statement for all.
    pub async fn load(tx: &mut Tx, records: Vec<Record>) -> Result<Vec<Self>, DbError> {
        let mut ids: Vec<ShopId> = records.iter().map(|record| record.id.shop()).collect();
        ids.sort_unstable();
        ids.dedup();
        let shops = shops::find_several(tx, &ids).await?;
        let shown = |record: Record| {
            let shop = shops.iter().find(|shop| shop.id == record.id.shop())?.clone();
            Some(Self { record, shop })
        };
        Ok(records.into_iter().filter_map(shown).collect())
    }

    pub async fn find(tx: &mut Tx, id: designs::RecordId) -> Result<Option<Self>, DbError> {
        let Some(record) = designs::find(tx, id).await? else { return Ok(None) };
        Ok(Self::load(tx, vec![record]).await?.pop())
    }
}
