//! The page of one listing, as buyers see it.

use std::collections::BTreeSet;

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Country, Money, ShopId};
use people::{
    market::Market,
    panels::{self, Panels},
    reduction::PriceNow,
    shops::{Heritage, Shop, pick},
    visit::Visit,
};
use platform::{
    db::Tx,
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem, Routes},
};
use serde::Serialize;

use super::Marks;
use crate::{
    Goods,
    catalog::{
        Card, Craft, CraftGroup, Kind, ListingId, ListingState, OptionInput, Pricing, Reading, ShownListing,
        ShownPicture, ShownVariant, VariantId,
        poster::poster,
        product::{data_block, plain},
        read_by_id, read_priced, reduced_words,
        structured::{Shown, breadcrumbs},
    },
};

/// Pieces from which on the page says how many are left.
const FEW: i64 = 5;
/// Pieces that one may put into a cart at once when nobody counts them.
const MOST: i64 = 99;

pub fn routes() -> Routes<Goods> {
    Routes::default().get("/shops/{shop}/{listing}", show).get("/listings/{listing}", find)
}

async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path((shop, listing)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let wanted = Fields::from_query(query.as_deref().unwrap_or_default()).value("variant").parse().ok();
    let works_in = works_in(&visit);
    let pricing = Pricing::of(&market, visit.now);
    let look = async |tx: &mut Tx| read_priced(tx, &works_in, &pricing, (&shop, &listing)).await;
    let reading = market.db.read(look).await?.ok_or_else(Problem::not_found)?;
    let looking = visit.looking(visit.shell("browse"), Some(reading.shop.id), reading.listing.id.number());
    let panels = panels::draw(&visit, "listing", looking).await;
    if reading.listing.state == ListingState::Active {
        visit.tell_seen(reading.shop.id, reading.listing.id.number());
    }
    let marks = Marks::draw(&visit, &reading.more).await;
    views::page(&ListingPage::new(&market, &visit, reading, wanted, panels, marks))
}

/// A listing by its id leads to its address.
async fn find(
    State(market): State<Market>,
    visit: Visit,
    Path(listing): Path<ListingId>,
) -> Result<Response, Problem> {
    let works_in = works_in(&visit);
    let reading = market.db.read(async |tx: &mut Tx| read_by_id(tx, &works_in, listing).await).await?;
    let Reading { shop, listing, .. } = reading.ok_or_else(Problem::not_found)?;
    Ok(Redirect::permanent(&format!("/shops/{}/{}", shop.handle, listing.handle)).into_response())
}

pub(super) fn works_in(visit: &Visit) -> Vec<ShopId> {
    visit.memberships.iter().map(|member| member.shop).collect()
}

#[derive(Template)]
#[template(path = "catalog/views/listing.html")]
struct ListingPage {
    shell: Shell,
    lang: Lang,
    shop: Shop,
    listing: ShownListing,
    variant: Option<ShownVariant>,
    note: String,
    was: String,
    /// What stands beside a reduced price.
    reduced: String,
    home: Lang,
    groups: Vec<OptionGroup>,
    /// What the picker behaviour needs to know of every variant, as JSON.
    variants: String,
    pictures: Vec<ShownPicture>,
    more: Vec<Card>,
    marks: Marks,
    /// What other capabilities add.
    panels: Panels,
    is_selling: bool,
    is_member: bool,
    years: i64,
    /// Why its cheapest piece is reduced.
    cheapest: Option<PriceNow>,
    /// Schema.org's Product and BreadcrumbList, as JSON.
    product: String,
    way: String,
    /// What stands for it where its address is shared, and what is on that.
    poster: String,
    poster_words: String,
    canonical: String,
    origin: String,
}

/// One thing to choose.
struct OptionGroup {
    number: usize,
    /// In the reader's language where the shop has said it.
    name: String,
    lang: &'static str,
    chosen: String,
    values: Vec<OptionValue>,
}

struct OptionValue {
    /// What is sent: the shop's own word.
    value: String,
    words: String,
    lang: &'static str,
    is_chosen: bool,
    is_gone: bool,
    /// What it costs, where that depends on this choice alone.
    price: Option<Money>,
}

