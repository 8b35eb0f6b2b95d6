//! The shops of the market, with a few of their works.

use askama::Template;
use axum::{extract::State, response::Response};
use kernel::{Country, Cursor, ShopId};
use people::{
    choices::{self, Choice},
    market::Market,
    shops::{self, Kind},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Paging, Problem},
};

use super::following::Stalls;
use crate::catalog::{self, CRAFTS, Craft, StallLook};

/// Characters of a name or a place that are looked at.
const LONGEST: usize = 60;

#[derive(Template)]
#[template(path = "catalog/views/shops.html")]
struct ShopsPage {
    shell: Shell,
    lang: Lang,
    stalls: Stalls,
    words: String,
    crafts: Vec<Choice>,
    kind: &'static str,
    country: &'static str,
    kinds: Vec<Choice>,
    countries: Vec<Choice>,
    /// The chips without the kind, and without the country.
    any_kind: String,
    any_country: String,
    is_any: bool,
    older: String,
}

/// `GET /shops`
pub async fn index(
    State(market): State<Market>,
    visit: Visit,
    mut paging: Paging,
) -> Result<Response, Problem> {
    let before = match paging.asked.value("before").parse() {
        Ok(Cursor::One(id)) => id,
        Ok(Cursor::Two(..)) | Err(_) => i64::MAX,
    };
    let words = paging.asked.value("q").chars().filter(|c| !c.is_control()).take(LONGEST);
    let wanted = StallLook {
        words: words.collect::<String>().trim().to_owned(),
        kind: Kind::parse(paging.asked.value("kind")).map_or("", Kind::name),
        country: Country::parse(paging.asked.value("country")).map_or("", Country::code),
        craft: Craft::parse(paging.asked.value("craft")).map_or("", |craft| craft.code),
    };
    let limit = paging.limit.and_one_more();
    let asked = wanted.clone();
    let look = async move |tx: &mut Tx| {
        let found = catalog::stalls(tx, &asked, before, limit).await?;
        let ids: Vec<ShopId> = found.iter().map(|shop| shop.id).collect();
        Ok::<_, DbError>((found, catalog::covers(tx, &ids).await?, shops::countries(tx).await?))
    };
    let (list, covers, countries) = market.db.read(look).await?;
    let StallLook { words, kind, country, craft } = wanted;
    for (name, value) in [("q", words.as_str()), ("kind", kind), ("country", country), ("craft", craft)] {
        paging.asked.set(name, value);
    }
    let (shops, older) = paging.cut(list, |shop| Cursor::One(shop.id.get()));
    let shell = visit.shell("browse");
    let stalls = Stalls::draw(&visit, shops, covers).await;
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
        crafts: choices::words(CRAFTS.iter().map(|craft| craft.code), craft, |code| shell.of("craft", code)),
        any_kind: link("kind", ""),
        any_country: link("country", ""),
        is_any: words.is_empty() && kind.is_empty() && country.is_empty() && craft.is_empty(),
        stalls,
        words,
        kind,
        country,
        older,
        lang: visit.lang,
        shell,
    })
}
