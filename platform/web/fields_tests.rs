use super::*;

#[test]
fn a_form_remembers_every_error_and_every_value() {
    let mut form = Fields::from_query("title=&price=12,50&count=x&note=a%00b");
    assert_eq!(form.line("title", 10), "");
    assert!(form.money("price", Currency::CNY).is_zero());
    assert_eq!(form.whole("count", 1..=9), 1);
    form.maybe_line("note", 5);
    assert_eq!(Fields::from_query("a=%E2%80%AE%D8%B4+x").maybe_line("a", 9), "ش x");
    let mut unseen = Fields::filled([("name", "\u{200b}\u{3164}")]);
    assert_eq!(
        (unseen.line("name", 9), unseen.refusal("name").unwrap().code),
        (String::new(), "refused-empty")
    );
    let codes: Vec<_> = form.refusals().values().map(|refusal| refusal.code).collect();
    assert_eq!(
        codes,
        ["refused-not-whole", "refused-control-characters", "refused-price-comma", "refused-empty"]
    );
    assert_eq!(form.value("price"), "12,50");
}

#[test]
fn json_of_another_type_is_refused_and_never_taken_for_nothing() {
    let body = serde_json::json!({
        "title": {"en": "碗"}, "story": 5, "price": 12.5, "count": ["3"], "kind": true, "sold": "maybe",
        "open": {}, "tags": "a", "zones": {"a": 1}, "rows": [],
    });
    let mut form = Fields::from_json(&body);
    form.line("title", 9);
    form.maybe_paragraphs("story", 9);
    form.maybe_money("price", Currency::CNY);
    form.maybe_whole("count", 1..=9);
    form.parsed("kind", |text| text.parse::<i64>().ok());
    assert!(!form.yes_or_no("sold") && !form.yes_or_no("open") && !form.yes_or_no("absent"));
    assert_eq!((form.list("tags", 5), form.list("zones", 5), form.list("rows", 5)), (0, 0, 0));
    let codes: Vec<_> = form.refusals().iter().map(|(name, refusal)| (name.as_str(), refusal.code)).collect();
    assert_eq!(
        codes,
        [
            ("count", "refused-not-whole"),
            ("kind", "refused-not-text"),
            ("open", "refused-not-yes-or-no"),
            ("price", "refused-not-text"),
            ("sold", "refused-not-yes-or-no"),
            ("story", "refused-not-text"),
            ("tags", "refused-not-a-list"),
            ("title", "refused-not-text"),
            ("zones", "refused-not-a-list"),
        ]
    );
    assert!(form.has("rows") && form.has("zones") && !form.has("absent"));
}

#[test]
fn json_is_read_by_the_same_names() {
    let body = serde_json::json!({"title": "碗", "variants": [{"price": "12.50"}, {"price": "13"}]});
    let mut form = Fields::from_json(&body);
    assert_eq!((form.count("variants"), form.list("variants", 1)), (2, 2));
    assert_eq!(form.money("variants.0.price", Currency::CNY).minor(), 1250);
    assert!(form.is_good());
}
