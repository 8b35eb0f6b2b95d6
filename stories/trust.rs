//! Who is believed to be whom: what a proof of an address ends, what a token cannot do alone, and that nobody is shut out
//! by the tries of somebody else.

use kernel::{days, hours};
use serde_json::json;

use crate::{
    harness::{Browser, Market, Page, Person, PostOffice},
    story,
};

const PASSWORD: &str = "seven goats on a hill";
const LOGIN: &str = "lin@fair.example";

async fn register(market: &Market) -> Person {
    let person = market.visitor();
    let fields = [("login", LOGIN), ("name", "Lin"), ("password", PASSWORD)];
    person.post("/register", &fields).await.is(200);
    person
}

async fn sign_in(person: &Person, password: &str) -> Page {
    person.post("/signin", &[("login", LOGIN), ("password", password)]).await
}

/// Ask for a code and read it in the mail.
async fn code(market: &Market, person: &Person, purpose: &str) -> String {
    // Mails of one moment have no order.
    market.clock.advance(std::time::Duration::from_secs(1));
    person.post("/signin/code", &[("login", LOGIN), ("purpose", purpose)]).await.is(200);
    market.mail(LOGIN).await[0].subject.chars().take(6).collect()
}

async fn enter(person: &Person, code: &str) -> Page {
    person.post("/signin/code/entry", &[("login", LOGIN), ("code", code)]).await
}

async fn token(market: &Market, person: &Person, scopes: &[&str]) -> Person {
    let fields: Vec<_> =
        std::iter::once(("name", "a story")).chain(scopes.iter().map(|it| ("scope", *it))).collect();
    let page = person.post("/mine/tokens", &fields).await;
    let body = &page.is(200).body;
    let at = body.find("jishi_").unwrap();
    let mut program = market.visitor();
    program.token = Some(body[at..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect());
    program
}

async fn wake(program: &Person) {
    let browser = Browser::new(&PostOffice::open().await, "one", 1);
    let mut fields: serde_json::Map<_, _> =
        browser.fields().into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect();
    fields["endpoint"] = json!("https://1.1.1.1/one");
    program.send("POST", "/api/v1/push-devices", &json!(fields)).await.is(201);
}

async fn is_in(person: &Person) -> bool {
    person.get("/mine").await.path == "/mine"
}

story!(whoever_registers_the_address_of_somebody_else_keeps_nothing, |market| {
    let stranger = register(market).await;
    let program = token(market, &stranger, &["account:read", "account:write"]).await;
    wake(&program).await;
    program.get("/api/v1/account").await.is(200);

    let owner = market.visitor();
    let code = code(market, &owner, "sign_in").await;
    enter(&owner, &code).await.is(200).shows("this address is yours");
    assert!(is_in(&owner).await && !is_in(&stranger).await);
    program.get("/api/v1/account").await.is(401);
    sign_in(&market.visitor(), PASSWORD).await.is(422);
    assert_eq!(owner.get("/api/v1/push-devices").await.json()["items"], json!([]));

    // It was the first proof alone that did so.
    owner.post("/mine/password", &[("password", "nine goats on a hill")]).await.is(200);
    let program = token(market, &owner, &["account:read"]).await;
    let elsewhere = market.visitor();
    let second = self::code(market, &elsewhere, "sign_in").await;
    enter(&elsewhere, &second).await.is(200).hides("this address is yours");
    program.get("/api/v1/account").await.is(200);
    assert!(is_in(&owner).await);
    sign_in(&market.visitor(), "nine goats on a hill").await.is(200);
});

story!(a_new_password_in_place_of_a_forgotten_one_ends_all_that_was_open, |market| {
    let lin = register(market).await;
    let first = code(market, &lin, "sign_in").await;
    enter(&lin, &first).await.is(200);
    lin.post("/mine/password", &[("password", PASSWORD)]).await.is(200);
    let program = token(market, &lin, &["account:read", "account:write"]).await;
    wake(&program).await;

    let elsewhere = market.visitor();
    let code = code(market, &elsewhere, "password").await;
    let fields =
        [("login", LOGIN), ("purpose", "password"), ("code", &code), ("password", "nine goats on a hill")];
    elsewhere.post("/signin/code/entry", &fields).await.is(200);
    assert!(!is_in(&lin).await && is_in(&elsewhere).await);
    program.get("/api/v1/account").await.is(401);
    program.get("/api/v1/account/export").await.is(401);
    assert_eq!(elsewhere.get("/api/v1/push-devices").await.json()["items"], json!([]));
});

story!(a_changed_password_ends_the_tokens_unless_they_are_to_stay, |market| {
    let lin = register(market).await;
    let page = lin.get("/mine/password").await;
    let html = page.html();
    let mut boxes = html.all("input").filter(|(_, it)| it.attribute("name") == Some("end_tokens"));
    assert!(boxes.any(|(_, it)| it.attribute("checked").is_some()));
    let change = async |before: &str, after: &str, keep: &[(&str, &str)]| {
        let fields = [&[("password_before", before), ("password", after)], keep].concat();
        lin.post("/mine/password", &fields).await.is(200);
    };
    let program = token(market, &lin, &["account:read"]).await;
    change(PASSWORD, "eight goats on a hill", &[("end_tokens", "no")]).await;
    program.get("/api/v1/account").await.is(200);
    change("eight goats on a hill", "nine goats on a hill", &[]).await;
    program.get("/api/v1/account").await.is(401);
    assert!(is_in(&lin).await);
});

story!(a_token_alone_takes_no_account_over, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    // An account that was made at a checkout has no password.
    let lin = market.visitor();
    lin.check_out(&[(bowl, 1)], Some(LOGIN)).await.is(200);
    let program = token(market, &lin, &["account:read", "account:write"]).await;
    let new = json!({ "password": "stolen-password" });
    program.send("PUT", "/api/v1/account/password", &new).await.is(422).shows("code");
    program.send("POST", "/api/v1/account/closure", &json!({})).await.is(422);
    sign_in(&market.visitor(), "stolen-password").await.is(422);
    // A cookie beside the token changes nothing.
    program.ask("GET", "/api/v1/account", None, &[("cookie", "session=x")], Vec::new()).await.is(200);

    market.clock.advance(std::time::Duration::from_secs(1));
    program.send("POST", "/api/v1/codes", &json!({ "login": LOGIN })).await.is(202);
    let code: String = market.mail(LOGIN).await[0].subject.chars().take(6).collect();
    let new = json!({ "password": "a password of mine", "code": code });
    program.send("PUT", "/api/v1/account/password", &new).await.is(204);
    sign_in(&lin, "a password of mine").await.is(200);
    let program = token(market, &lin, &["account:write"]).await;
    program.send("PUT", "/api/v1/account/password", &json!({ "password": "stolen-password" })).await.is(422);
    let new = json!({ "password": "another of mine", "password_before": "a password of mine" });
    program.send("PUT", "/api/v1/account/password", &new).await.is(204);
});

