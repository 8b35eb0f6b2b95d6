//! Files of other programs, and tables that their sellers explain: by page, by API, by command.

use serde_json::{Value, json};

use crate::{
    harness::{Market, Page, Person, command},
    story,
};

const TABLE: &str =
    "Artikel;VK;Bestand;Farbe;Bilder-URL;Notiz\nKrug;19,90;5;blau;;alt\nKrug;21,90;0;grün;;\n";

const FEED: &str = "id\ttitle\tdescription\tlink\timage_link\tavailability\tprice\n\
    A1\tOak stool\tThree legs\thttps://shop.example/a1\t\tin_stock\t349.00 CNY\n";

async fn look(person: &Person, file: &str) -> Page {
    let page = person.upload("/desk/ana/import", &[], &[("file", "file.csv", file.as_bytes())]).await;
    page.is(200);
    page
}

async fn bring(market: &Market, person: &Person, file: &str) -> Page {
    let preview = look(person, file).await;
    person.post(&preview.path, &[]).await.is(200);
    market.work().await;
    person.get(&preview.path).await
}

async fn prices(market: &Market) -> Vec<(String, i64)> {
    let read = async |tx: &mut platform::db::Tx| {
        let sql = "SELECT l.handle, v.price_minor FROM variant v JOIN listing l ON l.shop_id = v.shop_id \
            AND l.id = v.listing_id WHERE v.priced = 1 ORDER BY l.handle, v.position LIMIT 1000";
        tx.list(sql, &[], |mut row| Ok((row.text()?, row.int()?))).await
    };
    market.inner.db.read(read).await.unwrap()
}

story!(files_of_other_programs_say_what_they_are_and_go_in, |market| {
    let (ana, _) = market.maker("Ana").await;
    let woo = "ID,Type,SKU,Name,Published,Stock,\"Regular price\",Parent,\"Attribute 1 name\",\"Attribute 1 value(s)\"\n\
        1,variable,MUG,Mug,1,,,,Size,\"S, L\"\n2,variation,MUG-S,Mug - S,1,2,12.50,MUG,Size,S\n\
        3,variation,MUG-L,Mug - L,1,1,14.50,id:1,Size,L\n";
    bring(market, &ana, woo).await.shows("This is a WooCommerce product file.").shows("The import is done");
    let etsy = "TITLE,DESCRIPTION,PRICE,CURRENCY_CODE,QUANTITY,TAGS,IMAGE1,IMAGE2,SKU\n\
        \"Small vase, blue\",Thrown by hand,24.50,CNY,3,\"vase,blue\",,,V1\n";
    let report = bring(market, &ana, etsy).await;
    report.shows("This is Etsy").hides("What is not taken");
    bring(market, &ana, FEED).await.shows("This is a Google Merchant feed.").hides("What is not taken");
    let food = "producer,name,units,unit_type,price,on_hand,on_demand\nHill Farm,Carrots,500,g,2.50,4,\n\
        Hill Farm,Carrots,1,kg,4.50,,1\n";
    bring(market, &ana, food).await.shows("Open Food Network");
    let expected = [
        ("a1", 34_900),
        ("carrots", 250),
        ("carrots", 450),
        ("mug", 1_250),
        ("mug", 1_450),
        ("small-vase-blue", 2_450),
    ];
    let expected: Vec<(String, i64)> = expected.map(|(handle, price)| (handle.into(), price)).into();
    assert_eq!(prices(market).await, expected);
    // The same once more changes nothing.
    look(&ana, woo).await.shows("What is in the shop already stays as it is.");
    market.check().await;
});

story!(a_table_is_explained_once, |market| {
    let (ana, _) = market.maker("Ana").await;
    let asked = look(&ana, TABLE).await;
    asked
        .shows("What do the columns mean?")
        .shows("This is a table of your own")
        .shows("Krug · Krug")
        .hides("What is not taken");
    ana.post(&asked.path, &[]).await.is(200).shows("What do the columns mean?");
    assert_eq!(market.number("SELECT COUNT(*) FROM listing").await, 0);
    let names = ["Artikel", "VK", "Bestand", "Farbe", "Bilder-URL", "Notiz"];
    let columns = |meanings: [&'static str; 6]| {
        let pairs = names.into_iter().zip(meanings).enumerate().flat_map(|(at, (name, meaning))| {
            [
                (format!("columns.{at}.name"), name.to_owned()),
                (format!("columns.{at}.meaning"), meaning.to_owned()),
            ]
        });
        pairs.collect::<Vec<_>>()
    };
    let send = async |meanings| {
        let fields = columns(meanings);
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        ana.post(&format!("{}/columns", asked.path), &fields).await
    };
    let none = send(["unread", "price", "quantity", "choice", "picture", "unread"]).await;
    none.is(422).shows("Say which column is the title, please");
    let preview = send(["title", "price", "quantity", "choice", "picture", "unread"]).await;
    preview.is(200).shows("This is in the file").shows("These columns were not read: Notiz");
    ana.post(&preview.path, &[]).await.is(200);
    market.work().await;
    assert_eq!(prices(market).await, [("krug".into(), 1_990), ("krug".into(), 2_190)]);
    // The next one with the same head is understood at once, by every door.
    look(&ana, &TABLE.replace("19,90", "18,90"))
        .await
        .shows("This is in the file")
        .shows("19.90")
        .shows("18.90");
    let path = "/api/v1/shops/ana/imports";
    let run = ana.ask("POST", path, Some("text/csv"), &[], TABLE.into()).await.is(202).json();
    assert_eq!((run["kind"].as_str(), run["state"].as_str()), (Some("table"), Some("running")), "{run}");
    market.work().await;
});

