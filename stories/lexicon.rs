//! The words of the trade, as the operator changes them: what is found by them, on every node, and what is written down.

use serde_json::json;

use goods::search;

use crate::{
    harness::{Market, Person, Town},
    story,
};

/// Whether somebody finds the teapot by a word.
async fn finds(person: &Person, words: &str) -> bool {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", words).finish();
    let found = person.get(&format!("/api/v1/listings?{query}")).await.json();
    let whole = usize::try_from(found["whole"].as_u64().unwrap()).unwrap();
    found["items"].as_array().unwrap().iter().take(whole).any(|item| item["handle"] == "teapot-of-pewter")
}

async fn audited(market: &Market) -> Vec<String> {
    let read = async |tx: &mut platform::db::Tx| {
        tx.list(
            "SELECT act, subject FROM audit WHERE act LIKE 'lexicon%' ORDER BY id LIMIT 100",
            &[],
            |mut row| Ok(format!("{} {}", row.text()?, row.text()?)),
        )
        .await
    };
    market.inner.db.read(read).await.unwrap()
}

const NEW: [(&str, &str); 4] =
    [("part", "things"), ("en", "zorbulator, teapot"), ("zh", "左布壶"), ("broader", "tea ware")];

story!(an_operator_changes_the_words_of_the_trade, |market| {
    let town = Town::build(market).await;
    market.thing(town.bowl.listing.shop(), "Teapot of pewter", 5_000, 3).await;
    market.find_anew().await;
    let (operator, guest) = (&town.operator, &town.guest);
    assert!(finds(guest, "急須").await && !finds(guest, "zorbulator").await);
    operator.get("/operator/lexicon?q=%E6%80%A5%E9%A0%88&part=things").await.is(200).shows("things-teapot");
    operator.get("/operator/lexicon?q=nothingofthekind").await.is(200).shows("No such word");
    // What is wrong stands beside its field, and nothing that was typed is lost.
    for (name, value, words) in [
        ("en", "", "Please fill this in"),
        ("part", "stars", "choose"),
        ("zh", "茶|壶", "A name has no |"),
        ("ja", "…", "no letter"),
        ("broader", "nothing of the kind", "no word with this English name"),
        ("en", "teapot", "already"),
    ] {
        let mut fields = NEW.to_vec();
        fields.retain(|(field, _)| *field != name);
        fields.push((name, value));
        let page = operator.post("/operator/lexicon", &fields).await;
        page.is(422).shows(words);
        assert!(name == "zh" || page.body.contains("左布壶"), "{name}");
    }
    let page = operator.post("/operator/lexicon", &NEW).await;
    page.is(200).shows("The word is saved");
    assert!(page.path.starts_with("/operator/lexicon/things-zorbulator"), "{}", page.path);
    assert!(finds(guest, "zorbulator").await && finds(guest, "左布壶").await);
    // Changed, switched off and on, taken out.
    let path = "/operator/lexicon/things-zorbulator";
    operator.post(path, &[("en", "zorbulator"), ("hi", "ज़ोरबू"), ("id", "teapot")]).await.is(200);
    assert!(finds(guest, "ज़ोरबू").await && !finds(guest, "左布壶").await);
    operator.post(&format!("{path}/off"), &[]).await.is(200).shows("Switched off");
    assert!(!finds(guest, "zorbulator").await);
    operator.post(&format!("{path}/on"), &[]).await.is(200);
    assert!(finds(guest, "zorbulator").await);
    operator.get(&format!("{path}/removal")).await.is(200).shows("Remove this word?");
    operator.post(&format!("{path}/removal"), &[]).await.is(200);
    operator.get(path).await.is(404);
    assert!(!finds(guest, "zorbulator").await);
    // A built-in one can be switched off, changed, and had back.
    let path = "/operator/lexicon/things-teapot";
    operator.post(&format!("{path}/off"), &[]).await.is(200);
    assert!(!finds(guest, "急須").await && finds(guest, "pewter").await);
    operator.post(&format!("{path}/on"), &[]).await.is(200);
    operator.post(path, &[("en", "teapot"), ("ja", "きびしょ")]).await.is(200).shows("Undo the changes");
    assert!(finds(guest, "きびしょ").await && !finds(guest, "急須").await);
    operator.post(&format!("{path}/removal"), &[]).await.is(200).hides("Undo the changes");
    assert!(finds(guest, "急須").await && !finds(guest, "きびしょ").await);
    let written = audited(market).await;
    let expected = [
        "lexicon.add things-zorbulator",
        "lexicon.change things-zorbulator",
        "lexicon.off things-zorbulator",
        "lexicon.on things-zorbulator",
        "lexicon.remove things-zorbulator",
        "lexicon.off things-teapot",
        "lexicon.on things-teapot",
        "lexicon.change things-teapot",
        "lexicon.remove things-teapot",
    ];
    assert_eq!(written, expected);
    operator.get("/operator/audit").await.is(200).shows("Switched a word off");
});

