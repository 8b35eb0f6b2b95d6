//! People: how they come in, what their tokens may do, how they leave.

use std::collections::BTreeSet;

use serde_json::json;

use crate::{
    access,
    harness::{Market, Person, Town},
    story,
};

const PASSWORD: &str = "seven goats on a hill";

async fn register(market: &Market, name: &str) -> Person {
    let person = market.visitor();
    enter(&person, "/register", name, PASSWORD).await;
    person
}

async fn enter(person: &Person, path: &str, name: &str, password: &str) -> crate::harness::Page {
    let login = format!("{name}@fair.example");
    person
        .post(path, &[("login", &login), ("name", name), ("password", password), ("return_to", "/mine")])
        .await
}

async fn token(person: &Person, name: &str, scopes: &[&str]) -> String {
    let login = format!("{name}@fair.example");
    let body = json!({"login": login, "password": PASSWORD, "name": "a story", "scopes": scopes});
    person.send("POST", "/api/v1/tokens", &body).await.is(201).json()["key"].as_str().unwrap().to_owned()
}

fn bearer(market: &Market, key: &str) -> Person {
    let mut program = market.visitor();
    program.token = Some(key.to_owned());
    program
}

story!(the_cart_comes_along_when_somebody_registers_signs_in_or_buys, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    let variant = bowl.variant.to_string();
    let person = market.visitor();
    person.post("/cart", &[("variant", &variant), ("add", "2")]).await.is(200);
    enter(&person, "/register", "lin", PASSWORD).await.is(200);
    person.get("/cart").await.shows("Bowl").shows("¥100");
    person.post("/signout", &[]).await.is(200);
    person.get("/cart").await.hides("Bowl");

    person.post("/cart", &[("variant", &variant), ("add", "1")]).await.is(200);
    enter(&person, "/signin", "lin", PASSWORD).await.is(200);
    // It comes to what was in the account's own cart.
    person.get("/cart").await.shows("Bowl").shows("¥150");
    let guest = market.visitor();
    guest.check_out(&[(bowl, 1)], Some("new@fair.example")).await.shows("¥50");
    guest.get("/orders").await.is(200).shows("Bowl");
    assert_eq!(market.stock(bowl).await, 8);
});

story!(a_wrong_login_and_a_wrong_password_are_answered_alike, |market| {
    register(market, "lin").await;
    let stranger = market.visitor();
    let known = enter(&stranger, "/signin", "lin", "eight goats on a hill").await;
    let unknown = enter(&stranger, "/signin", "wei", "eight goats on a hill").await;
    known.is(422).shows("Login and password do not belong together");
    assert_eq!(known.body.replace("lin@", "wei@"), unknown.is(422).body);
    let body = |name: &str| json!({"login": format!("{name}@fair.example"), "password": "no goats at all", "name": "x", "scopes": ["orders:read"]});
    let known = stranger.send("POST", "/api/v1/tokens", &body("lin")).await;
    let unknown = stranger.send("POST", "/api/v1/tokens", &body("wei")).await;
    assert_eq!((known.status, known.body), (unknown.status, unknown.body));
});

story!(whoever_guesses_has_to_wait, |market| {
    register(market, "lin").await;
    let stranger = market.visitor();
    for _ in 0..10 {
        enter(&stranger, "/signin", "lin", "a guess of mine").await.is(422);
    }
    let wait = enter(&stranger, "/signin", "lin", PASSWORD).await;
    let seconds: u64 = wait.is(429).headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=900).contains(&seconds), "{seconds}");
    wait.shows("Please wait a little");
    // Others may come in meanwhile, and the same person after the wait.
    enter(&stranger, "/signin", "wei", "a guess of mine").await.is(422);
    market.clock.advance(kernel::minutes(15));
    enter(&stranger, "/signin", "lin", PASSWORD).await.is(200).shows("lin");
});

