//! The picture of the letterhead: read once, bounded, kept as the PDF will hold it.

use flate2::Compression;

use super::font::deflate;

/// The largest file accepted, in bytes.
pub const LARGEST_FILE: usize = 5_000_000;
/// The largest width and height accepted, in pixels.
pub const LARGEST_SIDE: u32 = 5_000;

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PictureError {
    #[error("the file is larger than 5 MB")]
    FileTooLarge,
    #[error("the picture is wider or higher than 5000 pixels")]
    TooManyPixels,
    #[error("neither a PNG nor a JPEG")]
    Format,
    #[error("the picture is damaged")]
    Damaged,
    #[error("the picture is in printing colours (CMYK); save it in RGB")]
    Colours,
}

/// A picture ready to be embedded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
    pub(super) grey: bool,
    pub(super) filter: &'static str,
    pub(super) bytes: Vec<u8>,
}

impl Picture {
    /// Reads a PNG or JPEG, recognised by content.
    pub fn read(bytes: &[u8]) -> Result<Picture, PictureError> {
        if bytes.len() > LARGEST_FILE {
            return Err(PictureError::FileTooLarge);
        }
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            read_png(bytes)
        } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            read_jpeg(bytes)
        } else {
            Err(PictureError::Format)
        }
    }
}

fn bounded(width: u32, height: u32) -> Result<(), PictureError> {
    match (width, height) {
        (0, _) | (_, 0) => Err(PictureError::Damaged),
        _ if width > LARGEST_SIDE || height > LARGEST_SIDE => Err(PictureError::TooManyPixels),
        _ => Ok(()),
    }
}

fn read_png(bytes: &[u8]) -> Result<Picture, PictureError> {
    let limits = png::Limits { bytes: 128 << 20 };
    let mut decoder = png::Decoder::new_with_limits(std::io::Cursor::new(bytes), limits);
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(|_| PictureError::Damaged)?;
    bounded(reader.info().width, reader.info().height)?;
    let size = reader.output_buffer_size().ok_or(PictureError::TooManyPixels)?;
    let mut pixels = vec![0; size];
    let frame = reader.next_frame(&mut pixels).map_err(|_| PictureError::Damaged)?;
    pixels.truncate(frame.buffer_size());
    // Paper is white: what is transparent shows it.
    let over_white = |value: u8, alpha: u8| {
        let (value, alpha) = (u32::from(value), u32::from(alpha));
        u8::try_from((value * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(255)
    };
    let (grey, pixels): (bool, Vec<u8>) = match frame.color_type {
        png::ColorType::Grayscale => (true, pixels),
        png::ColorType::Rgb => (false, pixels),
        png::ColorType::GrayscaleAlpha => (true, pixels.chunks_exact(2).map(|p| over_white(p[0], p[1])).collect()),
        png::ColorType::Rgba => (
            false,
            pixels.chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]].map(|value| over_white(value, p[3]))).collect(),
        ),
        png::ColorType::Indexed => return Err(PictureError::Damaged),
    };
    Ok(Picture {
        width: frame.width,
        height: frame.height,
        grey,
        filter: "FlateDecode",
        bytes: deflate(&pixels, Compression::best()),
    })
}

/// A JPEG is embedded as it is; only its size and colours are read, from the frame header.
fn read_jpeg(bytes: &[u8]) -> Result<Picture, PictureError> {
    let mut at = 2;
    loop {
        let marker = match bytes.get(at..at + 2) {
            Some([0xff, marker]) => *marker,
            _ => return Err(PictureError::Damaged),
        };
        if marker == 0xff {
            at += 1;
            continue;
        }
        if matches!(marker, 0xd9 | 0xda) {
            return Err(PictureError::Damaged);
        }
        if matches!(marker, 0x01 | 0xd0..=0xd8) {
            at += 2;
            continue;
        }
        let Some([high, low]) = bytes.get(at + 2..at + 4) else { return Err(PictureError::Damaged) };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        // Start of frame: all but the tables that share its range (DHT, JPG, DAC).
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            let Some(frame) = bytes.get(at + 4..at + 10) else { return Err(PictureError::Damaged) };
            let height = u32::from(u16::from_be_bytes([frame[1], frame[2]]));
            let width = u32::from(u16::from_be_bytes([frame[3], frame[4]]));
            bounded(width, height)?;
            let grey = match frame[5] {
                1 => true,
                3 => false,
                _ => return Err(PictureError::Colours),
            };
            return Ok(Picture { width, height, grey, filter: "DCTDecode", bytes: bytes.to_vec() });
        }
        at += 2 + length.max(2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png_of(width: u32, height: u32, color: png::ColorType, pixels: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(color);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.write_header().unwrap().write_image_data(pixels).unwrap();
        bytes
    }

    #[test]
    fn what_is_transparent_becomes_paper() {
        let picture = Picture::read(&png_of(1, 1, png::ColorType::Rgba, &[10, 20, 30, 0])).unwrap();
        assert_eq!(picture.bytes, deflate(&[255, 255, 255], Compression::best()));
    }

    #[test]
    fn a_cut_file_is_damaged() {
        let bytes = png_of(2, 2, png::ColorType::Rgb, &[0; 12]);
        assert_eq!(Picture::read(&bytes[..bytes.len() / 2]), Err(PictureError::Damaged));
        assert_eq!(Picture::read(&[0xff, 0xd8, 0xff, 0xc0]), Err(PictureError::Damaged));
        assert_eq!(Picture::read(b"GIF89a"), Err(PictureError::Format));
    }

    #[test]
    fn the_size_of_a_jpeg_is_in_its_frame_header() {
        let head = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 17, 8, 0, 80, 1, 0x40, 3, 0, 0];
        let picture = Picture::read(&head).unwrap();
        assert_eq!((picture.width, picture.height), (320, 80));
    }
}
