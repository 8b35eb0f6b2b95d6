//! What a file is, told by its first bytes.

use super::PictureError;
use image::ImageFormat;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Jpeg,
    Png,
    WebP,
    Gif,
}

impl Kind {
    pub fn format(self) -> ImageFormat {
        match self {
            Kind::Jpeg => ImageFormat::Jpeg,
            Kind::Png => ImageFormat::Png,
            Kind::WebP => ImageFormat::WebP,
            Kind::Gif => ImageFormat::Gif,
        }
    }
}

/// The kind of a picture we take, or the name of the kind we do not, which tells people what to change.
pub fn of(file: &[u8]) -> Result<Kind, PictureError> {
    let starts = |signature: &[u8]| file.starts_with(signature);
    let unsupported = |kind| Err(PictureError::Unsupported { kind });
    match file {
        _ if starts(b"\xff\xd8\xff") => Ok(Kind::Jpeg),
        _ if starts(b"\x89PNG\r\n\x1a\n") => Ok(Kind::Png),
        _ if starts(b"GIF87a") || starts(b"GIF89a") => Ok(Kind::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(Kind::WebP),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => match brand {
            _ if brand.starts_with(b"avi") => unsupported("AVIF"),
            _ if [b"hei", b"hev", b"mif", b"msf"].iter().any(|it| brand.starts_with(*it)) => {
                unsupported("HEIC")
            }
            _ => Err(PictureError::NotAPicture),
        },
        _ if starts(b"II*\0") || starts(b"MM\0*") => unsupported("TIFF"),
        _ if starts(b"BM") && file.get(6..10) == Some(&[0; 4]) => unsupported("BMP"),
        _ if starts(b"\xff\x0a") || starts(b"\0\0\0\x0cJXL ") => unsupported("JPEG XL"),
        _ if starts(b"8BPS") => unsupported("PSD"),
        _ if is_svg(file) => unsupported("SVG"),
        _ => Err(PictureError::NotAPicture),
    }
}

fn is_svg(file: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&file[..file.len().min(512)]);
    let start = start.trim_start_matches('\u{feff}').trim_start();
    start.starts_with("<svg") || (start.starts_with("<?xml") && start.contains("<svg"))
}
