//! Every country writes its addresses its own way, and nothing that was typed is lost on the way there.

use crate::story;

/// Where two fields stand on a page.
fn comes_before(body: &str, first: &str, second: &str) -> bool {
    let place = |name: &str| body.find(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("no {name}"));
    place(first) < place(second)
}

story!(a_guest_checks_out_in_the_order_of_their_country, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 3).await;
    let guest = market.visitor();
    let variant = bowl.variant.to_string();
    guest.post("/cart", &[("variant", &variant), ("add", "1")]).await.is(200);
    let page = guest.get("/checkout/CNY").await;
    assert!(comes_before(&page.body, "region", "line1"), "China begins with the province");

    // Another country, without scripts: the same form comes back, drawn anew, with what was typed.
    let typed = [
        ("address", "new"),
        ("country", "IN"),
        ("name", "Lin"),
        ("line1", "12 Pottery Lane"),
        ("login", "lin@fair.example"),
    ];
    let mut fields = typed.to_vec();
    fields.push(("draw", "1"));
    let drawn = guest.post("/checkout/CNY", &fields).await;
    drawn.is(200).shows("12 Pottery Lane").shows("lin@fair.example").shows("value=\"IN\" selected");
    drawn.hides("field-error");
    assert!(comes_before(&drawn.body, "line1", "region"), "India ends with the state");
    assert_eq!(market.number("SELECT COUNT(*) FROM purchase").await, 0);

    // What India needs is asked for, beside its field.
    let (key, total) = (drawn.field("key"), drawn.field("seen_total"));
    let mut fields = typed.to_vec();
    fields.extend([("key", key.as_str()), ("seen_total", total.as_str())]);
    let refused = guest.post("/checkout/CNY", &fields).await;
    refused.is(422).shows("id=\"postal_code-error\"").shows("id=\"region-error\"").shows("12 Pottery Lane");
});

story!(the_address_book_draws_the_form_of_a_country, |market| {
    let (lin, _) = market.person("Lin").await;
    let page = lin.get("/mine/addresses/new").await;
    page.is(200);
    let typed = [("country", "JP"), ("name", "林"), ("line1", "中央1-2-3"), ("draw", "1")];
    let drawn = lin.post("/mine/addresses", &typed).await;
    drawn.is(200).shows("中央1-2-3").shows("value=\"JP\" selected").hides("field-error");
    assert!(comes_before(&drawn.body, "postal_code", "region"), "Japan begins with the postal code");
    assert_eq!(market.number("SELECT COUNT(*) FROM address").await, 0);
    let whole = [
        ("country", "JP"),
        ("name", "林"),
        ("phone", "03 1234 5678"),
        ("postal_code", "1234567"),
        ("region", "東京都"),
        ("city", "中央区"),
        ("line1", "中央1-2-3"),
    ];
    lin.post("/mine/addresses", &whole).await.is(200).shows("123-4567");
    let book = lin.get("/mine/addresses").await;
    let (before, _) = book.body.split_once("/removal\"").unwrap();
    let address = before.rsplit('"').next().unwrap();
    let mut fields = whole.to_vec();
    fields[0] = ("country", "CN");
    fields.push(("draw", "1"));
    lin.post(address, &fields).await.is(200).shows("value=\"CN\" selected").shows("東京都");
    assert_eq!(market.number("SELECT COUNT(*) FROM address WHERE country = 'JP'").await, 1);
});
