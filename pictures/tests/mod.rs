//! Uploads of every kind.

mod honest;
mod hostile;

use super::*;
use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, Rgb, RgbImage};

const RED: Rgb<u8> = Rgb([200, 40, 40]);
const GREEN: Rgb<u8> = Rgb([40, 160, 60]);
const BLUE: Rgb<u8> = Rgb([40, 60, 200]);
const WHITE: Rgb<u8> = Rgb([250, 250, 250]);

/// Red and green above, blue and white below: every turn and every mirror shows.
fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match (x * 2 < width, y * 2 < height) {
        (true, true) => RED,
        (false, true) => GREEN,
        (true, false) => BLUE,
        (false, false) => WHITE,
    })
}

fn encoded(pixels: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    pixels.write_to(&mut file, format).unwrap();
    file.into_inner()
}

fn jpeg(pixels: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, 92).encode_image(pixels).unwrap();
    file
}

/// The widest size, decoded again.
fn shown(picture: &Picture) -> RgbImage {
    let widest = picture.sizes.last().unwrap();
    let pixels = image::load_from_memory_with_format(&widest.webp, ImageFormat::WebP).unwrap().into_rgb8();
    assert_eq!(pixels.dimensions(), (widest.width, widest.height));
    pixels
}

fn is_near(seen: Rgb<u8>, meant: Rgb<u8>) -> bool {
    seen.0.iter().zip(meant.0).all(|(seen, meant)| seen.abs_diff(meant) < 24)
}

/// The colours of the four quarters in reading order.
fn assert_quarters(pixels: &RgbImage, meant: [Rgb<u8>; 4]) {
    let (width, height) = pixels.dimensions();
    let places = [(1, 1), (3, 1), (1, 3), (3, 3)];
    for ((x, y), meant) in places.into_iter().zip(meant) {
        let seen = *pixels.get_pixel(width * x / 4, height * y / 4);
        assert!(is_near(seen, meant), "{seen:?} instead of {meant:?} at {x},{y} of 4");
    }
}
