//! Messages out of chunks.
//!
//! A chunk without a header begins a message as much later than the last one as that was after its own predecessor.
//! ffmpeg sends some of its audio so; who forgets it, hears the sound run away from the picture.

use super::say::EXTENDED;
use bytes::{Buf as _, Bytes, BytesMut};
use std::collections::BTreeMap;

/// A message whose chunks are all there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// In milliseconds, and beginning again after 32 bits.
    pub at: u32,
    pub kind: u8,
    pub stream: u32,
    pub body: Bytes,
}

/// The bytes are no chunks, or more than anybody needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotChunks;

#[derive(Debug)]
pub struct Chunks {
    channels: BTreeMap<u32, Channel>,
    chunk_size: usize,
}

#[derive(Clone, Debug, Default)]
struct Channel {
    head: Head,
    /// The message that has begun, without what is still to come.
    open: Option<BytesMut>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Head {
    at: u32,
    /// The field as it was sent: a time, or the distance from the time before.
    field: u32,
    length: usize,
    kind: u8,
    stream: u32,
    is_extended: bool,
}

/// Until the peer says another.
const USUAL: usize = 128;
const LARGEST_CHUNK: usize = 1 << 20;
/// A key frame of a camera has some hundred kilobytes.
const LONGEST: usize = 4 << 20;
/// Messages that have begun, on all channels.
const MOST_OPEN: usize = 2 * LONGEST;
/// Publishers use two to five.
const MOST_CHANNELS: usize = 16;

impl Default for Chunks {
    fn default() -> Chunks {
        Chunks { channels: BTreeMap::new(), chunk_size: USUAL }
    }
}

impl Chunks {
    /// The peer's chunks are of this size from now on.
    pub fn resize(&mut self, size: usize) -> Result<(), NotChunks> {
        if !(USUAL..=LARGEST_CHUNK).contains(&size) {
            return Err(NotChunks);
        }
        self.chunk_size = size;
        Ok(())
    }

    /// The next whole message; nothing while bytes are missing.
    pub fn next(&mut self, input: &mut BytesMut) -> Result<Option<Message>, NotChunks> {
        loop {
            let mut rest = &input[..];
            let Some((channel, head, is_new)) = self.head(&mut rest)? else { return Ok(None) };
            let there = self
                .channels
                .get(&channel)
                .and_then(|channel| channel.open.as_ref())
                .map_or(0, BytesMut::len);
            let wanted = (head.length - there.min(head.length)).min(self.chunk_size);
            if rest.len() < wanted {
                return Ok(None);
            }
            if is_new && self.channels.len() >= MOST_CHANNELS && !self.channels.contains_key(&channel) {
                return Err(NotChunks);
            }
            let used = input.len() - rest.len();
            input.advance(used);
            let entry = self.channels.entry(channel).or_default();
            entry.head = head;
            let mut body = entry.open.take().unwrap_or_default();
            body.extend_from_slice(&input.split_to(wanted));
            if body.len() == head.length {
                let Head { at, kind, stream, .. } = head;
                return Ok(Some(Message { at, kind, stream, body: body.freeze() }));
            }
            entry.open = Some(body);
            let open = self.channels.values().filter_map(|channel| channel.open.as_ref());
            if open.map(BytesMut::len).sum::<usize>() > MOST_OPEN {
                return Err(NotChunks);
            }
        }
    }

