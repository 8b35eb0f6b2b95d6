//! What people upload in good faith.

use super::*;
use image::codecs::gif::GifEncoder;
use image::{ExtendedColorType, Frame, ImageEncoder, Rgba, RgbaImage};

#[test]
fn every_kind_we_take_is_told_by_its_content() {
    let pixels = DynamicImage::ImageRgb8(quarters(64, 48));
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let picture = prepare(&encoded(&pixels, format)).unwrap();
        assert_eq!((picture.width, picture.height, picture.sizes.len()), (64, 48, 1), "{format:?}");
        assert_quarters(&shown(&picture), [RED, GREEN, BLUE, WHITE]);
    }
}

#[test]
fn widths_are_made_downwards_only() {
    let table = [
        ((1, 1), vec![(1, 1)]),
        ((200, 100), vec![(160, 80), (200, 100)]),
        ((320, 100), vec![(160, 50), (320, 100)]),
        ((500, 300), vec![(160, 96), (320, 192), (500, 300)]),
        ((640, 640), vec![(160, 160), (320, 320), (640, 640)]),
        ((700, 900), vec![(160, 206), (320, 411), (640, 823), (700, 900)]),
        ((1300, 701), vec![(160, 86), (320, 173), (640, 345), (1280, 690)]),
        ((4000, 1), vec![(160, 1), (320, 1), (640, 1), (1280, 1)]),
    ];
    for ((width, height), sizes) in table {
        let picture = prepare(&encoded(&DynamicImage::new_rgb8(width, height), ImageFormat::Png)).unwrap();
        let made: Vec<_> = picture.sizes.iter().map(|size| (size.width, size.height)).collect();
        assert_eq!(made, sizes);
        assert_eq!((picture.width, picture.height), (width, height));
        for size in &picture.sizes {
            let webp = image::load_from_memory_with_format(&size.webp, ImageFormat::WebP).unwrap();
            assert_eq!((webp.width(), webp.height()), (size.width, size.height));
        }
    }
}

/// An EXIF segment that says nothing but which way up the picture is.
fn with_orientation(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"\xff\xe1\0\0Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    exif[3] = u8::try_from(exif.len() - 2).unwrap();
    [&jpeg[..2], &exif, &jpeg[2..]].concat()
}

#[test]
fn every_orientation_ends_upright() {
    let stored = jpeg(&quarters(64, 32));
    let table = [
        (1, [RED, GREEN, BLUE, WHITE]),
        (2, [GREEN, RED, WHITE, BLUE]),
        (3, [WHITE, BLUE, GREEN, RED]),
        (4, [BLUE, WHITE, RED, GREEN]),
        (5, [RED, BLUE, GREEN, WHITE]),
        (6, [BLUE, RED, WHITE, GREEN]),
        (7, [WHITE, GREEN, BLUE, RED]),
        (8, [GREEN, WHITE, RED, BLUE]),
        (9, [RED, GREEN, BLUE, WHITE]),
    ];
    for (orientation, meant) in table {
        let picture = prepare(&with_orientation(&stored, orientation)).unwrap();
        let is_turned = (5..=8).contains(&orientation);
        let size = if is_turned { (32, 64) } else { (64, 32) };
        assert_eq!((picture.width, picture.height), size, "{orientation}");
        assert_quarters(&shown(&picture), meant);
    }
    let wide = prepare(&with_orientation(&jpeg(&quarters(800, 400)), 6)).unwrap();
    let sizes: Vec<_> = wide.sizes.iter().map(|size| (size.width, size.height)).collect();
    assert_eq!(sizes, [(160, 320), (320, 640), (400, 800)]);
}

#[test]
fn nothing_but_pixels_is_kept() {
    let secret = b"\xff\xfe\0\x12GPS 24.88, 118.67";
    let plain = with_orientation(&jpeg(&quarters(64, 48)), 1);
    let told = [&plain[..2], secret, &plain[2..]].concat();
    assert!(told.windows(4).any(|bytes| bytes == b"Exif"));
    let picture = prepare(&told).unwrap();
    assert_eq!(picture, prepare(&plain).unwrap());
    let webp = &picture.sizes[0].webp;
    assert_eq!(&webp[12..16], b"VP8 ", "the simple format has no room for anything else");
}

