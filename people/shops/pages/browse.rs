use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use kernel::{Country, Cursor, Limit, Page};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};

use crate::{
    choices::{self, Choice},
    market::Market,
    shops::{self, Kind, Shop},
    visit::Visit,
};

#[derive(Template)]
#[template(path = "shops/views/index.html")]
struct ShopsPage {
    shell: Shell,
    lang: Lang,
    shops: Vec<Shop>,
    kinds: Vec<Choice>,
    countries: Vec<Choice>,
    /// The chips without the kind, and without the country.
    any_kind: String,
    any_country: String,
    is_any_kind: bool,
    is_any_country: bool,
    older: String,
}

pub async fn index(
    State(market): State<Market>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let asked = Fields::from_query(&query.unwrap_or_default());
    let kind = Kind::parse(asked.value("kind")).map_or("", Kind::name);
    let country = Country::parse(asked.value("country")).map_or("", Country::code);
    let before = match asked.value("before").parse() {
        Ok(Cursor::One(id)) => id,
        Ok(Cursor::Two(..)) | Err(_) => i64::MAX,
    };
    let limit = Limit::DEFAULT;
    let look = async |tx: &mut Tx| {
        let shops = shops::browse(tx, before, kind, country, limit.and_one_more()).await?;
        Ok::<_, DbError>((shops, shops::countries(tx).await?))
    };
    let (list, countries) = market.db.read(look).await?;
    let page = Page::cut(list, limit, |shop| Cursor::One(shop.id.get()));
    let shell = visit.shell("browse");
    let link = |kind: &str, country: &str, before: &str| {
        let words = [("kind", kind), ("country", country), ("before", before)];
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(words.into_iter().filter(|(_, word)| !word.is_empty()));
        format!("/shops?{}", query.finish())
    };
    let chip = |value: String, words: String, chosen: bool| Choice { value, words, chosen };
    views::page(&ShopsPage {
        kinds: Kind::ALL
            .iter()
            .map(|of| chip(link(of.name(), country, ""), shell.of("shop-kind", of.name()), of.name() == kind))
            .collect(),
        countries: countries
            .into_iter()
            .map(Country::code)
            .map(|code| chip(link(kind, code, ""), choices::country(&shell, code), code == country))
            .collect(),
        any_kind: link("", country, ""),
        any_country: link(kind, "", ""),
        is_any_kind: kind.is_empty(),
        is_any_country: country.is_empty(),
        older: page.next.map(|next| link(kind, country, &next.to_string())).unwrap_or_default(),
        shops: page.items,
        lang: visit.lang,
        shell,
    })
}
