//! Disputes about designs: noticed, answered, ruled, appealed.

use commons::designs::{
    RecordId,
    notices::{self, Decision, Ground, NewNotice, NoticeId, Outcome, Words},
};
use image::ImageFormat;
use kernel::{Actor, Chance, ShopRole, days, hours};
use platform::db::Tx;
use serde_json::json;

use crate::{
    designs::{file, put_down, scene},
    harness::{Market, Person, Place, START},
    on_both, story,
};

/// A design of ana's that the cup of bo shows, and two moderators.
struct Dispute {
    ana: Person,
    bo: Person,
    moderators: [Person; 2],
    record: String,
    cup: String,
}

async fn dispute(market: &Market) -> Dispute {
    let (ana, _) = market.maker("Ana").await;
    let (bo, other) = market.maker("Bo").await;
    let cup = market.thing(other, "Cup", 900, 9).await.listing.to_string();
    let ((one, first), (two, second)) = (market.person("Sato").await, market.person("Mori").await);
    market.make(first, "is_moderator").await;
    market.make(second, "is_moderator").await;
    let record = put_down(&ana, "ana", "Sun bowl", 1, "false").await;
    Dispute { ana, bo, moderators: [one, two], record, cup }
}

impl Dispute {
    async fn give(&self) -> String {
        let path = format!("/api/v1/shops/ana/designs/{}/notices", self.record);
        let said = [("listing", self.cup.as_str()), ("words", "It shows my sun."), ("true_words", "true")];
        let made = self.ana.upload(&path, &said, &[]).await;
        made.is(201).json()["id"].as_str().unwrap().to_owned()
    }

    async fn rule(&self, by: usize, case: &str, outcome: &str, reason: &str) -> crate::harness::Page {
        let fields = [("outcome", outcome), ("reason", reason)];
        self.moderators[by].post(&format!("/moderator/designs/{case}/ruling"), &fields).await
    }
}

story!(a_notice_is_answered_ruled_and_appealed_by_people_with_clocks, |market| {
    let told = dispute(market).await;
    let (ana, bo, guest) = (&told.ana, &told.bo, market.visitor());
    let new = format!("/desk/ana/designs/{}/notices", told.record);
    ana.get(&format!("{new}/new?listing={}", told.cup)).await.is(200).shows("Cup").shows("5 more notices");
    let page = ana.upload(&new, &[("listing", "/shops/bo/none")], &[]).await;
    page.is(422).shows("There is no such listing").shows("A notice needs this word");
    let address = format!("http://{}/shops/bo/cup", market.address);
    let said = [("listing", address.as_str()), ("words", "It shows my sun."), ("true_words", "true")];
    let proof = file(&scene(9), ImageFormat::Jpeg);
    let page = ana.upload(&new, &said, &[("photos", "sketch.jpg", &proof)]).await;
    let at = page.is(200).shows("The notice is sent").shows("Waits for an answer").end().to_owned();
    let case = at.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned();
    let photo = page.link(&format!("/desk/ana/designs/notices/{case}/photos/"));
    ana.get(&photo).await.is(200);
    let name = photo.rsplit('/').next().unwrap();
    guest.get(&format!("/desk/bo/designs/notices/{case}/photos/{name}")).await.shows("Sign in");
    told.moderators[0].get(&format!("/moderator/designs/{case}/photos/{name}")).await.is(200);
    ana.upload(&new, &said, &[]).await.is(409).shows("a notice by this record");
    guest.get("/shops/bo/cup").await.is(200);
    assert!(market.mail("bo@fair.example").await[0].subject.contains("shows a copy"));
    bo.get(&format!("/desk/bo/listings/{}", told.cup)).await.shows("It stays up until a ruling");
    let theirs = format!("/desk/bo/designs/notices/{case}");
    bo.upload(&format!("{theirs}/answer"), &[("words", "No.")], &[]).await.is(422).shows("No.");
    let answer = [("ground", "folk-pattern"), ("words", "Everybody paints suns.")];
    ana.upload(&format!("/desk/ana/designs/notices/{case}/answer"), &answer, &[]).await.is(403);
    bo.upload(&format!("{theirs}/answer"), &answer, &[]).await.is(200).shows("The answer is sent");
    told.moderators[0].get("/moderator/designs").await.shows("One dispute waits").shows("folk pattern");
    told.rule(0, &case, "copied", "").await.is(422);
    told.rule(0, &case, "copied", "The photo is a part of the record.").await.is(200);
    guest.get("/shops/bo/cup").await.is(404);
    bo.get(&theirs).await.shows("A copy").shows("Appeal").shows("listed anew");
    // It stays off sale, at every door.
    let again = [("state", "active")];
    let desk = format!("/desk/bo/listings/{}/state", told.cup);
    bo.post(&desk, &again).await.is(409).shows("keeps this listing off sale");
    let call = format!("/api/v1/listings/{}/state", told.cup);
    bo.send("POST", &call, &json!({"state": "active"})).await.is(409);
    guest.get("/shops/bo/cup").await.is(404);
    let register = guest.get("/designs/rulings").await;
    register.is(200).shows("The photo is a part of the record.").shows("A folk pattern");
    for person in ["Ana", "Bo", "Sato", "Cup", "Sun bowl"] {
        assert!(!register.text().contains(person), "{person}");
    }
    told.rule(1, &case, "copied", "Again.").await.is(409);
    bo.upload(&format!("{theirs}/appeal"), &[("words", "Look again.")], &[]).await.is(200);
    told.rule(0, &case, "folk-pattern", "Still me.").await.is(409).shows("twice in one");
    told.rule(1, &case, "folk-pattern", "A sun of eight rays is painted by everybody.").await.is(200);
    guest.get("/shops/bo/cup").await.is(200);
    guest.get("/designs/rulings").await.shows("On appeal").shows("A folk pattern");
    ana.get(&format!("/desk/ana/designs/notices/{case}")).await.shows("This is ruled for good");
    bo.upload(&format!("{theirs}/appeal"), &[("words", "Once more.")], &[]).await.is(409);
    market.check().await;
    market.pass(days(40)).await;
    market.check().await;
});

