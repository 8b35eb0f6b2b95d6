//! Drives: who leads, who helps, who comes, and what became of their shops.

use std::time::Duration;

use commons::drives::{self, DriveAct, DriveId, Invited, Plan, SignUpKind};
use kernel::{AccountId, Actor, Currency, Day, ShopRole, days, hours};
use people::accounts::Login;
use platform::{db::Tx, i18n::Lang};
use selling::orders::{self, Parcel};
use serde_json::json;

use crate::{
    harness::{Market, Place, PostOffice, Thing},
    on_both, story, texts,
    villages::{DIVISIONS, code, paid_in, take},
};

/// Four months from a day on.
pub fn plan(name: &str, begins_on: Day) -> Plan {
    Plan {
        language: Lang::Chinese,
        name: name.into(),
        name_en: "Five hundred shops".into(),
        words: "您做得好东西。".into(),
        words_en: "You make good things.".into(),
        begins_on,
        ends_on: Day::from_number(begins_on.number() + 119),
        retailers: 500,
        companies: 400,
    }
}

pub fn today(market: &Market) -> Day {
    Day::there(market.now(), "Asia/Shanghai")
}

/// So much later what is due has happened, once and not hour by hour.
pub async fn later(market: &Market, time: Duration) {
    market.clock.advance(time);
    market.work().await;
}

/// A drive of the market that is open today, and is looked at.
pub async fn open(market: &Market, name: &str) -> DriveId {
    drives::CAPABILITY.serves.begin.unwrap()(&market.inner).await.unwrap();
    let (now, plan) = (market.now(), plan(name, today(market)));
    let by = Actor::Operator { account: AccountId::new(1) };
    let act = async move |tx: &mut Tx| {
        let drive = drives::make(tx, &by, now, None, plan.clone()).await?;
        drives::step(tx, &by, now, drive.id, DriveAct::Open).await?;
        Ok::<_, drives::LeadError>(drive.id)
    };
    market.inner.db.write(act).await.unwrap()
}

pub async fn help(market: &Market, drive: DriveId, account: AccountId) -> String {
    let (now, by) = (market.now(), Actor::Operator { account: AccountId::new(1) });
    let act = async move |tx: &mut Tx| drives::name_helper(tx, &by, now, drive, account).await;
    market.inner.db.write(act).await.unwrap().code
}

async fn invite(market: &Market, drive: DriveId, helper: AccountId, login: Login) -> String {
    let (now, today) = (market.now(), today(market));
    let invited = Invited {
        login,
        name: "Aunt Li".into(),
        kind: SignUpKind::Retailer,
        language: Lang::English,
        zone: "Asia/Shanghai".into(),
    };
    let by = Actor::Buyer { account: helper };
    let act = async move |tx: &mut Tx| drives::invite(tx, &by, now, today, drive, invited.clone()).await;
    let path = market.inner.db.write(act).await.unwrap().path();
    market.work().await;
    path
}

async fn state(market: &Market, account: AccountId) -> &'static str {
    let found = market.inner.db.read(async move |tx: &mut Tx| drives::find_of(tx, account).await).await;
    found.unwrap().unwrap().stage.name()
}

/// A listing by which a shop is brought on, and a sale of it.
pub async fn sell(market: &Market, thing: Thing, unit: i64) {
    let (_, buyer) = market.person(&format!("Buyer{unit}")).await;
    let order = paid_in(market, buyer, thing, unit, Currency::CNY).await;
    // It is sent and kept, so that no clock gives the money back.
    let (now, rules) = (market.now(), market.inner.rules());
    let by = Actor::Seller { account: AccountId::new(1), shop: order.shop(), role: ShopRole::Owner };
    let parcel = Parcel { carrier: "DEMO".into(), tracking: "1".into() };
    let act = async move |tx: &mut Tx| orders::ship(tx, &by, now, &rules, order, parcel.clone()).await;
    market.inner.db.write(act).await.unwrap();
    let by = Actor::Buyer { account: buyer };
    market.inner.db.write(async move |tx: &mut Tx| orders::receive(tx, &by, now, order).await).await.unwrap();
}