story!(a_new_password_signs_everybody_else_out, |market| {
    let here = register(market, "lin").await;
    let there = market.visitor();
    enter(&there, "/signin", "lin", PASSWORD).await.is(200);
    let wrong = [("password_before", "eight goats"), ("password", "nine goats on a hill")];
    here.post("/mine/password", &wrong).await.is(422).shows("This is not your password");
    there.get("/mine/profile").await.is(200).shows("lin");
    let right = [("password_before", PASSWORD), ("password", "nine goats on a hill")];
    here.post("/mine/password", &right).await.is(200).shows("The new password is set");
    here.get("/mine/profile").await.shows("lin");
    assert!(there.get("/mine/profile").await.path.starts_with("/signin"));
    enter(&there, "/signin", "lin", PASSWORD).await.is(422);
    enter(&there, "/signin", "lin", "nine goats on a hill").await.is(200);
});

story!(sessions_are_listed_and_ended_one_by_one_or_all, |market| {
    let here = register(market, "lin").await;
    let others = [market.visitor(), market.visitor(), market.visitor()];
    for other in &others {
        enter(other, "/signin", "lin", PASSWORD).await.is(200);
    }
    let is_in = async |person: &Person| person.get("/mine").await.path == "/mine";
    let list = here.get("/api/v1/sessions").await.json()["items"].as_array().unwrap().clone();
    assert_eq!(list.len(), 4);
    let newest = here.get("/mine/sessions").await.is(200).link("/mine/sessions/");
    here.post(&newest, &[]).await.is(200).shows("That device is signed out");
    assert!(!is_in(&others[2]).await && is_in(&others[1]).await);
    let (stranger, _) = market.person("Eve").await;
    let of_lin = list.last().unwrap()["id"].as_str().unwrap();
    stranger.post(&format!("/mine/sessions/{of_lin}/revocation"), &[]).await.is(404);
    stranger.ask("DELETE", &format!("/api/v1/sessions/{of_lin}"), None, &[], Vec::new()).await.is(404);
    here.post("/mine/sessions/revocation", &[]).await.shows("All other devices are signed out");
    assert!(is_in(&here).await && !is_in(&others[0]).await && !is_in(&others[1]).await);
    market.clock.advance(kernel::days(400));
    assert!(!is_in(&here).await, "a session that nobody used for a year has ended");
});