story!(clocks_go_on_without_an_answer_and_take_nothing_down, |market| {
    let told = dispute(market).await;
    let case = told.give().await;
    market.pass(days(6)).await;
    told.bo.get(&format!("/desk/bo/designs/notices/{case}")).await.shows("Waits for an answer");
    market.pass(days(1)).await;
    told.bo
        .get(&format!("/desk/bo/designs/notices/{case}"))
        .await
        .shows("Not answered")
        .shows("Answer the notice");
    assert!(market.mail("ana@fair.example").await[0].subject.contains("without an answer"));
    market.pass(days(14)).await;
    assert!(market.mail("bo@fair.example").await[0].subject.contains("is late"));
    told.moderators[0].get("/moderator/designs").await.shows("Late");
    market.visitor().get("/shops/bo/cup").await.is(200);
    told.rule(0, &case, "stock-photo", "The photo is from a free collection.").await.is(200);
    market.pass(days(14)).await;
    let said = told.bo.get(&format!("/desk/bo/designs/notices/{case}")).await;
    said.shows("Closed").shows("stock photo").hides("Another moderator reads");
    // A notice is taken back before it is ruled, by its maker.
    let case = told.give().await;
    let path = |shop: &str| format!("/api/v1/shops/{shop}/design-notices/{case}/withdrawal");
    told.bo.send("POST", &path("bo"), &json!({})).await.is(403);
    told.ana.send("POST", &path("ana"), &json!({})).await.is(200);
    told.ana.send("POST", &path("ana"), &json!({})).await.is(409);
    market.pass(days(30)).await;
    market.check().await;
});