story!(a_drive_is_planned_opened_and_led_by_the_steward_of_its_place, |market| {
    take(market, DIVISIONS, "2026-06-30", commons::villages::divisions::Unlisted::Stay).await;
    let (steward, account) = market.person("Steward").await;
    let (stranger, _) = market.person("Stranger").await;
    let (now, county) = (market.now(), code("371721"));
    let act =
        async move |tx: &mut Tx| commons::villages::appoint(tx, &Actor::System, now, &county, account).await;
    market.inner.db.write(act).await.unwrap();

    stranger.get("/mine/drives/new").await.is(404);
    let day = today(market);
    let last = Day::from_number(day.number() + 119).to_string();
    let first = day.to_string();
    let mut form = vec![
        ("place", "CN-371721"),
        ("language", "en"),
        ("name", "Five hundred shops"),
        ("begins_on", first.as_str()),
        ("ends_on", last.as_str()),
        ("retailers", "500"),
        ("companies", "400"),
    ];
    stranger.post("/mine/drives", &form).await.is(404);
    steward.get("/mine/drives/new").await.is(200).shows("曹县");
    if !market.is_on_postgres() {
        for (at, value, says) in [
            (4, "2026-01-01", "ends before it begins"),
            (4, "2036-01-01", "At most two years"),
            (5, "-1", "field-error"),
            (2, "", "field-error"),
        ] {
            let mut bad = form.clone();
            bad[at].1 = value;
            steward.post("/mine/drives", &bad).await.is(422).shows(says);
        }
        let mut none = form.clone();
        (none[5].1, none[6].1) = ("0", "0");
        steward.post("/mine/drives", &none).await.is(422).shows("at least one of them");
    }
    let desk = steward.post("/mine/drives", &form).await;
    let path = desk.is(200).shows("Draft").path.split('?').next().unwrap().to_owned();
    let page = path.replace("/mine", "");
    // A draft is nobody's but theirs.
    stranger.get(&page).await.is(404);
    stranger.get(&path).await.is(404);
    steward.get(&page).await.is(200).shows("This is a draft");
    steward.post(&format!("{path}/opening"), &[]).await.is(200).shows("Open");
    steward.post(&format!("{path}/opening"), &[]).await.is(409);
    market
        .visitor()
        .get(&page)
        .await
        .is(200)
        .shows("0 of 500")
        .shows("120 days left")
        .shows("Make an account");
    form[5].1 = "600";
    steward.post(&format!("{path}/plan"), &form).await.is(200);
    stranger.get(&page).await.is(200).shows("0 of 600");

    // Who leads does not count, and costs stand in the report.
    steward
        .post(&format!("{page}/sign-ups"), &[("kind", "retailer")])
        .await
        .is(409)
        .shows("does not count in it");
    let cost = [("day", first.as_str()), ("what", "Posters"), ("amount", "1200.50")];
    steward.post(&format!("{path}/costs"), &cost).await.is(200).shows("Posters").shows("1,200.50");
    let later = [("day", last.as_str()), ("what", "Posters"), ("amount", "1")];
    steward.post(&format!("{path}/costs"), &later).await.is(422).shows("still to come");
    let report = steward.get(&format!("{path}/report.csv")).await;
    assert!(report.is(200).body.contains("all,0,0,0,0,0,0") && report.body.contains("spent,1200.50,CNY"));
    let poster = steward.get(&format!("{path}/poster.pdf")).await;
    assert!(poster.is(200).bytes.starts_with(b"%PDF"));
    stranger.get(&format!("{path}/poster.pdf")).await.is(404);

    steward.post(&format!("{path}/calling-off"), &[]).await.is(200).shows("Called off");
    stranger.get(&page).await.is(404);
    stranger.post(&format!("{page}/sign-ups"), &[("kind", "retailer")]).await.is(404);
    market.check().await;
    market.end().await;
});

