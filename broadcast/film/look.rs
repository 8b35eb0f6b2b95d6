//! What an MP4 is, by its boxes (ISO/IEC 14496-12). Nothing is decoded, and no length that a stranger claims is trusted.

use std::io::SeekFrom;
use std::path::Path;
use std::time::Duration;
use tokio::fs::File;
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};

/// The index of a minute has some hundred kilobytes.
const MOST_INDEX: u64 = 16 << 20;
/// Boxes of a file, and of an index.
const MOST_BOXES: usize = 10_000;
/// `moov`, `trak`, `mdia`, `minf`, `stbl`.
const DEEPEST: usize = 5;

/// What a film is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilmLook {
    /// The four letters of its picture's format: `avc1`, `hvc1`.
    pub video: Option<[u8; 4]>,
    /// Of its sound: `mp4a`, `Opus`.
    pub audio: Option<[u8; 4]>,
    pub lasts: Duration,
    pub width: u32,
    pub height: u32,
    /// Where it says something of its owner: starts and lengths of boxes.
    pub tells: Vec<(u64, u64)>,
}

impl FilmLook {
    /// Whether every browser plays it as it is.
    pub fn plays_everywhere(&self) -> bool {
        let video = matches!(self.video.as_ref(), Some(b"avc1" | b"avc3"));
        let audio = matches!(self.audio.as_ref(), None | Some(b"mp4a" | b"Opus"));
        video && audio
    }

    /// Whether its picture is what newer phones make unless they are told otherwise.
    pub fn is_hevc(&self) -> bool {
        matches!(self.video.as_ref(), Some(b"hvc1" | b"hev1" | b"dvh1" | b"dvhe"))
    }
}

#[derive(Debug, thiserror::Error)]
pub enum NotAFilm {
    #[error("it is no MP4 with a picture")]
    NotAnMp4,
    #[error("its index is broken, or larger than that of a short film")]
    Index,
    #[error("the file cannot be read")]
    Io(#[from] std::io::Error),
}

/// A box: its kind, where it starts, how long it is, and how long its head is.
struct Found {
    kind: [u8; 4],
    start: u64,
    length: u64,
    head: u64,
}

/// The box whose head begins with these bytes at a place of something that ends at `end`.
fn head(bytes: &[u8], start: u64, end: u64) -> Option<Found> {
    let short = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?);
    let kind: [u8; 4] = bytes.get(4..8)?.try_into().ok()?;
    let (length, head) = match short {
        // Up to the end.
        0 => (end - start, 8),
        1 => (u64::from_be_bytes(bytes.get(8..16)?.try_into().ok()?), 16),
        length => (u64::from(length), 8),
    };
    let fits = length >= head && start.checked_add(length)? <= end;
    fits.then_some(Found { kind, start, length, head })
}

/// Look at a file.
pub async fn look(path: &Path) -> Result<FilmLook, NotAFilm> {
    let mut file = File::open(path).await?;
    let size = file.metadata().await?.len();
    let (mut look, mut at, mut has_index) = (FilmLook::default(), 0, false);
    for _ in 0..MOST_BOXES {
        if at + 8 > size {
            break;
        }
        file.seek(SeekFrom::Start(at)).await?;
        let mut bytes = [0; 16];
        let most = usize::try_from(size - at).unwrap_or(16).min(16);
        file.read_exact(&mut bytes[..most]).await?;
        let found = head(&bytes[..most], at, size).ok_or(NotAFilm::NotAnMp4)?;
        match &found.kind {
            b"ftyp" | b"mdat" | b"free" | b"skip" | b"wide" | b"styp" | b"sidx" => {}
            b"moov" if found.length > MOST_INDEX || has_index => return Err(NotAFilm::Index),
            b"moov" => {
                let mut index = vec![0; usize::try_from(found.length).map_err(|_| NotAFilm::Index)?];
                file.seek(SeekFrom::Start(at)).await?;
                file.read_exact(&mut index).await?;
                let mut left = MOST_BOXES;
                read(&index, found.head, (at, 0), &mut Track::default(), &mut look, &mut left)
                    .ok_or(NotAFilm::Index)?;
                has_index = true;
            }
            b"moof" => return Err(NotAFilm::Index),
            b"uuid" | b"meta" | b"udta" => look.tells.push((found.start, found.length)),
            _ if at == 0 => return Err(NotAFilm::NotAnMp4),
            _ => {}
        }
        at += found.length;
    }
    if look.video.is_none() || look.lasts.is_zero() {
        return Err(NotAFilm::NotAnMp4);
    }
    Ok(look)
}

