//! Who may do what: every route of every face, asked by a guest, a buyer, a shop's owner and staff, another shop's
//! owner, a moderator and the operator. A route that is missing in the file of its capability, or a row whose route is
//! gone, makes the test red.

use std::collections::{BTreeMap, BTreeSet};

use commons::CAPABILITIES as COMMONS;
use dealing::CAPABILITIES as DEALING;
use desks::CAPABILITIES as DESKS;
use gatherings::CAPABILITIES as GATHERINGS;
use goods::CAPABILITIES as GOODS;
use kernel::Chance;
use people::{CAPABILITIES as PEOPLE, accounts, capability::Capability};
use selling::CAPABILITIES as SELLING;
use serde_json::json;

use crate::{
    harness::{Market, Place, START, Town},
    on_both,
};

/// A file for each capability, one line per route: `METHOD path guest buyer owner staff other moderator operator`.
///
/// A number is the status; `in` means "sent to sign in". Parts of paths stand for what is in the town, `{id}` for nothing
/// that is there; requests carry no fields, so 422 and 400 mean "allowed, and the empty form was refused". The rows of a
/// file are asked one after another, what ends something last.
const TABLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/access");

/// The routes of no capability: the server's own.
const SERVER: &str = "server";

type Row = (String, String, Vec<String>);

/// All rows, those of the last capability first: what others stand on is ended after them.
pub fn rows() -> Vec<Row> {
    names().into_iter().flat_map(rows_of).collect()
}

fn names() -> Vec<&'static str> {
    let mut names = vec![SERVER];
    names.extend(server::wiring::brought().iter().map(|it| it.name));
    names.reverse();
    names
}

fn rows_of(capability: &str) -> Vec<Row> {
    let table = std::fs::read_to_string(format!("{TABLES}/{capability}.txt")).unwrap_or_default();
    let lines = table.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let mut words = line.split_whitespace().map(str::to_owned);
            (words.next().unwrap(), words.next().unwrap(), words.collect())
        })
        .collect()
}

type Routes = BTreeSet<(String, String)>;

fn shapes<'a>(routes: impl IntoIterator<Item = (&'a str, &'a str)>) -> Routes {
    routes.into_iter().map(|(method, path)| (method.to_owned(), shape(path))).collect()
}

/// The API calls of a description.
fn calls(description: &serde_json::Value, below: &str) -> Routes {
    let mut all = Routes::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys().filter(|key| *key != "parameters") {
            all.insert((method.to_uppercase(), shape(&format!("{below}{path}"))));
        }
    }
    all
}

/// The routes of every capability of a crate: pages as they were added, API calls from their description.
fn routes_of<S: Clone + Send + Sync + 'static>(list: &[&Capability<S>]) -> Vec<(&'static str, Routes)> {
    list.iter()
        .map(|it| {
            let mut routes = shapes((it.serves.pages)().list().iter().copied());
            routes.extend(calls(&json!((it.serves.api)().get_openapi()), "/api/v1"));
            (it.name, routes)
        })
        .collect()
}

/// Every route the server has, by the capability that brought it.
fn routes() -> BTreeMap<&'static str, Routes> {
    let mut all: BTreeMap<_, _> = routes_of(PEOPLE).into_iter().chain(routes_of(GOODS)).collect();
    all.extend([SELLING, DEALING, DESKS].into_iter().flat_map(routes_of));
    all.extend([COMMONS, GATHERINGS].into_iter().flat_map(routes_of));
    let mut rest = shapes(server::router::list_pages());
    rest.extend(calls(&json!(server::description::describe()), ""));
    rest.retain(|route| !all.values().any(|routes| routes.contains(route)));
    all.insert(SERVER, rest);
    all
}

/// Names of path parts differ between routes; only their places count.
fn shape(path: &str) -> String {
    path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part }).collect::<Vec<_>>().join("/")
}

#[test]
fn every_route_has_a_row_in_the_file_of_its_capability() {
    let routes = routes();
    let files =
        std::fs::read_dir(TABLES).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let strange: Vec<_> = files.filter(|file| !routes.contains_key(file.trim_end_matches(".txt"))).collect();
    assert!(strange.is_empty(), "of no capability: {strange:?}");
    for (capability, routes) in routes {
        let rows = rows_of(capability);
        let table = shapes(rows.iter().map(|(method, path, _)| (method.as_str(), path.as_str())));
        let missing: Vec<_> = routes.difference(&table).collect();
        let gone: Vec<_> = table.difference(&routes).collect();
        assert!(missing.is_empty() && gone.is_empty(), "{capability}: missing {missing:#?}\ngone {gone:#?}");
    }
}

#[test]
fn a_moderator_acts_for_no_shop_and_does_not_run_the_market() {
    let of_others = ["/desk/{handle}", "/api/v1/shops/{handle}/", "/operator", "/api/v1/operator/"];
    for (method, path, gets) in rows() {
        let [_, _, _, _, other, moderator, _] = &gets[..] else { panic!("{method} {path}: seven ask") };
        assert!(
            !of_others.iter().any(|start| path.starts_with(start)) || moderator == other,
            "{method} {path}"
        );
    }
}

on_both!(everybody_gets_what_is_theirs_and_no_more, async |place: Place| {
    // Who has ended their account may nothing any more, and who still owes somebody something cannot end it.
    let (enders, others) = (rows_of(accounts::CAPABILITY.name), names());
    let others = others.into_iter().filter(|name| *name != accounts::CAPABILITY.name);
    let mut wrong = ask(&place, enders).await;
    wrong.extend(ask(&place.another().await, others.flat_map(rows_of).collect()).await);
    assert!(wrong.is_empty(), "these rows are different:\n{}", wrong.join("\n"));
});

/// Whether an answer means that nothing was done, since the asker is nobody who may.
fn is_refused(answer: &str) -> bool {
    ["in", "401", "403", "404"].contains(&answer)
}

/// Ask everybody's way through these rows, in a market of their own.
async fn ask(place: &Place, rows: Vec<Row>) -> Vec<String> {
    let market = Market::open_at(place, START, Chance::seeded(7)).await;
    let town = Town::with_empty_carts(&market).await;
    let (moderator, id) = market.person("Sato").await;
    market.make(id, "is_moderator").await;
    let Town { guest, buyer, owner, staff, other, operator, .. } = &town;
    let nobodys = town.fill("{id}");
    let mut wrong = Vec::new();
    for (method, path, expected) in rows {
        let filled = town.fill(&path.replace("{id}", &nobodys));
        let people = [guest, buyer, owner, staff, other, &moderator, operator];
        let mut got: Vec<String> = Vec::new();
        for (at, person) in people.into_iter().enumerate() {
            // Who may read and who is refused is no matter of an engine: there each such answer is heard once.
            let before = expected.iter().take(at).position(|answer| expected.get(at) == Some(answer));
            let is_idle = method == "GET" || expected.get(at).is_some_and(|answer| is_refused(answer));
            match before.filter(|_| is_idle && market.is_on_postgres()) {
                Some(before) => got.push(got[before].clone()),
                None => got.push(person.status(&method, &filled).await),
            }
        }
        if got != expected {
            wrong.push(format!("{method} {path} {}", got.join(" ")));
        }
    }
    market.end().await;
    wrong
}