story!(whoever_comes_is_followed_to_their_third_month_and_counts_once, |market| {
    let drive = open(market, "Shops").await;
    let (helper, helper_id) = market.person("Helper").await;
    let code = help(market, drive, helper_id).await;
    let page = format!("/drives/{drive}");
    let (lin, lin_id) = market.person("Lin").await;
    lin.get(&format!("{page}?by={code}")).await.is(200).shows(&code);
    let form = [("kind", "retailer"), ("by", code.as_str())];
    lin.post(&format!("{page}/sign-ups"), &form).await.is(200).shows("Open your shop");
    lin.post(&format!("{page}/sign-ups"), &form).await.is(409).shows("Everybody counts once");
    let other = open(market, "Other").await;
    lin.post(&format!("/drives/{other}/sign-ups"), &form).await.is(409);
    // Helpers do not bring themselves, and who has a shop is not brought on.
    helper.post(&format!("{page}/sign-ups"), &form).await.is(409);
    let (ana, _) = market.maker("Ana").await;
    ana.post(&format!("{page}/sign-ups"), &form).await.is(409).shows("You have a shop already");
    // A code of nobody's brings nobody, and keeps nobody out.
    let (wei, wei_id) = market.person("Wei").await;
    wei.post(&format!("{page}/sign-ups"), &[("kind", "company"), ("by", "zzzzzzzz")]).await.is(200);
    assert_eq!(
        market.number("SELECT COUNT(*) FROM drive_sign_up WHERE helper_id IS NULL AND door = 'page'").await,
        1
    );
    wei.post("/mine/drives/withdrawal", &[]).await.is(200);
    wei.post("/mine/drives/withdrawal", &[]).await.is(404);
    wei.post(&format!("{page}/sign-ups"), &[("kind", "company")]).await.is(200);

    assert_eq!(state(market, lin_id).await, "signed-up");
    let own = lin.send("GET", "/api/v1/drive-sign-up", &json!({})).await;
    assert_eq!(own.is(200).json()["door"], "link");
    let shop = market.shop_of(lin_id, "Lin").await;
    later(market, hours(2)).await;
    assert_eq!(state(market, lin_id).await, "opened");
    lin.post("/mine/drives/withdrawal", &[]).await.is(409);
    market.visitor().get(&page).await.is(200).shows("0 of 500");
    let thing = market.thing(shop, "Bowl", 5_000, 100).await;
    later(market, hours(2)).await;
    assert_eq!(state(market, lin_id).await, "listed");
    market.visitor().get(&page).await.is(200).shows("1 of 500").shows("0 of 400");
    sell(market, thing, 900).await;
    later(market, hours(2)).await;
    assert_eq!(state(market, lin_id).await, "sold");
    helper.get(&format!("/mine/drives/{drive}/helping")).await.is(200).shows("First sale").hides("Lin");

    // It stays when it sells in its third month: not before, and not by what it sold before.
    later(market, days(70)).await;
    assert_eq!(state(market, lin_id).await, "sold");
    sell(market, thing, 901).await;
    later(market, days(21)).await;
    assert_eq!(state(market, lin_id).await, "stayed");
    assert_eq!(state(market, wei_id).await, "signed-up");
    // The drive ends after 120 days; three months later nobody waits for a shop any more.
    later(market, days(130)).await;
    assert_eq!(state(market, wei_id).await, "lapsed");
    let report = drives::funnel_of_helpers;
    let read = async move |tx: &mut Tx| report(tx, drive).await;
    let by_helper = market.inner.db.read(read).await.unwrap();
    assert_eq!(by_helper[&Some(helper_id)].stayed, 1);
    assert_eq!((by_helper[&None].signed_up, by_helper[&None].lapsed), (1, 1));
    market.check().await;
    market.end().await;
});

