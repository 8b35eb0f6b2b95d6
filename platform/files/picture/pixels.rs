//! Pixels made fewer, brought into common colours, and packed.

use super::PictureError;
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, RgbImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// Where the eye stops seeing the difference in a photo; 80 would take a quarter more bytes.
const QUALITY: f32 = 76.0;

/// Eight bits for each colour, and for transparency if there is any.
pub fn eight_bits(pixels: DynamicImage) -> DynamicImage {
    if pixels.color().has_alpha() {
        DynamicImage::ImageRgba8(pixels.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(pixels.into_rgb8())
    }
}

/// The same picture with another number of pixels; transparent ones do not shine through.
pub fn scaled(pixels: DynamicImage, (width, height): (u32, u32)) -> Result<DynamicImage, PictureError> {
    if (pixels.width(), pixels.height()) == (width, height) {
        return Ok(pixels);
    }
    let kind = if pixels.color().has_alpha() { PixelType::U8x4 } else { PixelType::U8x3 };
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    let from = ImageRef::new(pixels.width(), pixels.height(), pixels.as_bytes(), kind);
    let from = from.map_err(|_| PictureError::Damaged)?;
    let mut to = Image::new(width, height, kind);
    Resizer::new().resize(&from, &mut to, &options).map_err(|_| PictureError::Damaged)?;
    from_bytes((width, height), pixels.color().has_alpha(), to.into_vec()).ok_or(PictureError::Damaged)
}

/// Phones with wide screens store colours that the same numbers do not mean elsewhere. A profile that cannot
/// be followed, or is not for red, green and blue, is passed over.
pub fn in_srgb(pixels: DynamicImage, profile: Option<&[u8]>) -> DynamicImage {
    profile.and_then(|profile| converted(&pixels, profile)).unwrap_or(pixels)
}

fn converted(pixels: &DynamicImage, profile: &[u8]) -> Option<DynamicImage> {
    let profile = ColorProfile::new_from_slice(profile).ok()?;
    if profile.color_space != DataColorSpace::Rgb {
        return None;
    }
    let layout = if pixels.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let srgb = ColorProfile::new_srgb();
    let transform = profile.create_transform_8bit(layout, &srgb, layout, TransformOptions::default()).ok()?;
    let mut bytes = vec![0; pixels.as_bytes().len()];
    transform.transform(pixels.as_bytes(), &mut bytes).ok()?;
    from_bytes((pixels.width(), pixels.height()), pixels.color().has_alpha(), bytes)
}

fn from_bytes((width, height): (u32, u32), has_alpha: bool, bytes: Vec<u8>) -> Option<DynamicImage> {
    if has_alpha {
        RgbaImage::from_raw(width, height, bytes).map(DynamicImage::ImageRgba8)
    } else {
        RgbImage::from_raw(width, height, bytes).map(DynamicImage::ImageRgb8)
    }
}

/// Many programs write transparency that is not there.
pub fn without_needless_alpha(pixels: DynamicImage) -> DynamicImage {
    match pixels {
        DynamicImage::ImageRgba8(rgba) if rgba.pixels().all(|pixel| pixel.0[3] == u8::MAX) => {
            DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(rgba).into_rgb8())
        }
        other => other,
    }
}

pub fn webp(pixels: &DynamicImage) -> Result<Vec<u8>, PictureError> {
    let (width, height) = (pixels.width(), pixels.height());
    let encoder = if pixels.color().has_alpha() {
        webp::Encoder::from_rgba(pixels.as_bytes(), width, height)
    } else {
        webp::Encoder::from_rgb(pixels.as_bytes(), width, height)
    };
    let packed = encoder.encode_simple(false, QUALITY).map_err(|_| PictureError::Damaged)?;
    Ok(packed.to_vec())
}
