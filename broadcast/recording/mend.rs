//! What a killed process left: keep whole fragments, cut off the rest.

use super::index::{Chapter, Index, Line};
use super::{INDEX, file_name};
use crate::cmaf::TICKS;
use kernel::Timestamp;
use mp4_atom::{Atom as _, Moof, Moov, Trak};
use std::io::SeekFrom;
use std::path::Path;
use std::time::Duration;
use tokio::fs::{self, File, OpenOptions};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _, AsyncWriteExt as _};

/// A `moof` or `moov` of ours is far smaller.
const LARGEST_HEAD: u64 = 1 << 20;

/// Read the index of a folder; first mend what is not whole. A folder without an index has an empty one.
///
/// Not to be called while the folder is being recorded into.
pub async fn mend(folder: &Path) -> std::io::Result<Index> {
    let path = folder.join(INDEX);
    let text = match fs::read_to_string(&path).await {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Index::default()),
        Err(error) => return Err(error),
    };
    let mut index = Index::read(&text);
    if index.whole_bytes < text.len() as u64 {
        OpenOptions::new().write(true).open(&path).await?.set_len(index.whole_bytes).await?;
    }
    let Some((number, known)) = index.last_file() else { return Ok(index) };
    let mut file = OpenOptions::new().read(true).write(true).open(folder.join(file_name(number))).await?;
    let size = file.metadata().await?.len();
    if size <= known {
        return Ok(index);
    }
    let tail = tail(&mut file, known, size).await?;
    file.set_len(known + tail.length).await?;
    if tail.length > 0 {
        let before = index.last_chapter();
        let began_at = before.map_or(Timestamp::from_micros(0), |before| {
            let micros = before.ticks.saturating_mul(1_000_000) / TICKS;
            before.began_at + Duration::from_micros(u64::try_from(micros).unwrap_or(0))
        });
        let line = Line::Segment(Chapter {
            start: known,
            length: tail.length,
            ticks: tail.ticks,
            began_at,
            is_discontinuous: before.is_none(),
        });
        let mut text = OpenOptions::new().append(true).open(&path).await?;
        text.write_all(line.write().as_bytes()).await?;
        text.flush().await?;
        index.lines.push(line);
        index.whole_bytes += line.write().len() as u64;
    }
    Ok(index)
}

/// Whole fragments behind what the index knows.
#[derive(Debug, Default)]
struct Tail {
    length: u64,
    ticks: i64,
}

async fn tail(file: &mut File, known: u64, size: u64) -> std::io::Result<Tail> {
    let Some((track, scale)) = leading(file).await? else { return Ok(Tail::default()) };
    let (mut tail, mut at, mut pending) = (Tail::default(), known, 0);
    while let Some((kind, length)) = header(file, at, size).await? {
        match &kind {
            b"moof" => pending = ticks(&body(file, at, length).await?, track, scale).unwrap_or(0),
            b"mdat" => {
                tail.ticks += std::mem::take(&mut pending);
                tail.length = at + length - known;
            }
            _ => break,
        }
        at += length;
    }
    Ok(tail)
}

/// Kind and length of a box that is whole.
async fn header(file: &mut File, at: u64, size: u64) -> std::io::Result<Option<([u8; 4], u64)>> {
    if at + 8 > size {
        return Ok(None);
    }
    let mut head = [0; 8];
    file.seek(SeekFrom::Start(at)).await?;
    file.read_exact(&mut head).await?;
    let [a, b, c, d, kind @ ..] = head;
    let length = u64::from(u32::from_be_bytes([a, b, c, d]));
    Ok((length >= 8 && at + length <= size).then_some((kind, length)))
}

async fn body(file: &mut File, at: u64, length: u64) -> std::io::Result<Vec<u8>> {
    let mut body = vec![0; usize::try_from(length.min(LARGEST_HEAD) - 8).unwrap_or(0)];
    file.seek(SeekFrom::Start(at + 8)).await?;
    file.read_exact(&mut body).await?;
    Ok(body)
}

/// The track by which the show is cut, and its scale.
async fn leading(file: &mut File) -> std::io::Result<Option<(u32, u32)>> {
    let size = file.metadata().await?.len();
    let mut at = 0;
    while let Some((kind, length)) = header(file, at, size).await? {
        if &kind == b"moov" {
            let moov = Moov::decode_body(&mut &body(file, at, length).await?[..]);
            let first = moov.ok().and_then(|moov| moov.trak.into_iter().next());
            return Ok(first.map(|track: Trak| (track.tkhd.track_id, track.mdia.mdhd.timescale.max(1))));
        }
        at += length;
    }
    Ok(None)
}

fn ticks(moof: &[u8], track: u32, scale: u32) -> Option<i64> {
    let moof = Moof::decode_body(&mut &moof[..]).ok()?;
    let run = moof.traf.iter().find(|run| run.tfhd.track_id == track)?;
    let entries = run.trun.iter().flat_map(|run| run.samples.iter());
    let sum: u64 = entries.map(|entry| u64::from(entry.duration.unwrap_or(0))).sum();
    i64::try_from(sum * 90_000 / u64::from(scale)).ok()
}
