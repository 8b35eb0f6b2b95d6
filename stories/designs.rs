//! Designs: put down, sealed, claimed, copied, disputed.

use std::{
    io::{Cursor, Write},
    process::{Command, Stdio},
};

use commons::designs::{
    self, RecordId,
    notices::{self, Decision, Ground, NewNotice, NoticeAct, NoticeId, Outcome, Words},
};
use futures_util::future::join_all;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use kernel::{Actor, Chance, ShopRole, days, hours};
use platform::db::Tx;
use serde_json::{Value, json};

use crate::{
    harness::{Engine, Market, Person, Place, START},
    on_both, story,
};

/// A picture of blobs, as different from others as pictures of things are.
fn scene(seed: u32) -> DynamicImage {
    let mut pixels = RgbImage::from_pixel(400, 500, Rgb([232, 226, 214]));
    let mut next = seed.wrapping_mul(2_654_435_761).wrapping_add(12_345);
    let mut draw = |most: u32| {
        next = next.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (next >> 8) % most
    };
    for _ in 0..9 {
        let (x, y, r) = (draw(400), draw(500), 25 + draw(80));
        let colour = Rgb([draw(256), draw(256), draw(256)].map(|it| u8::try_from(it).unwrap()));
        for (px, py, pixel) in pixels.enumerate_pixels_mut() {
            if px.abs_diff(x).pow(2) + py.abs_diff(y).pow(2) < r * r {
                *pixel = colour;
            }
        }
    }
    DynamicImage::ImageRgb8(pixels)
}

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// What somebody makes of another's photo: a part of it, mirrored, packed as JPEG.
fn copied(seed: u32) -> Vec<u8> {
    file(&scene(seed).crop_imm(30, 40, 340, 420), ImageFormat::Jpeg)
}

/// Put a design down through the API; its number.
async fn put_down(maker: &Person, shop: &str, title: &str, seed: u32, sealed: &str) -> String {
    let photo = file(&scene(seed), ImageFormat::Png);
    let fields = [("title", title), ("author", "Ana of the kiln"), ("sealed", sealed)];
    let path = format!("/api/v1/shops/{shop}/designs");
    let made = maker.upload(&path, &fields, &[("photos", "a.png", &photo)]).await;
    made.is(201).json()["id"].as_str().unwrap().to_owned()
}

async fn show_photo(seller: &Person, shop: &str, listing: &str, photo: &[u8]) {
    let path = format!("/desk/{shop}/listings/{listing}/photos");
    let fields = [("arranged", "true"), ("photo", "new")];
    seller.upload(&path, &fields, &[("photos", "b.jpg", photo)]).await.is(200);
}

