//! Photos as people upload them, made into pictures a page can show.
//!
//! What comes in is whatever a phone or a program saved: JPEG, PNG, WebP or GIF, told apart by what is in
//! the file and not by its name. What goes out is WebP in the widths pages ask for, upright, in the colours
//! every screen understands, and made from nothing but the pixels: the place, the camera and the thumbnail
//! that phones write into a file stay behind.
//!
//! The upload may be hostile. Its size is read from its head and checked before anything is decoded; the
//! decoders are written in Rust and limited in memory; a fault in one of them refuses the picture. Only the
//! encoder is C (libwebp), and all it ever sees is pixels.
//!
//! Everything here is calculation, up to a second of it for the largest picture: run it where it does not
//! hold up others.

mod error;
mod jpeg;
mod kind;
mod pixels;
mod png;
mod turn;

#[cfg(test)]
mod tests;

use image::error::{ImageError, LimitError, LimitErrorKind};
use image::metadata::Orientation;
use image::{ColorType, DynamicImage, ImageDecoder, ImageReader, Limits, RgbaImage, imageops};
use kernel::words;
use kind::Kind;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use error::MAX_PROFILE_BYTES;
pub use error::{MAX_BYTES, MAX_PIXELS, MAX_SIDE, PictureError};
pub use turn::{Turn, turn};

/// A picture in every width that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Of the upload, upright.
    pub width: u32,
    pub height: u32,
    /// From the narrowest to the widest; at least one.
    pub sizes: Vec<PictureSize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureSize {
    pub width: u32,
    pub height: u32,
    pub webp: Vec<u8>,
}

impl Picture {
    /// For a place so wide: the narrowest that fills it, or else the widest.
    pub fn for_width(&self, width: u32) -> Option<&PictureSize> {
        self.sizes.iter().find(|size| size.width >= width).or(self.sizes.last())
    }
}

/// 50 megapixels take 200 MB with transparency; 16 bits per colour take twice that and are refused.
const MAX_MEMORY_BYTES: u64 = 256 << 20;

/// A row of a list, a card, a card on a sharp screen, the listing's own page.
pub const WIDTHS: [u32; 4] = [160, 320, 640, 1280];

const TOO_MANY_PIXELS: PictureError = PictureError::TooManyPixels { max: MAX_PIXELS };

words! {
    /// Which part of a picture stays when it is cut.
    Side { Start = "start", Middle = "middle", End = "end" }
}

/// A part of a picture with given proportions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    pub wide: u32,
    pub high: u32,
    pub side: Side,
}

impl Cut {
    /// The largest part of a picture that has the proportions, taken from the side.
    fn of(self, pixels: &RgbaImage) -> RgbaImage {
        let (width, height) = (pixels.width(), pixels.height());
        let times = |whole: u32, by: u32, of: u32| {
            u32::try_from(u64::from(whole) * u64::from(by) / u64::from(of.max(1))).unwrap_or(MAX_SIDE).max(1)
        };
        let part =
            (width.min(times(height, self.wide, self.high)), height.min(times(width, self.high, self.wide)));
        let from = |whole: u32, part: u32| match self.side {
            Side::Start => 0,
            Side::Middle => (whole - part) / 2,
            Side::End => whole - part,
        };
        imageops::crop_imm(pixels, from(width, part.0), from(height, part.1), part.0, part.1).to_image()
    }
}

/// Make an upload into a picture.
///
/// A width greater than the picture's own is not made; instead of it stands the picture's own width, once.
/// Of something that moves, the first frame is taken.
pub fn prepare(upload: &[u8]) -> Result<Picture, PictureError> {
    make(upload, None)
}

/// The same, of a part of the picture only.
pub fn prepare_cut(upload: &[u8], cut: Cut) -> Result<Picture, PictureError> {
    make(upload, Some(cut))
}