#[derive(Serialize)]
struct VariantChoice<'a> {
    options: &'a [String],
    id: String,
    price: String,
    was: Option<String>,
    reduced: String,
    about: String,
    note: String,
    available: bool,
    most: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    photo: Option<usize>,
}

impl ListingPage {
    fn new(
        market: &Market,
        visit: &Visit,
        reading: Reading,
        wanted: Option<VariantId>,
        panels: Panels,
        marks: Marks,
    ) -> Self {
        let shell = visit.shell("browse");
        let origin = market.config.public_url.trim_end_matches('/').to_owned();
        let Reading { shop, listing, variants, pictures, more } = reading;
        let is_selling = shop.is_selling(visit.now) && listing.state == ListingState::Active;
        // Whoever comes for one of them, from a feed say, finds it chosen.
        let chosen = variants.iter().find(|variant| wanted == Some(variant.id));
        let chosen = chosen.or(variants.iter().find(|variant| variant.is_available()));
        let chosen = chosen.or(variants.first()).cloned();
        let canonical = format!("{origin}/shops/{}/{}", shop.handle, listing.handle);
        let shown = Shown {
            origin: &origin,
            lang: visit.lang,
            shop: &shop,
            listing: &listing,
            variants: &variants,
            pictures: &pictures,
            is_selling: is_selling && panels.each("barred").next().is_none(),
        };
        let product = shown.product(panels.each("product"));
        let photo = pictures.iter().map(|picture| picture.file.as_str()).find(|file| !file.is_empty());
        let (poster, name) = poster(&shell.market, &shell.text, &shop, &listing, photo.unwrap_or_default());
        let (id, code) = (listing.id, visit.lang.code());
        let mut page = Self {
            lang: visit.lang,
            variant: chosen,
            note: String::new(),
            was: String::new(),
            reduced: String::new(),
            home: market.config.language,
            groups: Vec::new(),
            variants: String::new(),
            product,
            way: String::new(),
            cheapest: variants.iter().min_by_key(|one| one.price.minor()).and_then(|one| one.reduced.clone()),
            poster: format!("{origin}/listings/{id}/poster.jpg?lang={code}&v={name}"),
            poster_words: [poster.title, poster.price, poster.shop].join(" · "),
            more,
            marks,
            panels,
            is_selling,
            is_member: visit.memberships.iter().any(|member| member.shop == shop.id),
            years: i64::try_from(visit.now.since(shop.opened_at).as_secs() / (365 * 86_400)).unwrap_or(0),
            canonical,
            origin,
            shell,
            shop,
            listing,
            pictures,
        };
        page.choose(&variants);
        page.way = breadcrumbs(&page.steps());
        page
    }

    /// Fill in what depends on the chosen variant.
    fn choose(&mut self, variants: &[ShownVariant]) {
        let Some(chosen) = self.variant.clone() else { return };
        self.note = self.note_of(&chosen);
        self.was = chosen.compare_at.as_ref().map(|was| self.shell.money(was)).unwrap_or_default();
        self.reduced = self.reduced_of(&chosen);
        if self.listing.options.is_empty() {
            return;
        }
        self.groups = groups(self.lang, &self.shop, &self.listing, &chosen, variants);
        let choices: Vec<VariantChoice<'_>> = variants.iter().map(|variant| self.choice(variant)).collect();
        self.variants = data_block(&choices);
    }

    /// The way from the home page to this one.
    fn steps(&self) -> Vec<(String, String)> {
        let (origin, craft) = (&self.origin, self.craft_name());
        let mut steps = vec![
            (self.shell.t("nav-home").to_owned(), format!("{origin}/")),
            (self.shell.t("nav-browse").to_owned(), format!("{origin}/browse")),
        ];
        if !craft.is_empty() {
            steps.push((craft, format!("{origin}/browse?craft={}", self.listing.craft)));
        }
        steps.push((self.title().to_owned(), self.canonical.clone()));
        steps
    }

