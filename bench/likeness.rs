//! Copied pictures: how long one of a million takes to be found, beside looking at all of them, and what is found of copies
//! that the project makes of its own pictures.

use std::{collections::HashMap, hint::black_box, io::Cursor, time::Instant};

use commons::designs::{
    COLOURS, EDGES, RecordId, Way, confirmed,
    index::{Index, Pictured},
    print::{Asked, Look, Print, VIEWS, View},
};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, imageops};
use kernel::{Chance, ShopId};
use sha2::{Digest, Sha256};

use crate::Figure;

const PICTURES: i64 = 1_000_000;
const ASKED: usize = 60;
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../demo/art/pictures");
/// Renders that are records; the others are innocent neighbours.
const RECORDS: usize = 88;

pub fn run() -> Vec<Figure> {
    let mut figures = vec![speed()];
    figures.extend(found());
    figures
}

fn pictured(number: i64) -> Pictured {
    Pictured { record: RecordId::new(ShopId::new(1), number), number: 1 }
}

fn speed() -> Figure {
    let chance = Chance::seeded(3);
    let view = || View { coarse: u64::from_be_bytes(chance.bytes()), fine: [0; 32] };
    let look = || Look { layout: chance.bytes(), edges: chance.bytes() };
    let before = crate::process::resident_mib(std::process::id());
    let mut index = Index::default();
    for number in 0..PICTURES {
        index.add(
            pictured(number),
            &Print { views: [(); VIEWS].map(|()| view()), mirror: view(), look: look() },
        );
    }
    index.settle();
    let memory = crate::process::resident_mib(std::process::id()) - before;
    let asked: Vec<Vec<View>> = (0..ASKED).map(|_| (0..VIEWS).map(|_| view()).collect()).collect();
    let looks: Vec<Look> = (0..ASKED).map(|_| look()).collect();
    let mut times: Vec<u32> = Vec::new();
    for (views, look) in asked.iter().zip(&looks) {
        let from = Instant::now();
        black_box((index.near(views, 24), index.alike(look, COLOURS, EDGES, 1)));
        times.push(u32::try_from(from.elapsed().as_micros()).unwrap());
    }
    let scanned = Instant::now();
    for views in asked.iter().take(5) {
        black_box(index.scan(views));
    }
    let scan = scanned.elapsed().as_secs_f64() * 1_000.0 / 5.0;
    let ours = crate::percentile(&mut times, 50);
    Figure::new("likeness: a picture among 1,000,000", ours, Some(scan), "ms").note(format!(
        "seven views of it and its look, median; p99 {:.1} ms; beside: looking at all views; {memory:.0} MiB",
        crate::percentile(&mut times, 99)
    ))
}

/// A picture that somebody has made of another.
type Change = fn(&DynamicImage) -> DynamicImage;

const CHANGES: [(&str, Change); 9] = [
    ("packed anew, small", |it| packed(&it.thumbnail(320, 320), 40)),
    ("cut to 90 %", |it| part(it, 5, 5, 90, 90)),
    ("cut to 75 %", |it| part(it, 25, 0, 75, 100)),
    ("cut to 64 %", |it| part(it, 18, 18, 64, 64)),
    ("mirrored", DynamicImage::fliph),
    ("mirrored and cut", |it| part(&it.fliph(), 6, 6, 88, 88)),
    ("in other colours", |it| it.huerotate(40).brighten(12)),
    ("on a screenshot", screenshot),
    ("with a frame", framed),
];

fn packed(picture: &DynamicImage, quality: u8) -> DynamicImage {
    let mut file = Cursor::new(Vec::new());
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut file, quality);
    picture.to_rgb8().write_with_encoder(encoder).unwrap();
    image::load_from_memory_with_format(&file.into_inner(), ImageFormat::Jpeg).unwrap()
}

fn part(picture: &DynamicImage, x: u32, y: u32, wide: u32, high: u32) -> DynamicImage {
    let (width, height) = (picture.width(), picture.height());
    picture.crop_imm(width * x / 100, height * y / 100, width * wide / 100, height * high / 100)
}

