//! The picture that stands for a thing where its address is shared: its photo, and its words beside it.
//!
//! Drawn with the fonts of papers. However long or strange a title is, it costs no more than a few lines: what does not
//! fit ends with a sign that there is more.

use image::codecs::jpeg::JpegEncoder;
use tiny_skia::{
    Color, FillRule, FilterQuality, Paint, PathBuilder, Pixmap, PixmapPaint, PixmapRef, Rect, Transform,
};
use unicode_normalization::char::is_combining_mark;

use super::{
    PaperError,
    face::{Face, Faces, Weight},
    line::{self, Line, Style},
};
use crate::files::picture;

/// Width and height in pixels, as those who show such pictures ask for them.
pub const POSTER: (u32, u32) = (1_200, 630);

/// What a poster shows.
#[derive(Clone, Debug)]
pub struct Poster {
    /// BCP 47: decides how Chinese characters are drawn.
    pub lang: &'static str,
    /// In the form in which the file store keeps pictures. Without one its seal stands there.
    pub photo: Option<Vec<u8>>,
    pub seal: String,
    /// Above the title: where the thing is to be had.
    pub market: String,
    pub title: String,
    pub price: String,
    pub shop: String,
}

/// Letters of a text that are looked at.
const LETTERS: usize = 160;
/// Marks above and below one letter: what has more is a joke.
const MARKS: usize = 3;
/// Sizes of a title from the first that is tried to the last, each with the lines that there is room for.
const TITLES: [(f32, usize); 3] = [(56.0, 4), (46.0, 5), (38.0, 6)];

const PHOTO: u32 = 630;
const LEFT: f32 = 680.0;
const WIDTH: f32 = 464.0;
const PAPER: [u8; 3] = [0xf6, 0xf1, 0xe6];
const INK: [u8; 3] = [0x22, 0x26, 0x2e];
const PALE: [u8; 3] = [0x5a, 0x55, 0x4b];
const CINNABAR: [u8; 3] = [0xb3, 0x32, 0x1f];
const INDIGO: [u8; 3] = [0x24, 0x3f, 0x6b];
const QUALITY: u8 = 84;

/// Draw a poster, as JPEG.
pub fn draw(faces: &mut Faces, poster: &Poster) -> Result<Vec<u8>, PaperError> {
    let broken = |what: &str| PaperError::Set(format!("a poster: {what}"));
    let mut canvas = Pixmap::new(POSTER.0, POSTER.1).ok_or_else(|| broken("no room"))?;
    canvas.fill(color(PAPER));
    let photo = poster.photo.as_deref().and_then(|photo| picture::filled(photo, PHOTO, PHOTO).ok());
    match photo {
        Some(photo) => place(&mut canvas, photo, 0.0, 0.0, 1.0),
        None => seal(&mut canvas, faces, &poster.seal),
    }
    if let Some(stripe) = Rect::from_xywh(PHOTO as f32, 0.0, 6.0, POSTER.1 as f32) {
        canvas.fill_rect(stripe, &paint(CINNABAR), Transform::identity(), None);
    }
    let one = |faces: &mut Faces, text: &str, size: f32, weight: Weight| {
        fit(faces, text, Style { size, weight }, 1)
    };
    let (mut y, gap) = (56.0, 26.0);
    for line in one(faces, &poster.market, 26.0, Weight::Regular) {
        write(&mut canvas, &line, y, PALE);
        y += line.style.leading() + gap;
    }
    for line in title(faces, &poster.title) {
        write(&mut canvas, &line, y, INK);
        y += line.style.size * 1.28;
    }
    for line in one(faces, &poster.price, 44.0, Weight::Bold) {
        write(&mut canvas, &line, y + gap, CINNABAR);
    }
    for line in one(faces, &poster.shop, 28.0, Weight::Regular) {
        write(&mut canvas, &line, POSTER.1 as f32 - 84.0, PALE);
    }
    let pixels: Vec<u8> =
        canvas.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let mut jpeg = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, QUALITY);
    let kind = image::ExtendedColorType::Rgb8;
    image::ImageEncoder::write_image(encoder, &pixels, POSTER.0, POSTER.1, kind)
        .map_err(|error| broken(&error.to_string()))?;
    Ok(jpeg)
}

/// A text in one paragraph, without what would be drawn far beyond its line.
fn tame(text: &str) -> String {
    let mut tamed = String::new();
    let mut marks = 0;
    for character in text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LETTERS) {
        marks = if is_combining_mark(character) { marks + 1 } else { 0 };
        if marks <= MARKS {
            tamed.push(character);
        }
    }
    tamed
}