    fn choice<'a>(&self, variant: &'a ShownVariant) -> VariantChoice<'a> {
        let photo = self.pictures.iter().position(|picture| picture.file == variant.picture);
        VariantChoice {
            options: &variant.choices,
            id: variant.id.to_string(),
            price: self.shell.money(&variant.price),
            was: variant.compare_at.as_ref().map(|was| self.shell.money(was)),
            reduced: self.reduced_of(variant),
            about: self.shell.about_or_why(&variant.price),
            note: self.note_of(variant),
            available: self.is_selling && !self.is_barred() && variant.is_available(),
            most: Some(variant.left.unwrap_or(MOST).min(MOST)),
            photo: photo.filter(|_| !variant.picture.is_empty()),
        }
    }

    fn reduced_of(&self, variant: &ShownVariant) -> String {
        let words = |reduced| reduced_words(&self.shell, self.lang, (self.shop.language, self.home), reduced);
        variant.reduced.as_ref().map(words).unwrap_or_default()
    }

    /// Whether it is there, and when it leaves.
    fn note_of(&self, variant: &ShownVariant) -> String {
        let stock = match variant.left {
            Some(left) if left <= 0 => return self.shell.t("shelf-sold-out").to_owned(),
            Some(left) if left <= FEW => self.shell.n("shelf-left", left),
            Some(_) | None => match self.listing.kind {
                Kind::MadeToOrder => {
                    let days = self.listing.facts.lead_days;
                    return days.map_or_else(
                        || self.shell.t("shelf-made-to-order").to_owned(),
                        |days| self.shell.n("shelf-lead", days),
                    );
                }
                Kind::Stock | Kind::Harvest | Kind::Ticket => self.shell.t("shelf-in-stock").to_owned(),
            },
        };
        if matches!(self.listing.kind, Kind::MadeToOrder | Kind::Ticket) {
            return stock;
        }
        format!("{stock} · {}", self.shell.n("shelf-dispatch", self.shop.dispatch_days))
    }

    /// The price of the chosen variant; a draft may be without one.
    fn price(&self) -> String {
        let price = self.variant.as_ref().map(|variant| self.shell.money(&variant.price));
        price.unwrap_or_else(|| self.shell.t("listings-no-price").to_owned())
    }

    /// About how much that is in the reader's currency, or why that is not known.
    fn about(&self) -> String {
        self.variant.as_ref().map(|variant| self.shell.about_or_why(&variant.price)).unwrap_or_default()
    }

    fn most(&self) -> i64 {
        self.variant.as_ref().and_then(|variant| variant.left).unwrap_or(MOST).clamp(1, MOST)
    }

    /// The hidden field of a listing without options; with options the choices decide.
    fn only_variant(&self) -> String {
        let only = self.variant.as_ref().filter(|_| self.groups.is_empty());
        only.map(|variant| variant.id.to_string()).unwrap_or_default()
    }

    /// Whether something stands in the way that another capability knows of.
    fn is_barred(&self) -> bool {
        self.panels.each("barred").next().is_some()
    }

    fn can_buy(&self) -> bool {
        self.is_selling && !self.is_barred() && self.variant.as_ref().is_some_and(ShownVariant::is_available)
    }

    fn title(&self) -> &str {
        pick(self.lang, self.shop.language, &self.listing.title, &self.listing.title_en)
    }

    fn title_lang(&self) -> &'static str {
        let is_own = self.lang == self.shop.language || self.listing.title_en.is_empty();
        if is_own { self.shop.language.code() } else { Lang::English.code() }
    }

    /// The maker's own title, for a reader who is shown the English one.
    fn own_title(&self) -> &str {
        if self.title_lang() == self.shop.language.code() { "" } else { &self.listing.title }
    }

    fn body(&self) -> &str {
        pick(self.lang, self.shop.language, &self.listing.body, &self.listing.body_en)
    }

    fn body_lang(&self) -> &'static str {
        let is_own = self.lang == self.shop.language || self.listing.body_en.is_empty();
        if is_own { self.shop.language.code() } else { Lang::English.code() }
    }

    /// The words in the maker's own language, folded away, for a reader who is shown the English ones.
    fn own_body(&self) -> &str {
        if self.body_lang() == self.shop.language.code() { "" } else { &self.listing.body }
    }

    fn plot(&self) -> &str {
        pick(self.lang, self.shop.language, &self.listing.facts.plot, &self.listing.facts.plot_en)
    }

    fn materials(&self) -> &str {
        pick(self.lang, self.shop.language, &self.listing.materials, &self.listing.materials_en)
    }

    fn technique(&self) -> &str {
        pick(self.lang, self.shop.language, &self.listing.technique, &self.listing.technique_en)
    }

    fn season(&self) -> String {
        let name = |month: i64| self.shell.t(&format!("month-{month}")).to_owned();
        match (self.listing.facts.from_month, self.listing.facts.to_month) {
            (Some(from), Some(to)) if from != to => {
                self.shell.say("shelf-season", &[("from", &name(from)), ("to", &name(to))])
            }
            (Some(month), _) | (None, Some(month)) => name(month),
            (None, None) => String::new(),
        }
    }

    fn craft_name(&self) -> String {
        Craft::parse(&self.listing.craft).map(|it| self.shell.of("craft", it.code)).unwrap_or_default()
    }

    fn origin_name(&self) -> String {
        let code = &self.listing.origin_country;
        let country = Country::parse(code).unwrap_or(self.shop.country);
        let key = format!("country-{}", country.code().to_lowercase());
        if self.shell.text.has(&key) { self.shell.t(&key).to_owned() } else { country.code().to_owned() }
    }

    fn heritage(&self) -> String {
        if self.shop.heritage == Heritage::None {
            return String::new();
        }
        self.shell.of("shelf-heritage", self.shop.heritage.name())
    }

    fn is_from_a_field(&self) -> bool {
        Craft::parse(&self.listing.craft).is_some_and(|craft| craft.group == CraftGroup::Harvest)
            || self.listing.kind == Kind::Harvest
    }

    fn holiday_until(&self) -> String {
        self.shop.holiday_until.map(|until| self.shell.day(&until)).unwrap_or_default()
    }

    fn path(&self) -> String {
        format!("/shops/{}/{}", self.shop.handle, self.listing.handle)
    }

    fn description(&self) -> String {
        if self.listing.seo_description.is_empty() {
            plain(self.body(), 200)
        } else {
            self.listing.seo_description.clone()
        }
    }

    fn model_name(&self) -> &str {
        self.listing.model.trim_end_matches(".glb")
    }
}

