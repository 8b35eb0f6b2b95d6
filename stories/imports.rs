//! A shop's catalogue goes in as a file and comes out as one: by page, by API, by command.

use std::path::PathBuf;

use goods::catalog::product_file;
use kernel::Currency;
use serde_json::{Value, json};

use crate::{
    harness::{Market, Page, Person, Town, command},
    story,
};

/// Two good listings, one with two variants, and everything a spreadsheet does to a file in between.
const LEGACY: &str = "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Qty,Variant Price,Variant Compare At Price,Image Src\n\
cup,Cup,\"<p onclick=\"\"x()\"\">Good <script>alert(1)</script><b>clay</b></p>\",Ana,Cups,\"red, 碗\",TRUE,Size,S,C-S,200,3,12.50,15.00,\n\
cup,,,,,,,,L,C-L,400,1,14.05,,\n\
jar,Jar,,Ana,Jars,,TRUE,Title,Default Title,J,900,5,0.99,,https://pictures.example/jar.jpg\n\
comma,Comma,,,,,TRUE,,,,,1,\"12,50\",,\n\
sign,Sign,,,,,TRUE,,,,,1,¥12,,\n\
power,Power,,,,,TRUE,,,,,1,1e9,,\n";

const CURRENT: &str = "Title,URL handle,Description,Vendor,Type,Tags,Status,SKU,Option1 name,Option1 value,Price,Compare-at price,Inventory quantity,Weight value (grams)\n\
Cup,cup,\"<p>Good <a href=\"\"javascript:alert(1)\"\">clay</a></p>\",Ana,Cups,red,Active,C-S,Size,S,12.50,15.00,3,200\n\
,cup,,,,,,C-L,,L,14.05,,1,400\n\
Jar,jar,,Ana,Jars,,Active,J,,,0.99,,5,900\n\
Comma,comma,,,,,Active,,,,\"12,50\",,1,\n";

async fn prices(market: &Market) -> Vec<(String, i64)> {
    let read = async |tx: &mut platform::db::Tx| {
        let sql = "SELECT l.handle, v.price_minor FROM variant v JOIN listing l ON l.shop_id = v.shop_id \
            AND l.id = v.listing_id WHERE v.priced = 1 ORDER BY l.handle, v.position LIMIT 1000";
        tx.list(sql, &[], |mut row| Ok((row.text()?, row.int()?))).await
    };
    market.inner.db.read(read).await.unwrap()
}

/// What a shop in yuan has of either file: a decimal comma is read, and so is the yuan's own sign; of `power` nobody
/// knows the price.
fn expected() -> Vec<(String, i64)> {
    let prices = [("comma", 1_250), ("cup", 1_250), ("cup", 1_405), ("jar", 99), ("sign", 1_200)];
    prices.map(|(handle, minor)| (handle.to_owned(), minor)).into()
}

/// The same without the row that the current file does not have.
fn expected_of_current() -> Vec<(String, i64)> {
    expected().into_iter().filter(|(handle, _)| handle != "sign").collect()
}

async fn look(person: &Person, name: &str, file: &[u8]) -> Page {
    person.upload("/desk/ana/import", &[], &[("file", name, file)]).await
}

/// Look at a file, start it, let the work be done; the answer is the report.
async fn bring(market: &Market, person: &Person, file: &[u8]) -> Page {
    let preview = look(person, "file.csv", file).await;
    preview.is(200);
    person.post(&preview.path, &[]).await.is(200);
    market.work().await;
    person.get(&preview.path).await
}

story!(a_file_is_looked_at_started_followed_and_reported, |market| {
    let (ana, _) = market.maker("Ana").await;
    let preview = look(&ana, "spring.csv", LEGACY.as_bytes()).await;
    preview.is(200).shows("spring.csv").shows("This is in the file").shows("Cup").shows("12.50");
    preview.hides("Line 5").hides("Line 6").shows("Line 7").shows("A price stands in plain digits");
    preview.shows("Line 7: the listing has no price and is a draft until it has one.");
    assert_eq!(prices(market).await, [], "a preview puts nothing into the shop");

    let running = ana.post(&preview.path, &[]).await;
    running.is(200).shows("The import is under way").shows("<progress max=\"5\" value=\"0\"");
    ana.post(&preview.path, &[]).await.is(200);
    market.work().await;
    let report = ana.get(&preview.path).await;
    report.shows("The import is done").shows("Line 7");
    market.visitor().get("/shops/ana/power").await.is(404);
    assert_eq!(prices(market).await, expected());
    assert_eq!(
        market
            .number("SELECT COUNT(*) FROM listing WHERE body LIKE '%script%' OR body LIKE '%onclick%'")
            .await,
        0
    );
    market.find_anew().await;
    market.visitor().get("/shops/ana/cup").await.is(200).shows("<b>clay</b>").hides("alert(1)");

    // The same file again changes what is there and doubles nothing.
    bring(market, &ana, LEGACY.as_bytes()).await.shows("The import is done");
    assert_eq!(prices(market).await, expected());
    ana.keep("lang", "zh-CN");
    ana.get(&preview.path).await.shows("第 7 行").shows("价格请写成普通数字");
    market.check().await;
});