story!(a_record_is_dated_signed_and_chained_and_whoever_changes_it_is_noticed, |market| {
    let (ana, _) = market.maker("Ana").await;
    let guest = market.visitor();
    guest.get("/designs").await.shows("No design here yet");
    let page = ana.upload("/desk/ana/designs", &[("title", "Sun bowl"), ("number", "12")], &[]).await;
    page.is(422)
        .shows("Choose at least one picture")
        .shows("Office and number belong together")
        .shows("Sun bowl");
    let photo = file(&scene(1), ImageFormat::Jpeg);
    let fields = [
        ("title", "Sun bowl"),
        ("author", "Ana of the kiln"),
        ("words", "A sun in the bottom."),
        ("first_shown", "2026-03-01"),
        ("office", "CNIPA"),
        ("number", "ZL 2026"),
    ];
    let late = [&fields[..2], &[("first_shown", "2031-01-01")]].concat();
    ana.upload("/desk/ana/designs", &late, &[("photos", "a.jpg", &photo)])
        .await
        .is(422)
        .shows("has not come yet");
    let made = ana.upload("/desk/ana/designs", &fields, &[("photos", "a.jpg", &photo)]).await;
    let own = made.is(200).shows("It is put down").end().to_owned();
    let id = own.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned();
    let page = guest.get(&format!("/designs/{id}")).await;
    page.is(200).shows("Sun bowl").shows("ZL 2026").shows("as stated by the owner").shows("not a patent");
    page.shows("<svg viewBox").shows("2026-03-01");
    guest.get("/designs").await.shows("Sun bowl");
    guest.get("/shops/ana").await.shows("Sun bowl");
    let told = guest.get(&format!("/api/v1/designs/{id}")).await.is(200).json();
    assert_eq!(designs::sha256(told["content"].as_str().unwrap().as_bytes()), entry(&told)["content"]);
    assert_eq!(told["pictures"][0]["sha256"], designs::sha256(&photo));
    let pdf = guest.get(&format!("/designs/{id}/certificate.pdf")).await;
    let line = told["entry"]["line"].as_str().unwrap().as_bytes();
    assert!(pdf.is(200).bytes.windows(line.len()).any(|at| at == line));
    // Another key signs from now on; the first stays published.
    let now = market.now();
    market.inner.db.write(async move |tx: &mut Tx| designs::rotate(tx, now).await).await.unwrap();
    market.clock.advance(days(1));
    let second = put_down(&ana, "ana", "Moon bowl", 2, "false").await;
    let told = guest.get(&format!("/api/v1/designs/{second}")).await.is(200).json();
    assert_eq!((&told["entry"]["position"], &told["entry"]["key"]), (&json!(2), &json!("key-2")));
    let keys = guest.get("/.well-known/did.json").await.is(200).json();
    assert_eq!(keys["verificationMethod"].as_array().unwrap().len(), 2);
    guest.get("/designs/chain").await.shows(told["entry"]["hash"].as_str().unwrap()).shows("key-1");
    let lines = guest.get("/designs/chain.jsonl").await;
    assert_eq!(lines.is(200).body.lines().count(), 2);
    assert_eq!(guest.get("/designs/chain.jsonl?after=1").await.body.lines().count(), 1);
    guest.get("/designs/chain.atom").await.is(200).shows("<title>2 · ");
    market.check().await;
    // Somebody with the database in hand makes a record older than it is, and another what it was not.
    for (change, back, said) in [
        (
            "UPDATE design_entry SET at = at - 1 WHERE position = 1",
            "UPDATE design_entry SET at = at + 1 WHERE position = 1",
            "not what was signed",
        ),
        (
            "UPDATE design_entry SET line = line || ' ' WHERE position = 2",
            "UPDATE design_entry SET line = RTRIM(line) WHERE position = 2",
            "not what its hash says",
        ),
        (
            "UPDATE design_record SET content = content || ' ' WHERE position = 1",
            "UPDATE design_record SET content = RTRIM(content) WHERE position = 1",
            "not what its entry in the chain says",
        ),
    ] {
        write(market, change).await;
        let faults = desks::audit::check(&market.inner).await.unwrap();
        assert!(faults.iter().any(|fault| fault.invariant.contains(said)), "{faults:?}");
        write(market, back).await;
    }
    market.check().await;
});

/// What an entry says.
fn entry(told: &Value) -> Value {
    serde_json::from_str(told["entry"]["line"].as_str().unwrap()).unwrap()
}

async fn write(market: &Market, sql: &'static str) {
    market.inner.db.write(async move |tx: &mut Tx| tx.execute_one(sql, &[]).await).await.unwrap();
}

story!(of_a_sealed_record_only_its_hash_is_told_until_it_is_opened, |market| {
    let (ana, _) = market.maker("Ana").await;
    let (bo, _) = market.maker("Bo").await;
    let guest = market.visitor();
    let id = put_down(&ana, "ana", "Secret jug", 3, "true").await;
    let page = guest.get(&format!("/designs/{id}")).await;
    page.is(200).hides("Secret jug").hides("Ana of the kiln").hides("/media/").shows("sealed design record");
    let told = guest.get(&format!("/api/v1/designs/{id}")).await.is(200).json();
    assert_eq!((&told["title"], &told["content"]), (&json!(""), &Value::Null));
    assert_eq!(guest.get(&format!("/designs/{id}/record.json")).await.json()["content"], Value::Null);
    guest.get(&format!("/designs/{id}/certificate.pdf")).await.is(404);
    guest.get("/designs").await.hides("Secret jug");
    bo.get(&format!("/desk/bo/designs/{id}")).await.is(404);
    bo.send("POST", &format!("/api/v1/shops/bo/designs/{id}/opening"), &json!({})).await.is(404);
    ana.get(&format!("/desk/ana/designs/{id}"))
        .await
        .is(200)
        .shows("Secret jug")
        .shows("Only its hash is public");
    ana.get(&format!("/desk/ana/designs/{id}/certificate.pdf")).await.is(200);
    let sealed = entry(&told)["content"].clone();
    market.clock.advance(days(30));
    ana.get(&format!("/desk/ana/designs/{id}/opening")).await.is(200).shows("Open this record to everybody?");
    ana.post(&format!("/desk/ana/designs/{id}/opening"), &[]).await.is(200).shows("open to everybody");
    ana.post(&format!("/desk/ana/designs/{id}/opening"), &[]).await.is(409);
    let told = guest.get(&format!("/api/v1/designs/{id}")).await.is(200).json();
    assert_eq!(designs::sha256(told["content"].as_str().unwrap().as_bytes()), sealed);
    guest.get(&format!("/designs/{id}")).await.shows("Secret jug").shows("Opened");
    market.check().await;
});