/// The title as large as there is room for it.
fn title(faces: &mut Faces, text: &str) -> Vec<Line> {
    for (size, most) in TITLES {
        let lines = line::set(faces, &tame(text), Style { size, weight: Weight::Bold }, WIDTH);
        if lines.len() <= most {
            return lines;
        }
    }
    let (size, most) = TITLES[TITLES.len() - 1];
    fit(faces, text, Style { size, weight: Weight::Bold }, most)
}

/// A text in so many lines at most; what is longer ends with a sign that there is more.
fn fit(faces: &mut Faces, text: &str, style: Style, most: usize) -> Vec<Line> {
    let text = tame(text);
    let lines = line::set(faces, &text, style, WIDTH);
    if lines.len() <= most {
        return lines;
    }
    let letters: Vec<char> = text.chars().collect();
    let (mut fits, mut exceeds) = (0, letters.len());
    let mut found = Vec::new();
    while exceeds - fits > 1 {
        let middle = fits.midpoint(exceeds);
        let begun: String = letters.iter().take(middle).collect();
        let lines = line::set(faces, &format!("{}…", begun.trim_end()), style, WIDTH);
        if lines.len() <= most {
            (fits, found) = (middle, lines);
        } else {
            exceeds = middle;
        }
    }
    found
}

/// What stands where there is no photo: the stamp of the shop.
fn seal(canvas: &mut Pixmap, faces: &mut Faces, text: &str) {
    let side = PHOTO as f32;
    if let Some(band) = Rect::from_xywh(0.0, 0.0, side, side) {
        canvas.fill_rect(band, &paint(INDIGO), Transform::identity(), None);
    }
    let size = if text.chars().count() > 1 { 190.0 } else { 300.0 };
    let lines = line::set(faces, &tame(text), Style { size, weight: Weight::Bold }, side);
    let Some(line) = lines.first() else { return };
    let left = ((side - line.width) / 2.0).max(0.0);
    write_at(canvas, line, left, (side - size * 1.2) / 2.0, PAPER);
}

fn write(canvas: &mut Pixmap, line: &Line, y: f32, ink: [u8; 3]) {
    write_at(canvas, line, LEFT, y, ink);
}

/// A line whose upper edge is at `y`.
fn write_at(canvas: &mut Pixmap, line: &Line, left: f32, y: f32, ink: [u8; 3]) {
    let (size, base) = (line.style.size, y + line.style.size * 1.05);
    let mut x = left;
    for run in &line.runs {
        for glyph in &run.glyphs {
            let (at, up) = (x + glyph.x_offset * size, base - glyph.y_offset * size);
            letter(canvas, &run.face, glyph.glyph_id.to_u32(), (at, up), size, ink);
            x += glyph.x_advance * size;
        }
    }
}

fn letter(canvas: &mut Pixmap, face: &Face, glyph: u32, (x, y): (f32, f32), size: f32, ink: [u8; 3]) {
    let mut pen = Pen { path: PathBuilder::new(), x, y };
    face.outline(glyph, size, &mut pen);
    if let Some(path) = pen.path.finish() {
        canvas.fill_path(&path, &paint(ink), FillRule::Winding, Transform::identity(), None);
        return;
    }
    let Some(drawn) = face.drawn(glyph) else { return };
    let Ok(pixels) = image::load_from_memory_with_format(&drawn.png, image::ImageFormat::Png) else { return };
    let scale = size / drawn.pixels_per_em;
    place(canvas, pixels.into_rgba8(), x + drawn.left * scale, y - drawn.top * scale, scale);
}

/// Put pixels onto the canvas.
fn place(canvas: &mut Pixmap, mut pixels: image::RgbaImage, x: f32, y: f32, scale: f32) {
    for pixel in pixels.pixels_mut() {
        let [red, green, blue, opaque] = pixel.0;
        let mixed = |part: u8| u8::try_from(u16::from(part) * u16::from(opaque) / 255).unwrap_or(u8::MAX);
        pixel.0 = [mixed(red), mixed(green), mixed(blue), opaque];
    }
    let (width, height) = pixels.dimensions();
    if let Some(pixels) = PixmapRef::from_bytes(pixels.as_raw(), width, height) {
        let how = PixmapPaint { quality: FilterQuality::Bicubic, ..PixmapPaint::default() };
        let to = Transform::from_row(scale, 0.0, 0.0, scale, x, y);
        canvas.draw_pixmap(0, 0, pixels, &how, to, None);
    }
}

