//! A stretch of a recording, to make something of it.

use super::index::{Chapter, Index, Line};
use super::{INDEX, file_name};
use crate::cmaf::micros;
use bytes::{Bytes, BytesMut};
use kernel::Timestamp;
use std::io::SeekFrom;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::fs::{self, File};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};

/// Whole segments of one file that follow each other: with the map before them they are a film.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    path: PathBuf,
    map_bytes: u64,
    start: u64,
    length: u64,
    /// When its first segment began.
    pub began_at: Timestamp,
    pub lasts: Duration,
}

impl Stretch {
    /// The segments from one time of the programme to another. It ends where a file does, since what follows is made
    /// otherwise. Nothing if nothing was recorded then.
    pub async fn find(folder: &Path, from: Timestamp, to: Timestamp) -> std::io::Result<Option<Stretch>> {
        let index = Index::read(&fs::read_to_string(folder.join(INDEX)).await?);
        Ok(find(&index, folder, |chapter| end(chapter) > from && chapter.began_at < to))
    }

    /// The segment in the middle of a recording.
    pub async fn middle(folder: &Path) -> std::io::Result<Option<Stretch>> {
        let index = Index::read(&fs::read_to_string(folder.join(INDEX)).await?);
        let chapters = index.lines.iter().filter_map(|line| match line {
            Line::Segment(chapter) => Some(*chapter),
            Line::File { .. } => None,
        });
        let count = chapters.clone().count();
        let Some(middle) = chapters.clone().nth(count / 2) else { return Ok(None) };
        Ok(find(&index, folder, |chapter| *chapter == middle))
    }

    /// Open it, to be read piece by piece: first the map.
    pub async fn open(&self) -> std::io::Result<(Bytes, Reading)> {
        let mut file = File::open(&self.path).await?;
        let mut map = vec![0; usize::try_from(self.map_bytes).unwrap_or(0)];
        file.read_exact(&mut map).await?;
        file.seek(SeekFrom::Start(self.start)).await?;
        Ok((map.into(), Reading { file, left: self.length }))
    }
}

/// What is left of a stretch.
pub struct Reading {
    file: File,
    left: u64,
}

const PIECE: usize = 64 << 10;

impl Reading {
    pub async fn next(&mut self) -> std::io::Result<Option<Bytes>> {
        let most = usize::try_from(self.left).unwrap_or(PIECE).min(PIECE);
        if most == 0 {
            return Ok(None);
        }
        let mut piece = BytesMut::zeroed(most);
        self.file.read_exact(&mut piece).await?;
        self.left -= most as u64;
        Ok(Some(piece.freeze()))
    }
}

pub fn end(chapter: &Chapter) -> Timestamp {
    chapter.began_at + Duration::from_micros(micros(chapter.ticks).unsigned_abs())
}

fn find(index: &Index, folder: &Path, is_in: impl Fn(&Chapter) -> bool) -> Option<Stretch> {
    let (mut file, mut found): (_, Option<Stretch>) = (None, None);
    for line in &index.lines {
        match line {
            Line::File { .. } if found.is_some() => break,
            Line::File { number, map_bytes } => file = Some((*number, *map_bytes)),
            Line::Segment(chapter) if is_in(chapter) => {
                let lasts = Duration::from_micros(micros(chapter.ticks).unsigned_abs());
                let (number, map_bytes) = file?;
                match &mut found {
                    // What stands apart begins anew, also in the times of its frames.
                    Some(_) if chapter.is_discontinuous => break,
                    Some(found) => {
                        found.length = chapter.start + chapter.length - found.start;
                        found.lasts += lasts;
                    }
                    None => {
                        found = Some(Stretch {
                            path: folder.join(file_name(number)),
                            map_bytes,
                            start: chapter.start,
                            length: chapter.length,
                            began_at: chapter.began_at,
                            lasts,
                        });
                    }
                }
            }
            Line::Segment(_) => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cmaf::TICKS;

    fn segment(start: u64, at: i64, is_discontinuous: bool) -> Line {
        let began_at = Timestamp::from_micros(at * 1_000_000);
        Line::Segment(Chapter { start, length: 100, ticks: 2 * TICKS, began_at, is_discontinuous })
    }

    #[test]
    fn a_stretch_is_whole_segments_of_one_file() {
        let lines = vec![
            Line::File { number: 1, map_bytes: 900 },
            segment(900, 0, true),
            segment(1_000, 2, false),
            segment(1_100, 4, false),
            segment(1_200, 60, true),
            Line::File { number: 2, map_bytes: 800 },
            segment(800, 62, true),
        ];
        let index = Index { lines, whole_bytes: 0 };
        let between = |from: i64, to: i64| {
            let (from, to) =
                (Timestamp::from_micros(from * 1_000_000), Timestamp::from_micros(to * 1_000_000));
            find(&index, Path::new("show"), |chapter| end(chapter) > from && chapter.began_at < to)
                .map(|found| (found.map_bytes, found.start, found.length, found.lasts.as_secs()))
        };
        assert_eq!(between(3, 5), Some((900, 1_000, 200, 4)));
        assert_eq!(between(0, 100), Some((900, 900, 300, 6)));
        assert_eq!(between(60, 70), Some((900, 1_200, 100, 2)));
        assert_eq!(between(62, 70), Some((800, 800, 100, 2)));
        assert_eq!(between(10, 20), None);
    }
}
