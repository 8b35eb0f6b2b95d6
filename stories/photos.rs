//! Photos of a listing: what a phone saves and what an enemy builds, in one form.

use std::io::Cursor;

use image::{DynamicImage, GenericImageView, ImageFormat, Rgb, RgbImage};

use crate::{
    harness::{Market, Page, Person, Thing},
    story,
};

/// A small good photo.
pub fn photo() -> Vec<u8> {
    picture(60, 50, ImageFormat::Png)
}

/// A picture that is red above and blue below, with a little noise so that it has some weight.
pub fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let pixel = |x: u32, y: u32| {
        let noise = u8::try_from((x * 7 + y * 13) % 23).unwrap();
        if y < height / 2 { Rgb([220, noise, noise]) } else { Rgb([noise, noise, 220]) }
    };
    let mut file = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, pixel)).write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// The words that stand in the camera's notes below.
const NOTES: &[u8] = b"HELAN-38.66N-106.07E";

/// A JPEG as a phone that was held upright saves it: lying on its side, with a note how to turn it and where it was
/// taken.
fn as_a_phone_saves_it() -> Vec<u8> {
    let plain = picture(400, 300, ImageFormat::Jpeg);
    let mut notes = b"Exif\0\0II*\0\x08\0\0\0\x03\0".to_vec();
    let mut entry = |tag: u16, kind: u16, count: u32, value: u32| {
        notes.extend(tag.to_le_bytes());
        notes.extend(kind.to_le_bytes());
        notes.extend(count.to_le_bytes());
        notes.extend(value.to_le_bytes());
    };
    entry(0x010E, 2, u32::try_from(NOTES.len()).unwrap(), 50);
    entry(0x0112, 3, 1, 6);
    entry(0x8825, 4, 1, 50);
    notes.extend([0; 4]);
    notes.extend(NOTES);
    let length = u16::try_from(notes.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], b"\xff\xe1", &length, &notes, &plain[2..]].concat()
}

/// A PNG of a few bytes that says it is 40,000 pixels wide and high: 6.4 GB for whoever believes it.
fn bomb() -> Vec<u8> {
    let chunk = |kind: &[u8], content: &[u8]| {
        let named = [kind, content].concat();
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&length[..], &named, &crc(&named).to_be_bytes()].concat()
    };
    let side = 40_000_u32.to_be_bytes();
    let head = [&side[..], &side, &[8, 6, 0, 0, 0]].concat();
    // Deflate: one stored block of nothing.
    let rows = [0x78, 0x01, 0x01, 0, 0, 0xFF, 0xFF, 0, 0, 0, 1];
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &head), chunk(b"IDAT", &rows), chunk(b"IEND", b"")]
        .concat()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 },
        )
    })
}

async fn send(person: &Person, thing: Thing, files: &[(&str, &[u8])]) -> Page {
    let path = format!("/desk/ana/listings/{}/photos", thing.listing);
    let files: Vec<(&str, &str, &[u8])> =
        files.iter().map(|(name, content)| ("photos", *name, *content)).collect();
    person.upload(&path, &[], &files).await
}

/// The listing's photos in their order: file and words.
async fn kept(market: &Market) -> Vec<(String, String)> {
    let read = async |tx: &mut platform::db::Tx| {
        let sql = "SELECT file, alt FROM picture ORDER BY position LIMIT 100";
        tx.list(sql, &[], |mut row| Ok((row.text()?, row.text()?))).await
    };
    market.inner.db.read(read).await.unwrap()
}

