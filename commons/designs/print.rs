//! What a picture is recognised by: hashes of what is seen, in the whole and in its parts, its colours and its edges.
//!
//! It finds copied pictures: cut, mirrored, packed anew, in other colours, on a screenshot. Another photo of a like thing
//! may share colours and edges, and an idea is in no picture.

use image::{DynamicImage, GrayImage, ImageFormat, RgbImage, imageops};
use image_hasher::{HashAlg, Hasher, HasherConfig};

/// The longer side of what is looked at: what is finer is noise.
const LOOKED_AT: u32 = 256;
/// Views of a picture that are kept: the whole, and six parts of it.
pub const VIEWS: usize = 7;
const COARSE: usize = 8;
const FINE: usize = 32;
const LAYOUT: usize = 12;
const EDGES: usize = 80;
/// Octets of a print as it is kept.
pub const OCTETS: usize = (VIEWS + 1) * (COARSE + FINE) + LAYOUT + EDGES;

/// A view of a picture in bits: 64 by which it is looked for, 256 by which it is confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    pub coarse: u64,
    pub fine: [u8; FINE],
}

/// Where its colours lie and how its edges run, after the colour layout and edge histogram of MPEG-7.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub layout: [u8; LAYOUT],
    pub edges: [u8; EDGES],
}

/// What is kept of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print {
    /// The whole, then its parts.
    pub views: [View; VIEWS],
    pub mirror: View,
    pub look: Look,
}

/// What is asked of a picture that may be a copy: its own views, and those of what may lie in a frame or on a screen.
#[derive(Clone, Debug)]
pub struct Asked {
    pub upright: Vec<View>,
    pub mirrored: Vec<View>,
    pub look: Look,
}

/// How far two views are apart in 64 bits and in 256.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Apart {
    pub coarse: u32,
    pub fine: u32,
}

impl View {
    pub fn apart(&self, other: &Self) -> Apart {
        let fine = self.fine.iter().zip(&other.fine).map(|(a, b)| (a ^ b).count_ones()).sum();
        Apart { coarse: (self.coarse ^ other.coarse).count_ones(), fine }
    }
}

/// The sum of all differences.
pub fn apart(a: &[u8], b: &[u8]) -> u32 {
    a.iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(*b))).sum()
}

/// A rectangle in hundredths of the sides: from the left, from above, to the right, to below.
type Part = (u32, u32, u32, u32);

const PARTS: [Part; VIEWS] = [
    (0, 0, 100, 100),
    (10, 10, 90, 90),
    (20, 20, 80, 80),
    (0, 0, 75, 100),
    (25, 0, 100, 100),
    (0, 0, 100, 75),
    (0, 25, 100, 100),
];
/// What of a screenshot may be the picture: without a frame, without bars above and below.
const INNER: [Part; 3] = [(8, 8, 92, 92), (0, 12, 100, 88), (0, 20, 100, 80)];

/// What is drawn from pixels.
struct Eye {
    coarse: Hasher,
    fine: Hasher,
}

impl Eye {
    fn open() -> Self {
        let coarse = HasherConfig::new().hash_size(8, 8).hash_alg(HashAlg::Median).preproc_dct();
        let fine = HasherConfig::new().hash_size(16, 16).hash_alg(HashAlg::Gradient);
        Self { coarse: coarse.to_hasher(), fine: fine.to_hasher() }
    }

    fn view(&self, pixels: &GrayImage) -> View {
        let mut view = View { coarse: 0, fine: [0; FINE] };
        let bits = self.coarse.hash_image(pixels);
        view.coarse = bits.as_bytes().iter().take(COARSE).fold(0, |all, octet| all << 8 | u64::from(*octet));
        for (to, octet) in view.fine.iter_mut().zip(self.fine.hash_image(pixels).as_bytes()) {
            *to = *octet;
        }
        view
    }
}

/// A picture made small.
struct Seen {
    gray: GrayImage,
    colours: RgbImage,
}