    /// The header of a chunk, and whether a message begins with it.
    fn head(&self, rest: &mut &[u8]) -> Result<Option<(u32, Head, bool)>, NotChunks> {
        let Some((form, channel)) = basic(rest) else { return Ok(None) };
        let before = self.channels.get(&channel);
        let is_open = before.is_some_and(|channel| channel.open.is_some());
        let mut head = before.map(|channel| channel.head).unwrap_or_default();
        if form > 0 && before.is_none() {
            return Err(NotChunks);
        }
        // 11, 7, 3 and 0 bytes: each form leaves out what is as before.
        let size = [11, 7, 3, 0][usize::from(form)];
        if rest.len() < size {
            return Ok(None);
        }
        // A header in the middle of a message is nobody's.
        if size > 0 && is_open {
            return Err(NotChunks);
        }
        if size >= 3 {
            head.field = u24(rest);
            head.is_extended = head.field == EXTENDED;
        }
        if size >= 7 {
            head.length = u24(rest) as usize;
            head.kind = rest.get_u8();
        }
        if size == 11 {
            head.stream = rest.get_u32_le();
        }
        if head.is_extended {
            let Some(told) = rest.first_chunk::<4>().map(|bytes| u32::from_be_bytes(*bytes)) else {
                return Ok(None);
            };
            // Some repeat the time in every chunk, some do not.
            if size > 0 || told == head.field {
                head.field = told;
                rest.advance(4);
            }
        }
        if !is_open {
            head.at = if form == 0 { head.field } else { head.at.wrapping_add(head.field) };
        }
        if head.length > LONGEST {
            return Err(NotChunks);
        }
        Ok(Some((channel, head, !is_open)))
    }
}

/// The form of the header that follows, and the channel.
fn basic(rest: &mut &[u8]) -> Option<(u8, u32)> {
    let first = *rest.first()?;
    let (form, channel, size) = match first & 63 {
        0 => (first >> 6, u32::from(*rest.get(1)?) + 64, 2),
        1 => (first >> 6, u32::from(*rest.get(1)?) + u32::from(*rest.get(2)?) * 256 + 64, 3),
        channel => (first >> 6, u32::from(channel), 1),
    };
    rest.advance(size);
    Some((form, channel))
}

/// The length was looked at before.
fn u24(rest: &mut &[u8]) -> u32 {
    let number = rest.first_chunk::<3>().map_or(0, |[a, b, c]| u32::from_be_bytes([0, *a, *b, *c]));
    rest.advance(3);
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Give the bytes in pieces of a length and answer time and length of each message.
    fn read(bytes: &[u8], pieces: usize) -> Vec<(u32, usize)> {
        let (mut chunks, mut input, mut read) = (Chunks::default(), BytesMut::new(), Vec::new());
        for piece in bytes.chunks(pieces) {
            input.extend_from_slice(piece);
            while let Some(message) = chunks.next(&mut input).unwrap() {
                read.push((message.at, message.body.len()));
            }
        }
        read
    }

    #[test]
    fn a_chunk_without_a_header_is_as_much_later_as_the_last_one_was() {
        let mut bytes = vec![4, 0, 0, 10, 0, 0, 2, 8, 1, 0, 0, 0, 7, 7];
        // Seven bytes of header: 23 ms later. None: 23 ms later again, twice.
        bytes.extend([0x44, 0, 0, 23, 0, 0, 2, 8, 7, 7]);
        bytes.extend([0xc4, 7, 7, 0xc4, 7, 7]);
        for pieces in 1..bytes.len() {
            assert_eq!(read(&bytes, pieces), [(10, 2), (33, 2), (56, 2), (79, 2)]);
        }
    }

    #[test]
    fn a_long_message_comes_in_chunks_between_those_of_another() {
        let mut bytes = vec![6, 0, 0, 10, 0, 0, 200, 9, 1, 0, 0, 0];
        bytes.extend([7; 128]);
        bytes.extend([4, 0, 0, 5, 0, 0, 1, 8, 1, 0, 0, 0, 9]);
        bytes.push(0xc6);
        bytes.extend([7; 72]);
        for pieces in [1, 3, 64, 500] {
            assert_eq!(read(&bytes, pieces), [(5, 1), (10, 200)]);
        }
    }

    #[test]
    fn a_time_of_four_bytes_may_be_repeated_or_not() {
        for repeats in [true, false] {
            let mut bytes = vec![6, 0xff, 0xff, 0xff, 0, 0, 200, 9, 1, 0, 0, 0, 1, 0, 0, 0];
            bytes.extend([7; 128]);
            bytes.push(0xc6);
            if repeats {
                bytes.extend([1, 0, 0, 0]);
            }
            bytes.extend([7; 72]);
            assert_eq!(read(&bytes, 50), [(1 << 24, 200)]);
        }
    }

    #[test]
    fn messages_that_never_end_are_refused() {
        let mut bytes = Vec::new();
        for channel in 3..9 {
            bytes.extend([channel, 0, 0, 0, 0x3f, 0xff, 0xff, 9, 1, 0, 0, 0]);
            bytes.extend(std::iter::repeat_n(7, 1 << 20));
            for _ in 0..2 {
                bytes.push(0xc0 | channel);
                bytes.extend(std::iter::repeat_n(7, 1 << 20));
            }
        }
        let (mut chunks, mut input) = (Chunks::default(), BytesMut::from(&bytes[..]));
        chunks.resize(LARGEST_CHUNK).unwrap();
        assert_eq!(chunks.next(&mut input), Err(NotChunks));
    }

    #[test]
    fn garbage_is_refused_or_waited_for_and_never_kept_without_bound() {
        let chance = kernel::Chance::seeded(5);
        for _ in 0..2_000 {
            let (mut chunks, mut input) = (Chunks::default(), BytesMut::new());
            for _ in 0..20 {
                input.extend_from_slice(&chance.bytes::<64>());
                while let Ok(Some(_)) = chunks.next(&mut input) {}
            }
            assert!(chunks.channels.len() <= MOST_CHANNELS);
        }
    }
}
