//! What the market writes to people, and what they can do with it.

use platform::mail::Message;

use crate::{harness::Market, story};

/// The six digits of the newest mail to an address.
async fn code(market: &Market, to: &str) -> String {
    let mails = market.mail(to).await;
    let code: String = mails[0].subject.chars().take(6).collect();
    assert!(code.chars().all(|c| c.is_ascii_digit()), "{}", mails[0].subject);
    assert!(mails[0].text.contains(&code) && mails[0].html.contains(&code));
    code
}

/// Another code than this one.
fn wrong(code: &str) -> String {
    let first = if code.starts_with('0') { '1' } else { '0' };
    format!("{first}{}", &code[1..])
}

fn subjects(mails: &[Message]) -> Vec<&str> {
    mails.iter().map(|mail| mail.subject.as_str()).collect()
}

story!(somebody_without_a_password_comes_in_on_another_device, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 1).await;
    let phone = market.visitor();
    phone.check_out(&[(bowl, 1)], Some("Lin@Fair.Example")).await.is(200);

    let computer = market.visitor();
    computer.get("/signin").await.shows("/signin/code");
    let asked = computer.post("/signin/code", &[("login", "lin@fair.example")]).await;
    asked.is(200).shows("six digits are on their way");
    // To the address as it was typed at the checkout.
    let code = code(market, "Lin@Fair.Example").await;
    let enter = |code: String| {
        let computer = &computer;
        async move {
            let fields = [("login", "lin@fair.example"), ("code", code.as_str()), ("return_to", "/orders")];
            computer.post("/signin/code/entry", &fields).await
        }
    };
    enter(wrong(&code)).await.is(422).shows("not the code");
    enter(format!(" {} {}", &code[..3], &code[3..])).await.is(200).shows("Bowl");
    // Once: whoever reads the mail later stays outside.
    let thief = market.visitor();
    let fields = [("login", "lin@fair.example"), ("code", code.as_str())];
    thief.post("/signin/code/entry", &fields).await.is(422);
});

story!(nobody_learns_by_a_code_whether_a_login_exists, |market| {
    market.person("Lin").await;
    let visitor = market.visitor();
    let known = visitor.post("/signin/code", &[("login", "lin@fair.example")]).await;
    let unknown = visitor.post("/signin/code", &[("login", "eve@fair.example")]).await;
    assert_eq!(known.body.replace("lin@", "eve@"), unknown.body);
    assert!(market.mail("eve@fair.example").await.is_empty());
    let code = code(market, "lin@fair.example").await;
    let try_as = async |login: &str| {
        let page = visitor.post("/signin/code/entry", &[("login", login), ("code", &wrong(&code))]).await;
        page.is(422).body.replace(login, "")
    };
    assert_eq!(try_as("lin@fair.example").await, try_as("eve@fair.example").await);
    visitor.post("/signin/code", &[("login", "+86 138 0013 8000")]).await.is(422).shows("phone numbers");
    visitor.post("/signin/code", &[("login", "lin")]).await.is(422);
});

story!(a_code_ends_after_ten_minutes_and_after_five_tries, |market| {
    market.person("Lin").await;
    let visitor = market.visitor();
    let enter = async |code: &str| {
        visitor.post("/signin/code/entry", &[("login", "lin@fair.example"), ("code", code)]).await
    };
    visitor.post("/signin/code", &[("login", "lin@fair.example")]).await.is(200);
    let late = code(market, "lin@fair.example").await;
    market.pass(kernel::minutes(11)).await;
    enter(&late).await.is(422);

    visitor.post("/signin/code", &[("login", "lin@fair.example")]).await.is(200);
    let guessed = code(market, "lin@fair.example").await;
    enter(&late).await.is(422);
    for _ in 0..4 {
        enter(&wrong(&guessed)).await.is(422);
    }
    enter(&guessed).await.is(422);
    // Guessing is limited for a login, whatever codes it asks for.
    for _ in 0..3 {
        enter("000000").await;
    }
    enter("000000").await.is(429);
});

story!(a_forgotten_password_is_replaced, |market| {
    let account = [("name", "Lin"), ("login", "lin@fair.example"), ("password", "a long old sentence")];
    let old = market.visitor();
    old.post("/register", &account).await.is(200);
    let lin = market.visitor();
    lin.get("/signin").await.shows("/signin/code?purpose=password");
    let asked = [("login", "lin@fair.example"), ("purpose", "password")];
    lin.post("/signin/code", &asked).await.is(200).shows("New password");
    let code = code(market, "lin@fair.example").await;
    let mut fields = asked.to_vec();
    fields.extend([("code", code.as_str()), ("password", "short")]);
    lin.post("/signin/code/entry", &fields).await.is(422).shows("At least 8");
    fields.pop();
    fields.push(("password", "a long new sentence"));
    lin.post("/signin/code/entry", &fields).await.is(200).shows("new password is kept");
    old.get("/mine").await.shows("Sign in");
    let other = market.visitor();
    other.post("/signin", &account[1..]).await.is(422);
    other.post("/signin", &[account[1], ("password", "a long new sentence")]).await.is(200);
    // A code for one thing is no good for the other.
    other.post("/signin/code", &asked).await.is(200);
    let code = self::code(market, "lin@fair.example").await;
    other.post("/signin/code/entry", &[account[1], ("code", &code)]).await.is(422);
});