/// Somebody at a network address of their own.
fn at(market: &Market, address: &str) -> Person {
    let mut person = market.visitor();
    person.from = Some(address.to_owned());
    person
}

story!(nobody_is_shut_out_by_the_tries_of_somebody_else, |market| {
    register(market).await;
    let known = at(market, "192.0.2.1");
    sign_in(&known, PASSWORD).await.is(200);
    known.post("/signout", &[]).await.is(200);
    for n in 0..12 {
        let stranger = at(market, &format!("203.0.113.{n}"));
        sign_in(&stranger, "a guess of mine").await.is(422);
    }
    sign_in(&at(market, "192.0.2.7"), PASSWORD).await.is(200);
    // Who guesses from one address waits there; a browser that was in before does not.
    let stranger = at(market, "192.0.2.1");
    for _ in 0..10 {
        sign_in(&stranger, "a guess of mine").await.is(422);
    }
    sign_in(&stranger, PASSWORD).await.is(429);
    sign_in(&known, PASSWORD).await.is(200);
    let code = code(market, &stranger, "sign_in").await;
    enter(&stranger, &code).await.is(200);
});

story!(a_code_is_used_up_by_whoever_asked_for_it, |market| {
    register(market).await;
    let owner = at(market, "192.0.2.1");
    let first = code(market, &owner, "sign_in").await;
    for n in 0..3 {
        let stranger = at(market, &format!("203.0.113.{n}"));
        for _ in 0..5 {
            code(market, &stranger, "sign_in").await;
            enter(&stranger, "000000").await.is(422);
        }
        stranger.post("/signin/code", &[("login", LOGIN)]).await.is(429);
    }
    // The mail that came first is as good as the one that came after it.
    code(market, &owner, "sign_in").await;
    enter(&owner, &first).await.is(200);
    // Nobody guesses for ever, from wherever.
    let code = code(market, &owner, "sign_in").await;
    for n in 0..5 {
        enter(&at(market, &format!("198.51.100.{n}")), "000000").await.is(422);
    }
    enter(&at(market, "198.51.100.9"), &code).await.is(422);
    enter(&owner, &code).await.is(200);
});

story!(a_moderators_token_has_a_scope_of_its_own, |market| {
    let lin = register(market).await;
    let id = market.number("SELECT id FROM account").await;
    let fields = [("name", "x"), ("scope", "moderator")];
    lin.post("/mine/tokens", &fields).await.is(422);
    market.make(kernel::AccountId::new(id), "is_moderator").await;
    lin.post("/mine/tokens", &[("name", "x"), ("scope", "operator")]).await.is(422);
    let program = token(market, &lin, &["moderator"]).await;
    for path in ["disputes", "reported-conversations", "reported-reviews"] {
        program.get(&format!("/api/v1/{path}")).await.is(200);
    }
    program.get("/api/v1/operator/ledger").await.is(404);
});

