#![allow(clippy::unwrap_used)]

use image::{ImageBuffer, Rgb, Rgba};
use proptest::prelude::*;

use super::*;

const LIMITS: PictureLimits = PictureLimits {
    bytes: 200_000,
    side: 300,
    pixels: 40_000,
    kept_side: 100,
};

fn photograph(width: u32, height: u32) -> Vec<u8> {
    let pixels = ImageBuffer::from_fn(width, height, |x, _| {
        // The left half is red.
        if x < width / 2 {
            Rgb([200_u8, 0, 0])
        } else {
            Rgb([0, 0, 200])
        }
    });
    let mut bytes = Vec::new();
    JpegEncoder::new(&mut bytes).encode_image(&pixels).unwrap();
    bytes
}

fn drawing(width: u32, height: u32) -> Vec<u8> {
    let pixels = ImageBuffer::from_pixel(width, height, Rgba([0_u8, 100, 0, 128]));
    let mut bytes = Vec::new();
    DynamicImage::from(pixels)
        .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
        .unwrap();
    bytes
}

/// The photograph with what a telephone writes: turned by a quarter, and where it was taken.
fn from_a_telephone() -> Vec<u8> {
    let mut exif =
        b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    exif.extend_from_slice(b"GPS 52.29 N 8.92 E");
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE1];
    bytes.extend_from_slice(&u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    bytes.extend_from_slice(&exif);
    bytes.extend_from_slice(&photograph(40, 20)[2..]);
    bytes
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn what_a_telephone_writes_into_a_photograph_is_gone_and_it_stands_upright() {
    let taken = from_a_telephone();
    assert!(holds(&taken, b"GPS"));
    let kept = read(&taken, LIMITS).unwrap();
    assert_eq!((kept.width, kept.height), (20, 40));
    for secret in [&b"GPS"[..], b"Exif"] {
        assert!(!holds(&kept.bytes, secret));
    }
}

#[test]
fn what_is_larger_than_needed_is_made_smaller_in_proportion() {
    let kept = read(&photograph(200, 100), LIMITS).unwrap();
    assert_eq!(
        (kept.width, kept.height, kept.format),
        (100, 50, PictureFormat::Jpeg)
    );
    let kept = read(&drawing(60, 50), LIMITS).unwrap();
    assert_eq!(
        (kept.width, kept.height, kept.format),
        (60, 50, PictureFormat::Png)
    );
    assert_eq!(&kept.bytes[1..4], b"PNG");
}

#[test]
fn what_is_seen_through_stays_so() {
    let kept = read(&drawing(10, 10), LIMITS).unwrap();
    let pixels = image::load_from_memory(&kept.bytes).unwrap();
    assert_eq!(pixels.to_rgba8().get_pixel(5, 5).0, [0, 100, 0, 128]);
}

#[test]
fn webp_becomes_a_photograph() {
    let pixels = ImageBuffer::from_pixel(30, 20, Rgb([9_u8, 9, 9]));
    let mut bytes = Vec::new();
    DynamicImage::from(pixels)
        .write_to(&mut Cursor::new(&mut bytes), ImageFormat::WebP)
        .unwrap();
    assert_eq!(read(&bytes, LIMITS).unwrap().format, PictureFormat::Jpeg);
}

#[test]
fn scripts_drawings_in_vectors_and_documents_are_no_pictures() {
    for text in [
        "<script>alert(1)</script>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
        "#!/bin/sh\nrm -rf /",
        "%PDF-1.7",
        "GIF89a\u{1}",
        "BM",
        "\u{89}PNG",
    ] {
        let refused = read(text.as_bytes(), LIMITS);
        assert_eq!(refused, Err(PictureError::NotAPicture), "{text}");
    }
    assert_eq!(read(&[], LIMITS), Err(PictureError::Empty));
}

#[test]
fn a_script_behind_a_picture_does_not_come_through() {
    let mut bytes = drawing(10, 10);
    bytes.extend_from_slice(b"<script>alert(1)</script>");
    let kept = read(&bytes, LIMITS).unwrap();
    assert!(!holds(&kept.bytes, b"script"));
}

#[test]
fn a_picture_that_breaks_off_is_damaged() {
    for whole in [drawing(100, 100), photograph(100, 100)] {
        let half = read(&whole[..whole.len() / 3], LIMITS);
        assert_eq!(half, Err(PictureError::Damaged));
    }
}

/// A drawing that says to be of this size, whatever it holds.
fn claiming(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = drawing(10, 10);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let checksum = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&checksum.to_be_bytes());
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    let next = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                (crc >> 1) ^ 0xEDB8_8320
            } else {
                crc >> 1
            }
        })
    };
    !bytes.iter().fold(!0, next)
}

#[test]
fn a_bomb_is_refused_before_a_pixel_is_decoded() {
    for (width, height) in [(60_000, 60_000), (301, 10), (10, 301), (250, 250)] {
        assert_eq!(
            read(&claiming(width, height), LIMITS),
            Err(PictureError::TooManyPixels { width, height })
        );
    }
    assert_eq!(read(&claiming(0, 10), LIMITS), Err(PictureError::Damaged));
    assert!(read(&claiming(u32::MAX, u32::MAX), PictureLimits::default()).is_err());
    let large = vec![0; LIMITS.bytes + 1];
    assert_eq!(
        read(&large, LIMITS),
        Err(PictureError::TooManyBytes {
            limit: LIMITS.bytes
        })
    );
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes, LIMITS);
    }

    #[test]
    fn no_damage_makes_it_panic(place in 0..2_000_usize, byte: u8, png: bool) {
        let mut bytes = if png { drawing(30, 30) } else { photograph(30, 30) };
        let place = place % bytes.len();
        bytes[place] = byte;
        if let Ok(kept) = read(&bytes, LIMITS) {
            prop_assert!(kept.width <= LIMITS.kept_side && kept.height <= LIMITS.kept_side);
        }
    }
}
