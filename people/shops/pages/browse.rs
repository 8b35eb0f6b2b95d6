use askama::Template;
use axum::{extract::State, response::Response};
use kernel::{Country, Cursor};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Paging, Problem},
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
    mut paging: Paging,
) -> Result<Response, Problem> {
    let kind = Kind::parse(paging.asked.value("kind")).map_or("", Kind::name);
    let country = Country::parse(paging.asked.value("country")).map_or("", Country::code);
    let before = match paging.asked.value("before").parse() {
        Ok(Cursor::One(id)) => id,
        Ok(Cursor::Two(..)) | Err(_) => i64::MAX,
    };
    let limit = paging.limit.and_one_more();
    let look = async |tx: &mut Tx| {
        let shops = shops::browse(tx, before, kind, country, limit).await?;
        Ok::<_, DbError>((shops, shops::countries(tx).await?))
    };
    let (list, countries) = market.db.read(look).await?;
    paging.asked.set("kind", kind);
    paging.asked.set("country", country);
    let (shops, older) = paging.cut(list, |shop| Cursor::One(shop.id.get()));
    let shell = visit.shell("browse");
    let link = |name: &str, value: &str| paging.address(&[(name, value)]);
    let chip = |value: String, words: String, chosen: bool| Choice { value, words, chosen };
    views::page(&ShopsPage {
        kinds: Kind::ALL
            .iter()
            .map(|of| chip(link("kind", of.name()), shell.of("shop-kind", of.name()), of.name() == kind))
            .collect(),
        countries: countries
            .into_iter()
            .map(Country::code)
            .map(|code| chip(link("country", code), choices::country(&shell, code), code == country))
            .collect(),
        any_kind: link("kind", ""),
        any_country: link("country", ""),
        is_any_kind: kind.is_empty(),
        is_any_country: country.is_empty(),
        older,
        shops,
        lang: visit.lang,
        shell,
    })
}