/// One of our own pictures made narrower; none where it is no wider.
pub fn narrowed(ours: &[u8], wanted: u32) -> Result<Option<PictureSize>, PictureError> {
    let stored = decode(ours, Kind::WebP)?.pixels;
    if stored.width() <= wanted {
        return Ok(None);
    }
    let (width, height) = fit(stored.dimensions(), wanted);
    let webp = pixels::webp(&pixels::scaled(stored, (width, height))?)?;
    Ok(Some(PictureSize { width, height, webp }))
}

/// How wide and high an upload is, by its head alone. Refused by the same limits as a picture.
pub fn size(upload: &[u8]) -> Result<(u32, u32), PictureError> {
    let kind = kind::of(upload)?;
    let reader = ImageReader::with_format(Cursor::new(upload), kind.format());
    let look = || reader.into_dimensions().map_err(refused);
    let (width, height) = catch_unwind(AssertUnwindSafe(look)).unwrap_or(Err(PictureError::Damaged))?;
    let is_within = u64::from(width) * u64::from(height) <= MAX_PIXELS;
    if width.max(height) > MAX_SIDE || !is_within { Err(TOO_MANY_PIXELS) } else { Ok((width, height)) }
}

/// What is drawn on a model, no wider than wanted. Its colours stay as they are: what shows models takes them so.
pub fn texture(upload: &[u8], wanted: u32) -> Result<PictureSize, PictureError> {
    let draw = || {
        let pixels = read(upload, kind::of(upload)?)?.pixels;
        let (width, height) = fit(pixels.dimensions(), wanted);
        let webp = pixels::webp(&pixels::scaled(pixels, (width, height))?)?;
        Ok(PictureSize { width, height, webp })
    };
    catch_unwind(AssertUnwindSafe(draw)).unwrap_or(Err(PictureError::Damaged))
}

/// The middle of one of our own pictures, as large as it is asked for.
pub fn filled(ours: &[u8], width: u32, height: u32) -> Result<RgbaImage, PictureError> {
    let stored = decode(ours, Kind::WebP)?.pixels;
    let (wide, high) = stored.dimensions();
    // Of two sides the one that is longer than it needs to be is cut.
    let by_width = (wide, (u64::from(wide) * u64::from(height) / u64::from(width.max(1))) as u32);
    let by_height = ((u64::from(high) * u64::from(width) / u64::from(height.max(1))) as u32, high);
    let (cut_wide, cut_high) = if by_width.1 <= high { by_width } else { by_height };
    let (cut_wide, cut_high) = (cut_wide.clamp(1, wide), cut_high.clamp(1, high));
    let (x, y) = ((wide - cut_wide) / 2, (high - cut_high) / 2);
    pixels::scaled(imageops::crop_imm(&stored, x, y, cut_wide, cut_high).to_image(), (width, height))
}

fn make(upload: &[u8], cut: Option<Cut>) -> Result<Picture, PictureError> {
    if upload.len() > MAX_BYTES {
        return Err(PictureError::TooManyBytes { max: MAX_BYTES });
    }
    let kind = kind::of(upload)?;
    if kind == Kind::Jpeg {
        jpeg::check(upload)?;
    }
    // The decoders are other people's code, and the files are strangers': a fault refuses the picture.
    catch_unwind(AssertUnwindSafe(|| from_pixels(read(upload, kind)?, cut)))
        .unwrap_or(Err(PictureError::Damaged))
}

/// The pixels as they are stored, and what is known about showing them.
struct Stored {
    pixels: RgbaImage,
    orientation: Orientation,
    colours: Option<Vec<u8>>,
}

fn read(upload: &[u8], kind: Kind) -> Result<Stored, PictureError> {
    if kind != Kind::Png {
        return decode(upload, kind);
    }
    let (upload, colours) = png::split(upload)?;
    Ok(Stored { colours, ..decode(&upload, kind)? })
}

