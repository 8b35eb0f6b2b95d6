//! What buyers find, and when.

use axum::http::StatusCode;
use goods::search;
use platform::db::{DbError, Tx};

use kernel::Chance;

use crate::{
    harness::{Market, Person, Place, START},
    on_both, story,
};

/// Let the index catch up, as the server does all the time.
async fn catch_up(market: &Market) {
    while search::catch_up(&market.inner.db, &market.inner.index, market.now()).await.unwrap() > 0 {}
}

/// Put a listing into a shop over the API's own door, in a state.
async fn create(seller: &Person, title: &str, state: &str) -> String {
    let handle = title.to_lowercase().replace(' ', "-");
    let fields = [
        ("title", title),
        ("handle", handle.as_str()),
        ("kind", "stock"),
        ("state", state),
        ("variants.0.price", "50.00"),
        ("variants.0.available", "3"),
    ];
    let page = seller.post("/desk/ana/listings/new", &fields).await;
    page.is(200);
    let listing = page.path.split('?').next().unwrap().to_owned();
    seller.post(&format!("{listing}/state"), &[("state", state)]).await.is(200);
    handle
}

/// The addresses that a file for search engines lists, without the market's own beginning.
async fn listed(market: &Market, file: &str) -> Vec<String> {
    let origin = market.inner.config.public_url.clone();
    let body = market.visitor().get(file).await.is(200).body.clone();
    let found = body.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next());
    found.map(|address| address.strip_prefix(&origin).unwrap().to_owned()).collect()
}

story!(search_engines_are_told_of_pages_that_everybody_may_see, |market| {
    let (ana, shop) = market.maker("Ana").await;
    market.thing(shop, "Bowl", 5_000, 9).await;
    create(&ana, "Draft Cup", "draft").await;
    let files = listed(market, "/sitemap.xml").await;
    assert_eq!(files, ["/sitemap-pages.xml", "/shops/ana/sitemap.xml"]);
    assert_eq!(listed(market, &files[1]).await, ["/shops/ana", "/shops/ana/bowl"]);
    let pages = listed(market, &files[0]).await;
    assert!(pages.len() > 20 && pages.contains(&"/browse?craft=paper".to_owned()), "{pages:?}");
    for page in pages {
        market.visitor().get(&page).await.is(200);
    }
});

on_both!(files_for_search_engines_are_split_where_they_are_full, |place: Place| async move {
    let few = |config: &mut platform::config::Config| config.sitemap_most = 4;
    let market = Market::open_with(&place, START, Chance::seeded(7), few).await;
    let (_, shop) = market.maker("Ana").await;
    for number in 0..9 {
        market.thing(shop, &format!("Bowl {number}"), 5_000, 9).await;
    }
    market.maker("Bo").await;
    let guest = market.visitor();
    let robots = guest.get("/robots.txt").await.is(200).body.clone();
    let origin = format!("Sitemap: {}", market.inner.config.public_url);
    let indexes: Vec<&str> = robots.lines().filter_map(|line| line.strip_prefix(&origin)).collect();
    let mut files = Vec::new();
    for index in &indexes {
        let part = listed(&market, index).await;
        assert!(part.len() <= 4, "{part:?}");
        files.extend(part);
    }
    assert_eq!(indexes.len(), files.len().div_ceil(4));
    let mut pages = Vec::new();
    for file in &files {
        let part = listed(&market, file).await;
        assert!(part.len() <= 4, "{file}: {part:?}");
        pages.extend(part);
    }
    // The shop and its nine things need three files of four.
    assert_eq!(files.iter().filter(|file| file.starts_with("/shops/ana/")).count(), 3);
    assert!((0..9).all(|number| pages.contains(&format!("/shops/ana/bowl-{number}"))), "{pages:?}");
    assert!(
        ["/", "/about", "/browse?craft=paper", "/shops/bo"]
            .iter()
            .all(|page| pages.iter().any(|it| it == page))
    );
    let told: std::collections::BTreeSet<&String> = pages.iter().collect();
    assert_eq!(told.len(), pages.len(), "none is told twice");
    for missing in ["/shops/ana/sitemap.xml?part=4", "/sitemap.xml?part=99", "/sitemap-pages.xml?part=0"] {
        guest.get(missing).await.is(404);
    }
    market.end().await;
});