story!(who_is_asked_on_the_spot_answers_for_themselves, |market| {
    let drive = open(market, "Shops").await;
    let (helper, helper_id) = market.person("Helper").await;
    help(market, drive, helper_id).await;
    let desk = format!("/mine/drives/{drive}/helping");
    let form = [("name", "Aunt 李 👵"), ("login", "aunt@fair.example"), ("kind", "retailer")];
    let invitations = format!("/mine/drives/{drive}/invitations");
    helper.post(&invitations, &form).await.is(200).shows("Aunt 李 👵").shows("Waits");
    helper.post(&invitations, &form).await.is(409).shows("have not answered yet");
    let own = [("name", "I"), ("login", "helper@fair.example"), ("kind", "retailer")];
    helper.post(&invitations, &own).await.is(409).shows("cannot ask yourself");
    if !market.is_on_postgres() {
        for bad in [("login", "aunt"), ("name", ""), ("kind", "both")] {
            let mut fields = form.to_vec();
            fields.iter_mut().filter(|field| field.0 == bad.0).for_each(|field| field.1 = bad.1);
            helper.post(&invitations, &fields).await.is(422);
        }
        let stranger = market.person("Stranger").await.0;
        stranger.post(&invitations, &form).await.is(404);
    }
    let mail = market.mail("aunt@fair.example").await;
    assert_eq!(mail.len(), 1);
    assert!(
        mail[0].text.contains("Five hundred shops") && mail[0].text.contains("Helper"),
        "{}",
        mail[0].text
    );
    let path = mail[0]
        .text
        .split_whitespace()
        .find_map(|word| word.find("/drives/").map(|at| word[at..].to_owned()));
    let path = path.unwrap();
    // The helper does not answer for them, nor does anybody else.
    for (person, status) in [(&helper, 404), (&market.visitor(), 200)] {
        let page = person.get(&path).await;
        assert_eq!(page.status, status);
        page.hides("Yes, I come in");
        person.post(&format!("{path}/acceptance"), &[]).await;
    }
    assert_eq!(market.number("SELECT COUNT(*) FROM drive_sign_up").await, 0);

    // The same people as accounts of their own.
    let (bo, _) = market.person("Bo").await;
    let asked = invite(market, drive, helper_id, Login::Email("bo@fair.example".into())).await;
    bo.get("/mine/drives").await.is(200).shows("Somebody asks you");
    bo.post(&format!("{asked}/acceptance"), &[]).await.is(200).shows("Open your shop");
    bo.post(&format!("{asked}/acceptance"), &[]).await.is(409);
    bo.post(&format!("{asked}/refusal"), &[]).await.is(409);
    helper.get(&desk).await.is(200).hides("Aunt Li");
    let (cai, _) = market.person("Cai").await;
    let asked = invite(market, drive, helper_id, Login::Email("cai@fair.example".into())).await;
    cai.post(&format!("{asked}/refusal"), &[]).await.is(200);
    let again = [("name", "Cai"), ("login", "cai@fair.example"), ("kind", "retailer")];
    helper.post(&invitations, &again).await.is(409).shows("do not want to be asked");
    // Nobody answers for ever.
    later(market, days(15)).await;
    helper.get(&desk).await.is(200).shows("No answer").hides("Aunt 李");
    market.check().await;
    market.end().await;
});

story!(a_helper_does_not_count_in_their_own_shop_nor_answer_in_their_browser, |market| {
    let drive = open(market, "Shops").await;
    let (helper, helper_id) = market.person("Helper").await;
    let code = help(market, drive, helper_id).await;
    let (dai, dai_id) = market.person("Dai").await;
    let form = [("kind", "retailer"), ("by", code.as_str())];
    dai.post(&format!("/drives/{drive}/sign-ups"), &form).await.is(200);
    let shop = market.shop_of(dai_id, "Dai").await;
    let now = market.now();
    let staff = async move |tx: &mut Tx| {
        people::shops::insert_member(tx, shop, helper_id, kernel::ShopRole::Staff, now).await
    };
    market.inner.db.write(staff).await.unwrap();
    later(market, hours(2)).await;
    assert_eq!(state(market, dai_id).await, "opened");
    assert_eq!(market.number("SELECT COUNT(*) FROM drive_sign_up WHERE helper_id IS NOT NULL").await, 0);

    // What the helper has signed in with is not where somebody else says yes.
    let (eve, eve_id) = market.person("Eve").await;
    let asked = invite(market, drive, helper_id, Login::Email("eve@fair.example".into())).await;
    let known = async move |tx: &mut Tx| {
        let hash = platform::sessions::hash("the helper's phone");
        people::accounts::keep_browser(tx, helper_id, &hash, now).await
    };
    market.inner.db.write(known).await.unwrap();
    eve.keep("browser", "the helper's phone");
    eve.post(&format!("{asked}/acceptance"), &[]).await.is(409).shows("Answer on your own phone");
    eve.keep("browser", "Eve's phone");
    eve.post(&format!("{asked}/acceptance"), &[]).await.is(200);
    // Whoever leaves the market takes their name along; that they came stays.
    let close =
        async move |tx: &mut Tx| commons::drives::CAPABILITY.people.forget.unwrap()(tx, eve_id, now).await;
    market.inner.db.write(close).await.unwrap();
    assert_eq!(market.number("SELECT COUNT(*) FROM drive_sign_up WHERE account_id IS NULL").await, 1);
    helper.get(&format!("/mine/drives/{drive}/helping")).await.is(200);
    market.check().await;
});

