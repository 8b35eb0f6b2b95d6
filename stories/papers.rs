//! What is printed: for the buyer an invoice, for the shop what goes with the parcel, for nobody else anything.

use crate::{aftersale::shipped, harness::Page, story};

fn is_pdf(page: &Page) {
    page.is(200);
    assert_eq!(page.content_type, "application/pdf");
    assert!(page.bytes.starts_with(b"%PDF-") && page.bytes.len() < 400_000, "{} bytes", page.bytes.len());
}

story!(an_order_has_its_papers, |market| {
    let sale = shipped(market, 2).await;
    let (shop, buyer, order) = (&sale.shop, &sale.buyer, &sale.order);
    let desk = format!("/desk/ana/orders/{order}");
    for sheet in ["invoice.pdf", "packing-slip.pdf", "label.pdf"] {
        is_pdf(&shop.get(&format!("{desk}/papers/{sheet}")).await);
        is_pdf(&shop.get(&format!("/api/v1/orders/{order}/papers/{sheet}")).await);
        shop.get(&desk).await.shows(&format!("{desk}/papers/{sheet}"));
    }
    let first = buyer.get(&format!("/orders/{order}/papers/invoice.pdf")).await;
    is_pdf(&first);
    assert_eq!(buyer.get(&format!("/orders/{order}/papers/invoice.pdf")).await.bytes, first.bytes);
    buyer.get(&format!("/orders/{order}")).await.shows(&format!("/orders/{order}/papers/invoice.pdf"));
    // What goes with the parcel is the shop's.
    for sheet in ["packing-slip.pdf", "label.pdf", "nothing.pdf"] {
        buyer.get(&format!("/orders/{order}/papers/{sheet}")).await.is(404);
        buyer.get(&format!("/api/v1/orders/{order}/papers/{sheet}")).await.is(404);
    }
    let (other, _) = market.maker("Bo").await;
    for path in [format!("/orders/{order}"), format!("/desk/bo/orders/{order}")] {
        other.get(&format!("{path}/papers/invoice.pdf")).await.is(404);
        other.get(&format!("{path}/print")).await.is(404);
    }
    let printed = buyer.get(&format!("/orders/{order}/print")).await;
    printed.is(200).shows("Bowl").shows("林晓雨").shows("¥50.01").shows("¥100.02");
    shop.get(&format!("{desk}/print")).await.is(200).shows("¥100.02");
});

story!(what_was_not_paid_has_no_papers, |market| {
    let (shop, id) = market.maker("Ana").await;
    let bowl = market.thing(id, "Bowl", 5_001, 9).await;
    let (buyer, _) = market.person("Lin").await;
    buyer.check_out(&[(bowl, 1)], None).await;
    let order = market.orders().await.remove(0);
    buyer.get(&format!("/orders/{order}/papers/invoice.pdf")).await.is(409);
    buyer.get(&format!("/orders/{order}")).await.hides("papers/invoice.pdf");
    shop.get(&format!("/desk/ana/orders/{order}/papers/label.pdf")).await.is(409);
});

story!(a_month_is_printed, |market| {
    let sale = shipped(market, 1).await;
    sale.buyer.post(&format!("/orders/{}/receipt", sale.order), &[]).await.is(200);
    for language in ["zh-CN", "en", "hi"] {
        sale.shop.keep("lang", language);
        is_pdf(&sale.shop.get("/desk/ana/statements.pdf").await);
        is_pdf(&sale.shop.get("/desk/ana/statements.pdf?month=2020-01").await);
    }
    sale.shop.get("/desk/ana/statements.pdf?month=x").await.is(422);
    is_pdf(&sale.shop.get("/api/v1/shops/ana/statements/2026-11.pdf").await);
    for wrong in ["2026-13.pdf", ".pdf", "2026-11.csv", "2026-11"] {
        sale.shop.get(&format!("/api/v1/shops/ana/statements/{wrong}")).await.is(404);
    }
    sale.buyer.get("/api/v1/shops/ana/statements/2026-11.pdf").await.is(404);
});
