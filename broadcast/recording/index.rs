//! The index of a recording: a line of text for each file and each segment.

use kernel::Timestamp;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A file begins, with an init segment of so many bytes.
    File { number: u32, map_bytes: u64 },
    /// A whole segment in the file that began last.
    Segment(Chapter),
}

/// A segment of a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chapter {
    pub start: u64,
    pub length: u64,
    pub ticks: i64,
    pub began_at: Timestamp,
    pub is_discontinuous: bool,
}

/// What was read of an index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    pub lines: Vec<Line>,
    /// Bytes of it that are whole lines.
    pub whole_bytes: u64,
}

impl Line {
    pub fn write(&self) -> String {
        match self {
            Line::File { number, map_bytes } => format!("file {number} {map_bytes}\n"),
            Line::Segment(Chapter { start, length, ticks, began_at, is_discontinuous }) => {
                let joint = if *is_discontinuous { "apart" } else { "joined" };
                format!("segment {start} {length} {ticks} {} {joint}\n", began_at.micros())
            }
        }
    }

    fn read(text: &str) -> Option<Line> {
        let words: Vec<&str> = text.split(' ').collect();
        match words.as_slice() {
            ["file", number, map_bytes] => {
                Some(Line::File { number: number.parse().ok()?, map_bytes: map_bytes.parse().ok()? })
            }
            ["segment", start, length, ticks, micros, joint] => Some(Line::Segment(Chapter {
                start: start.parse().ok()?,
                length: length.parse().ok()?,
                ticks: ticks.parse().ok()?,
                began_at: Timestamp::from_micros(micros.parse().ok()?),
                is_discontinuous: match *joint {
                    "apart" => true,
                    "joined" => false,
                    _ => return None,
                },
            })),
            _ => None,
        }
    }
}

impl Index {
    /// Lines up to the first that is torn or is none.
    pub fn read(text: &str) -> Index {
        let mut index = Index::default();
        for line in text.split_inclusive('\n') {
            let Some(read) = line.strip_suffix('\n').and_then(Line::read) else { break };
            index.lines.push(read);
            index.whole_bytes += line.len() as u64;
        }
        index
    }

    /// The file that began last, and up to where its segments are known.
    pub fn last_file(&self) -> Option<(u32, u64)> {
        let mut last = None;
        for line in &self.lines {
            last = match (*line, last) {
                (Line::File { number, map_bytes }, _) => Some((number, map_bytes)),
                (Line::Segment(chapter), Some((number, _))) => Some((number, chapter.start + chapter.length)),
                (Line::Segment(_), None) => None,
            };
        }
        last
    }

    pub fn last_chapter(&self) -> Option<Chapter> {
        self.lines.iter().rev().find_map(|line| match line {
            Line::Segment(chapter) => Some(*chapter),
            Line::File { .. } => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_line_ends_the_index() {
        let lines = [
            Line::File { number: 1, map_bytes: 900 },
            Line::Segment(Chapter {
                start: 900,
                length: 5_000,
                ticks: 180_000,
                began_at: Timestamp::from_micros(7),
                is_discontinuous: true,
            }),
        ];
        let whole: String = lines.iter().map(Line::write).collect();
        let torn = format!("{whole}segment 5900 10");
        for text in [&whole, &torn] {
            let index = Index::read(text);
            assert_eq!(index.lines, lines);
            assert_eq!(index.whole_bytes, whole.len() as u64);
            assert_eq!(index.last_file(), Some((1, 5_900)));
        }
    }
}
