//! What every answer carries, whoever asks: who may keep a copy, where one is led, and who may read what is on the disk.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use kernel::Chance;
use platform::db::Tx;
use serde_json::json;

use crate::{
    harness::{Engine, Market, Page, Person, Place, START, Town, command},
    story,
};

async fn get(person: &Person, path: &str) -> Page {
    person.ask("GET", path, None, &[], Vec::new()).await
}

fn header<'a>(page: &'a Page, name: &str) -> &'a str {
    page.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
}

story!(nobody_keeps_a_copy_of_what_depends_on_who_asks, |market| {
    let town = Town::build(market).await;
    for path in ["/mine", "/mine/tokens", "/orders", "/cart", "/conversations", "/api/v1/account", "/"] {
        let page = get(&town.buyer, path).await;
        assert_eq!((header(page.is(200), "cache-control"), path), ("private, no-store", path));
    }
    for path in ["/desk/ana", "/desk/ana/export.csv", "/api/v1/shops/ana/orders"] {
        let page = get(&town.owner, path).await;
        assert_eq!((header(page.is(200), "cache-control"), path), ("private, no-store", path));
    }
    let front = get(&market.visitor(), "/").await;
    // Guests may keep it if they ask each time whether it is still the same.
    assert_eq!(header(&front, "cache-control"), "no-cache");
    let varies: Vec<_> = front.headers.get_all("vary").iter().map(|it| it.to_str().unwrap()).collect();
    assert!(varies.join(", ").contains("cookie"), "{varies:?}");
});

story!(every_answer_carries_the_headers_of_safety, |market| {
    let front = get(&market.visitor(), "/signin").await;
    let asset = front.link("/assets/");
    for path in [asset.as_str(), "/health", "/nothing", "/api/v1/nothing", "/push-worker.js"] {
        let page = get(&market.visitor(), path).await;
        assert_eq!(header(&page, "x-content-type-options"), "nosniff", "{path}");
        assert!(header(&page, "content-security-policy").contains("default-src 'self'"), "{path}");
        assert_eq!(header(&page, "strict-transport-security"), "", "{path}");
    }
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_market_by_https_is_asked_for_by_nothing_else() {
    let place = Place::new(Engine::Sqlite).await;
    let https = |config: &mut platform::config::Config| config.public_url = "https://fair.example".into();
    let market = Market::open_with(&place, START, Chance::seeded(7), https).await;
    assert_eq!(header(&get(&market.visitor(), "/").await, "strict-transport-security"), "max-age=31536000");
    market.end().await;
}

story!(only_the_token_of_a_call_takes_the_place_of_the_origin, |market| {
    let (ana, _) = market.maker("Ana").await;
    let form = Some("application/x-www-form-urlencoded");
    for said in ["x", "Basic eDp5", "Bearer x"] {
        let headers = [("sec-fetch-site", "cross-site"), ("authorization", said)];
        ana.ask("POST", "/mine/profile", form, &headers, b"name=Eve".to_vec()).await.is(403);
    }
    let body = || json!({ "name": "Eve" }).to_string().into_bytes();
    for (said, status) in [("x", 403), ("Bearer x", 401)] {
        let headers = [("sec-fetch-site", "cross-site"), ("authorization", said)];
        ana.ask("PATCH", "/api/v1/account", Some("application/json"), &headers, body()).await.is(status);
    }
    assert_eq!(ana.get("/api/v1/account").await.json()["name"], "Ana");
});

story!(a_way_back_leads_to_our_own_pages, |market| {
    let (ana, _) = market.maker("Ana").await;
    let form = Some("application/x-www-form-urlencoded");
    for back in [
        "/%09/evil.example",
        "/%0b",
        "/%00",
        "/%0c",
        "//evil.example",
        "/..//evil.example",
        "/%5Cevil.example",
    ] {
        for path in ["/signin", "/register"] {
            let page = get(&ana, &format!("{path}?return_to={back}")).await;
            assert_eq!((page.status.as_u16(), header(&page, "location")), (303, "/mine"), "{path} {back}");
        }
        let body = format!("lang=en&return_to={back}").into_bytes();
        let page = ana.ask("POST", "/language", form, &[], body).await;
        assert_eq!((page.status.as_u16(), header(&page, "location")), (303, "/"), "{back}");
    }
    let page = get(&ana, "/signin?return_to=/search?q=%E7%A2%97").await;
    assert_eq!(header(&page, "location"), "/search?q=%E7%A2%97");
});

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_else_on_the_machine_reads_a_market() {
    let folder = tempfile::tempdir().unwrap();
    let (data, backup) = (folder.path().join("data"), folder.path().join("backup"));
    fs::create_dir(&data).unwrap();
    fs::set_permissions(&data, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(command(&data, &["check"]).is_done);
    for closed in [&data, &data.join("mail"), &data.join("files")] {
        assert_eq!(mode(closed), 0o700, "{}", closed.display());
    }
    for closed in ["jishi.db", "sandbox-secret"] {
        assert_eq!(mode(&data.join(closed)), 0o600, "{closed}");
    }
    fs::set_permissions(data.join("sandbox-secret"), fs::Permissions::from_mode(0o644)).unwrap();
    assert!(command(&data, &["backup", backup.to_str().unwrap()]).is_done);
    assert_eq!(
        (mode(&backup), mode(&backup.join("jishi.db")), mode(&backup.join("sandbox-secret"))),
        (0o700, 0o600, 0o600)
    );
}

#[test]
fn a_folder_that_cannot_be_used_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::write(&data, "not a folder").unwrap();
    let said = command(&data, &["check"]);
    assert!(!said.is_done && said.error.contains(data.to_str().unwrap()), "{}", said.error);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_told_and_come_back_to() {
    let place = Place::new(Engine::Sqlite).await;
    let market = Market::open_at(&place, START, Chance::seeded(7)).await;
    let (ana, _) = market.maker("Ana").await;
    get(&ana, "/health").await.is(200);
    // The engine says of its own limit what it says of the disk's.
    let full = async |tx: &mut Tx| tx.rows("PRAGMA max_page_count = 1", &[]).await.map(drop);
    market.inner.db.write(full).await.unwrap();
    let mut refused = None;
    for _ in 0..200 {
        let listing =
            json!({ "title": "Bowl", "body": "b".repeat(9_000), "variants": [{ "price": "5.00" }] });
        let page = ana.send("POST", "/api/v1/shops/ana/listings", &listing).await;
        if page.status != 201 {
            refused = Some(page);
            break;
        }
    }
    let refused = refused.unwrap();
    refused.is(503).shows("no room");
    assert_eq!(header(&refused, "retry-after"), "60");
    get(&ana, "/").await.is(200);
    market.stop();

    let market = Market::open_at(&place, START, Chance::seeded(8)).await;
    fs::remove_dir_all(place.folder.join("files")).unwrap();
    get(&market.visitor(), "/health").await.is(503);
    market.stop();
}