fn groups(
    lang: Lang,
    shop: &Shop,
    listing: &ShownListing,
    chosen: &ShownVariant,
    variants: &[ShownVariant],
) -> Vec<OptionGroup> {
    let words = |own: &str, english: &str| pick(lang, shop.language, own, english).to_owned();
    let group = |(at, option): (usize, &OptionInput)| {
        let on_sale: BTreeSet<&str> = variants
            .iter()
            .filter(|variant| variant.is_available())
            .filter_map(|variant| variant.choices.get(at).map(String::as_str))
            .collect();
        let chosen = chosen.choices.get(at).cloned().unwrap_or_default();
        let prices_of = |value: &str| -> BTreeSet<i64> {
            let of = variants.iter().filter(|variant| variant.choices.get(at).is_some_and(|it| it == value));
            of.map(|variant| variant.price.minor()).collect()
        };
        let all: BTreeSet<i64> = variants.iter().map(|variant| variant.price.minor()).collect();
        let is_telling = all.len() > 1 && option.values.iter().all(|value| prices_of(value).len() == 1);
        let values = option.values.iter().map(|value| OptionValue {
            is_chosen: *value == chosen,
            is_gone: !on_sale.contains(value.as_str()),
            price: prices_of(value)
                .first()
                .filter(|_| is_telling)
                .map(|minor| Money::new(*minor, listing.low.currency())),
            words: words(value, option.english(value)),
            lang: shop.lang_of(lang, option.english(value)),
            value: value.clone(),
        });
        OptionGroup {
            number: at + 1,
            name: words(&option.name, &option.name_en),
            lang: shop.lang_of(lang, &option.name_en),
            values: values.collect(),
            chosen: words(&chosen, option.english(&chosen)),
        }
    };
    listing.options.iter().enumerate().map(group).collect()
}