story!(both_dialects_mean_the_same, |market| {
    let (ana, _) = market.maker("Ana").await;
    let report = bring(market, &ana, CURRENT.as_bytes()).await;
    report.hides("What is not taken");
    assert_eq!(prices(market).await, expected_of_current());
    assert_eq!(market.number("SELECT COUNT(*) FROM listing WHERE body LIKE '%javascript%'").await, 0);
    market.check().await;
});

story!(letters_quotes_and_marks_of_other_programs_are_understood, |market| {
    let (ana, _) = market.maker("Ana").await;
    let mut marked = vec![0xEF, 0xBB, 0xBF];
    marked.extend(LEGACY.as_bytes());
    bring(market, &ana, &marked).await;
    assert_eq!(prices(market).await, expected());

    let latin = b"Handle,Title,Variant Price\ncafe,Caf\xE9 cr\xE8me,3.20\n";
    bring(market, &ana, latin).await.shows("windows-1252");
    market.find_anew().await;
    market.visitor().get("/shops/ana/cafe").await.is(200).shows("Café crème");

    let quotes = "Handle,Title,Variant Price\nfirst,First,1.00\nsecond,\"Sec\"ond,2.00\nthird,Third,3.00\n";
    bring(market, &ana, quotes.as_bytes()).await.shows("Line 3");
    let have: Vec<String> = prices(market).await.into_iter().map(|(handle, _)| handle).collect();
    assert!(have.contains(&"first".to_owned()) && have.contains(&"third".to_owned()), "{have:?}");
    let open = "Handle,Title,Variant Price\nfourth,Fourth,4.00\nfifth,\"Fifth,5.00\nsixth,Sixth,6.00\n";
    bring(market, &ana, open.as_bytes()).await.shows("Line 3").shows("The quotes around a cell do not match");
    assert!(prices(market).await.iter().any(|(handle, minor)| handle == "fourth" && *minor == 400));

    for (file, words) in [
        (&b""[..], "The file is empty"),
        (b"%PDF-1.7\n", "This is a PDF"),
        (b"PK\x03\x04...", "Save it there as CSV"),
        (b"one\ntwo\n", "so this is no product file"),
        (b"\0\0\0\0", "so this is no product file"),
    ] {
        look(&ana, "x.csv", file).await.is(422).shows(words);
    }
    ana.post("/desk/ana/import", &[]).await.is(400).shows("<h1");
    market.check().await;
});

story!(a_hundred_thousand_rows_go_in_and_every_bad_one_is_counted, |market| {
    let (ana, _) = market.maker("Ana").await;
    let listings = if market.is_on_postgres() { 200 } else { 2_000 };
    let rows = listings * 50;
    let mut file =
        String::from("Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Inventory Qty\n");
    for listing in 0..listings {
        for row in 0..50 {
            let title = if row == 0 { format!("Thing {listing}") } else { String::new() };
            let name = if row == 0 { "Nr" } else { "" };
            let price = if row == 7 { "1e9" } else { "1.25" };
            file += &format!("thing-{listing},{title},{name},{row},{price},1\n");
        }
    }
    let report = bring(market, &ana, file.as_bytes()).await;
    report.shows("The import is done").shows(&grouped(listings)).shows(&grouped(rows));
    assert_eq!(market.number("SELECT COUNT(*) FROM variant WHERE priced = 1").await, rows - listings);
    assert_eq!(market.number("SELECT COUNT(*) FROM variant WHERE priced = 0").await, listings);
    assert_eq!(
        market.number("SELECT COUNT(*) FROM variant WHERE priced = 1 AND price_minor <> 125").await,
        0
    );
    let all = ana.get(&format!("{}/refused.csv", report.path)).await;
    let lines = i64::try_from(all.is(200).body.lines().count()).unwrap();
    assert_eq!(lines, listings + 1, "every refused row is in the list, under its head");
});