story!(a_published_listing_is_found_and_a_draft_is_nobodys, |market| {
    let (ana, _) = market.maker("Ana").await;
    let visitor = market.visitor();
    let bowl = create(&ana, "Celadon bowl", "active").await;
    let draft = create(&ana, "Celadon vase", "draft").await;
    catch_up(market).await;
    let found = visitor.get("/search?q=celadon").await;
    found.is(200).shows("Celadon bowl").hides("Celadon vase").shows("value=\"celadon\"");
    visitor.get(&format!("/shops/ana/{bowl}")).await.is(200);
    visitor.get(&format!("/shops/ana/{draft}")).await.is(404);
    ana.get(&format!("/shops/ana/{draft}")).await.is(200);
    visitor.get("/").await.hides("value=\"celadon\"");
});

story!(a_renamed_shop_is_found_by_its_new_name_and_a_closed_one_not_at_all, |market| {
    let (ana, _) = market.maker("Ana").await;
    create(&ana, "Celadon bowl", "active").await;
    catch_up(market).await;
    let visitor = market.visitor();
    let finds = async |words: &str, expected: bool| {
        catch_up(market).await;
        let page = visitor.get(&format!("/search?q={words}")).await;
        assert_eq!(page.body.contains("Celadon bowl"), expected, "{words}");
    };
    finds("ana", true).await;
    ana.post("/desk/ana/settings", &[("name", "Longquan Kiln")]).await.is(200);
    finds("longquan", true).await;
    finds("ana", false).await;
    ana.post("/desk/ana/closure", &[]).await.is(200);
    finds("longquan", false).await;
    ana.post("/desk/ana/reopening", &[]).await.is(200);
    finds("longquan", true).await;
    // Changes that were looked at twice, and long enough ago for every node, are forgotten.
    market.pass(kernel::minutes(1)).await;
    finds("longquan", true).await;
    market.pass(kernel::days(4)).await;
    create(&ana, "Celadon vase", "active").await;
    finds("longquan", true).await;
    market.pass(kernel::minutes(1)).await;
    finds("longquan", true).await;
    // Two are of the last listing, which was a draft first.
    assert_eq!(market.number("SELECT COUNT(*) FROM listing_change").await, 2);
    assert_eq!(market.number("SELECT COUNT(*) FROM shop_change").await, 0);
});