on_both!(records_of_one_moment_stand_one_behind_the_other, async |place: Place| {
    let market = Market::open_at(&place, START, Chance::seeded(7)).await;
    let (ana, _) = market.maker("Ana").await;
    let (bo, _) = market.maker("Bo").await;
    let all = (0..12).map(|n| {
        let (who, shop) = if n % 2 == 0 { (&ana, "ana") } else { (&bo, "bo") };
        async move { put_down(who, shop, &format!("Design {n}"), 100 + n, "false").await }
    });
    join_all(all).await;
    let guest = market.visitor();
    let chain = guest.get("/api/v1/designs-chain?limit=50").await.is(200).json();
    let entries = chain["items"].as_array().unwrap();
    assert_eq!(entries.len(), 12);
    for pair in entries.windows(2) {
        assert_eq!(pair[1]["previous"], pair[0]["hash"]);
    }
    market.check().await;
    market.end().await;
});

story!(a_listing_says_whose_design_it_is_and_another_shop_needs_the_makers_yes, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let (bo, other) = market.maker("Bo").await;
    let (bowl, cup) = (market.thing(shop, "Bowl", 5_000, 9).await, market.thing(other, "Cup", 900, 9).await);
    let guest = market.visitor();
    let id = put_down(&ana, "ana", "Sun bowl", 1, "false").await;
    let sealed = put_down(&ana, "ana", "Moon bowl", 2, "true").await;
    let put = async |who: &Person, listing: String, design: &str| {
        who.send("PUT", &format!("/api/v1/listings/{listing}"), &json!({ "design": design })).await
    };
    put(&ana, bowl.listing.to_string(), "nothing").await.is(422).shows("no such open record");
    put(&ana, bowl.listing.to_string(), &sealed).await.is(422).shows("sealed");
    put(&bo, cup.listing.to_string(), &sealed).await.is(422);
    put(&ana, bowl.listing.to_string(), &id).await.is(204);
    guest
        .get("/shops/ana/bowl")
        .await
        .shows("Original design")
        .shows("Sun bowl")
        .shows("Put down by this shop");
    guest.get("/shops/ana").await.shows("Original design");
    ana.get(&format!("/desk/ana/listings/{}", bowl.listing)).await.shows("is of your own design");
    // What is changed elsewhere of the listing leaves it.
    let title = json!({ "title": "Large bowl" });
    ana.send("PUT", &format!("/api/v1/listings/{}", bowl.listing), &title).await.is(204);
    let told = guest.get(&format!("/api/v1/listings/{}", bowl.listing)).await.json();
    assert_eq!((&told["design"], &told["title"]["own"]), (&json!(id), &json!("Large bowl")));
    // Another shop names the address of the record.
    let address = format!("http://{}/designs/{id}", market.address);
    put(&bo, cup.listing.to_string(), &address).await.is(204);
    guest.get("/shops/bo/cup").await.hides("Original design");
    assert!(market.mail("ana@fair.example").await[0].subject.contains("asks to sell after your design"));
    ana.get("/desk/ana/designs").await.shows("Asks you").shows("Cup");
    let claim = format!("/desk/ana/designs/claims/{}", cup.listing);
    bo.post(&format!("/desk/bo/designs/claims/{}", cup.listing), &[("answer", "granted")]).await.is(404);
    ana.post(&claim, &[("answer", "own")]).await.is(422);
    ana.post(&claim, &[("answer", "granted")]).await.is(200).shows("may sell with your yes");
    guest
        .get("/shops/bo/cup")
        .await
        .shows("Original design")
        .shows("with the maker&#39;s yes")
        .shows("/shops/ana");
    guest.get(&format!("/designs/{id}")).await.shows("Cup").shows("Large bowl");
    assert!(market.mail("bo@fair.example").await[0].subject.contains("has said yes"));
    market.find_anew().await;
    market.thing(shop, "Plate", 100, 1).await;
    market.find_anew().await;
    market.clock.advance(hours(1));
    let found = guest.get("/browse?perk=original").await;
    found.is(200).shows("Cup").shows("Large bowl").hides(">Plate<");
    // A yes may be taken back.
    ana.post(&claim, &[("answer", "refused")]).await.is(200);
    guest.get("/shops/bo/cup").await.hides("Original design");
    put(&bo, cup.listing.to_string(), "").await.is(204);
    assert_eq!(market.number("SELECT COUNT(*) FROM design_claim").await, 1);
    market.check().await;
});