story!(a_payout_of_another_shop_needs_the_operators_scope, |market| {
    let town = crate::harness::Town::with_empty_carts(market).await;
    let payout = town.fill("/api/v1/payouts/{payout}");
    let reader = token(market, &town.operator, &["ledger:read"]).await;
    let operator = token(market, &town.operator, &["operator"]).await;
    reader.get(&payout).await.is(403);
    operator.get(&payout).await.is(200);
    token(market, &town.owner, &["ledger:read"]).await.get(&payout).await.is(200);
});

story!(guests_are_not_made_without_end_and_are_swept_out, |market| {
    people::accounts::begin(&market.inner).await.unwrap();
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    let variant = bowl.variant.to_string();
    let few = "INSERT INTO setting (name, value, changed_at) VALUES ('guest_sessions_per_hour', '3', 0)";
    let set = async move |tx: &mut platform::db::Tx| tx.execute(few, &[]).await.map(drop);
    market.inner.db.write(set).await.unwrap();
    market.inner.reload_rules().await.unwrap();
    let put = async |person: &Person| person.post("/cart", &[("variant", &variant), ("add", "1")]).await;
    for _ in 0..3 {
        put(&at(market, "203.0.113.9")).await.is(200);
    }
    put(&at(market, "203.0.113.9")).await.is(429);
    let guest = at(market, "203.0.113.8");
    put(&guest).await.is(200);
    put(&guest).await.is(200);
    let guests = "SELECT COUNT(*) FROM session WHERE account_id IS NULL";
    assert_eq!(market.number(guests).await, 4);
    market.pass(days(92)).await;
    assert_eq!(market.number(guests).await, 0);
    assert_eq!(market.number("SELECT COUNT(*) FROM job WHERE kind = 'accounts.sweep_access'").await, 1);
});

story!(what_one_listens_to_ends_with_what_opened_it, |market| {
    let (shop, shop_id) = market.maker("Ana").await;
    let (staff, staff_id) = market.person("Wu").await;
    let (buyer, _) = market.person("Lin").await;
    let hire = "INSERT INTO shop_member (shop_id, account_id, role, since) VALUES ($1, $2, 'staff', 0)";
    let act = async move |tx: &mut platform::db::Tx| {
        tx.execute_one(hire, platform::params![shop_id, staff_id]).await
    };
    market.inner.db.write(act).await.unwrap();
    let page = buyer.send("POST", "/api/v1/shops/ana/conversations", &json!({})).await;
    let id = page.is(201).json()["id"].as_str().unwrap().to_owned();
    let say = async |person: &Person| {
        let path = format!("/api/v1/conversations/{id}/messages");
        person.send("POST", &path, &json!({ "words": "Hello" })).await.is(201);
    };
    say(&buyer).await;
    let program = token(market, &buyer, &["orders:read", "account:write"]).await;
    let (pages, calls) =
        (format!("/conversations/{id}/stream"), format!("/api/v1/conversations/{id}/events"));
    let mut by_session = buyer.listen(&pages, 0).await;
    let mut by_token = program.listen(&calls, 0).await;
    let mut by_place = staff.listen(&pages, 0).await;
    for stream in [&mut by_session, &mut by_token, &mut by_place] {
        stream.message().await;
    }
    let kept = buyer.get("/api/v1/tokens").await.json()["items"][0]["id"].as_str().unwrap().to_owned();
    program.ask("DELETE", &format!("/api/v1/tokens/{kept}"), None, &[], Vec::new()).await.is(204);
    let leave = format!("/desk/ana/staff/{staff_id}/removal");
    shop.post(&leave, &[]).await.is(200);
    buyer.post("/signout", &[]).await.is(200);
    say(&shop).await;
    for mut stream in [by_session, by_token, by_place] {
        let wait = std::time::Duration::from_secs(20);
        while let Some(told) = tokio::time::timeout(wait, stream.next()).await.expect("it ends") {
            assert_ne!(told.event, "message");
        }
    }
});

story!(a_name_is_something_that_can_be_seen, |market| {
    let (ana, _) = market.maker("Ana").await;
    for name in ["\u{200b}", "\u{2060}", "\u{3164}", "\u{ad}", "\u{feff}", "\u{2800}", " \u{200b} \u{fe0f}"] {
        ana.send("PATCH", "/api/v1/account", &json!({ "name": name })).await.is(422);
        ana.send("POST", "/api/v1/shops/ana/listings", &json!({ "title": name }))
            .await
            .is(422)
            .shows("title");
        let new = json!({ "login": "eve@fair.example", "name": name, "password": PASSWORD });
        market.visitor().send("POST", "/api/v1/accounts", &new).await.is(422);
    }
    ana.send("PATCH", "/api/v1/account", &json!({ "name": "👍\u{fe0f}" })).await.is(200);
    // A key that is forgotten is asked for anew every hour.
    market.pass(hours(1)).await;
});