#[test]
fn what_is_transparent_stays_so_and_what_is_not_costs_nothing() {
    let glass = RgbaImage::from_fn(800, 600, |x, _| Rgba([255, 0, 0, if x < 400 { 0 } else { 255 }]));
    let picture = prepare(&encoded(&DynamicImage::ImageRgba8(glass), ImageFormat::Png)).unwrap();
    let smallest = image::load_from_memory(&picture.sizes[0].webp).unwrap().into_rgba8();
    assert_eq!((smallest.get_pixel(10, 10).0[3], smallest.get_pixel(150, 10).0[3]), (0, 255));
    let solid = DynamicImage::ImageRgb8(quarters(64, 48)).into_rgba8();
    let picture = prepare(&encoded(&DynamicImage::ImageRgba8(solid), ImageFormat::Png)).unwrap();
    assert_eq!(&picture.sizes[0].webp[12..16], b"VP8 ");
}

#[test]
fn colours_of_wide_screens_become_those_of_all() {
    let mut file = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut file);
    encoder.set_icc_profile(moxcms::ColorProfile::new_display_p3().encode().unwrap()).unwrap();
    let pixels = RgbImage::from_pixel(32, 32, Rgb([200, 100, 50]));
    encoder.write_image(pixels.as_raw(), 32, 32, ExtendedColorType::Rgb8).unwrap();
    // Display P3 through the linear XYZ of both: 200, 100, 50 is 215, 93, 31 in sRGB.
    let seen = *shown(&prepare(&file).unwrap()).get_pixel(16, 16);
    assert!(
        seen.0.iter().zip([215, 93, 31]).all(|(seen, meant): (&u8, u8)| seen.abs_diff(meant) < 8),
        "{seen:?}"
    );
}

#[test]
fn of_something_that_moves_the_first_frame_is_taken() {
    let frame = |colour: [u8; 4]| Frame::new(RgbaImage::from_pixel(24, 16, Rgba(colour)));
    let mut gif = Vec::new();
    GifEncoder::new(&mut gif).encode_frames([frame([200, 60, 40, 255]), frame([20, 60, 240, 255])]).unwrap();
    for moving in [&gif[..], include_bytes!("../fixtures/moving.webp")] {
        let picture = prepare(moving).unwrap();
        assert!(is_near(*shown(&picture).get_pixel(12, 8), Rgb([200, 60, 40])));
    }
}

#[test]
fn unusual_jpegs_are_taken() {
    let cmyk = prepare(include_bytes!("../fixtures/cmyk.jpg")).unwrap();
    assert!(is_near(*shown(&cmyk).get_pixel(12, 8), Rgb([200, 60, 40])));
    let progressive = prepare(include_bytes!("../fixtures/progressive.jpg")).unwrap();
    assert!(is_near(*shown(&progressive).get_pixel(20, 8), Rgb([200, 120, 128])));
    let mut grey = Vec::new();
    JpegEncoder::new(&mut grey).write_image(&[90; 64], 8, 8, ExtendedColorType::L8).unwrap();
    assert!(is_near(*shown(&prepare(&grey).unwrap()).get_pixel(4, 4), Rgb([90, 90, 90])));
    let with_tail = [jpeg(&quarters(64, 48)), b"a film that the phone has put behind".to_vec()].concat();
    assert!(prepare(&with_tail).is_ok());
}

#[test]
fn a_part_is_cut_from_the_side_that_was_chosen() {
    let upright = encoded(&DynamicImage::ImageRgb8(quarters(400, 800)), ImageFormat::Png);
    for (side, meant) in [
        (Side::Start, [RED, GREEN, RED, GREEN]),
        (Side::End, [BLUE, WHITE, BLUE, WHITE]),
        (Side::Middle, [RED, GREEN, BLUE, WHITE]),
    ] {
        let picture = prepare_cut(&upright, Cut { wide: 16, high: 5, side }).unwrap();
        assert_eq!((picture.width, picture.height), (400, 125));
        assert_quarters(&shown(&picture), meant);
    }
    let wide = encoded(&DynamicImage::ImageRgb8(quarters(4000, 500)), ImageFormat::Png);
    let picture = prepare_cut(&wide, Cut { wide: 16, high: 5, side: Side::Middle }).unwrap();
    assert_eq!((picture.width, picture.height), (512, 160));
    assert_eq!(picture.sizes.len(), 3);
}