// Every call that needs an account is opened by exactly one scope.
story!(a_token_may_do_what_its_scope_says_and_nothing_else, |market| {
    let town = Town::build(market).await;
    let person = register(market, "all").await;
    let act = async move |tx: &mut platform::db::Tx| {
        tx.execute("UPDATE account SET is_operator = 1 WHERE email = 'all@fair.example'", &[]).await?;
        tx.execute(
            "INSERT INTO shop_member (shop_id, account_id, role, since) SELECT s.id, a.id, 'owner', 0 \
             FROM shop s CROSS JOIN account a WHERE a.email = 'all@fair.example'",
            &[],
        )
        .await
    };
    market.inner.db.write(act).await.unwrap();
    let mut programs = Vec::new();
    for scope in market.inner.scopes() {
        programs.push((scope.name, bearer(market, &token(&person, "all", &[scope.name]).await)));
    }
    let mut wrong = Vec::new();
    for (method, path, expected) in
        access::rows().into_iter().filter(|(_, path, _)| path.starts_with("/api/v1/"))
    {
        // Registering and making a token ask for a password instead.
        let is_open = expected[0] != "401" || path.ends_with("/tokens") && method == "POST";
        let filled = town.fill(&path);
        let mut opened = BTreeSet::new();
        for (scope, program) in &programs {
            if program.status(&method, &filled).await != "403" {
                opened.insert(*scope);
            }
        }
        let is_right = if is_open { opened.len() == programs.len() } else { opened.len() == 1 };
        if !is_right {
            wrong.push(format!("{method} {path} is opened by {opened:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
});

story!(a_token_opens_the_api_of_its_owner_alone, |market| {
    let town = Town::build(market).await;
    let lin = register(market, "yan").await;
    let key = token(&lin, "yan", &["catalog:write", "orders:read", "orders:write", "ledger:read"]).await;
    let program = bearer(market, &key);
    program.send("POST", "/api/v1/shops/ana/listings", &json!({"title": "x"})).await.is(404);
    program.get("/api/v1/shops/ana/orders").await.is(404);
    program.get("/api/v1/shops/ana/statement").await.is(404);
    program.get(&town.fill("/api/v1/orders/{order}")).await.is(404);
    program.send("POST", &town.fill("/api/v1/orders/{order}/shipment"), &json!({})).await.is(404);
    program
        .send("PUT", &format!("/api/v1/listings/{}", town.bowl.listing), &json!({"title": "x"}))
        .await
        .is(404);
    assert_eq!(program.get("/api/v1/orders").await.is(200).json()["items"], json!([]));
    // Pages know nobody by a token.
    assert!(program.get("/mine").await.path.starts_with("/signin"));
    bearer(market, "jishi_nothing").get("/api/v1/orders").await.is(401);

    let id = lin.get("/api/v1/tokens").await.json()["items"][0]["id"].as_str().unwrap().to_owned();
    town.buyer.ask("DELETE", &format!("/api/v1/tokens/{id}"), None, &[], Vec::new()).await.is(404);
    lin.post(&format!("/mine/tokens/{id}/revocation"), &[]).await.is(200).shows("The token has ended");
    program.get("/api/v1/orders").await.is(401);
});

story!(a_scope_that_is_none_any_more_opens_nothing_and_is_not_shown, |market| {
    let lin = register(market, "lin").await;
    let program = bearer(market, &token(&lin, "lin", &["orders:read", "account:read"]).await);
    program.get("/api/v1/orders").await.is(200);
    let act = async |tx: &mut platform::db::Tx| {
        tx.execute("UPDATE api_token SET scopes = 'orders:dream account:read'", &[]).await
    };
    market.inner.db.write(act).await.unwrap();
    program.get("/api/v1/orders").await.is(403);
    let kept = program.get("/api/v1/tokens").await.is(200).json();
    assert_eq!(kept["items"][0]["scopes"], json!(["account:read"]));
    lin.get("/mine/tokens").await.is(200).hides("orders:dream");
    let body =
        json!({"login": "lin@fair.example", "password": PASSWORD, "name": "x", "scopes": ["orders:dream"]});
    lin.send("POST", "/api/v1/tokens", &body).await.is(422);
});

story!(a_call_without_an_account_is_made_once_per_key_too, |market| {
    let program = market.visitor();
    let body = json!({"login": "lin@fair.example", "name": "Lin", "password": PASSWORD});
    let first = program.send_once("/api/v1/accounts", &body, "1").await;
    let again = program.send_once("/api/v1/accounts", &body, "1").await;
    assert_eq!((first.is(201).status, first.json()), (again.is(201).status, again.json()));
    assert!(
        again.headers.contains_key("idempotency-replayed")
            && !first.headers.contains_key("idempotency-replayed")
    );
    // A stranger who counts from one as well is not in the way.
    let other = json!({"login": "wei@fair.example", "name": "Wei", "password": PASSWORD});
    program.send_once("/api/v1/accounts", &other, "1").await.is(201);
    program.send_once("/api/v1/accounts", &body, "2").await.is(422);
    assert_eq!(market.number("SELECT COUNT(*) FROM account").await, 2);

    let body =
        json!({"login": "lin@fair.example", "password": PASSWORD, "name": "till", "scopes": ["orders:read"]});
    let first = program.send_once("/api/v1/tokens", &body, "t").await.is(201).json();
    let again = program.send_once("/api/v1/tokens", &body, "t").await.is(201).json();
    assert!(first["key"].as_str().unwrap().starts_with("jishi_"));
    assert_eq!((&again["id"], &again["key"]), (&first["id"], &serde_json::Value::Null), "a key is told once");
    assert_eq!(market.number("SELECT COUNT(*) FROM idempotency WHERE reply LIKE '%jishi_%'").await, 0);
    let wrong = json!({"login": "lin@fair.example", "password": "no goats", "name": "till", "scopes": ["orders:read"]});
    program.send_once("/api/v1/tokens", &wrong, "t").await.is(422);
    let program = bearer(market, first["key"].as_str().unwrap());
    program.get("/api/v1/orders").await.is(200);

    // A day later the key may be used anew.
    market.clock.advance(kernel::days(2));
    let later = json!({"login": "ana@fair.example", "name": "Ana", "password": PASSWORD});
    market.visitor().send_once("/api/v1/accounts", &later, "1").await.is(201);
    assert_eq!(market.number("SELECT COUNT(*) FROM idempotency").await, 1);
});

story!(whoever_leaves_is_told_what_is_still_open, |market| {
    let (shop, id) = market.maker("Ana").await;
    let bowl = market.thing(id, "Bowl", 5_000, 9).await;
    let (buyer, _) = market.person("Lin").await;
    buyer.get("/mine/closure").await.is(200).hides("still open");
    let gateway = buyer.check_out(&[(bowl, 1)], None).await;
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    let order = market.orders().await.remove(0);
    buyer.get("/mine/closure").await.shows("One order is under way");
    let open = buyer.get("/api/v1/account/closure").await.json();
    assert_eq!(open["items"], json!([{"kind": "unfinished-orders", "count": 1}]));
    shop.get(&format!("/desk/ana/orders/{order}")).await.is(200).hides("closed their account");
    buyer.post("/mine/closure", &[]).await.is(200);
    // What they bought goes on; the shop knows that nobody reads what it writes.
    shop.get(&format!("/desk/ana/orders/{order}")).await.is(200).shows("closed their account");
    market.check().await;
});

story!(people_take_their_data_along_and_leave, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    let lin = register(market, "lin").await;
    let gateway = lin.check_out(&[(bowl, 1)], None).await;
    lin.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    lin.post("/following/ana", &[("follow", "yes")]).await.is(200);
    let program = bearer(market, &token(&lin, "lin", &["orders:read"]).await);

    let data = lin.post("/mine/export", &[]).await;
    let data = (data.is(200).json(), data.body);
    for part in ["lin@fair.example", "仓前街道 12 号", "Bowl", "a story", "ana"] {
        assert!(data.1.contains(part), "the data lacks {part}: {}", data.1);
    }
    for secret in ["argon2", "jishi_", "token_hash"] {
        assert!(!data.1.contains(secret), "{secret}");
    }
    assert_eq!(data.0["orders"].as_array().unwrap().len(), 1);

    lin.post("/mine/closure", &[("password", "eight goats")])
        .await
        .is(422)
        .shows("This is not your password");
    lin.post("/mine/closure", &[("password", PASSWORD)]).await.is(200).shows("Farewell");
    assert!(lin.get("/mine").await.path.starts_with("/signin"));
    program.get("/api/v1/orders").await.is(401);
    enter(&market.visitor(), "/signin", "lin", PASSWORD).await.is(422);
    assert_eq!(
        market.number("SELECT COUNT(*) FROM account WHERE email LIKE 'lin@%' OR name = 'lin'").await,
        0
    );
    assert_eq!(market.number("SELECT COUNT(*) FROM address").await, 0);
    // What was paid for is still sent, and the shop still knows where to.
    let order = ana.get("/desk/ana/orders").await.link("/desk/ana/orders/");
    ana.get(&order).await.shows("仓前街道 12 号");
    ana.post(&format!("{order}/shipment"), &[]).await.is(200);
    market.pass(kernel::days(11)).await;
    ana.get(&order).await.shows("Completed");
    // The login is free again, for somebody who knows nothing of the first.
    let second = register(market, "lin").await;
    second.get("/orders").await.hides("Bowl");

    ana.post("/mine/closure", &[]).await.is(422).shows("A shop of yours is open");
    market.check().await;
});
