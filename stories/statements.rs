//! What a page asks of the database does not grow with what it shows.

use std::{collections::BTreeMap, net::SocketAddr};

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderValue, header},
    middleware::{self, Next},
    response::Response,
};
use platform::db::Changes;
use serde_json::json;
use server::router::{self, Pages};
use tokio::net::TcpListener;

use crate::{
    access,
    harness::{Market, Person, Town},
    story, town,
};

/// In which a page says how many queries it asked.
const QUERIES: &str = "x-queries";
/// So many rows come to lists of everything.
const MORE: usize = 7;
/// No pages: files of everything that a shop has, written listing by listing.
const FILES: [&str; 2] = ["/api/v1/shops/{handle}/export.csv", "/desk/{handle}/export.csv"];
/// What an empty part that is no longer empty may ask more.
const ONCE: u64 = 4;

/// The same market where every page says how many queries it asked.
async fn counting(market: &Market) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let changes = market.inner.db.changes().clone();
    let router = router::of(&market.inner, Pages::MadeForEach);
    let router = router.layer(middleware::from_fn_with_state(changes, count));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

async fn count(State(changes): State<Changes>, request: Request, next: Next) -> Response {
    let make = async {
        let (head, body) = next.run(request).await.into_parts();
        let is_stream =
            head.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        if is_stream {
            return Response::from_parts(head, Body::empty());
        }
        let body = to_bytes(body, 100 << 20).await.unwrap();
        Response::from_parts(head, Body::from(body))
    };
    let (mut response, seen) = changes.watch(make).await;
    response.headers_mut().insert(QUERIES, HeaderValue::from(seen.queries()));
    response
}

/// How many queries each page and each answer of the API asks, for the first who gets it.
async fn ask_all(town: &Town, counting: SocketAddr) -> BTreeMap<String, u64> {
    let people: Vec<Person> =
        [&town.owner, &town.buyer, &town.operator, &town.other].map(|person| person.at(counting)).into();
    let mut asked = BTreeMap::new();
    for (_, path, _) in access::rows().into_iter().filter(|(method, ..)| method == "GET") {
        for person in &people {
            let page = person.ask("GET", &town.fill(&path), None, &[], Vec::new()).await;
            if page.status.is_success() {
                let queries = page.headers[QUERIES].to_str().unwrap().parse().unwrap();
                asked.insert(path.clone(), queries);
                break;
            }
        }
    }
    asked
}

/// Something more of everything: things, orders of several of them, and what programs can make.
async fn grow(market: &Market, town: &Town, round: usize) {
    let mut things = Vec::new();
    for shop in [town.bowl.listing.shop(), town.basket.listing.shop()] {
        let thing = market.thing(shop, &format!("Cup {round}"), 1_000, 90).await;
        for person in [&town.buyer, &town.guest] {
            let listing = thing.listing.to_string();
            person.post("/wishes", &[("listing", &listing), ("keep", "yes")]).await.is(200);
            person.post("/cart", &[("variant", &thing.variant.to_string()), ("add", "1")]).await.is(200);
        }
        things.push((thing, 1));
    }
    let buying = [&things[..], &[(town.bowl, 1), (town.basket, 1)]].concat();
    let gateway = town.buyer.check_out(&buying, None).await;
    town.buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    for thing in [things[0].0, things[1].0] {
        town.buyer.post("/cart", &[("variant", &thing.variant.to_string()), ("add", "1")]).await.is(200);
    }
    let (stranger, _) = market.person(&format!("Gu {round}")).await;
    let talk = stranger.send("POST", "/api/v1/shops/ana/conversations", &json!({})).await;
    let talk = talk.is(201).json()["id"].as_str().unwrap().to_owned();
    let words = json!({"words": "Is it there?", "key": "1"});
    stranger.send("POST", &format!("/api/v1/conversations/{talk}/messages"), &words).await.is(201);
    for (method, path, body) in town::calls() {
        // What ends something is left to the access table; what makes something is made again and again.
        if method != "POST" || path.contains("closure") {
            continue;
        }
        for person in [&town.owner, &town.buyer, &town.operator] {
            let path = format!("/api/v1{}", town.fill(path));
            if person.send(method, &path, &body).await.status.is_success() {
                break;
            }
        }
    }
    market.work().await;
    market.find_anew().await;
}

story!(no_page_asks_more_because_there_is_more_to_show, |market| {
    // What is asked is the same text on both engines, and as often.
    if market.is_on_postgres() {
        return;
    }
    let town = Town::build(market).await;
    let counting = counting(market).await;
    grow(market, &town, 0).await;
    let before = ask_all(&town, counting).await;
    for round in 1..=MORE {
        grow(market, &town, round).await;
    }
    let after = ask_all(&town, counting).await;
    assert!(before.len() > 150, "only {} pages were asked for", before.len());
    let grown: Vec<String> = after
        .iter()
        .filter(|(path, _)| !FILES.contains(&path.as_str()))
        .filter_map(|(path, now)| Some((path, before.get(path)?, now)))
        .filter(|(_, before, now)| **now > **before + ONCE)
        .map(|(path, before, now)| format!("{path}: {before} queries, then {now}"))
        .collect();
    assert!(grown.is_empty(), "with {MORE} rows more:\n{}", grown.join("\n"));
});
