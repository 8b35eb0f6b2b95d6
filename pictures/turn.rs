use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::ImageReader;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Megabytes for all pictures that are decoded at once: one of the largest, or a few as phones make them.
const ROOM: u32 = 256;
static TURNS: Semaphore = Semaphore::const_new(ROOM as usize);

/// Memory for one picture, in use as long as this lives.
pub struct Turn {
    _room: Option<SemaphorePermit<'static>>,
}

/// Wait in line for the memory that a picture takes while it is decoded.
pub async fn turn(upload: &[u8]) -> Turn {
    // Nobody closes it.
    Turn { _room: TURNS.acquire_many(megabytes(upload)).await.ok() }
}

/// By the size in its head: four bytes a pixel, and as many again for what decoders need beside. What cannot be read is
/// refused before it takes any.
fn megabytes(upload: &[u8]) -> u32 {
    let read = || ImageReader::new(Cursor::new(upload)).with_guessed_format().ok()?.into_dimensions().ok();
    let size = catch_unwind(AssertUnwindSafe(read)).ok().flatten();
    let bytes = size.map_or(0, |(width, height)| u64::from(width) * u64::from(height) * 8);
    u32::try_from(bytes >> 20).unwrap_or(ROOM).clamp(1, ROOM)
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, RgbImage};

    use super::*;

    #[tokio::test]
    async fn a_large_picture_waits_for_the_others_and_they_for_it() {
        let png = |side: u32| {
            let mut file = Cursor::new(Vec::new());
            RgbImage::new(side, side).write_to(&mut file, ImageFormat::Png).unwrap();
            file.into_inner()
        };
        assert_eq!([megabytes(b"none"), megabytes(&png(10)), megabytes(&png(1_024))], [1, 1, 8]);
        // A head that claims more than is there takes no more than there is room.
        assert_eq!(megabytes(&png(6_000)), ROOM);
        let small = turn(b"none").await;
        let large = png(6_000);
        let waits = tokio::time::timeout(std::time::Duration::from_millis(20), turn(&large)).await;
        assert!(waits.is_err());
        drop(small);
        let _large = turn(&large).await;
    }
}
