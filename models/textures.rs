//! The textures of a model, of which only the heads are looked at.

use pictures::PictureError;

use crate::{ModelRefusal, open::Opened};

/// Pixels of all textures together: four of the largest that phones show well.
const MOST_PIXELS: u64 = 4 * 4_096 * 4_096;

/// The bytes of a texture's picture.
pub fn bytes<'a>(opened: &Opened<'a>, image: usize) -> Result<&'a [u8], ModelRefusal> {
    let view =
        opened.json["images"][image]["bufferView"].as_u64().and_then(|view| usize::try_from(view).ok());
    let view = view.and_then(|view| opened.document.views().nth(view)).ok_or(ModelRefusal::OutOfRange)?;
    let end = view.offset().checked_add(view.length()).ok_or(ModelRefusal::OutOfRange)?;
    opened.bin.get(view.offset()..end).ok_or(ModelRefusal::OutOfRange)
}

/// Refuse textures that are no pictures, or too large together.
pub fn check(opened: &Opened<'_>) -> Result<(), ModelRefusal> {
    let too_many = ModelRefusal::TooManyPixels { max: MOST_PIXELS };
    let mut pixels = 0;
    for image in 0..opened.document.images().len() {
        match pictures::size(bytes(opened, image)?) {
            Ok((width, height)) => pixels += u64::from(width) * u64::from(height),
            Err(PictureError::TooManyPixels { .. } | PictureError::TooManyBytes { .. }) => {
                return Err(too_many);
            }
            Err(PictureError::NotAPicture | PictureError::Damaged | PictureError::Unsupported { .. }) => {
                return Err(ModelRefusal::Texture);
            }
        }
        if pixels > MOST_PIXELS {
            return Err(too_many);
        }
    }
    Ok(())
}
