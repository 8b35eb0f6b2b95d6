//! Designs: put down, sealed, claimed, copied, disputed.

use std::{
    io::{Cursor, Write},
    process::{Command, Stdio},
};

use commons::designs;
use futures_util::future::join_all;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use kernel::{Chance, days, hours};
use platform::db::Tx;
use serde_json::{Value, json};

use crate::{
    harness::{Engine, Market, Person, Place, START},
    on_both, story,
};

/// A picture of blobs, as different from others as pictures of things are.
pub fn scene(seed: u32) -> DynamicImage {
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

pub fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// What somebody makes of another's photo: a part of it, mirrored, packed as JPEG.
fn copied(seed: u32) -> Vec<u8> {
    file(&scene(seed).crop_imm(30, 40, 340, 420), ImageFormat::Jpeg)
}

/// Put a design down through the API; its number.
pub async fn put_down(maker: &Person, shop: &str, title: &str, seed: u32, sealed: &str) -> String {
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
