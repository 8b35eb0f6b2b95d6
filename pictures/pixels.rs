//! Pixels made fewer, brought into common colours, and packed. They have four channels throughout.

use super::PictureError;
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::RgbaImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// Where the eye stops seeing the difference in a photo; 80 would take a quarter more bytes.
const QUALITY: f32 = 76.0;
/// The same where two or more of its pixels are one of the page's: cards and rows, of which a page shows many. They are a
/// quarter smaller than by the other.
const QUALITY_SMALL: f32 = 56.0;
/// Pixels of the widest that are shown so.
const SMALL: u32 = 320;
/// The encoder's most thorough way: a twentieth smaller for half as much work again, which small ones can afford.
const THOROUGH: i32 = 6;

/// Give each pixel its place and full opacity where three channels lie packed at the beginning, in the same memory.
pub fn spread(pixels: &mut [u8]) {
    for pixel in (0..pixels.len() / 4).rev() {
        let (from, to) = (pixel * 3, pixel * 4);
        pixels.copy_within(from..from + 3, to);
        pixels[to + 3] = u8::MAX;
    }
}

/// The same picture with another number of pixels; transparent ones do not shine through.
pub fn scaled(pixels: RgbaImage, (width, height): (u32, u32)) -> Result<RgbaImage, PictureError> {
    if pixels.dimensions() == (width, height) {
        return Ok(pixels);
    }
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    let from = ImageRef::new(pixels.width(), pixels.height(), pixels.as_raw(), PixelType::U8x4);
    let from = from.map_err(|_| PictureError::Damaged)?;
    let mut to = Image::new(width, height, PixelType::U8x4);
    Resizer::new().resize(&from, &mut to, &options).map_err(|_| PictureError::Damaged)?;
    RgbaImage::from_raw(width, height, to.into_vec()).ok_or(PictureError::Damaged)
}

/// Phones with wide screens store colours that the same numbers do not mean elsewhere. A profile that cannot
/// be followed, or is not for red, green and blue, is passed over.
pub fn in_srgb(pixels: RgbaImage, profile: Option<&[u8]>) -> RgbaImage {
    profile.and_then(|profile| converted(&pixels, profile)).unwrap_or(pixels)
}

fn converted(pixels: &RgbaImage, profile: &[u8]) -> Option<RgbaImage> {
    let profile = ColorProfile::new_from_slice(profile).ok()?;
    if profile.color_space != DataColorSpace::Rgb {
        return None;
    }
    let (layout, srgb) = (Layout::Rgba, ColorProfile::new_srgb());
    let transform = profile.create_transform_8bit(layout, &srgb, layout, TransformOptions::default()).ok()?;
    let mut bytes = vec![0; pixels.as_raw().len()];
    transform.transform(pixels.as_raw(), &mut bytes).ok()?;
    RgbaImage::from_raw(pixels.width(), pixels.height(), bytes)
}

/// The encoder leaves out transparency that is not there.
pub fn webp(pixels: &RgbaImage) -> Result<Vec<u8>, PictureError> {
    let encoder = webp::Encoder::from_rgba(pixels, pixels.width(), pixels.height());
    let mut way = webp::WebPConfig::new().map_err(|()| PictureError::Damaged)?;
    way.quality = QUALITY;
    if pixels.width() <= SMALL {
        (way.quality, way.method) = (QUALITY_SMALL, THOROUGH);
    }
    let packed = encoder.encode_advanced(&way).map_err(|_| PictureError::Damaged)?;
    Ok(packed.to_vec())
}