/// A count as an English page says it.
fn grouped(count: i64) -> String {
    if count < 1_000 { count.to_string() } else { format!("{},{:03}", count / 1_000, count % 1_000) }
}

story!(what_goes_out_comes_back_the_same, |market| {
    let (ana, _) = market.maker("Ana").await;
    let (bo, _) = market.maker("Bo").await;
    let mut files = vec![LEGACY.as_bytes().to_vec(), CURRENT.as_bytes().to_vec()];
    files.extend(samples().into_iter().map(|path| std::fs::read(path).unwrap()));
    for file in files {
        bring(market, &ana, &file).await;
    }
    for dialect in ["legacy", "current"] {
        let path = format!("export.csv?dialect={dialect}");
        let out = ana.get(&format!("/desk/ana/{path}")).await;
        assert!(out.is(200).content_type.starts_with("text/csv"));
        let api = ana.get(&format!("/api/v1/shops/ana/{path}")).await;
        assert_eq!(out.body, api.body);
        let preview = bo.upload("/desk/bo/import", &[], &[("file", "out.csv", out.body.as_bytes())]).await;
        preview.is(200).hides("What is not taken");
        bo.post(&preview.path, &[]).await.is(200);
        market.work().await;
        let back = bo.get(&format!("/desk/bo/{path}")).await;
        assert_eq!(sorted(&back.body), sorted(&out.body), "{dialect}");
    }
    market.check().await;
});

/// The records of a file in the order of their handles, since listings that came later stand elsewhere.
fn sorted(file: &str) -> Vec<String> {
    let reading = product_file::read(file.as_bytes(), Currency::CNY).unwrap();
    assert!(reading.refused.is_empty(), "{:?}", reading.refused);
    let mut drafts: Vec<String> = reading
        .drafts
        .into_iter()
        .map(|mut draft| {
            draft.line = 0;
            format!("{draft:?}")
                .split(", ")
                .filter(|part| !part.trim_start().starts_with("line:"))
                .collect::<Vec<_>>()
                .join(", ")
        })
        .collect();
    drafts.sort();
    drafts
}

/// Real files, where somebody has some: CSV files in the folder that `JISHI_SAMPLES` names.
fn samples() -> Vec<PathBuf> {
    let Ok(folder) = std::env::var("JISHI_SAMPLES") else { return Vec::new() };
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|end| end == "csv")).collect();
    files.sort();
    files
}

story!(real_files_go_in_whole, |market| {
    let (ana, _) = market.maker("Ana").await;
    for path in samples() {
        let file = std::fs::read(&path).unwrap();
        let reading = product_file::read(&file, Currency::CNY).unwrap();
        assert!(reading.refused.is_empty(), "{}: {:?}", path.display(), reading.refused);
        bring(market, &ana, &file).await.is(200).shows("The import is done").hides("What is not taken");
        for draft in &reading.drafts {
            for variant in &draft.variants {
                let price = variant.price.value().unwrap().minor();
                assert!(
                    prices(market).await.contains(&(draft.handle.clone(), price)),
                    "{} {price}",
                    draft.handle
                );
            }
        }
    }
    market.check().await;
});