/// Draws the outline of a letter; those of fonts have their base line at 0 and grow upwards.
struct Pen {
    path: PathBuilder,
    x: f32,
    y: f32,
}

impl skrifa::outline::OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.x + x, self.y - y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.x + x, self.y - y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.path.quad_to(self.x + cx, self.y - cy, self.x + x, self.y - y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let (left, base) = (self.x, self.y);
        self.path.cubic_to(left + cx0, base - cy0, left + cx1, base - cy1, left + x, base - y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

fn color([red, green, blue]: [u8; 3]) -> Color {
    Color::from_rgba8(red, green, blue, u8::MAX)
}

fn paint(ink: [u8; 3]) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color(color(ink));
    paint
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::installed::Installed;

    fn poster(title: &str) -> Poster {
        Poster {
            lang: "zh-CN",
            photo: None,
            seal: "匠".into(),
            market: "集市".into(),
            title: title.into(),
            price: "¥50.00 CNY".into(),
            shop: "Ana".into(),
        }
    }

    #[test]
    fn every_title_is_drawn_within_its_lines() {
        let mut faces = Faces::open(None, "zh-CN", Installed::new(None)).unwrap();
        let zalgo = format!("e{}", "\u{301}".repeat(5_000));
        let titles = [
            "",
            "碗",
            "青瓷碗 Celadon",
            "हस्तनिर्मित कटोरा",
            "🍵🫖👩‍🌾",
            "عربى",
            &"長".repeat(9_000),
            &"W".repeat(9_000),
            &zalgo,
            "\u{0}\u{202e}\n\t<b>",
        ];
        for text in titles {
            let lines = title(&mut faces, text);
            assert!(lines.len() <= 6 && lines.iter().all(|line| line.width <= WIDTH + 1.0), "{text:.20}");
            let jpeg = draw(&mut faces, &poster(text)).unwrap();
            let drawn = image::load_from_memory_with_format(&jpeg, image::ImageFormat::Jpeg).unwrap();
            assert_eq!((drawn.width(), drawn.height()), POSTER);
            assert!(jpeg.len() < 300_000);
        }
        let long = fit(&mut faces, &"字".repeat(300), Style { size: 38.0, weight: Weight::Bold }, 6);
        assert!(long.len() == 6 && long[5].text.ends_with('…'));
        // Marks that nobody reads do not climb out of the line.
        assert_eq!(tame(&zalgo).chars().count(), 1 + MARKS);
        assert_eq!(tame("हस्तनिर्मित"), "हस्तनिर्मित");
    }

    #[test]
    fn letters_pictures_and_photos_are_seen() {
        let mut faces = Faces::open(None, "zh-CN", Installed::new(None)).unwrap();
        let ink = |faces: &mut Faces, title: &str| {
            let jpeg = draw(faces, &Poster { price: String::new(), ..poster(title) }).unwrap();
            let drawn =
                image::load_from_memory_with_format(&jpeg, image::ImageFormat::Jpeg).unwrap().into_rgb8();
            let is_ink = |x: u32, y: u32| drawn.get_pixel(x, y).0.iter().any(|part| *part < 0x90);
            (690..1_140).flat_map(|x| (120..200).map(move |y| (x, y))).filter(|(x, y)| is_ink(*x, *y)).count()
        };
        let nothing = ink(&mut faces, "");
        for text in ["Bowl", "青瓷", "कटोरा", "🔴"] {
            assert!(ink(&mut faces, text) > nothing + 300, "{text}");
        }
        let red = image::RgbaImage::from_pixel(40, 20, image::Rgba([200, 0, 0, 255]));
        let photo = picture::prepare(&png(&red)).unwrap().sizes[0].webp.clone();
        let jpeg = draw(&mut faces, &Poster { photo: Some(photo), ..poster("Bowl") }).unwrap();
        let drawn = image::load_from_memory(&jpeg).unwrap().into_rgb8();
        let [red, green, blue] = drawn.get_pixel(300, 300).0;
        assert!(red > 180 && green < 30 && blue < 30, "{red} {green} {blue}");
    }

    fn png(pixels: &image::RgbaImage) -> Vec<u8> {
        let mut file = std::io::Cursor::new(Vec::new());
        pixels.write_to(&mut file, image::ImageFormat::Png).unwrap();
        file.into_inner()
    }
}