story!(a_copied_picture_is_told_and_nothing_is_taken_down, |market| {
    let (ana, _) = market.maker("Ana").await;
    let (bo, other) = market.maker("Bo").await;
    let cup = market.thing(other, "Cup", 900, 9).await;
    let (moderator, account) = market.person("Sato").await;
    market.make(account, "is_moderator").await;
    let listing = cup.listing.to_string();
    show_photo(&bo, "bo", &listing, &copied(1)).await;
    market.work().await;
    assert_eq!(market.number("SELECT COUNT(*) FROM design_likeness").await, 0);
    let id = put_down(&ana, "ana", "Sun bowl", 1, "false").await;
    put_down(&ana, "ana", "Moon bowl", 2, "false").await;
    show_photo(&bo, "bo", &listing, &file(&scene(50), ImageFormat::Jpeg)).await;
    market.work().await;
    assert_eq!(market.number("SELECT COUNT(*) FROM design_likeness").await, 0);
    show_photo(&bo, "bo", &listing, &file(&scene(1).fliph(), ImageFormat::Jpeg)).await;
    market.work().await;
    let page = bo.get(&format!("/desk/bo/listings/{listing}")).await;
    page.shows("mirrored").shows("Sun bowl").shows("Nothing happens by itself");
    show_photo(&bo, "bo", &listing, &copied(1)).await;
    assert!(market.mail("bo@fair.example").await[0].subject.contains("looks like a maker"));
    market.visitor().get("/shops/bo/cup").await.is(200).shows("Cup");
    ana.get("/desk/ana/designs").await.shows("look like your designs").shows("Cup").shows("Give a notice");
    let desk = moderator.get("/moderator/likenesses").await;
    desk.is(200).shows("Sun bowl").shows("One look-alike waits");
    moderator
        .post(&format!("/moderator/likenesses/{listing}/{id}"), &[])
        .await
        .is(200)
        .shows("No look-alike");
    moderator.get("/moderator/likenesses?state=done").await.shows("Sun bowl");
    // Without the picture it is past; and with the maker's yes it is none.
    show_photo(&bo, "bo", &listing, &file(&scene(50), ImageFormat::Jpeg)).await;
    market.work().await;
    bo.get(&format!("/desk/bo/listings/{listing}")).await.hides("Sun bowl");
    assert_eq!(market.number("SELECT COUNT(*) FROM design_likeness WHERE state = 'gone'").await, 1);
    // A process that begins anew knows all pictures again.
    let again = Market::open_at(&market.place, market.now(), Chance::seeded(8)).await;
    let bo = bo.at(again.address);
    show_photo(&bo, "bo", &listing, &copied(2)).await;
    again.work().await;
    bo.get(&format!("/desk/bo/listings/{listing}")).await.shows("Moon bowl");
    again.stop();
    market.check().await;
});

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
    bo.get(&theirs).await.shows("A copy").shows("Appeal").shows("it may come back");
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
    assert!(NoticeAct::ALL.len() == 7);
    market.end().await;
});

/// By PyJWT and OpenSSL, where `JISHI_TEST_OUTSIDE` names their environment: see `scripts/with-outside`.
#[tokio::test]
async fn others_find_the_credential_and_the_certificate_good() {
    let Ok(outside) = std::env::var("JISHI_TEST_OUTSIDE") else { return };
    let market = Market::open(Engine::Sqlite).await;
    let (ana, _) = market.maker("Ana").await;
    let photo = file(&scene(1), ImageFormat::Png);
    let id = put_down(&ana, "ana", "Sun bowl 皮", 1, "false").await;
    let guest = market.visitor();
    let jwt = guest.get("/designs/shops/ana/credential.jwt").await;
    let sample = json!({
        "jwt": jwt.is(200).body, "did": guest.get("/.well-known/did.json").await.json(),
        "pdf": base64(&guest.get(&format!("/designs/{id}/certificate.pdf")).await.bytes),
        "sha256": designs::sha256(&photo),
    });
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/outside/credential.py");
    let mut python = Command::new(format!("{outside}/bin/python"));
    let mut python = python.arg(script).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    python.stdin.take().unwrap().write_all(sample.to_string().as_bytes()).unwrap();
    let ended = python.wait_with_output().unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
}

fn base64(octets: &[u8]) -> String {
    platform::push::base64url(octets)
}
