//! Pictures that people upload: decoded and written anew.
//!
//! Nothing of what was uploaded is ever served, only what was made of its pixels: so a file that is a
//! script as well as a picture becomes a picture, and the place and camera that a telephone writes
//! into its photographs are gone. What a picture claims to be is read from its first bytes, never
//! from a name or a header of the request. How large it is, is known before a pixel is decoded.
//!
//! Deliberately absent: vector graphics, which are programs; animations, of which the first picture
//! is kept; and colour profiles.

#[cfg(test)]
mod tests;

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits,
};
use thiserror::Error;

/// How good a photograph is kept, of 100.
const QUALITY: u8 = 82;
/// The most bytes a decoder may use at once.
const MEMORY: u64 = 400 * 1024 * 1024;

/// How large a picture may be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct PictureLimits {
    /// The most bytes that are taken in.
    pub bytes: usize,
    /// The most pixels of a side.
    pub side: u32,
    /// The most pixels altogether: a small file may hold very many.
    pub pixels: u64,
    /// The longer side of what is kept.
    pub kept_side: u32,
}

impl Default for PictureLimits {
    /// What telephones take, and what screens show.
    fn default() -> Self {
        Self {
            bytes: 12 * 1024 * 1024,
            side: 12_000,
            pixels: 50_000_000,
            kept_side: 2_000,
        }
    }
}

/// The formats that are written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PictureFormat {
    /// Photographs.
    Jpeg,
    /// Drawings, logos, and whatever can be seen through.
    Png,
}

impl PictureFormat {
    /// The media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// How names of files end.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

/// A picture as it is kept.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Picture {
    /// The file.
    pub bytes: Vec<u8>,
    /// In which format.
    pub format: PictureFormat,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Why something uploaded is no picture that can be kept.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum PictureError {
    /// Nothing was sent.
    #[error("the file is empty")]
    Empty,
    /// The file is too large.
    #[error("the file is larger than {limit} bytes")]
    TooManyBytes {
        /// The most bytes that are taken in.
        limit: usize,
    },
    /// It is a script, a vector graphic, a document, or in a format that is not read.
    #[error("the file is no picture in JPEG, PNG or WebP")]
    NotAPicture,
    /// There are too many pixels in it.
    #[error("the picture has {width} × {height} pixels, more than can be taken in")]
    TooManyPixels {
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
    },
    /// It breaks off, or what it says of itself is not so.
    #[error("the picture is damaged")]
    Damaged,
}

/// Decode a picture and write it anew: upright, no larger than needed, and nothing but pixels.
///
/// # Errors
/// It is none, it is too large, or it is damaged.
pub fn read(bytes: &[u8], limits: PictureLimits) -> Result<Picture, PictureError> {
    if bytes.is_empty() {
        return Err(PictureError::Empty);
    }
    if bytes.len() > limits.bytes {
        return Err(PictureError::TooManyBytes {
            limit: limits.bytes,
        });
    }
    let (pixels, read_as) = decode(bytes, limits)?;
    let shown = if pixels.width().max(pixels.height()) > limits.kept_side {
        let side = limits.kept_side;
        pixels.resize(side, side, FilterType::Triangle)
    } else {
        pixels
    };
    encode(&shown, read_as)
}

fn decode(
    bytes: &[u8],
    limits: PictureLimits,
) -> Result<(DynamicImage, ImageFormat), PictureError> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let mut reader = reader.map_err(|_| PictureError::NotAPicture)?;
    let format = match reader.format() {
        Some(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) => format,
        Some(_) | None => return Err(PictureError::NotAPicture),
    };
    let mut allowed = Limits::default();
    allowed.max_alloc = Some(MEMORY);
    reader.limits(allowed);
    let mut decoder = reader.into_decoder().map_err(|_| PictureError::Damaged)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if width == 0 || height == 0 {
        return Err(PictureError::Damaged);
    }
    if width > limits.side || height > limits.side || pixels > limits.pixels {
        return Err(PictureError::TooManyPixels { width, height });
    }
    let orientation = decoder.orientation();
    let decoded = DynamicImage::from_decoder(decoder);
    let mut decoded = decoded.map_err(|_| PictureError::Damaged)?;
    // Where it does not say how it was held, it stands as it is.
    if let Ok(orientation) = orientation {
        decoded.apply_orientation(orientation);
    }
    Ok((decoded, format))
}

fn encode(pixels: &DynamicImage, read_as: ImageFormat) -> Result<Picture, PictureError> {
    let (width, height) = (pixels.width(), pixels.height());
    let mut bytes = Vec::new();
    let seen_through = pixels.has_alpha();
    let format = match read_as {
        ImageFormat::Png => PictureFormat::Png,
        _ if seen_through => PictureFormat::Png,
        _ => PictureFormat::Jpeg,
    };
    let written = match format {
        PictureFormat::Jpeg => JpegEncoder::new_with_quality(&mut bytes, QUALITY).write_image(
            pixels.to_rgb8().as_raw(),
            width,
            height,
            ExtendedColorType::Rgb8,
        ),
        PictureFormat::Png if seen_through => PngEncoder::new(&mut bytes).write_image(
            pixels.to_rgba8().as_raw(),
            width,
            height,
            ExtendedColorType::Rgba8,
        ),
        PictureFormat::Png => PngEncoder::new(&mut bytes).write_image(
            pixels.to_rgb8().as_raw(),
            width,
            height,
            ExtendedColorType::Rgb8,
        ),
    };
    written.map_err(|_| PictureError::Damaged)?;
    Ok(Picture {
        bytes,
        format,
        width,
        height,
    })
}
