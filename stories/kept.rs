//! Pages that are made once for many readers: never old, and never anybody else's.

use std::net::SocketAddr;

use kernel::Chance;
use server::router::{self, Pages};
use tokio::net::TcpListener;

use crate::{
    harness::{Crowd, Market, Page, Person, Place, START, Town},
    on_both, story, town,
};

/// Pages that are kept, in the town.
const PATHS: [&str; 4] = ["/", "/browse", "/browse?sort=cheapest", "/api/v1/listings"];
/// The same of the town.
const TOWN: [&str; 5] =
    ["/browse?kind=stock", "/shops/ana", "/shops/bo", "/shops/ana/bowl", "/shops/bo/basket"];
/// The same where the crowd trades.
const CROWD: [&str; 3] = ["/shops/ana", "/shops/ana/bowl-0", "/shops/ana/bowl-3"];

/// The same market where every page is made for its reader.
async fn fresh(market: &Market) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = router::of(&market.inner, Pages::MadeForEach);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

/// Whoever looks, and however often, sees what they would see if nothing were kept.
async fn agree(market: &Market, fresh: SocketAddr, people: &[(&str, &Person)], paths: &[&str], after: &str) {
    for (who, person) in people {
        let other = person.at(fresh);
        for path in PATHS.iter().chain(paths) {
            let mut expected = other.get(path).await;
            for time in ["first", "second"] {
                let mut seen = person.get(path).await;
                // What nobody waits for, such as counts of facets, may come at any moment; what is old stays old.
                for _ in 0..5 {
                    if is_same(&seen, &expected) {
                        break;
                    }
                    expected = other.get(path).await;
                    seen = person.get(path).await;
                }
                let what = format!("{who} at {path}, the {time} time after {after}");
                assert!(is_same(&seen, &expected), "{what}: {}", difference(&seen, &expected));
            }
        }
    }
    assert_eq!(market.inner.metrics.pages().different(), 0, "after {after}");
}

fn is_same(one: &Page, other: &Page) -> bool {
    (one.status, &one.body) == (other.status, &other.body)
}

fn difference(seen: &Page, expected: &Page) -> String {
    let same = std::iter::zip(seen.body.bytes(), expected.body.bytes()).take_while(|(a, b)| a == b).count();
    let around = |page: &Page| {
        let bytes = page.body.as_bytes().get(same.saturating_sub(120)..).unwrap_or_default();
        String::from_utf8_lossy(&bytes[..bytes.len().min(300)]).into_owned()
    };
    format!("{} and not {}:\n{}\n---\n{}", seen.status, expected.status, around(seen), around(expected))
}

story!(whatever_a_program_does_no_kept_page_is_old, |market| {
    let town = Town::build(market).await;
    let fresh = fresh(market).await;
    let people = [("guest", &market.visitor()), ("buyer", &town.buyer), ("owner", &town.owner)];
    agree(market, fresh, &people, &TOWN, "nothing").await;
    for (at, (method, path, body)) in town::calls().into_iter().enumerate() {
        let path = format!("/api/v1{}", town.fill(path));
        // As whoever may: nothing is lost when nobody may any more.
        for person in [&town.owner, &town.buyer, &town.operator] {
            if person.send(method, &path, &body).await.status.is_success() {
                break;
            }
        }
        market.work().await;
        // A page that is old stays so until it is made anew, so not each call is followed by a look at all of them.
        if at.is_multiple_of(if market.is_on_postgres() { 24 } else { 2 }) {
            agree(market, fresh, &people, &TOWN, &format!("{method} {path}")).await;
        }
    }
    market.pass(kernel::days(2)).await;
    agree(market, fresh, &people, &TOWN, "two days").await;
});

on_both!(whatever_buyers_and_clocks_do_no_kept_page_is_old, async |place: Place| {
    let market = Market::open_at(&place, START, Chance::seeded(5)).await;
    let (fresh, dice) = (fresh(&market).await, Chance::seeded(5));
    let crowd = Crowd::gather(&market, 4).await;
    market.find_anew().await;
    let (mei, _) = market.person("Mei").await;
    let people = [("guest", &market.visitor()), ("buyer", &mei)];
    for _ in 0..25 {
        match dice.below(4) {
            0 => market.pass(kernel::minutes(dice.below(200))).await,
            1 => market.pass(kernel::days(dice.below(9))).await,
            _ => drop(crowd.act(market.address, &dice).await),
        }
        agree(&market, fresh, &people, &CROWD, "some act").await;
    }
    market.pass(kernel::days(60)).await;
    market.end().await;
});

story!(a_page_that_nobody_changed_is_not_sent_again, |market| {
    Town::build(market).await;
    let guest = market.visitor();
    let first = guest.look("/shops/ana/bowl", &[]).await;
    let tag = first.headers["etag"].to_str().unwrap().to_owned();
    assert!(tag.starts_with("W/\"") && first.headers["cache-control"] == "no-cache");
    assert_eq!(
        first.headers["vary"],
        "accept-encoding, authorization, cookie, accept-language, accept-currency"
    );
    let again = guest.look("/shops/ana/bowl", &[("if-none-match", &tag)]).await;
    assert_eq!((again.status.as_u16(), again.body.as_str()), (304, ""));
    let other = guest.look("/shops/bo/basket", &[("if-none-match", &tag)]).await;
    assert_eq!(other.status.as_u16(), 200);
    // What changes is sent, and what is somebody's own is kept by nobody.
    let sql = "UPDATE variant SET price_minor = 7777";
    let act = async move |tx: &mut platform::db::Tx| tx.execute(sql, &[]).await;
    market.inner.db.write(act).await.unwrap();
    guest.look("/shops/ana/bowl", &[("if-none-match", &tag)]).await.is(200).shows("77.77");
    let (buyer, _) = market.person("Mei").await;
    let own = buyer.look("/shops/ana/bowl", &[("if-none-match", &tag)]).await;
    assert!(own.status.as_u16() == 200 && own.headers["cache-control"] == "private, no-store");
    assert!(own.headers.get("etag").is_none());
});
