//! Whoever runs the market: what they may do, that it is written down, and that nobody is left without a way out.

use serde_json::json;

use crate::{
    harness::{Market, Person, Town, purchase},
    story,
};

/// What was written down, the newest last.
async fn audit(market: &Market) -> Vec<(String, String)> {
    let read = async |tx: &mut platform::db::Tx| {
        tx.list("SELECT act, detail FROM audit ORDER BY id LIMIT 100", &[], |mut row| {
            Ok((row.text()?, row.text()?))
        })
        .await
    };
    market.inner.db.read(read).await.unwrap()
}

async fn account(person: &Person) -> String {
    person.get("/api/v1/account").await.json()["id"].as_str().unwrap().to_owned()
}

story!(the_last_operator_stays, |market| {
    let town = Town::build(market).await;
    let me = account(&town.operator).await;
    let buyer = account(&town.buyer).await;
    let act = async |id: &str, act: &str| {
        town.operator.post(&format!("/operator/accounts/{id}/{act}"), &[("reason", "a story")]).await
    };
    for name in ["operator-removal", "closure"] {
        act(&me, name).await.is(409);
        let path = format!("/api/v1/operator/accounts/{me}/{name}");
        town.operator.send("POST", &path, &json!({"reason": "a story"})).await.is(409);
    }
    town.operator.post("/mine/closure", &[]).await.is(409);
    act(&buyer, "operator").await.is(200);
    town.buyer.get("/operator").await.is(200);
    // Two at once: each takes the role from the other, and one of them keeps it.
    let path = |id: &str| format!("/operator/accounts/{id}/operator-removal");
    let (mine, theirs) = (path(&me), path(&buyer));
    let reason = [("reason", "a story")];
    tokio::join!(town.operator.post(&theirs, &reason), town.buyer.post(&mine, &reason));
    assert_eq!(market.number("SELECT COUNT(*) FROM account WHERE is_operator = 1").await, 1);
    let written = audit(market).await;
    assert_eq!(written.iter().filter(|(act, _)| act == "account.revoke").count(), 1);
    assert!(written.iter().any(|(act, _)| act == "account.grant"), "{written:?}");
});

story!(a_suspended_shop_is_gone_and_what_was_begun_goes_on, |market| {
    let town = Town::build(market).await;
    let order = town.fill("{order}");
    town.operator
        .post("/operator/shops/ana/closure", &[("reason", "")])
        .await
        .is(422)
        .shows("Please fill this in");
    town.operator.post("/operator/shops/ana/closure", &[("reason", "sells what is not hers")]).await.is(200);
    market.find_anew().await;
    for path in [
        "/shops/ana",
        "/shops/ana/bowl",
        "/shops/ana/sitemap.xml",
        "/api/v1/shops/ana",
        "/api/v1/shops/ana/listings",
    ] {
        town.guest.get(path).await.is(404);
    }
    town.guest.get(&format!("/api/v1/listings/{}", town.bowl.listing)).await.is(404);
    for path in ["/", "/browse", "/browse?q=bowl", "/shops", "/sitemap.xml"] {
        town.guest.get(path).await.is(200).hides("/shops/ana").hides("Bowl");
    }
    assert_eq!(town.guest.get("/api/v1/listings?q=bowl").await.json()["items"], json!([]));
    let refused = town.buyer.send("POST", "/api/v1/purchases", &purchase(town.bowl, "late")).await;
    assert!(refused.status.is_client_error(), "{}", refused.body);
    town.buyer.get("/cart").await.shows("nothing can be ordered there now");
    town.owner.post("/desk/ana/reopening", &[]).await.is(409);
    town.owner.get("/desk/ana/settings").await.is(200).shows("closed");

    // The order that was paid is shipped and received, and the shop gets what it is owed.
    town.owner.post(&format!("/desk/ana/orders/{order}/shipment"), &[]).await.is(200);
    town.buyer.post(&format!("/orders/{order}/receipt"), &[]).await.is(200).shows("Thank you");
    town.owner.get("/desk/ana/money").await.shows("¥47.50").shows("Released, less commission");
    let written = audit(market).await;
    let (_, detail) = written.iter().find(|(act, _)| act == "shop.close").unwrap();
    assert!(detail.contains("sells what is not hers") && detail.contains("\"before\":\"open\""), "{detail}");
    town.operator.get("/operator/audit").await.shows("sells what is not hers");
    town.operator.post("/operator/shops/ana/reopening", &[("reason", "a mistake")]).await.is(200);
    market.find_anew().await;
    town.guest.get("/shops/ana/bowl").await.is(200);
    town.buyer.send("POST", "/api/v1/purchases", &purchase(town.bowl, "again")).await.is(201);
    market.check().await;
});

