//! Long lists, a page at a time.

use std::collections::BTreeSet;

use crate::story;

/// Every address on a page that begins so.
fn links(body: &str, prefix: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in body.match_indices(&format!("\"{prefix}")) {
        let rest = &body[at + 1..];
        found.push(rest[..rest.find('"').unwrap()].to_owned());
    }
    found
}

story!(the_operator_pages_through_every_order_once, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 99).await;
    let (operator, id) = market.person("Op").await;
    market.make_operator(id).await;
    let (buyer, _) = market.person("Lin").await;
    for n in 0..29 {
        let gateway = buyer.check_out(&[(bowl, 1)], None).await;
        if n % 3 == 0 {
            buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
        }
    }
    market.work().await;
    for (state, expected) in [("", 29), ("paid", 10), ("unpaid", 19), ("refunded", 0)] {
        let mut next = Some(format!("/operator/orders?state={state}"));
        let (mut seen, mut pages) = (BTreeSet::new(), 0);
        while let Some(path) = next {
            let page = operator.get(&path).await;
            page.is(200);
            for order in links(&page.body, "/operator/orders/") {
                seen.insert(order);
            }
            let pager = page.body.split_once("rel=\"next\" href=\"");
            next = pager.and_then(|(_, rest)| rest.split('"').next()).map(|path| path.replace("&#38;", "&"));
            pages += 1;
        }
        assert_eq!((seen.len(), pages), (expected, if expected > 24 { 2 } else { 1 }), "{state}");
    }
});
