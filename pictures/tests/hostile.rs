//! What is broken, is something else, or asks for too much.

use super::*;

#[test]
fn what_is_no_picture_is_refused_whatever_its_name() {
    let refused = |file: &[u8]| prepare(file).unwrap_err();
    for file in
        [&b""[..], b"\xff", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", b"<!DOCTYPE html><p>", b"PK\x03\x04", &[0; 64]]
    {
        assert_eq!(refused(file), PictureError::NotAPicture);
    }
    let table: [(&[u8], &str); 8] = [
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0", "HEIC"),
        (b"\0\0\0\x1cftypavif\0\0\0\0", "AVIF"),
        (b"II*\0\x08\0\0\0", "TIFF"),
        (b"BM\x36\0\0\0\0\0\0\0\x36", "BMP"),
        (b"8BPS\0\x01", "PSD"),
        (b"\n<svg xmlns='http://www.w3.org/2000/svg'>", "SVG"),
        (b"<?xml version='1.0'?><svg>", "SVG"),
    ];
    for (file, kind) in table {
        assert_eq!(refused(file), PictureError::Unsupported { kind });
    }
    assert_eq!(refused(b"\0\0\0\x18ftypmp42"), PictureError::NotAPicture, "a film");
    assert_eq!(refused(&vec![0xff; MAX_BYTES + 1]), PictureError::TooManyBytes { max: MAX_BYTES });
}

#[test]
fn half_a_picture_is_damaged() {
    let pixels = DynamicImage::ImageRgb8(quarters(300, 200));
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let whole = encoded(&pixels, format);
        for part in [whole.len() / 2, whole.len() * 9 / 10, 40, 16] {
            let refused = prepare(&whole[..part]);
            assert_eq!(refused, Err(PictureError::Damaged), "{part} bytes of {format:?}");
        }
    }
    let progressive = include_bytes!("../fixtures/progressive.jpg");
    assert_eq!(prepare(&progressive[..progressive.len() - 40]), Err(PictureError::Damaged));
}

#[test]
fn a_jpeg_of_a_thousand_passes_is_refused() {
    let plain = include_bytes!("../fixtures/progressive.jpg");
    let scan = plain.windows(2).rposition(|bytes| bytes == b"\xff\xda").unwrap();
    let (body, end) = plain.split_at(plain.len() - 2);
    let many = [body, &body[scan..].repeat(1_000), end].concat();
    assert_eq!(prepare(&many), Err(PictureError::Unsupported { kind: "JPEG" }));
}

#[test]
fn any_damage_ends_in_an_answer() {
    let pixels = DynamicImage::ImageRgb8(quarters(24, 16));
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let whole = encoded(&pixels, format);
        for at in 0..whole.len() {
            for bits in [0xff, 0x01] {
                let mut damaged = whole.clone();
                damaged[at] ^= bits;
                if let Ok(picture) = prepare(&damaged) {
                    assert!(picture.sizes.last().is_some_and(|size| size.width <= 1_280));
                }
            }
        }
    }
}

/// A PNG with another size in its head than its data are for.
fn png_that_claims(width: u32, height: u32, png: &[u8]) -> Vec<u8> {
    let mut claiming = png.to_vec();
    claiming[16..20].copy_from_slice(&width.to_be_bytes());
    claiming[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc32(&claiming[12..29]);
    claiming[29..33].copy_from_slice(&sum.to_be_bytes());
    claiming
}

fn crc32(bytes: &[u8]) -> u32 {
    let fold = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 })
    };
    !bytes.iter().fold(u32::MAX, fold)
}

#[test]
fn a_size_that_is_too_large_is_refused_by_the_head_alone() {
    let small = encoded(&DynamicImage::new_luma8(8, 8), ImageFormat::Png);
    for (width, height) in
        [(40_000, 40_000), (12_001, 10), (10, 12_001), (8_000, 6_251), (u32::MAX, u32::MAX)]
    {
        let refused = prepare(&png_that_claims(width, height, &small));
        assert_eq!(refused, Err(TOO_MANY_PIXELS), "{width} × {height}");
    }
    let within = prepare(&png_that_claims(8_000, 6_250, &small));
    assert_eq!(within, Err(PictureError::Damaged), "the size is right, the pixels are missing");

    let mut jpeg = jpeg(&quarters(16, 16));
    let head = jpeg.windows(2).position(|bytes| bytes == b"\xff\xc0").unwrap();
    jpeg[head + 5..head + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    assert_eq!(prepare(&jpeg), Err(TOO_MANY_PIXELS));
}

#[test]
fn a_small_file_with_much_in_it_is_read_no_further_than_its_size_says() {
    let vast = encoded(&DynamicImage::new_luma8(4_000, 1_000), ImageFormat::Png);
    assert!(vast.len() < 30_000, "4 megabytes in {} bytes", vast.len());
    let picture = prepare(&vast).unwrap();
    assert_eq!(picture.sizes.iter().map(|size| size.width).collect::<Vec<_>>(), [160, 320, 640, 1_280]);
    let tiny_head = png_that_claims(10, 10, &vast);
    if let Ok(picture) = prepare(&tiny_head) {
        assert_eq!((picture.width, picture.height), (10, 10));
    }
}

#[test]
fn sixteen_bits_are_taken_within_the_memory_there_is() {
    let deep = DynamicImage::new_rgba16(100, 80);
    assert!(prepare(&encoded(&deep, ImageFormat::Png)).is_ok());
    let claimed = png_that_claims(8_000, 6_000, &encoded(&deep, ImageFormat::Png));
    assert_eq!(prepare(&claimed), Err(TOO_MANY_PIXELS), "384 MB");
}