story!(programs_change_the_words_and_every_node_reads_them, |market| {
    let town = Town::build(market).await;
    market.thing(town.bowl.listing.shop(), "Teapot of pewter", 5_000, 3).await;
    market.find_anew().await;
    let operator = &town.operator;
    let other = search::Index::new(
        market.inner.texts.clone(),
        market.inner.config.data.join("search-of-another-node"),
        &market.inner.capabilities,
        market.inner.db.changes().clone(),
    );
    search::catch_up(&market.inner.db, &other, market.now()).await.unwrap();
    let query = search::Query {
        words: "zorbulator".into(),
        filter: search::Filter::default(),
        sort: search::Sort::Fitting,
        place: search::PageStart::Start,
        limit: kernel::Limit::new(10),
        near: None,
    };
    assert_eq!(other.find(&market.inner, &query).await.unwrap().total, 0);
    let lexicon = "/api/v1/operator/lexicon";
    let entry = json!({"part": "things", "en": "zorbulator, teapot", "zh": "左布壶"});
    let made = operator.send("POST", lexicon, &entry).await;
    made.is(201);
    assert_eq!(
        (made.json()["code"].as_str(), made.json()["origin"].as_str()),
        (Some("things-zorbulator"), Some("own"))
    );
    operator.send("POST", lexicon, &entry).await.is(422);
    assert!(finds(&town.guest, "左布壶").await);
    market.clock.advance(kernel::minutes(1));
    search::catch_up(&market.inner.db, &other, market.now()).await.unwrap();
    assert_eq!(other.find(&market.inner, &query).await.unwrap().total, 1);
    let one = format!("{lexicon}/things-zorbulator");
    assert_eq!(operator.send("PUT", &one, &json!({"en": "zorbulator", "id": "teko"})).await.json()["zh"], "");
    operator.send("POST", &format!("{one}/off"), &json!({})).await.is(204);
    assert_eq!(operator.get(&format!("{lexicon}?q=zorb")).await.json()["items"][0]["is_off"], true);
    // The text leads back to what is there; a bad line is named and costs that line.
    let text = format!("{lexicon}-text");
    let whole = operator.get(&text).await.json()["text"].as_str().unwrap().to_owned();
    assert!(whole.contains("- | zorbulator |") || whole.contains("-  | zorbulator |"), "no line that is off");
    let again = operator.send("POST", &text, &json!({"text": whole})).await.json();
    assert_eq!(
        (again["added"].as_i64(), again["changed"].as_i64()),
        (Some(0), Some(0)),
        "{}",
        again["faults"]
    );
    let lines = "[things]\n| zorbulator | | | teko\n左右壶 | lefty pot | | | | < zorbulator\nnothing\n- 铁壶 | kettle of nowhere | | |\n";
    let taken = operator.send("POST", &text, &json!({"text": lines})).await.json();
    assert_eq!((taken["added"].as_i64(), taken["changed"].as_i64()), (Some(2), Some(1)), "{taken}");
    assert_eq!(
        (taken["faults"][0]["line"].as_i64(), taken["faults"].as_array().unwrap().len()),
        (Some(4), 1)
    );
    let page = operator.post("/operator/lexicon-import", &[("text", "[things]\nnothing")]).await;
    page.is(200).shows("1 line was left out").shows("bars part the languages");
    let file = operator.get("/operator/lexicon.txt").await;
    file.is(200).shows("lefty pot").shows("[places]");
});