story!(a_program_explains_a_table, |market| {
    let (ana, _) = market.maker("Ana").await;
    let path = "/api/v1/shops/ana/imports";
    let run = ana.ask("POST", path, Some("text/csv"), &[], TABLE.into()).await.is(202).json();
    assert_eq!(run["state"], "unmapped");
    let guessed: Vec<&str> =
        run["columns"].as_array().unwrap().iter().map(|it| it["meaning"].as_str().unwrap()).collect();
    assert_eq!(guessed, ["title", "price", "quantity", "choice", "unread", "unread"]);
    let path = format!("{path}/{}", run["id"].as_str().unwrap());
    let wrong = json!({"columns": [{"name": "VK", "meaning": "price"}]});
    ana.send("PUT", &format!("{path}/columns"), &wrong).await.is(422);
    let unknown = json!({"columns": [{"name": "Artikel", "meaning": "poem"}]});
    ana.send("PUT", &format!("{path}/columns"), &unknown).await.is(422);
    let columns = json!({"columns": [{"name": "Artikel", "meaning": "title"}, {"name": "VK", "meaning": "price"},
        {"name": "Farbe", "meaning": "choice"}]});
    let run = ana.send("PUT", &format!("{path}/columns"), &columns).await.is(200).json();
    assert_eq!((run["state"].as_str(), run["variants"].as_i64()), (Some("previewed"), Some(2)), "{run}");
    ana.send("POST", &format!("{path}/start"), &json!({})).await.is(202);
    market.work().await;
    assert_eq!(prices(market).await, [("krug".into(), 1_990), ("krug".into(), 2_190)]);
    ana.send("PUT", &format!("{path}/columns"), &columns).await.is(409);
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_command_takes_any_of_them() {
    let market = Market::open(crate::harness::Engine::Sqlite).await;
    market.maker("Ana").await;
    let data = market.place.folder.clone();
    let file = |name: &str, text: &str| {
        let path = data.join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let (feed, table) = (file("feed.tsv", FEED), file("table.csv", TABLE));
    let said = command(&data, &["import", "--shop", "ana", "--json", &feed]);
    assert!(said.is_done, "{}", said.error);
    let summary: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(
        (summary["kind"].as_str(), summary["new"].as_i64()),
        (Some("google-merchant"), Some(1)),
        "{summary}"
    );
    let said = command(&data, &["import", "--shop", "ana", &table]);
    assert!(!said.is_done && said.error.contains("say what they mean"), "{}", said.error);
    let columns = [
        "--column",
        "Artikel=title",
        "--column",
        "VK=price",
        "--column",
        "Bestand=quantity",
        "--column",
        "Farbe=choice",
    ];
    let preview = [&["import", "--shop", "ana", "--preview"][..], &columns, &[&table]].concat();
    let said = command(&data, &preview);
    assert!(
        said.is_done && said.out.contains("1 listings (0 in the shop already"),
        "{} {}",
        said.out,
        said.error
    );
    let said = command(&data, &[&["import", "--shop", "ana", "--json"][..], &columns, &[&table]].concat());
    assert!(said.is_done, "{}", said.error);
    let fewer = file("table.csv", &TABLE.replace(";5;", ";2;"));
    let preview = [&["import", "--shop", "ana", "--preview"][..], &columns, &[&fewer]].concat();
    let said = command(&data, &preview);
    assert!(said.out.contains("stock 5 -> 2"), "{} {}", said.out, said.error);
    let keep = [&["import", "--shop", "ana", "--keep-stock"][..], &columns, &[&fewer]].concat();
    assert!(command(&data, &keep).is_done);
    assert_eq!(market.number("SELECT CAST(SUM(available) AS BIGINT) FROM stock").await, 5);
    let said = command(&data, &["import", "--shop", "ana", "--column", "Artikel=poem", &table]);
    assert!(!said.is_done && said.error.contains("NAME=MEANING"), "{}", said.error);
}