story!(the_operator_cancels_an_order_and_the_buyer_is_refunded, |market| {
    let town = Town::build(market).await;
    let order = town.fill("{order}");
    let (stock, before) = (market.stock(town.bowl).await, audit(market).await.len());
    let path = format!("/operator/orders/{order}/cancellation");
    town.operator.post(&path, &[("reason", "")]).await.is(422);
    town.operator.post(&path, &[("reason", "the kiln broke")]).await.is(200);
    market.work().await;
    town.buyer.get(&format!("/orders/{order}")).await.shows("Refunded");
    assert_eq!(market.stock(town.bowl).await, stock + 1);
    assert_eq!(
        market.number("SELECT COUNT(*) FROM payment_refund WHERE state = 'done' AND minor = 5000").await,
        1
    );
    let (act, detail) = audit(market).await.remove(before);
    assert!(
        act == "order.cancel" && detail.contains("the kiln broke") && detail.contains("50.00"),
        "{act} {detail}"
    );
    town.operator.post(&path, &[("reason", "again")]).await.is(409);
    // What has left cannot be called back.
    let left = town.other.get("/api/v1/shops/bo/orders?state=shipped").await.json()["items"][0]["id"].clone();
    let path = format!("/operator/orders/{}/cancellation", left.as_str().unwrap());
    town.operator.post(&path, &[("reason", "too late")]).await.is(409);
    let ledger = town.operator.get("/api/v1/operator/ledger").await.is(200).json();
    assert_eq!(
        (ledger["balanced"].as_bool(), ledger["unbalanced"].as_array().map(Vec::len)),
        (Some(true), Some(0))
    );
    town.operator.get("/operator/ledger").await.is(200).shows("escrow");
    market.check().await;
});

story!(a_number_holds_from_the_next_order_on_and_is_written_down, |market| {
    let town = Town::build(market).await;
    let order = town.fill("{order}");
    let form = town.operator.get("/operator/settings").await;
    let mut fields: Vec<(String, String)> =
        form.html().forms().into_iter().find(|form| form.action == "/operator/settings").unwrap().pairs();
    let change = |fields: &mut Vec<(String, String)>, name: &str, value: &str| {
        fields.iter_mut().find(|(have, _)| have == name).unwrap().1 = value.to_owned();
    };
    change(&mut fields, "commission_basis_points", "9999");
    let send = async |fields: &[(String, String)]| {
        let pairs: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        town.operator.post("/operator/settings", &pairs).await
    };
    send(&fields).await.is(422).shows("from 0 to 5");
    change(&mut fields, "commission_basis_points", "1000");
    change(&mut fields, "unpaid_minutes", "60");
    send(&fields).await.is(200);

    town.buyer.send("POST", "/api/v1/purchases", &purchase(town.bowl, "ten")).await.is(201);
    let orders = town.buyer.get("/api/v1/orders").await.json()["items"].as_array().unwrap().clone();
    assert_eq!(orders[0]["commission"]["amount"], "5.00");
    let old = orders.iter().find(|have| have["id"] == order.as_str()).unwrap();
    assert_eq!(old["commission"]["amount"], "2.50", "what was placed before keeps its numbers");
    market.pass(kernel::minutes(45)).await;
    assert_eq!(town.buyer.get("/api/v1/orders").await.json()["items"][0]["state"], "unpaid");
    market.pass(kernel::minutes(20)).await;
    assert_eq!(town.buyer.get("/api/v1/orders").await.json()["items"][0]["state"], "closed");
    let written = audit(market).await;
    assert_eq!(written.iter().filter(|(act, _)| act == "setting.change").count(), 2, "{written:?}");
    assert!(
        written
            .iter()
            .any(|(_, detail)| detail.contains("\"after\":1000") && detail.contains("\"before\":500"))
    );
    town.operator.get("/operator/audit").await.shows("Commission");
});

story!(a_job_that_failed_is_seen_and_run_again, |market| {
    let town = Town::build(market).await;
    let (path, before) = (town.fill("/desk/{handle}/import/{run}"), audit(market).await.len());
    let files = market.place.folder.join("files");
    let away = market.place.folder.join("away");
    town.owner.post(&path, &[]).await.is(200).shows("under way");
    std::fs::rename(&files, &away).unwrap();
    market.work().await;
    town.owner.get(&path).await.shows("under way");
    let jobs = town.operator.get("/operator/jobs").await;
    jobs.is(200).shows("catalog.import_listings");
    std::fs::rename(&away, &files).unwrap();
    let id = market.number("SELECT id FROM job WHERE kind = 'catalog.import_listings'").await;
    town.buyer.post(&format!("/operator/jobs/{id}/attempt"), &[]).await.is(404);
    town.operator.post(&format!("/operator/jobs/{id}/attempt"), &[]).await.is(200);
    market.work().await;
    town.owner.get(&path).await.shows("The import is done");
    assert_eq!(market.number("SELECT COUNT(*) FROM job WHERE kind = 'catalog.import_listings'").await, 0);

    // A clock whose time has not come is not for running by hand, but may be struck off for a reason.
    let clock = market.number("SELECT MIN(id) FROM job WHERE kind LIKE 'orders.%'").await;
    town.operator.post(&format!("/operator/jobs/{clock}/attempt"), &[]).await.is(409);
    town.operator.post(&format!("/operator/jobs/{clock}/removal"), &[("reason", "")]).await.is(422);
    town.operator.post(&format!("/operator/jobs/{clock}/removal"), &[("reason", "a story")]).await.is(200);
    let written: Vec<String> = audit(market).await.into_iter().skip(before).map(|(act, _)| act).collect();
    assert_eq!(written, ["job.run", "job.drop"]);
});

story!(figures_are_for_this_machine_alone, |market| {
    let stranger = market.visitor();
    let figures = stranger.get("/metrics").await;
    figures.is(200).shows("# TYPE ");
    for header in ["x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded"] {
        stranger.ask("GET", "/metrics", None, &[(header, "192.0.2.1")], Vec::new()).await.is(404);
    }
    stranger.get("/health").await.is(200).shows("ok");
});