story!(good_photos_are_kept_whatever_comes_with_them, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 1).await;
    let good = picture(900, 700, ImageFormat::Jpeg);
    let files: [(&str, &[u8]); 7] = [
        ("bomb.png", &bomb()),
        ("invoice.jpg", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"),
        ("half.jpg", &good[..good.len() / 2]),
        ("good.jpg", &good),
        ("drawing.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"),
        ("heavy.jpg", &[&good[..], &vec![0; 26 << 20]].concat()),
        ("good.png", &picture(60, 50, ImageFormat::Png)),
    ];
    let page = send(&ana, bowl, &files).await;
    page.is(422);
    for (file, words) in [
        ("bomb.png", "has more than 50 megapixels"),
        ("invoice.jpg", "is not a picture"),
        ("half.jpg", "is damaged"),
        ("drawing.svg", "is of a kind that cannot be read here"),
        ("heavy.jpg", "is larger than 25 MB"),
    ] {
        page.shows(&format!("<b dir=\"auto\">{file}</b> {words}"));
    }
    assert_eq!(kept(market).await.len(), 2);
    ana.keep("lang", "zh-CN");
    let page = send(&ana, bowl, &files[..3]).await;
    page.is(422).hides("megapixels").hides("is not a picture");
    let words = market.inner.texts.of(platform::i18n::Lang::Chinese);
    for code in ["too-many-pixels", "not-a-picture", "damaged"] {
        page.shows(words.get(&format!("photo-refused-{code}")));
    }
    market.check().await;
});

story!(a_photo_is_turned_upright_and_forgets_where_it_was_taken, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 1).await;
    let upload = as_a_phone_saves_it();
    assert!(upload.windows(NOTES.len()).any(|part| part == NOTES));
    send(&ana, bowl, &[("phone.jpg", &upload)]).await.is(200);
    let (file, _) = kept(market).await.remove(0);
    for width in [160, 320, 640, 1280] {
        let shown = market.visitor().get(&format!("/media/{file}-{width}.webp")).await;
        assert_eq!(shown.is(200).content_type, "image/webp");
        for part in [NOTES, b"EXIF", b"Exif"] {
            assert!(!shown.bytes.windows(part.len()).any(|have| have == part), "{width}");
        }
        let pixels = image::load_from_memory(&shown.bytes).unwrap();
        let (wide, high) = if width == 160 { (160, 213) } else { (300, 400) };
        assert_eq!(pixels.dimensions(), (wide, high));
        // Turned a quarter to the right, what was below is on the left.
        let (left, right) =
            (pixels.get_pixel(wide / 10, high / 2), pixels.get_pixel(wide * 9 / 10, high / 2));
        assert!(left[2] > 150 && left[0] < 100 && right[0] > 150 && right[2] < 100, "{left:?} {right:?}");
    }
    market.visitor().get("/shops/ana/bowl").await.shows(&file);
});

story!(a_picture_kept_before_there_was_a_width_is_shown_in_it, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 1).await;
    send(&ana, bowl, &[("large.jpg", &picture(1400, 700, ImageFormat::Jpeg))]).await.is(200);
    let (file, _) = kept(market).await.remove(0);
    let path = |width: u32| market.inner.files.path(&file, &format!("-{width}.webp")).unwrap();
    let shown = async |width: u32| {
        let page = market.visitor().get(&format!("/media/{file}-{width}.webp")).await;
        page.is(200);
        image::load_from_memory(&page.bytes).unwrap().dimensions()
    };
    // As the store was when it knew fewer widths, or one only.
    std::fs::remove_file(path(160)).unwrap();
    assert_eq!((shown(160).await, path(160).exists()), ((160, 80), true));
    for width in [160, 320, 1280] {
        std::fs::remove_file(path(width)).unwrap();
    }
    assert_eq!((shown(320).await, shown(160).await), ((320, 160), (160, 80)));
    // What is wider than all there is is not made up.
    assert_eq!((shown(1280).await, path(1280).exists()), ((640, 320), false));
    market.check().await;
    for other in [format!("{file}-200.webp"), format!("{}-160.webp", "0".repeat(32))] {
        market.visitor().get(&format!("/media/{other}")).await.is(404);
    }
});

