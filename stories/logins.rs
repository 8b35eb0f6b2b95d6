//! One person has one login, however it is written, and mail goes where they said.

use people::accounts::{self, email_key};
use platform::{
    db::{DbError, Tx},
    params,
};
use serde_json::json;

use crate::{
    harness::{Market, Person, Thing},
    story,
};

const PASSWORD: &str = "long enough 7";

/// Check out as a guest: whether the login was new.
async fn is_new(market: &Market, thing: Thing, login: &str) -> bool {
    let page = market.visitor().check_out(&[(thing, 1)], Some(login)).await;
    match page.status.as_u16() {
        200 => true,
        422 => {
            page.shows("has an account already");
            false
        }
        other => panic!("{login}: {other}"),
    }
}

async fn sign_in(person: &Person, login: &str) -> crate::harness::Page {
    person.post("/signin", &[("login", login), ("password", PASSWORD)]).await
}

story!(one_login_is_one_account_however_it_is_written, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 99).await;
    for same in [
        ["jose\u{301}@x.example", "jos\u{e9}@x.example", "JOS\u{c9}@X.example"],
        ["li@例子.中国", "li@xn--fsqu00a.xn--fiqs8s", "LI@例子.中国"],
        ["vic@x.example", "ｖｉｃ＠ｘ．ｅｘａｍｐｌｅ", "Vic@X.Example"],
        ["+86 138 0013 8000", "0086 138 0013 8000", "+86 (0)138-0013-8000"],
        ["13900139000", "+86.139.0013.9000", "＋８６ １３９ ００１３ ９０００"],
    ] {
        assert!(is_new(market, bowl, same[0]).await, "{}", same[0]);
        for other in &same[1..] {
            assert!(!is_new(market, bowl, other).await, "{other}");
        }
    }
    let before = market.number("SELECT COUNT(*) FROM account").await;
    for wrong in ["0815 123456", "+0815123456", "ana@", "not a login"] {
        let page = market.visitor().check_out(&[(bowl, 1)], Some(wrong)).await;
        page.is(422).shows("neither an e-mail address nor a phone number");
        let body = json!({"login": wrong, "name": "A", "password": PASSWORD});
        market.visitor().send("POST", "/api/v1/accounts", &body).await.is(422);
    }
    assert_eq!(market.number("SELECT COUNT(*) FROM account").await, before);
    // Staff and codes find the same person.
    let (owner, _) = market.maker("Bo").await;
    owner
        .post("/desk/bo/staff", &[("login", "JOSE\u{301}@x.example")])
        .await
        .is(200)
        .shows("They can work in the shop now");
    market.check().await;
});

story!(mail_goes_to_what_was_typed, |market| {
    let person = market.visitor();
    let fields = [("login", "Mei.Lin@Fair.Example"), ("name", "Mei"), ("password", PASSWORD)];
    person.post("/register", &fields).await.is(200);
    let other = market.visitor();
    other.post("/signin/code", &[("login", "mei.lin@fair.example"), ("purpose", "sign_in")]).await.is(200);
    assert_eq!(market.mail("Mei.Lin@Fair.Example").await.len(), 1);
    sign_in(&other, "MEI.LIN@FAIR.EXAMPLE").await.is(200).hides("do not belong together");
});

story!(accounts_of_one_login_from_before_are_named_and_kept, |market| {
    let hash = accounts::Password::new(PASSWORD).hash(&market.inner.chance).await.unwrap();
    let old = [
        (1_i64, Some("jose\u{301}@x.example"), None),
        (2, Some("jos\u{e9}@x.example"), None),
        (3, Some("ana@x.example"), None),
        (4, None, Some("+008613800138000")),
        (5, None, Some("+8613900139000")),
    ];
    let act = async move |tx: &mut Tx| {
        for (id, email, phone) in old {
            tx.execute_one(OLD_ACCOUNT, params![id, email, phone, &hash]).await?;
        }
        Ok::<_, DbError>(())
    };
    market.inner.db.write(act).await.unwrap();
    accounts::fold_logins(&market.inner.db).await.unwrap();
    accounts::fold_logins(&market.inner.db).await.unwrap();
    // The operator is told; nobody is shut out, and nobody is anybody else.
    let faults = format!("{:?}", desks::audit::check(&market.inner).await.unwrap());
    assert!(faults.contains("no two accounts have the same login"), "{faults}");
    assert!(faults.contains("a phone number begins with its country"), "{faults}");
    for (id, email, phone) in old {
        let person = market.visitor();
        let login = email.or(phone).unwrap();
        sign_in(&person, login).await.is(200);
        let me = person.get("/api/v1/account").await.json();
        assert_eq!(me["id"], kernel::AccountId::new(id).to_string(), "{login}");
    }
    assert_eq!(email_key("ana@x.example"), "ana@x.example");
    let act = async |tx: &mut Tx| tx.execute(LEAVE, &[]).await;
    market.inner.db.write::<_, DbError, _>(act).await.unwrap();
    market.check().await;
});

const OLD_ACCOUNT: &str = "INSERT INTO account (id, name, email, phone, password_hash, language, zone, is_operator, \
    is_moderator, created_at) VALUES ($1, 'Old', $2, $3, $4, 'en', 'Asia/Shanghai', 0, 0, 1)";
const LEAVE: &str = "DELETE FROM account WHERE id IN (1, 4)";
