use askama::Template;
use axum::{
    extract::{FromRequest, Path, RawQuery, Request, State},
    response::Response,
};
use kernel::Actor;
use people::{
    capability::Keeping,
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

use super::{
    beside,
    common::own,
    fill,
    form::UNSAID,
    read,
    sent::{Edited, Wrong, arrange, keep_all, place},
    table,
};
use crate::catalog::{
    self, CRAFTS, Kind, ListingId, ListingInput, ListingState, PictureInput, SaveError, TaxClass,
    VariantInput, listing_input::blank,
};

/// Letters of a title.
const MOST_TITLE: usize = 255;

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
    pub tax_classes: Vec<Choice>,
    pub from_months: Vec<Choice>,
    pub to_months: Vec<Choice>,
    pub lines: Vec<VariantRow>,
    pub pictures: Vec<PictureInput>,
    /// Photos that were refused: the file's name and why.
    pub refused_photos: Vec<(String, String)>,
    /// What other capabilities keep beside it.
    pub beside: String,
}

impl EditorPage {
    /// The same with the parts of other capabilities.
    async fn drawn(mut self, market: &Market, keeping: &Keeping) -> Result<Self, Problem> {
        self.beside = beside::draw(market, keeping, &self.shell, &self.form).await?;
        Ok(self)
    }

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
            tax_classes: choices::words(
                TaxClass::ALL.iter().map(|class| class.name()),
                form.value("tax_class"),
                |word| shell.of("editor-tax-class", word),
            ),
            from_months: months("from_month"),
            to_months: months("to_month"),
            lines: (0..table::count(&form).max(1)).map(line).collect(),
            pictures: kept.pictures.clone(),
            refused_photos: Vec::new(),
            beside: String::new(),
            form,
            shell,
        }
    }

    /// Name the files that were refused, each with its reason.
    pub(super) fn refuse_photos(&mut self, wrong: Wrong) {
        let shell = &self.shell;
        let words = |(name, code): (String, &str)| (name, shell.of("photo-refused", code));
        self.refused_photos = wrong.into_iter().map(words).collect();
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

/// What an address may say of a new listing, so that a page that knows what is wanted leads to its form.
const SAID: [&str; 3] = ["title", "title_en", "craft"];

/// `GET /desk/{handle}/listings/new`
pub async fn new(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    let (kept, mut form) = fresh(&shop);
    let asked = Fields::from_query(query.as_deref().unwrap_or_default());
    for name in SAID.into_iter().filter(|name| asked.has(name)) {
        form.set(name, asked.value(name).chars().take(200).collect::<String>());
    }
    let keeping = keeping(by, &visit, &shop, None);
    views::page(&EditorPage::new(&visit, &shop, None, &kept, form).drawn(&market, &keeping).await?)
}

/// `POST /desk/{handle}/listings/new`: words and photos in one form. It is a draft until it has a photo; and while its words
/// are refused the photos that came with them wait in a draft, since no form brings a file twice.
pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    let Edited { mut form, sent } = Edited::from_request(request, &()).await?;
    let (kept, _) = fresh(&shop);
    let keeping = keeping(by, &visit, &shop, None);
    let (photos, wrong) = match &sent {
        Some(sent) => {
            let (fresh, wrong) = keep_all(&market, &visit, sent, 0).await?;
            (arrange(&[], sent, fresh), wrong)
        }
        None => Default::default(),
    };
    let is_table = form.has("table");
    let input = if is_table { None } else { read_all(&market, &keeping, &mut form, &shop, None).await? };
    let (now, id) = (visit.now, shop.id);
    let Some(mut input) = input.filter(|_| wrong.is_empty()) else {
        let form = if is_table { table::remake(&form) } else { refitted(form) };
        let kept = ListingInput { pictures: photos, ..kept };
        let draft = if kept.pictures.is_empty() {
            None
        } else {
            Some(draft(&market, &visit, &shop, &kept, &form).await?)
        };
        let mut page = EditorPage::new(&visit, &shop, draft, &kept, form).drawn(&market, &keeping).await?;
        page.refuse_photos(wrong);
        return views::show(&page, is_table && page.refused_photos.is_empty());
    };
    input.pictures = photos;
    let is_held = input.state == ListingState::Active && input.pictures.is_empty();
    if is_held {
        input.state = ListingState::Draft;
    }
    let capabilities = market.capabilities.clone();
    let act = async move |tx: &mut Tx| {
        let listing = catalog::create_nearby(tx, now, id, input.clone()).await?;
        let keeping = Keeping { listing: Some(listing.number()), ..keeping };
        beside::keep(tx, &capabilities, &keeping, &form).await?;
        Ok::<_, SaveError>(listing)
    };
    let listing = market.db.write(act).await?;
    let done = if is_held { "done-listing-held" } else { "done-listing-created" };
    Ok(redirect(&format!("/desk/{handle}/listings/{listing}"), done))
}