fn decode(upload: &[u8], kind: Kind) -> Result<Stored, PictureError> {
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(upload), kind.format());
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(refused)?;
    let (width, height) = decoder.dimensions();
    let is_within_sides = (1..=MAX_SIDE).contains(&width) && (1..=MAX_SIDE).contains(&height);
    let is_within_area = u64::from(width) * u64::from(height) <= MAX_PIXELS;
    if !is_within_sides || !is_within_area || decoder.total_bytes() > MAX_MEMORY_BYTES {
        return Err(TOO_MANY_PIXELS);
    }
    decoder.set_limits(limits).map_err(refused)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let colours = decoder.icc_profile().unwrap_or_default();
    let colours = colours.filter(|profile| profile.len() <= MAX_PROFILE_BYTES);
    let pixels = four_channels(decoder).map_err(refused)?;
    Ok(Stored { pixels, orientation, colours })
}

/// The pixels with transparency, whether or not there is any. Those of a photo are decoded into the memory that they
/// need in the end, since a second copy of the largest would be another 150 MB.
fn four_channels(decoder: impl ImageDecoder) -> Result<RgbaImage, ImageError> {
    if decoder.color_type() != ColorType::Rgb8 {
        return Ok(DynamicImage::from_decoder(decoder)?.into_rgba8());
    }
    let ((width, height), end) = (decoder.dimensions(), decoder.total_bytes() as usize);
    let mut pixels = RgbaImage::new(width, height);
    let bytes: &mut [u8] = pixels.as_mut();
    decoder.read_image(&mut bytes[..end])?;
    pixels::spread(bytes);
    Ok(pixels)
}

fn from_pixels(stored: Stored, cut: Option<Cut>) -> Result<Picture, PictureError> {
    let Stored { pixels, orientation, colours } = stored;
    let lies_on_its_side = matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    let (stored_width, stored_height) = (pixels.width(), pixels.height());
    let (width, height) =
        if lies_on_its_side { (stored_height, stored_width) } else { (stored_width, stored_height) };

    // Made small first, then turned and coloured: the same picture for a tenth of the work.
    let [.., widest] = WIDTHS;
    let target = fit((width, height), widest);
    let as_stored = if lies_on_its_side { (target.1, target.0) } else { target };
    let mut shown = DynamicImage::ImageRgba8(pixels::scaled(pixels, as_stored)?);
    shown.apply_orientation(orientation);
    let mut shown = pixels::in_srgb(shown.into_rgba8(), colours.as_deref());
    let (mut width, mut height, mut target) = (width, height, target);
    if let Some(cut) = cut {
        shown = cut.of(&shown);
        (width, height) = (shown.width(), shown.height());
        target = (width, height);
    }

    let mut widths: Vec<u32> = WIDTHS.iter().map(|wanted| *wanted.min(&width)).collect();
    widths.dedup();
    let size = |wanted: u32| -> Result<PictureSize, PictureError> {
        let (width, height) = fit((width, height), wanted);
        let scaled = if (width, height) == target {
            shown.clone()
        } else {
            pixels::scaled(shown.clone(), (width, height))?
        };
        Ok(PictureSize { width, height, webp: pixels::webp(&scaled)? })
    };
    let sizes = widths.into_iter().map(size).collect::<Result<_, _>>()?;
    Ok(Picture { width, height, sizes })
}

/// The size of a picture made no wider than wanted, its proportions kept, no side less than a pixel.
fn fit((width, height): (u32, u32), wanted: u32) -> (u32, u32) {
    if width <= wanted {
        return (width, height);
    }
    let exact = u64::from(height) * u64::from(wanted) * 2 + u64::from(width);
    let rounded = exact / (u64::from(width) * 2);
    (wanted, u32::try_from(rounded).unwrap_or(MAX_SIDE).max(1))
}

#[allow(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn refused(error: ImageError) -> PictureError {
    match error {
        ImageError::Limits(limit) if is_size(&limit) => TOO_MANY_PIXELS,
        ImageError::Unsupported(_) => PictureError::Unsupported { kind: "unusual" },
        _ => PictureError::Damaged,
    }
}

fn is_size(limit: &LimitError) -> bool {
    matches!(limit.kind(), LimitErrorKind::DimensionError | LimitErrorKind::InsufficientMemory)
}