story!(searching_is_limited_for_each_address, |market| {
    let mut visitor = market.visitor();
    visitor.from = Some("203.0.113.9".into());
    let mut refused = 0;
    for _ in 0..125 {
        refused += i32::from(visitor.get("/search?q=bowl").await.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert_eq!(refused, 5);
    visitor.get("/browse").await.is(200);
    market.visitor().get("/search?q=bowl").await.is(200);
});

story!(a_listing_may_have_any_name, |market| {
    let (ana, _) = market.maker("Ana").await;
    create(&ana, "Following", "active").await;
    let (lin, _) = market.person("Lin").await;
    lin.get("/shops/ana/following").await.is(200).shows("Following");
    lin.post("/following/ana", &[("follow", "yes")]).await.is(200).shows("1 follower");
});

/// A form with one file.
fn multipart(fields: &[(&str, &str)], file: Option<&[u8]>) -> (String, Vec<u8>) {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(
            format!("--line\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
        );
    }
    if let Some(file) = file {
        body.extend(
            b"--line\r\nContent-Disposition: form-data; name=\"cover\"; filename=\"a.png\"\r\n\r\n".iter(),
        );
        body.extend(file.iter());
        body.extend(b"\r\n".iter());
    }
    body.extend(b"--line--\r\n".iter());
    ("multipart/form-data; boundary=line".into(), body)
}

story!(a_shop_shows_its_cover, |market| {
    let (ana, _) = market.maker("Ana").await;
    let picture = include_bytes!("../demo/art/pictures/batik-parang-1.webp");
    let (kind, body) = multipart(&[("alt", "Wax on cloth"), ("side", "start")], Some(picture));
    ana.send_bytes("/desk/ana/cover", &kind, body).await.is(200).shows("The cover is saved");
    let page = market.visitor().get("/shops/ana").await;
    page.is(200).shows("alt=\"Wax on cloth\"").shows("og:image\" content=\"http");
    let file = page.link("/media/");
    market.visitor().get(&file).await.is(200);
    market.visitor().get("/shops").await.shows("-640.webp");
    // Another description keeps the picture; what is not a picture is refused.
    let (kind, body) = multipart(&[("alt", "Batik")], None);
    ana.send_bytes("/desk/ana/cover", &kind, body).await.is(200).shows("alt=\"Batik\"");
    let (kind, body) = multipart(&[("alt", "x")], Some(b"%PDF-1.4"));
    ana.send_bytes("/desk/ana/cover", &kind, body).await.is(422).shows("not a picture");
    market.visitor().get("/shops/ana").await.shows(&file);
    let (kind, body) = multipart(&[("act", "remove")], None);
    ana.send_bytes("/desk/ana/cover", &kind, body).await.is(200).hides("/media/");
    let (bo, _) = market.maker("Bo").await;
    let (kind, body) = multipart(&[("act", "remove")], None);
    bo.send_bytes("/desk/ana/cover", &kind, body).await.is(404);
});

story!(a_large_shop_is_taken_in_whole, |market| {
    let (ana, shop) = market.maker("Ana").await;
    for n in 0..12 {
        market.thing(shop, &format!("Bowl {n}"), 5_000, 1).await;
    }
    ana.post("/desk/ana/settings", &[("name", "Longquan Kiln")]).await.is(200);
    catch_up(market).await;
    let count = async |tx: &mut Tx| tx.number("SELECT COUNT(*) FROM search_listing", &[]).await;
    let count: Result<i64, DbError> = market.inner.db.read(count).await;
    assert_eq!(count.unwrap(), 12);
});

story!(what_has_only_a_part_of_a_query_follows_and_is_marked, |market| {
    let (_, shop) = market.maker("Ana").await;
    for title in ["柳编果篮", "竹提篮", "柳编提篮", "青花碗"] {
        market.thing(shop, title, 5_000, 3).await;
    }
    catch_up(market).await;
    let lin = market.visitor();
    let page = lin.get("/search?q=%E6%9F%B3%E7%BC%96%E6%8F%90%E7%AF%AE").await;
    page.is(200).shows("柳编提篮").shows("柳编果篮").shows("竹提篮").hides("青花碗").shows("only a part");
    let whole = page.body.find("柳编提篮</").unwrap();
    assert!(whole < page.body.find("only a part").unwrap());
    let found = lin.get("/api/v1/listings?q=%E6%9F%B3%E7%BC%96%E6%8F%90%E7%AF%AE").await.json();
    assert_eq!((found["whole"].as_i64(), found["total"].as_i64()), (Some(1), Some(3)));
    // Another language, a slip of the hand, a minus.
    lin.get("/search?q=willow+basket").await.shows("柳编果篮");
    lin.get("/search?q=celadn").await.hides("柳编");
    lin.get("/search?q=%E6%8F%90%E7%AF%AE+-%E7%AB%B9").await.shows("柳编提篮").hides("竹提篮");
});

story!(every_node_follows_the_same_changes, |market| {
    let (ana, _) = market.maker("Ana").await;
    let (one, two) = (&market.inner.index, {
        let folder = market.inner.config.data.join("search-of-another-node");
        search::Index::new(
            market.inner.texts.clone(),
            folder,
            &market.inner.capabilities,
            market.inner.db.changes().clone(),
        )
    });
    let query = search::Query {
        words: "celadon".into(),
        filter: search::Filter::default(),
        sort: search::Sort::Fitting,
        place: search::PageStart::Start,
        limit: kernel::Limit::new(10),
        near: None,
    };
    let found = async |index: &search::Index| {
        while search::catch_up(&market.inner.db, index, market.now()).await.unwrap() > 0 {}
        index.find(&market.inner, &query).await.unwrap().total
    };
    create(&ana, "Celadon bowl", "active").await;
    assert_eq!((found(one).await, found(&two).await), (1, 1));
    create(&ana, "Celadon vase", "active").await;
    assert_eq!((found(&two).await, found(one).await), (2, 2));
    // A node that was off for longer than changes are kept makes its index anew.
    for title in ["Celadon plate", "Celadon jar"] {
        market.pass(kernel::days(4)).await;
        create(&ana, title, "active").await;
        found(one).await;
    }
    market.pass(kernel::minutes(1)).await;
    found(one).await;
    assert_eq!(found(&two).await, 4);
});
