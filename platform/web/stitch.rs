//! Answers put together from pieces of which most are compressed once and used many times.
//!
//! Each piece ends on a whole byte and looks back at no other, so that pieces follow one another in one gzip stream.
//! RFC 1951 is the format of the pieces, RFC 1952 of what is around them.

use std::cell::RefCell;

use bytes::{BufMut, Bytes, BytesMut};
use crc32fast::Hasher;
use flate2::{Compress, Compression, FlushCompress};

const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
/// An empty last block.
const LAST: [u8; 5] = [1, 0, 0, 0xff, 0xff];
/// The most that one block holds that is not compressed.
const BLOCK: usize = 65_535;

thread_local! {
    /// Its tables are a quarter of a megabyte, which costs more to make than a page takes to compress.
    static QUICK: RefCell<Compress> = RefCell::new(Compress::new(Compression::fast(), false));
}

/// A part of an answer, plain and in blocks.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    pub plain: Bytes,
    blocks: Bytes,
    sum: u32,
}

impl Piece {
    /// A part that is used more than once, compressed quickly: somebody waits for it.
    pub fn packed(plain: Bytes) -> Self {
        QUICK.with_borrow_mut(|packer| {
            packer.reset();
            Self::by(packer, plain)
        })
    }

    /// A part that is used many times, compressed as well as is worth while: nobody waits for it.
    pub fn tight(plain: Bytes) -> Self {
        Self::by(&mut Compress::new(Compression::default(), false), plain)
    }

    fn by(packer: &mut Compress, plain: Bytes) -> Self {
        let mut blocks = Vec::with_capacity(plain.len() / 2 + 64);
        loop {
            let at = usize::try_from(packer.total_in()).unwrap_or(plain.len()).min(plain.len());
            let packed =
                packer.compress_vec(plain.get(at..).unwrap_or_default(), &mut blocks, FlushCompress::Sync);
            // It is whole when there was room left over.
            if packed.is_err() || blocks.len() < blocks.capacity() {
                break;
            }
            blocks.reserve(plain.len() / 2 + 64);
        }
        if packer.total_in() != plain.len() as u64 {
            return Self::plain(plain);
        }
        Self { sum: sum(&plain), blocks: blocks.into(), plain }
    }

    /// A part that is used once, as it is.
    pub fn plain(plain: Bytes) -> Self {
        let mut blocks = BytesMut::with_capacity(plain.len() + 5 * (plain.len() / BLOCK + 1));
        for chunk in plain.chunks(BLOCK) {
            let length = u16::try_from(chunk.len()).unwrap_or(u16::MAX);
            blocks.put_u8(0);
            blocks.put_u16_le(length);
            blocks.put_u16_le(!length);
            blocks.put_slice(chunk);
        }
        Self { sum: sum(&plain), blocks: blocks.freeze(), plain }
    }

    pub fn bytes(&self) -> usize {
        self.plain.len() + self.blocks.len()
    }
}

fn sum(bytes: &[u8]) -> u32 {
    let mut hasher = Hasher::new();
    hasher.update(bytes);
    hasher.finalize()
}

/// All of it, as it is.
pub fn joined(pieces: &[Piece]) -> Bytes {
    if let [only] = pieces {
        return only.plain.clone();
    }
    let mut all = BytesMut::with_capacity(pieces.iter().map(|piece| piece.plain.len()).sum());
    pieces.iter().for_each(|piece| all.put_slice(&piece.plain));
    all.freeze()
}

/// All of it as gzip.
pub fn gzip(pieces: &[Piece]) -> Bytes {
    let most = pieces.iter().map(|piece| piece.blocks.len()).sum::<usize>() + HEAD.len() + LAST.len() + 8;
    let mut all = BytesMut::with_capacity(most);
    all.put_slice(&HEAD);
    let (mut sum, mut length) = (Hasher::new(), 0_u64);
    for piece in pieces {
        all.put_slice(&piece.blocks);
        sum.combine(&Hasher::new_with_initial_len(piece.sum, piece.plain.len() as u64));
        length += piece.plain.len() as u64;
    }
    all.put_slice(&LAST);
    all.put_u32_le(sum.finalize());
    // The format counts modulo 2³².
    all.put_u32_le(u32::try_from(length & u64::from(u32::MAX)).unwrap_or_default());
    all.freeze()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn unpacked(bytes: &[u8]) -> Vec<u8> {
        let mut all = Vec::new();
        flate2::read::GzDecoder::new(bytes).read_to_end(&mut all).unwrap();
        all
    }

    #[test]
    fn pieces_follow_one_another_in_one_stream() {
        let noise: Vec<u8> = (0..200_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let texts = ["", "a", "集市 the village fair ", &"so and so, ".repeat(9_000)];
        let mut pieces = Vec::new();
        for text in texts {
            pieces.push(Piece::packed(Bytes::from(text.to_owned())));
            pieces.push(Piece::plain(Bytes::from(text.to_owned())));
        }
        pieces.push(Piece::packed(noise.clone().into()));
        pieces.push(Piece::plain(noise.into()));
        for some in [&pieces[..], &pieces[3..4], &pieces[6..8], &[]] {
            assert_eq!(unpacked(&gzip(some)), joined(some));
        }
        let long = &pieces[6];
        assert!(long.blocks.len() < long.plain.len() / 50, "{}", long.blocks.len());
    }
}