/// Lines that look like text: dark strokes of uneven length.
fn write_lines(pixels: &mut RgbImage, top: u32, lines: u32) {
    let width = pixels.width();
    for line in 0..lines {
        let y = top + line * 34;
        for x in (30..width - 40 - line * 57 % 200).filter(|x| x * 7 / 11 % 5 != 0) {
            for dy in 0..14 {
                if (x * 31 + dy * 17 + line * 7) % 9 < 5 {
                    pixels.put_pixel(x, (y + dy).min(pixels.height() - 1), Rgb([40, 40, 46]));
                }
            }
        }
    }
}

/// On a phone's screen, between a bar and some lines of text.
fn screenshot(picture: &DynamicImage) -> DynamicImage {
    let shown = picture.resize(720, 900, imageops::FilterType::Triangle).to_rgb8();
    let mut screen = RgbImage::from_pixel(720, shown.height() + 290, Rgb([250, 250, 250]));
    imageops::overlay(&mut screen, &shown, i64::from((720 - shown.width()) / 2), 110);
    write_lines(&mut screen, 40, 1);
    let below = shown.height() + 140;
    write_lines(&mut screen, below, 4);
    packed(&DynamicImage::ImageRgb8(screen), 80)
}

fn framed(picture: &DynamicImage) -> DynamicImage {
    let (width, height) = (picture.width(), picture.height());
    let mut frame = RgbImage::from_pixel(width * 5 / 4, height * 5 / 4, Rgb([255, 255, 255]));
    imageops::overlay(&mut frame, &picture.to_rgb8(), i64::from(width / 8), i64::from(height / 10));
    DynamicImage::ImageRgb8(frame)
}

struct Records {
    index: Index,
    prints: HashMap<i64, Print>,
}

impl Records {
    /// The record that a picture is told to be like, if it is, and how.
    fn told(&self, asked: &Asked) -> Vec<(i64, Way)> {
        let near =
            self.index.near(&asked.upright, 24).into_iter().chain(self.index.near(&asked.mirrored, 24));
        let told = |number: i64| Some((number, confirmed(asked, self.prints.get(&number)?)?.0));
        near.filter_map(|near| told(near.picture.record.number())).collect()
    }

    fn patterns(&self, asked: &Asked) -> Vec<i64> {
        let near = self.index.alike(&asked.look, COLOURS, EDGES, 1);
        near.into_iter().map(|near| near.picture.record.number()).collect()
    }
}

fn found() -> Vec<Figure> {
    let mut names: Vec<String> = std::fs::read_dir(FOLDER)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with("-1.webp"))
        .collect();
    // Records and neighbours are of all crafts.
    names.sort_by_key(|name| Sha256::digest(name.as_bytes())[..8].to_vec());
    let open = |name: &str| image::open(format!("{FOLDER}/{name}")).unwrap();
    let (records, innocent) = names.split_at(RECORDS);
    let pictures: Vec<DynamicImage> = records.iter().map(|name| open(name)).collect();
    let mut known = Records { index: Index::default(), prints: HashMap::new() };
    for (number, picture) in (0..).zip(&pictures) {
        let print = Print::of(picture);
        known.index.add(pictured(number), &print);
        known.prints.insert(number, print);
    }
    let mut figures = Vec::new();
    for (name, change) in CHANGES {
        let is_found = |(number, picture): (i64, &DynamicImage)| {
            known.told(&Asked::of(&change(picture))).iter().any(|(told, _)| *told == number)
        };
        let count = (0..).zip(&pictures).filter(|pair| is_found(*pair)).count();
        let percent = 100.0 * count as f64 / pictures.len() as f64;
        figures.push(
            Figure::new(format!("likeness: found when {name}"), percent, None, "%")
                .note(format!("{count} of {}", pictures.len())),
        );
    }
    let (mut copies, mut patterns) = (0, 0);
    for name in innocent {
        let asked = Asked::of(&open(name));
        copies += usize::from(!known.told(&asked).is_empty());
        patterns += usize::from(!known.patterns(&asked).is_empty());
    }
    for (what, count) in [("copies", copies), ("patterns", patterns)] {
        let percent = 100.0 * count as f64 / innocent.len() as f64;
        let figure = Figure::new(format!("likeness: innocent neighbours told as {what}"), percent, None, "%");
        figures.push(figure.note(format!(
            "{count} of {} other renders of the same studio, light and camera",
            innocent.len()
        )));
    }
    figures
}