story!(notices_are_few_and_bad_faith_ends_them_for_a_while, |market| {
    let told = dispute(market).await;
    let shop = kernel::ShopId::new(market.number("SELECT MAX(id) FROM shop").await);
    let rule = async |n: usize, outcome: &str| {
        let case = told.give().await;
        let by = format!("/api/v1/shops/bo/design-notices/{case}/answer");
        told.bo.upload(&by, &[("ground", "own-work"), ("words", "Mine.")], &[]).await.is(200);
        told.rule(n % 2, &case, outcome, "So it is.").await.is(200);
        // Nobody appeals, and the listing is there for the next one.
        market.pass(days(15)).await;
    };
    rule(0, "bad-faith").await;
    rule(1, "bad-faith").await;
    rule(0, "not-copied").await;
    rule(1, "bad-faith").await;
    let path = format!("/api/v1/shops/ana/designs/{}/notices", told.record);
    let said = [("listing", told.cup.as_str()), ("words", "Again."), ("true_words", "true")];
    told.ana.upload(&path, &said, &[]).await.is(409).shows("bad faith");
    let page = told.ana.get(&format!("/desk/ana/designs/{}/notices/new", told.record)).await;
    page.shows("You can give the next one from");
    for _ in 0..3 {
        market.pass(days(30)).await;
        // Whoever comes now and then stays signed in.
        told.ana.get("/desk/ana/designs").await.is(200);
    }
    told.give().await;
    for n in 0..4 {
        let thing = market.thing(shop, &format!("Cup {n}"), 900, 1).await.listing.to_string();
        let said = [("listing", thing.as_str()), ("words", "This one too."), ("true_words", "true")];
        told.ana.upload(&path, &said, &[]).await.is(201);
    }
    let more = market.thing(shop, "Mug", 900, 1).await.listing.to_string();
    let said = [("listing", more.as_str()), ("words", "And this."), ("true_words", "true")];
    told.ana.upload(&path, &said, &[]).await.is(429);
    market.check().await;
});

on_both!(whatever_is_done_in_disputes_every_invariant_holds, async |place: Place| {
    let market = Market::open_at(&place, START, Chance::seeded(7)).await;
    let told = dispute(&market).await;
    let record: RecordId = told.record.parse().unwrap();
    let sellers = market.number("SELECT MAX(id) FROM shop").await;
    let account = async |sql: &'static str| kernel::AccountId::new(market.number(sql).await);
    let ana = account("SELECT account_id FROM shop_member WHERE shop_id = (SELECT MIN(id) FROM shop)").await;
    let bo = account("SELECT account_id FROM shop_member WHERE shop_id = (SELECT MAX(id) FROM shop)").await;
    let moderators = [
        account("SELECT MIN(id) FROM account WHERE is_moderator = 1").await,
        account("SELECT MAX(id) FROM account WHERE is_moderator = 1").await,
    ];
    let seller = |account, shop| Actor::Seller { account, shop, role: ShopRole::Owner };
    let (maker, shop) = (seller(ana, record.shop()), seller(bo, kernel::ShopId::new(sellers)));
    let chance = Chance::seeded(19);
    let (mut cases, mut done) = (Vec::<NoticeId>::new(), std::collections::BTreeSet::new());
    for _ in 0..90 {
        let (now, rules) = (market.now(), market.inner.rules());
        let pick = |most: usize| usize::try_from(chance.below(most as u64)).unwrap();
        let said = Words { words: "So it is.".into(), photos: Vec::new() };
        let case = cases.last().copied();
        let act = pick(7);
        let outcome = Outcome::ALL[pick(Outcome::ALL.len())];
        let (by, listing) = (Actor::Moderator { account: moderators[pick(2)] }, told.cup.parse().unwrap());
        let is_maker = pick(2) == 0;
        let act = async move |tx: &mut Tx| {
            let side = if is_maker { maker } else { shop };
            let Some(case) = case.filter(|_| act > 0) else {
                let new = NewNotice { record, listing, said: said.clone() };
                let given = notices::give(tx, &maker, now, &rules, new).await;
                return Ok(given.ok().map(|notice| ("give", notice.id)));
            };
            let ground = Ground::ALL[act % Ground::ALL.len()];
            let decision = Decision { outcome, reason: "Seen.".into() };
            let taken = match act {
                1 | 2 => notices::counter(tx, &side, now, &rules, case, ground, &said).await.is_ok(),
                3 => notices::withdraw(tx, &side, now, case).await.is_ok() && is_maker,
                4 => notices::appeal(tx, &side, now, &rules, case, &said).await.is_ok(),
                _ => notices::rule(tx, &by, now, &rules, case, &decision).await.is_ok(),
            };
            Ok::<_, platform::db::DbError>(
                taken
                    .then_some((["", "counter", "counter", "withdraw", "appeal", "rule", "rule"][act], case)),
            )
        };
        if let Some((name, case)) = market.inner.db.write(act).await.unwrap() {
            done.insert(name);
            if !cases.contains(&case) {
                cases.push(case);
            }
        }
        market.pass(hours(chance.below(90))).await;
        market.check().await;
    }
    assert!(cases.len() > 3 && done.len() >= 4, "{} {done:?}", cases.len());
    market.end().await;
});