on_both!(who_has_a_phone_only_is_asked_by_text_and_answers_by_a_code_of_their_own, async |place: Place| {
    let gateway = PostOffice::open().await;
    let market = texts::open(&place, &gateway).await;
    let drive = open(&market, "Shops").await;
    let (helper, helper_id) = market.person("Helper").await;
    help(&market, drive, helper_id).await;
    let form = [("name", "Uncle Bao"), ("login", "13900139000"), ("kind", "retailer")];
    let page = helper.post(&format!("/mine/drives/{drive}/invitations"), &form).await;
    page.is(200).shows("Uncle Bao").hides("139");
    market.work().await;
    let asked = texts::sent(&gateway);
    assert_eq!((asked.len(), asked[0].to.as_str()), (1, "+8613900139000"));
    assert!(asked[0].words.contains("Five hundred shops"), "{}", asked[0].words);
    // No text holds what would let the helper in: the code comes to whoever has the phone.
    let bao = market.visitor();
    texts::ask_code(&market, &bao, "13900139000").await.is(200);
    let code = texts::digits(&texts::sent(&gateway)[0].words);
    bao.post("/signin/code/entry", &[("login", "13900139000"), ("code", code.as_str())]).await.is(200);
    let path = bao.get("/mine/drives").await.is(200).shows("Somebody asks you").link("/drives/");
    bao.post(&format!("{path}/acceptance"), &[]).await.is(200).shows("Open your shop");
    assert_eq!(market.number("SELECT COUNT(*) FROM drive_sign_up WHERE door = 'invitation'").await, 1);
    market.check().await;
});

story!(courses_of_a_drive_are_joined_by_who_leads_it_and_counted, |market| {
    let town = crate::harness::Town::with_empty_carts(market).await;
    let (ana, lin) = (&town.owner, &town.buyer);
    let (desk, page) = (town.fill("/mine/drives/{drive}"), town.fill("/drives/{drive}"));
    let course = town.fill("/academy/{course}").rsplit('/').next().unwrap().to_owned();
    lin.get(&page).await.is(200).hides(&format!("/academy/{course}"));
    ana.post(&format!("{desk}/courses"), &[("course", "0000000000001")]).await.is(422);
    lin.post(&format!("{desk}/courses"), &[("course", &course)]).await.is(404);
    for _ in 0..2 {
        ana.post(&format!("{desk}/courses"), &[("course", &course)]).await.is(200);
    }
    assert_eq!(market.number("SELECT COUNT(*) FROM drive_course").await, 1);
    lin.get(&page).await.is(200).shows(&format!("/academy/{course}"));
    // Lin has completed the course: who comes by the drive is counted with what they have learnt.
    let report = format!("/api/v1{}/report", desk.replace("/mine/drives", "/led-drives"));
    assert_eq!(ana.send("GET", &report, &json!(null)).await.is(200).json()["learnt"], 0);
    lin.post(&format!("{page}/sign-ups"), &[("kind", "retailer")]).await.is(200);
    assert_eq!(ana.send("GET", &report, &json!(null)).await.is(200).json()["learnt"], 1);
    ana.post(&format!("{desk}/courses/{course}/removal"), &[]).await.is(200);
    ana.post(&format!("{desk}/courses/{course}/removal"), &[]).await.is(404);
    lin.get(&page).await.is(200).hides(&format!("/academy/{course}"));
    market.check().await;
    market.end().await;
});