impl Seen {
    fn of(picture: &DynamicImage) -> Self {
        let small = picture.thumbnail(LOOKED_AT, LOOKED_AT);
        // What is transparent stands on white, as it does on a page.
        let mut colours = RgbImage::new(small.width().max(1), small.height().max(1));
        for (to, from) in colours.pixels_mut().zip(small.to_rgba8().pixels()) {
            let [red, green, blue, alpha] = from.0;
            let on_white = |colour: u8| {
                let alpha = u32::from(alpha);
                u8::try_from((u32::from(colour) * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
            };
            to.0 = [on_white(red), on_white(green), on_white(blue)];
        }
        Self { gray: imageops::grayscale(&colours), colours }
    }
}

fn cut(pixels: &GrayImage, (left, top, right, bottom): Part) -> GrayImage {
    let (width, height) = pixels.dimensions();
    let at = |side: u32, hundredths: u32| side * hundredths / 100;
    let (x, y) = (at(width, left), at(height, top));
    let (wide, high) = (at(width, right).saturating_sub(x), at(height, bottom).saturating_sub(y));
    imageops::crop_imm(pixels, x, y, wide.max(1), high.max(1)).to_image()
}

/// The picture without the even edges that lie around it; none where there are none, or where little would be left.
fn without_frame(pixels: &GrayImage) -> Option<GrayImage> {
    const EVEN: u8 = 20;
    let (width, height) = pixels.dimensions();
    let is_even = |line: &mut dyn Iterator<Item = u8>| {
        let (least, most) = line.fold((u8::MAX, 0), |(least, most), one| (least.min(one), most.max(one)));
        most.saturating_sub(least) <= EVEN
    };
    let row = |y: u32| is_even(&mut (0..width).map(|x| pixels.get_pixel(x, y).0[0]));
    let column = |x: u32| is_even(&mut (0..height).map(|y| pixels.get_pixel(x, y).0[0]));
    let top = (0..height).find(|y| !row(*y))?;
    let bottom = (0..height).rev().find(|y| !row(*y))? + 1;
    let left = (0..width).find(|x| !column(*x))?;
    let right = (0..width).rev().find(|x| !column(*x))? + 1;
    let (wide, high) = (right.saturating_sub(left), bottom.saturating_sub(top));
    let is_much = wide * 10 >= width * 3 && high * 10 >= height * 3;
    let is_less = wide * 100 < width * 97 || high * 100 < height * 97;
    (is_much && is_less).then(|| imageops::crop_imm(pixels, left, top, wide, high).to_image())
}

impl Print {
    /// Of one of our own pictures, as the file store keeps them; none of what cannot be read.
    pub fn of_file(webp: &[u8]) -> Option<Self> {
        Some(Self::of(&image::load_from_memory_with_format(webp, ImageFormat::WebP).ok()?))
    }

    pub fn of(picture: &DynamicImage) -> Self {
        let (eye, seen) = (Eye::open(), Seen::of(picture));
        Self {
            views: PARTS.map(|part| eye.view(&cut(&seen.gray, part))),
            mirror: eye.view(&imageops::flip_horizontal(&seen.gray)),
            look: Look::of(&seen),
        }
    }

    pub fn octets(&self) -> Vec<u8> {
        let views = self.views.iter().chain([&self.mirror]);
        let mut octets: Vec<u8> =
            views.flat_map(|view| view.coarse.to_be_bytes().into_iter().chain(view.fine)).collect();
        octets.extend(self.look.layout);
        octets.extend(self.look.edges);
        octets
    }

    /// What was kept; none of what is no print.
    pub fn read(octets: &[u8]) -> Option<Self> {
        if octets.len() != OCTETS {
            return None;
        }
        let (views, look) = octets.split_at((VIEWS + 1) * (COARSE + FINE));
        let mut read = views.chunks_exact(COARSE + FINE).filter_map(|view| {
            let (coarse, fine) = view.split_at(COARSE);
            Some(View { coarse: u64::from_be_bytes(coarse.try_into().ok()?), fine: fine.try_into().ok()? })
        });
        let mut views = [View { coarse: 0, fine: [0; FINE] }; VIEWS];
        for view in &mut views {
            *view = read.next()?;
        }
        let (layout, edges) = look.split_at(LAYOUT);
        let look = Look { layout: layout.try_into().ok()?, edges: edges.try_into().ok()? };
        Some(Self { views, mirror: read.next()?, look })
    }
}

impl Asked {
    pub fn of_file(webp: &[u8]) -> Option<Self> {
        Some(Self::of(&image::load_from_memory_with_format(webp, ImageFormat::WebP).ok()?))
    }

    pub fn of(picture: &DynamicImage) -> Self {
        let (eye, seen) = (Eye::open(), Seen::of(picture));
        let mut all = vec![seen.gray.clone()];
        all.extend(without_frame(&seen.gray));
        let whole = all.len();
        all.extend(INNER.map(|part| cut(&seen.gray, part)));
        let mirrored =
            all.iter().take(whole).map(|view| eye.view(&imageops::flip_horizontal(view))).collect();
        let upright = all.iter().map(|view| eye.view(view)).collect();
        Self { upright, mirrored, look: Look::of(&seen) }
    }
}

impl Look {
    fn of(seen: &Seen) -> Self {
        Self { layout: layout(&seen.colours), edges: edges(&seen.gray) }
    }
}

/// The slowest waves of brightness and of two colours in eight by eight fields: six, three and three.
fn layout(colours: &RgbImage) -> [u8; LAYOUT] {
    const WAVES: [(u8, u8); 6] = [(0, 0), (0, 1), (1, 0), (2, 0), (1, 1), (0, 2)];
    let fields = imageops::thumbnail(colours, 8, 8);
    let channels = |red: f32, green: f32, blue: f32| {
        let y = 0.299 * red + 0.587 * green + 0.114 * blue;
        [y, (blue - y) * 0.564 + 128.0, (red - y) * 0.713 + 128.0]
    };
    let mut layout = [0; LAYOUT];
    let kinds = [(0_usize, 6_usize), (1, 3), (2, 3)];
    let wanted = kinds
        .into_iter()
        .flat_map(|(channel, count)| WAVES.iter().take(count).map(move |wave| (channel, *wave)));
    for (to, (channel, (u, v))) in layout.iter_mut().zip(wanted) {
        let mut sum = 0.0;
        for (x, y, pixel) in fields.enumerate_pixels() {
            let [red, green, blue] = pixel.0.map(f32::from);
            let value = channels(red, green, blue).get(channel).copied().unwrap_or_default();
            let wave = |at: u32, times: u8| {
                ((2.0 * at as f32 + 1.0) * f32::from(times) * std::f32::consts::PI / 16.0).cos()
            };
            sum += value * wave(x, u) * wave(y, v);
        }
        // The mean of 64 fields; a wave lies around the middle.
        let value = if (u, v) == (0, 0) { sum / 64.0 } else { sum / 32.0 + 128.0 };
        *to = value.round().clamp(0.0, 255.0) as u8;
    }
    layout
}

/// How often edges of five kinds are in each of four by four parts, in parts of 255.
fn edges(gray: &GrayImage) -> [u8; EDGES] {
    const SIDE: u32 = 64;
    const CLEAR: i32 = 14;
    let pixels = imageops::thumbnail(gray, SIDE, SIDE);
    let at = |x: u32, y: u32| i32::from(pixels.get_pixel(x, y).0[0]);
    let mut counts = [0_u32; EDGES];
    for y in (0..SIDE).step_by(2) {
        for x in (0..SIDE).step_by(2) {
            let (a, b, c, d) = (at(x, y), at(x + 1, y), at(x, y + 1), at(x + 1, y + 1));
            // Upright, lying, falling, rising (times √2), and none of them.
            let kinds = [
                (a + c - b - d).abs(),
                (a + b - c - d).abs(),
                (a - d).abs() * 141 / 100,
                (b - c).abs() * 141 / 100,
                2 * (a - b - c + d).abs(),
            ];
            let strongest = (0_usize..).zip(kinds).max_by_key(|(_, strength)| *strength);
            let Some((kind, _)) = strongest.filter(|(_, strength)| *strength >= CLEAR) else { continue };
            let part = (y / 16 * 4 + x / 16) as usize;
            if let Some(count) = counts.get_mut(part * 5 + kind) {
                *count += 1;
            }
        }
    }
    // Sixty-four blocks of two by two in each part.
    counts.map(|count| u8::try_from(count * 255 / 64).unwrap_or(u8::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Blobs of a seed, as different from one another as pictures of things are.
    fn blobs(seed: u32) -> DynamicImage {
        let mut pixels = RgbImage::from_pixel(320, 400, image::Rgb([232, 226, 214]));
        let mut next = seed;
        let mut draw = |most: u32| {
            next = next.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (next >> 8) % most
        };
        for _ in 0..9 {
            let (x, y, r) = (draw(320), draw(400), 20 + draw(70));
            let colour = image::Rgb([draw(256) as u8, draw(256) as u8, draw(256) as u8]);
            for (px, py, pixel) in pixels.enumerate_pixels_mut() {
                let (dx, dy) = (px.abs_diff(x), py.abs_diff(y));
                if dx * dx + dy * dy < r * r {
                    *pixel = colour;
                }
            }
        }
        DynamicImage::ImageRgb8(pixels)
    }

    #[test]
    fn a_picture_is_known_again_and_another_is_not() {
        let picture = blobs(7);
        let print = Print::of(&picture);
        assert_eq!(Print::read(&print.octets()).unwrap(), print);
        assert!(Print::read(&print.octets()[1..]).is_none());
        let same = Asked::of(&picture.resize_exact(250, 300, imageops::FilterType::Triangle));
        let near = same.upright[0].apart(&print.views[0]);
        assert!(near.coarse <= 6 && near.fine <= 30, "{near:?}");
        let mirrored = Asked::of(&picture.fliph());
        assert!(mirrored.mirrored[0].apart(&print.views[0]).coarse <= 4);
        assert!(Asked::of(&picture.fliph()).upright[0].apart(&print.mirror).coarse <= 4);
        for seed in 8..20 {
            let other = Asked::of(&blobs(seed)).upright[0].apart(&print.views[0]);
            assert!(other.fine > 60, "{seed}: {other:?}");
        }
    }

    #[test]
    fn a_picture_in_a_frame_is_seen_without_it() {
        let picture = blobs(3);
        let mut framed = RgbImage::from_pixel(420, 520, image::Rgb([255, 255, 255]));
        imageops::overlay(&mut framed, &picture.to_rgb8(), 50, 60);
        let (print, asked) = (Print::of(&picture), Asked::of(&DynamicImage::ImageRgb8(framed)));
        let least = asked.upright.iter().map(|view| view.apart(&print.views[0]).coarse).min();
        assert!(least.unwrap() <= 8, "{least:?}");
    }
}