/// What is known of the track that is read.
#[derive(Default)]
struct Track {
    is_video: bool,
    is_audio: bool,
    size: (u32, u32),
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Read what is in a box of the index. `base` is where the bytes lie in the file. Nothing if they are broken.
fn read(
    bytes: &[u8],
    from: u64,
    (base, depth): (u64, usize),
    track: &mut Track,
    look: &mut FilmLook,
    left: &mut usize,
) -> Option<()> {
    let (mut at, end) = (from, bytes.len() as u64);
    while at + 8 <= end {
        *left = left.checked_sub(1)?;
        let found = head(bytes.get(usize::try_from(at).ok()?..)?, at, end)?;
        let whole = bytes.get(usize::try_from(at).ok()?..usize::try_from(at + found.length).ok()?)?;
        let inside = whole.get(usize::try_from(found.head).ok()?..)?;
        match &found.kind {
            b"trak" | b"mdia" | b"minf" | b"stbl" if depth < DEEPEST => {
                let mut own = Track::default();
                let track = if &found.kind == b"trak" { &mut own } else { &mut *track };
                read(whole, found.head, (base + at, depth + 1), track, look, left)?;
            }
            b"mvhd" => {
                let (scale, duration) = match inside.first()? {
                    0 => (number(inside, 12)?, u64::from(number(inside, 16)?)),
                    _ => (number(inside, 20)?, u64::from_be_bytes(inside.get(24..32)?.try_into().ok()?)),
                };
                let micros = u128::from(duration) * 1_000_000 / u128::from(scale.max(1));
                look.lasts = Duration::from_micros(u64::try_from(micros).ok()?);
            }
            // The last eight bytes, of which two each are behind the point.
            b"tkhd" => {
                let sides = inside.len().checked_sub(8)?;
                track.size = (number(inside, sides)? >> 16, number(inside, sides + 4)? >> 16);
            }
            b"hdlr" => {
                let kind = inside.get(8..12)?;
                (track.is_video, track.is_audio) = (kind == b"vide", kind == b"soun");
            }
            b"stsd" => {
                let format: [u8; 4] = inside.get(12..16)?.try_into().ok()?;
                if track.is_video && look.video.is_none() {
                    (look.video, (look.width, look.height)) = (Some(format), track.size);
                } else if track.is_audio && look.audio.is_none() {
                    look.audio = Some(format);
                }
            }
            b"udta" | b"meta" | b"uuid" => look.tells.push((base + at, found.length)),
            _ => {}
        }
        at += found.length;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::film::blank;

    fn boxed(kind: &[u8; 4], inside: &[u8]) -> Vec<u8> {
        let length = u32::try_from(inside.len() + 8).unwrap();
        [&length.to_be_bytes()[..], kind, inside].concat()
    }

    fn track(kind: &[u8; 4], format: &[u8; 4], size: (u32, u32)) -> Vec<u8> {
        let mut head = vec![0; 76];
        head.extend((size.0 << 16).to_be_bytes());
        head.extend((size.1 << 16).to_be_bytes());
        let hdlr = boxed(b"hdlr", &[&[0; 8][..], kind, &[0; 12]].concat());
        let entry = boxed(format, &[0; 70]);
        let stsd = boxed(b"stsd", &[&[0, 0, 0, 0, 0, 0, 0, 1][..], &entry].concat());
        let minf = boxed(b"minf", &boxed(b"stbl", &stsd));
        let place = boxed(b"udta", b"+39.5-105.2/ our kitchen");
        boxed(b"trak", &[boxed(b"tkhd", &head), boxed(b"mdia", &[hdlr, minf].concat()), place].concat())
    }

    fn film(video: &[u8; 4], audio: Option<&[u8; 4]>, seconds: u32) -> Vec<u8> {
        let mut mvhd = vec![0; 12];
        mvhd.extend(1_000_u32.to_be_bytes());
        mvhd.extend((seconds * 1_000).to_be_bytes());
        mvhd.extend([0; 80]);
        let mut index = boxed(b"mvhd", &mvhd);
        index.extend(track(b"vide", video, (720, 1_280)));
        if let Some(audio) = audio {
            index.extend(track(b"soun", audio, (0, 0)));
        }
        index.extend(boxed(b"meta", b"com.apple.quicktime.make Phone"));
        [boxed(b"ftyp", b"isom0000"), boxed(b"moov", &index), boxed(b"mdat", &[7; 100])].concat()
    }

    /// A file that is gone when nobody needs it.
    struct Kept(std::path::PathBuf);

    impl Drop for Kept {
        fn drop(&mut self) {
            let _ = std::fs::remove_file(&self.0);
        }
    }

    async fn kept(bytes: &[u8]) -> Kept {
        static NUMBER: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("film-{}-{number}.mp4", std::process::id()));
        tokio::fs::write(&path, bytes).await.unwrap();
        Kept(path)
    }

    #[tokio::test]
    async fn a_film_is_known_by_its_boxes_and_says_nothing_of_its_owner_afterwards() {
        let whole = film(b"avc1", Some(b"mp4a"), 20);
        let file = kept(&whole).await;
        let path = &file.0;
        let seen = look(path).await.unwrap();
        assert_eq!((seen.video, seen.audio), (Some(*b"avc1"), Some(*b"mp4a")));
        assert_eq!((seen.lasts.as_secs(), seen.width, seen.height), (20, 720, 1_280));
        assert!(seen.plays_everywhere() && seen.tells.len() == 3);
        blank(path, &seen).await.unwrap();
        let after = tokio::fs::read(path).await.unwrap();
        assert_eq!(after.len(), whole.len());
        for told in [&b"kitchen"[..], b"Phone", b"105.2"] {
            assert!(!after.windows(told.len()).any(|some| some == told));
        }
        let again = look(path).await.unwrap();
        assert_eq!(again, FilmLook { tells: Vec::new(), ..seen });
    }

    #[tokio::test]
    async fn what_a_phone_makes_otherwise_is_told_apart() {
        for (video, audio, plays, hevc) in [
            (b"avc1", None, true, false),
            (b"avc1", Some(b"Opus"), true, false),
            (b"hvc1", Some(b"mp4a"), false, true),
            (b"avc1", Some(b"sowt"), false, false),
        ] {
            let file = kept(&film(video, audio, 20)).await;
            let seen = look(&file.0).await.unwrap();
            assert_eq!((seen.plays_everywhere(), seen.is_hevc()), (plays, hevc), "{video:?} {audio:?}");
        }
    }

    #[tokio::test]
    async fn what_is_no_film_is_refused_wherever_it_breaks_off() {
        let whole = film(b"avc1", Some(b"mp4a"), 20);
        let index = whole.windows(4).position(|some| some == b"moov").unwrap();
        for length in 0..index + 200 {
            let file = kept(&whole[..length]).await;
            assert!(look(&file.0).await.is_err(), "{length}");
        }
        // Lengths that lie.
        for (at, value) in
            (0..index + 120).step_by(4).flat_map(|at| [(at, 0), (at, 1), (at, u32::MAX), (at, 9)])
        {
            let mut wrong = whole.clone();
            wrong[at..at + 4].copy_from_slice(&value.to_be_bytes());
            let file = kept(&wrong).await;
            if let Ok(seen) = look(&file.0).await {
                assert!(seen.tells.iter().all(|(start, length)| start + length <= whole.len() as u64));
            }
        }
        for other in [&b"RIFF1234WAVEfmt "[..], b"GIF89a", b"<html>"] {
            let file = kept(other).await;
            assert!(look(&file.0).await.is_err());
        }
    }
}
