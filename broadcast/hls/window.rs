//! The last seconds of a show.

use crate::cmaf::{Cut, Map};
use bytes::{Bytes, BytesMut};
use kernel::Timestamp;
use std::collections::VecDeque;
use std::sync::Arc;

#[derive(Clone, Debug)]
pub struct Part {
    pub data: Bytes,
    pub ticks: i64,
    pub is_independent: bool,
}

#[derive(Clone, Debug)]
pub struct Segment {
    /// The media sequence number.
    pub number: u64,
    pub map: Arc<Map>,
    pub is_discontinuous: bool,
    pub began_at: Timestamp,
    pub parts: Vec<Part>,
    /// All parts in one piece, once no more come.
    pub whole: Option<Bytes>,
}

/// Up to where a show has come: a segment, and how many of its parts there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub segment: u64,
    pub parts: usize,
}

/// Segments that a playlist lists, and behind them as many that slow readers may still ask for.
///
/// Its size is that of the listed time and of the publisher's bit rate; a show's length does not matter.
#[derive(Debug)]
pub struct Window {
    segments: VecDeque<Segment>,
    /// How many of them, from the front, are no longer listed.
    behind: usize,
    /// Discontinuities that have left the list.
    discontinuities: u64,
    next: u64,
    /// So much is listed at least, in ticks.
    listed: i64,
    pub is_ended: bool,
}

impl Segment {
    pub fn ticks(&self) -> i64 {
        self.parts.iter().map(|part| part.ticks).sum()
    }

    /// It begins with a key frame.
    pub fn is_independent(&self) -> bool {
        self.parts.first().is_some_and(|part| part.is_independent)
    }

    fn close(&mut self) {
        let mut whole = BytesMut::with_capacity(self.parts.iter().map(|part| part.data.len()).sum());
        for part in &self.parts {
            whole.extend_from_slice(&part.data);
        }
        let whole = whole.freeze();
        let mut start = 0;
        for part in &mut self.parts {
            let end = start + part.data.len();
            part.data = whole.slice(start..end);
            start = end;
        }
        self.whole = Some(whole);
    }
}

impl Window {
    pub fn new(listed: i64) -> Window {
        Window { segments: VecDeque::new(), behind: 0, discontinuities: 0, next: 0, listed, is_ended: false }
    }

    /// What a cut adds; `at` is when a segment that begins with it began.
    pub fn add(&mut self, cut: &Cut, at: Timestamp) {
        match cut {
            Cut::Begin { map, is_discontinuous, .. } => {
                let (number, map) = (self.next, Arc::clone(map));
                self.next += 1;
                self.segments.push_back(Segment {
                    number,
                    map,
                    is_discontinuous: *is_discontinuous,
                    began_at: at,
                    parts: Vec::new(),
                    whole: None,
                });
            }
            Cut::Part { data, ticks, is_independent } => {
                if let Some(segment) = self.segments.back_mut() {
                    let part = Part { data: data.clone(), ticks: *ticks, is_independent: *is_independent };
                    segment.parts.push(part);
                }
            }
            Cut::End => self.close(),
        }
    }

    fn close(&mut self) {
        let Some(last) = self.segments.back_mut() else { return };
        last.close();
        let mut listed: i64 = self.listed_segments().map(Segment::ticks).sum();
        while let Some(first) = self.segments.get(self.behind)
            && listed - first.ticks() >= self.listed
        {
            listed -= first.ticks();
            self.discontinuities += u64::from(first.is_discontinuous);
            self.behind += 1;
        }
        let mut behind: i64 = self.segments.range(..self.behind).map(Segment::ticks).sum();
        while self.behind > 0
            && let Some(first) = self.segments.front()
            && behind - first.ticks() >= listed
        {
            behind -= first.ticks();
            self.segments.pop_front();
            self.behind -= 1;
        }
    }

    /// What a playlist lists, the open segment included.
    pub fn listed_segments(&self) -> impl DoubleEndedIterator<Item = &Segment> + Clone {
        self.segments.range(self.behind..)
    }

    /// Discontinuities before the first listed segment.
    pub fn discontinuity_sequence(&self) -> u64 {
        self.discontinuities
    }

    pub fn has_whole(&self) -> bool {
        self.listed_segments().any(|segment| segment.whole.is_some())
    }

    /// Where the part will be that comes next. A segment that is whole gets no more.
    pub fn position(&self) -> Position {
        match self.segments.back() {
            Some(last) if last.whole.is_none() => Position { segment: last.number, parts: last.parts.len() },
            _ => Position { segment: self.next, parts: 0 },
        }
    }

    pub fn segment(&self, number: u64) -> Option<&Segment> {
        let first = self.segments.front()?.number;
        self.segments.get(usize::try_from(number.checked_sub(first)?).ok()?)
    }

    pub fn map(&self, number: u32) -> Option<&Arc<Map>> {
        self.segments.iter().map(|segment| &segment.map).find(|map| map.number == number)
    }

    /// The map of what is sent now.
    pub fn latest_map(&self) -> Option<&Arc<Map>> {
        self.segments.back().map(|segment| &segment.map)
    }

    /// Bytes held.
    pub fn size_bytes(&self) -> usize {
        self.segments.iter().flat_map(|segment| &segment.parts).map(|part| part.data.len()).sum()
    }
}