story!(a_program_gets_a_token_for_a_code, |market| {
    market.person("Lin").await;
    let program = market.visitor();
    let asked =
        program.send("POST", "/api/v1/codes", &serde_json::json!({"login": "lin@fair.example"})).await;
    assert_eq!(asked.status, 202);
    let code = code(market, "lin@fair.example").await;
    let body = |code: &str| serde_json::json!({"login": "lin@fair.example", "code": code, "name": "x", "scopes": ["account:read"]});
    program.send("POST", "/api/v1/tokens", &body(&wrong(&code))).await.is(422);
    let made = program.send("POST", "/api/v1/tokens", &body(&code)).await;
    made.is(201).shows("jishi_");
    program.send("POST", "/api/v1/tokens", &body(&code)).await.is(422);
});

story!(buyer_and_seller_are_told_what_happens, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    let (buyer, _) = market.person("Lin").await;
    let gateway = buyer.check_out(&[(bowl, 2)], None).await;
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    let mails = market.mail("lin@fair.example").await;
    assert_eq!(subjects(&mails), ["Paid: ¥100"]);
    assert!(mails[0].text.contains("Bowl × 2"), "{}", mails[0].text);
    assert!(mails[0].text.contains(&market.inner.config.public_url));
    assert_eq!(subjects(&market.mail("ana@fair.example").await), ["New order: ¥100"]);

    market.pass(kernel::days(3)).await;
    assert_eq!(market.mail("ana@fair.example").await[0].subject, "12 days left to ship an order");
    let order = buyer.get("/orders").await.link("/orders/");
    let parcel = [("carrier", "SF"), ("tracking", "SF1398")];
    ana.post(&format!("/desk/ana{order}/shipment"), &parcel).await.is(200);
    let mails = market.mail("lin@fair.example").await;
    assert_eq!(mails[0].subject, "ana has sent your parcel");
    assert!(mails[0].text.contains("SF1398"), "{}", mails[0].text);

    // Asking for more time moves the warning; the seller is reminded no more.
    buyer.post(&format!("{order}/extension"), &[]).await.is(200);
    market.pass(kernel::days(9)).await;
    assert_eq!(market.mail("lin@fair.example").await.len(), 2);
    market.pass(kernel::days(7)).await;
    let mails = market.mail("lin@fair.example").await;
    assert_eq!(mails[0].subject, "Has your parcel from ana come?");
    assert!(!mails[0].text.contains("more time"), "{}", mails[0].text);
    market.pass(kernel::days(3)).await;
    buyer.get(&order).await.shows("Completed");
    assert_eq!(market.mail("lin@fair.example").await.len(), 3);
    assert_eq!(market.mail("ana@fair.example").await.len(), 2);
});

story!(money_that_comes_back_is_announced, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    let (buyer, _) = market.person("Lin").await;
    let gateway = buyer.check_out(&[(bowl, 1)], None).await;
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.pass(kernel::days(15)).await;
    let mails = market.mail("lin@fair.example").await;
    assert_eq!(mails[0].subject, "¥50 is coming back to you");
    assert!(mails[0].text.contains("did not ship in time"), "{}", mails[0].text);
    assert_eq!(market.mail("ana@fair.example").await.len(), 3, "a new order and two reminders");

    buyer.check_out(&[(bowl, 1)], None).await.is(200);
    market.pass(kernel::minutes(31)).await;
    assert_eq!(market.mail("lin@fair.example").await[0].subject, "Your purchase was closed");
});

story!(mail_that_cannot_be_sent_waits_and_is_nobody_elses, |market| {
    let (operator, id) = market.person("Op").await;
    market.make_operator(id).await;
    operator.get("/operator/mail").await.is(200).shows("JISHI_SMTP_URL").shows("orders.paid");
    operator.get("/operator/mail/orders.paid").await.is(200).shows("iframe");
    operator.get("/operator/mail/orders.paid/page").await.is(200).shows("<style>");
    operator.get("/demo/mail").await.is(404);

    // The folder is away: the mail is tried again.
    let folder = market.place.folder.join("mail");
    std::fs::remove_dir_all(&folder).unwrap();
    let visitor = market.visitor();
    visitor.post("/signin/code", &[("login", "op@fair.example")]).await.is(200);
    market.work().await;
    operator.get("/operator/jobs?state=waiting").await.shows("sign-in code").hides("op@fair.example");
    std::fs::create_dir_all(&folder).unwrap();
    market.pass(kernel::minutes(2)).await;
    code(market, "op@fair.example").await;
});

story!(visitors_behind_a_proxy_are_told_apart, |market| {
    let code = async |from: &str, n: u32| {
        let mut visitor = market.visitor();
        visitor.from = Some(from.to_owned());
        let login = format!("nobody{n}@fair.example");
        visitor.post("/signin/code", &[("login", &login)]).await.status.as_u16()
    };
    let most = market.inner.rules().count(people::accounts::numbers::SIGN_INS);
    for n in 0..most {
        assert_eq!(code("203.0.113.9", n).await, 200);
    }
    assert_eq!(code("203.0.113.9", most).await, 429);
    // What the visitor writes in front of it changes nothing, and others are not held up.
    assert_eq!(code("198.51.100.1, 203.0.113.9", most).await, 429);
    assert_eq!(code("198.51.100.1", most).await, 200);
});
