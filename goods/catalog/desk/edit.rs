use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use people::{
    choices::{self, Choice},
    market::Market,
    shops::{Desk, Shop, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Fields, Problem, Refusal},
};

use super::{common::own, fill, read, table};
use crate::catalog::{
    self, CRAFTS, Kind, ListingId, ListingInput, ListingState, PictureInput, SaveError, listing_input::blank,
};

/// A row of the table of variants: its number and its choices.
pub struct VariantRow {
    pub at: usize,
    pub label: String,
    pub choices: Vec<String>,
}

#[derive(Template)]
#[template(path = "catalog/views/editor.html")]
pub(super) struct EditorPage {
    pub shell: Shell,
    pub desk: Desk,
    pub form: Fields,
    /// Empty for a listing that is not kept yet.
    pub id: String,
    /// Where the buyers see it.
    pub url: String,
    pub name: String,
    pub state: &'static str,
    pub symbol: &'static str,
    pub crafts: Vec<Choice>,
    pub countings: Vec<Choice>,
    pub from_months: Vec<Choice>,
    pub to_months: Vec<Choice>,
    pub lines: Vec<VariantRow>,
    pub pictures: Vec<PictureInput>,
    /// Photos that were refused: the file's name and why.
    pub refused_photos: Vec<(String, String)>,
}

impl EditorPage {
    fn new(visit: &Visit, shop: &Shop, id: Option<ListingId>, kept: &ListingInput, form: Fields) -> Self {
        let shell = visit.shell("desk");
        let months = |name: &str| {
            let chosen = form.value(name);
            let month = |number: i64| Choice {
                value: number.to_string(),
                words: shell.of("month", &number.to_string()),
                chosen: number.to_string() == chosen,
            };
            (1..=12).map(month).collect::<Vec<_>>()
        };
        let line = |at: usize| {
            let choices = table::choices(&form, at);
            VariantRow { at, label: choices.join(" / "), choices }
        };
        Self {
            desk: Desk::new(shop, "listings"),
            id: id.map(|id| id.to_string()).unwrap_or_default(),
            url: format!("/shops/{}/{}", shop.handle, kept.handle),
            name: kept.title.clone(),
            state: kept.state.name(),
            symbol: shell.sign(&shop.currency),
            crafts: choices::words(CRAFTS.map(|craft| craft.code), form.value("craft"), |code| {
                shell.of("craft", code)
            }),
            countings: choices::words(fill::COUNTINGS, form.value("counting"), |word| {
                shell.of("editor-counting", word)
            }),
            from_months: months("from_month"),
            to_months: months("to_month"),
            lines: (0..table::count(&form).max(1)).map(line).collect(),
            pictures: kept.pictures.clone(),
            refused_photos: Vec::new(),
            form,
            shell,
        }
    }

    /// What stands in a cell of the table.
    fn cell(&self, at: &usize, name: &str) -> &str {
        self.form.value(&format!("variants.{at}.{name}"))
    }

    /// What is wrong with it.
    fn fault(&self, at: &usize, name: &str) -> String {
        self.shell.error(&self.form, &format!("variants.{at}.{name}"))
    }

    fn option(&self, at: &usize, name: &str) -> &str {
        self.form.value(&format!("options.{at}.{name}"))
    }

    /// Whether some option is said in English, or wrongly so.
    fn has_english(&self) -> bool {
        let is_english = |name: &str| name.starts_with("options.") && name.ends_with("_en");
        let said = self.form.pairs().any(|(name, value)| is_english(name) && !value.is_empty());
        said || self.form.refusals().keys().any(|name| is_english(name))
    }

    fn option_fault(&self, at: &usize, name: &str) -> String {
        self.shell.error(&self.form, &format!("options.{at}.{name}"))
    }
}

/// A form that begins: one row, in stock, on sale when it is saved.
fn fresh(shop: &Shop) -> (ListingInput, Fields) {
    let empty = blank("");
    let mut form = fill::form(&empty, shop);
    form.set("state", ListingState::Active.name());
    (empty, form)
}

/// `GET /desk/{handle}/listings/new`
pub async fn new(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let (kept, form) = fresh(&shop);
    views::page(&EditorPage::new(&visit, &shop, None, &kept, form))
}

/// `POST /desk/{handle}/listings/new`
pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let (kept, _) = fresh(&shop);
    if form.has("table") {
        return views::page(&EditorPage::new(&visit, &shop, None, &kept, table::remake(&form)));
    }
    let Some(input) = read(&mut form, &shop, None) else {
        return views::refused(&EditorPage::new(&visit, &shop, None, &kept, refitted(form)));
    };
    let (now, id) = (visit.now, shop.id);
    let act = async move |tx: &mut Tx| catalog::create_nearby(tx, now, id, input.clone()).await;
    let listing = market.db.write(act).await?;
    Ok(redirect(&format!("/desk/{handle}/listings/{listing}"), "done-listing-created"))
}

/// After a table that does not fit its options, the one that does.
fn refitted(form: Fields) -> Fields {
    if form.refusal("variants").is_some() { table::remake(&form) } else { form }
}

/// A listing of this desk as it is kept.
pub(super) async fn kept(market: &Market, id: ListingId) -> Result<ListingInput, Problem> {
    let found = market.db.read(async move |tx: &mut Tx| catalog::load(tx, id).await).await?;
    found.ok_or_else(Problem::not_found)
}

/// `GET /desk/{handle}/listings/{id}`
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, ListingId)>,
) -> Result<Response, Problem> {
    views::page(&page(&market, &visit, &handle, id).await?)
}

/// The editor as a listing is kept.
pub(super) async fn page(
    market: &Market,
    visit: &Visit,
    handle: &str,
    id: ListingId,
) -> Result<EditorPage, Problem> {
    own(visit, handle, id)?;
    let (_, shop) = seller(market, visit, handle).await?;
    let kept = kept(market, id).await?;
    let form = fill::form(&kept, &shop);
    Ok(EditorPage::new(visit, &shop, Some(id), &kept, form))
}

/// `POST /desk/{handle}/listings/{id}`
pub async fn update(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, ListingId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    own(&visit, &handle, id)?;
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let old = kept(&market, id).await?;
    if form.has("table") {
        return views::page(&EditorPage::new(&visit, &shop, Some(id), &old, table::remake(&form)));
    }
    let Some(input) = read(&mut form, &shop, Some(&old)) else {
        return views::refused(&EditorPage::new(&visit, &shop, Some(id), &old, refitted(form)));
    };
    match save(&market, &visit, id, input).await {
        Ok(()) => Ok(redirect(&format!("/desk/{handle}/listings/{id}"), "done-listing-saved")),
        Err(SaveError::HandleTaken) => {
            form.refuse("handle", Refusal::new("refused-listing-handle-taken"));
            views::refused(&EditorPage::new(&visit, &shop, Some(id), &old, form))
        }
        Err(error) => Err(error.into()),
    }
}

/// Keep what was read; its photos stay as they are by now.
pub(crate) async fn save(
    market: &Market,
    visit: &Visit,
    id: ListingId,
    input: ListingInput,
) -> Result<(), SaveError> {
    let now = visit.now;
    let act = async move |tx: &mut Tx| {
        let kept = catalog::load(tx, id).await?.ok_or(SaveError::NoSuchListing)?;
        let input = ListingInput { pictures: kept.pictures, ..input.clone() };
        catalog::update(tx, now, id, input).await
    };
    market.db.write(act).await
}