/// Who keeps a listing, for what stands beside it.
fn keeping(by: Actor, visit: &Visit, shop: &Shop, listing: Option<ListingId>) -> Keeping {
    let listing = listing.map(ListingId::number);
    Keeping { by, now: visit.now, shop: shop.id, currency: shop.currency, listing }
}

/// What a form says of a listing and of what stands beside it; nothing when something of either was refused.
async fn read_all(
    market: &Market,
    keeping: &Keeping,
    form: &mut Fields,
    shop: &Shop,
    old: Option<&ListingInput>,
) -> Result<Option<ListingInput>, Problem> {
    let input = read(form, shop, old);
    beside::check(market, keeping, form).await?;
    Ok(input.filter(|_| form.is_good()))
}

/// A draft that holds the photos of a listing whose words are not good yet.
async fn draft(
    market: &Market,
    visit: &Visit,
    shop: &Shop,
    kept: &ListingInput,
    form: &Fields,
) -> Result<ListingId, Problem> {
    let typed = form.value("title").trim();
    let title =
        if typed.is_empty() { visit.shell("desk").t("editor-untitled").to_owned() } else { typed.to_owned() };
    let input = ListingInput {
        handle: UNSAID.to_owned(),
        title: title.chars().filter(|letter| !letter.is_control()).take(MOST_TITLE).collect(),
        state: ListingState::Draft,
        variants: vec![VariantInput::unsaid()],
        ..kept.clone()
    };
    let (now, id) = (visit.now, shop.id);
    let act = async move |tx: &mut Tx| catalog::create_nearby(tx, now, id, input.clone()).await;
    Ok(market.db.write(act).await?)
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
    let (by, shop) = seller(market, visit, handle).await?;
    let kept = kept(market, id).await?;
    let mut form = fill::form(&kept, &shop);
    let keeping = keeping(by, visit, &shop, Some(id));
    beside::fill(market, &keeping, &mut form).await?;
    EditorPage::new(visit, &shop, Some(id), &kept, form).drawn(market, &keeping).await
}

/// `POST /desk/{handle}/listings/{id}`
pub async fn update(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, ListingId)>,
    request: Request,
) -> Result<Response, Problem> {
    own(&visit, &handle, id)?;
    let (by, shop) = seller(&market, &visit, &handle).await?;
    let keeping = keeping(by, &visit, &shop, Some(id));
    let Edited { mut form, sent } = Edited::from_request(request, &()).await?;
    let mut old = kept(&market, id).await?;
    let mut wrong = Vec::new();
    // The photos are kept first, whatever is wrong with the words: no form brings a file twice.
    if let Some(sent) = sent {
        let (fresh, refused) = keep_all(&market, &visit, &sent, old.pictures.len()).await?;
        place(&market, &visit, id, sent, fresh).await?;
        (old, wrong) = (kept(&market, id).await?, refused);
    }
    let is_table = form.has("table");
    let input =
        if is_table { None } else { read_all(&market, &keeping, &mut form, &shop, Some(&old)).await? };
    let Some(input) = input.filter(|_| wrong.is_empty()) else {
        let form = if is_table { table::remake(&form) } else { refitted(form) };
        let mut page = EditorPage::new(&visit, &shop, Some(id), &old, form).drawn(&market, &keeping).await?;
        page.refuse_photos(wrong);
        return views::show(&page, is_table && page.refused_photos.is_empty());
    };
    match save(&market, &keeping, id, input, form.clone()).await {
        Ok(()) => Ok(redirect(&format!("/desk/{handle}/listings/{id}"), "done-listing-saved")),
        Err(SaveError::HandleTaken) => {
            form.refuse("handle", Refusal::new("refused-listing-handle-taken"));
            let page = EditorPage::new(&visit, &shop, Some(id), &old, form).drawn(&market, &keeping).await?;
            views::refused(&page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Keep what was read, and what stands beside it; its photos stay as they are by now.
pub(crate) async fn save(
    market: &Market,
    keeping: &Keeping,
    id: ListingId,
    input: ListingInput,
    form: Fields,
) -> Result<(), SaveError> {
    let (keeping, capabilities) = (*keeping, market.capabilities.clone());
    let act = async move |tx: &mut Tx| {
        let kept = catalog::load(tx, id).await?.ok_or(SaveError::NoSuchListing)?;
        let input = ListingInput { pictures: kept.pictures, ..input.clone() };
        catalog::update(tx, keeping.now, id, input).await?;
        Ok(beside::keep(tx, &capabilities, &keeping, &form).await?)
    };
    market.db.write(act).await
}