story!(photos_are_ordered_described_and_taken_away_in_one_form, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 1).await;
    let files: Vec<Vec<u8>> = [40, 50, 60].map(|width| picture(width, 40, ImageFormat::Png)).into();
    let named: Vec<(&str, &[u8])> = files.iter().map(|file| ("x.png", file.as_slice())).collect();
    send(&ana, bowl, &named).await.is(200);
    let names = async || kept(market).await.into_iter().map(|(file, _)| file).collect::<Vec<_>>();
    let first = names().await;
    assert_eq!(first.len(), 3);
    let path = format!("/desk/ana/listings/{}/photos", bowl.listing);

    let form = [
        ("arranged", "true"),
        ("photo", &first[2]),
        ("alt", "شاي 🐉"),
        ("photo", &first[0]),
        ("alt", ""),
        ("photo", &first[1]),
        ("alt", "Goats"),
    ];
    ana.upload(&path, &form, &[]).await.is(200).shows("شاي 🐉");
    assert_eq!(names().await, [&first[2], &first[0], &first[1]].map(Clone::clone));
    assert_eq!(kept(market).await[2].1, "Goats");
    market.visitor().get("/shops/ana/bowl").await.shows("alt=\"شاي 🐉");

    // One press of a button, as those without scripts have it; photos of the same content are one.
    let mut form: Vec<(&str, &str)> = form.to_vec();
    let act = format!("later:{}", first[2]);
    form.push(("act", &act));
    ana.upload(&path, &form, &[("photos", "again.png", &files[0])]).await.is(200);
    assert_eq!(names().await, [&first[0], &first[2], &first[1]].map(Clone::clone));
    ana.upload(&path, &[("arranged", "true"), ("photo", &first[1])], &[]).await.is(200);
    assert_eq!(names().await, [first[1].clone()]);
    ana.upload(&path, &[("arranged", "true")], &[]).await.is(200);
    assert!(names().await.is_empty());
    market.check().await;
});

story!(a_body_too_large_or_of_another_kind_is_refused_on_a_page, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let (bo, _) = market.maker("Bo").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 1).await;
    let heavy = vec![0; 61 << 20];
    send(&ana, bowl, &[("heavy.jpg", &heavy)]).await.is(413).shows("<h1");
    let path = format!("/desk/ana/listings/{}/photos", bowl.listing);
    ana.post(&path, &[("photo", "x")]).await.is(400).shows("<h1");
    ana.send_bytes(&path, "multipart/form-data; boundary=x", b"nothing".to_vec()).await.is(400).shows("<h1");
    bo.upload(&path, &[], &[("photos", "a.png", &picture(40, 40, ImageFormat::Png))]).await.is(404);
    let all: Vec<Vec<u8>> = (0..22).map(|more| picture(40 + more, 40, ImageFormat::Png)).collect();
    let named: Vec<(&str, &[u8])> = all.iter().map(|file| ("x.png", file.as_slice())).collect();
    send(&ana, bowl, &named).await.is(422).shows("does not fit any more");
    assert_eq!(kept(market).await.len(), 20);
    market.check().await;
});

story!(a_program_sends_photos_too, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let (bo, _) = market.maker("Bo").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 1).await;
    let path = format!("/api/v1/listings/{}/photos", bowl.listing);
    let good = picture(90, 70, ImageFormat::Jpeg);
    let files: [(&str, &str, &[u8]); 2] = [("photos", "bomb.png", &bomb()), ("photos", "good.jpg", &good)];
    let made = ana.upload(&path, &[], &files).await.is(200).json();
    assert_eq!(made["photos"].as_array().unwrap().len(), 1);
    assert_eq!(
        (made["refused"][0]["name"].as_str(), made["refused"][0]["code"].as_str()),
        (Some("bomb.png"), Some("too-many-pixels"))
    );
    let file = made["photos"][0]["file"].as_str().unwrap();
    let form = [("arranged", "true"), ("photo", file), ("alt", "Goats")];
    assert_eq!(ana.upload(&path, &form, &[]).await.is(200).json()["photos"][0]["alt"], "Goats");
    bo.upload(&path, &form, &[]).await.is(404);
});