story!(a_program_brings_a_file_and_asks_until_it_is_done, |market| {
    let (ana, _) = market.maker("Ana").await;
    let (bo, _) = market.maker("Bo").await;
    let csv = Some("text/csv");
    let headers = [("idempotency-key", "spring")];
    // Larger than any other body may be.
    let long = format!("{LEGACY}{}", "\n".repeat(3 << 20));
    let body = long.into_bytes();
    let first =
        ana.ask("POST", "/api/v1/shops/ana/imports?name=spring.csv", csv, &headers, body.clone()).await;
    let run = first.is(202).json();
    assert_eq!(
        (run["state"].as_str(), run["total"].as_i64(), run["name"].as_str()),
        (Some("running"), Some(5), Some("spring.csv"))
    );
    let again = ana.ask("POST", "/api/v1/shops/ana/imports?name=spring.csv", csv, &headers, body).await;
    assert_eq!(again.is(202).json()["id"], run["id"]);
    assert!(again.headers.contains_key("idempotency-replayed"));
    let other = ana.ask("POST", "/api/v1/shops/ana/imports", csv, &headers, CURRENT.into()).await;
    other.is(422);

    let path = format!("/api/v1/shops/ana/imports/{}", run["id"].as_str().unwrap());
    assert_eq!(ana.get(&path).await.is(200).json()["state"], "running");
    market.work().await;
    let done = ana.get(&path).await.json();
    assert_eq!(
        (done["state"].as_str(), done["new"].as_i64(), done["done"].as_i64()),
        (Some("done"), Some(5), Some(5))
    );
    let refused: Vec<(i64, &str)> = done["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["line"].as_i64().unwrap(), row["code"].as_str().unwrap()))
        .collect();
    assert_eq!(refused, [(7, "price-exponent")]);
    assert_eq!(prices(market).await, expected());
    assert_eq!(market.number("SELECT COUNT(*) FROM import_run").await, 1);
    assert_eq!(ana.get("/api/v1/shops/ana/imports").await.json()["items"].as_array().unwrap().len(), 1);

    let looked = ana.ask("POST", "/api/v1/shops/ana/imports?preview=true", csv, &[], CURRENT.into()).await;
    let run = looked.is(202).json();
    assert_eq!(run["state"], "previewed");
    let path = format!("/api/v1/shops/ana/imports/{}", run["id"].as_str().unwrap());
    ana.send("POST", &format!("{path}/start"), &json!({})).await.is(202);
    market.work().await;
    assert_eq!(ana.get(&path).await.json()["changed"], 3);

    bo.get(&path).await.is(404);
    bo.get(&path.replace("/ana/", "/bo/")).await.is(404);
    bo.ask("POST", "/api/v1/shops/ana/imports", csv, &[], LEGACY.into()).await.is(404);
    let empty = ana.ask("POST", "/api/v1/shops/ana/imports", csv, &[], Vec::new()).await;
    assert_eq!(empty.is(422).json()["errors"][0]["field"], "file");
    ana.ask("POST", "/api/v1/shops/ana/imports?preview=perhaps", csv, &[], LEGACY.into()).await.is(422);
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_command_imports_beside_a_running_market_and_alone() {
    let market = Market::open(crate::harness::Engine::Sqlite).await;
    let (ana, _) = market.maker("Ana").await;
    let file = market.place.folder.join("legacy.csv");
    std::fs::write(&file, LEGACY).unwrap();
    let (data, file) = (market.place.folder.clone(), file.display().to_string());
    let import = ["import", "shopify", "--shop", "ana", "--json", file.as_str()];

    let said = command(&data, &import);
    assert!(said.is_done, "{}", said.error);
    let summary: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((summary["listings"].as_i64(), summary["variants"].as_i64()), (Some(5), Some(6)), "{summary}");
    let lines: Vec<i64> =
        summary["refused"].as_array().unwrap().iter().map(|row| row["line"].as_i64().unwrap()).collect();
    assert_eq!(lines, [7]);
    assert!(
        summary["refused"].as_array().unwrap().iter().all(|row| !row["reason"].as_str().unwrap().is_empty())
    );
    assert_eq!(prices(&market).await, expected());
    let out = ana.get("/desk/ana/export.csv?dialect=legacy").await.body;
    let exported = command(&data, &["export", "shopify", "--shop", "ana", "--dialect", "legacy"]);
    assert_eq!(exported.out, out);

    market.inner.db.close();
    let said = command(&data, &import);
    assert!(said.is_done, "{}", said.error);
    let shops = command(&data, &["shops", "--json"]);
    let shops: Value = serde_json::from_str(&shops.out).unwrap();
    assert_eq!(shops[0]["handle"], "ana");
    let said = command(&data, &["import", "shopify", "--shop", "nobody", file.as_str()]);
    assert!(!said.is_done && said.error.contains("there is no shop nobody"), "{}", said.error);
    let checked = command(&data, &["check"]);
    assert!(checked.is_done, "{}", checked.out);
}

story!(a_file_of_another_shop_does_not_exist, |market| {
    let town = Town::build(market).await;
    let path = town.fill("/desk/{handle}/import/{run}");
    town.owner.get(&path).await.is(200);
    town.staff.get(&path).await.is(200);
    town.other.get(&path).await.is(404);
    town.other.get(&path.replace("/ana/", "/bo/")).await.is(404);
    town.other.post(&path.replace("/ana/", "/bo/"), &[]).await.is(404);
});
