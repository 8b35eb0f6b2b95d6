//! What a player asks for: a name and a query.

use super::window::Position;

/// A file of a show, as playlists name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    Multivariant,
    Media { until: Option<Position>, reach: super::playlist::Reach },
    Map(u32),
    Segment(u64),
    Part(Position),
}

/// There is no such file, or the query contradicts itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAsked {
    NoSuchFile,
    BadQuery,
}

impl Ask {
    pub fn read(file: &str, query: &str) -> Result<Ask, NotAsked> {
        match file {
            "index.m3u8" => Ok(Ask::Multivariant),
            "live.m3u8" => Ask::media(query),
            _ => Ask::piece(file).ok_or(NotAsked::NoSuchFile),
        }
    }

    fn piece(file: &str) -> Option<Ask> {
        if let Some(number) = file.strip_prefix("init-") {
            return Some(Ask::Map(number.strip_suffix(".mp4")?.parse().ok()?));
        }
        let name = file.strip_suffix(".m4s")?;
        if let Some(number) = name.strip_prefix("segment-") {
            return Some(Ask::Segment(number.parse().ok()?));
        }
        let (segment, part) = name.strip_prefix("part-")?.split_once('-')?;
        Some(Ask::Part(Position { segment: segment.parse().ok()?, parts: part.parse().ok()? }))
    }

    fn media(query: &str) -> Result<Ask, NotAsked> {
        let (mut segment, mut part, mut reach) = (None, None, super::playlist::Reach::Full);
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            match name {
                "_HLS_msn" => segment = Some(value.parse().map_err(|_| NotAsked::BadQuery)?),
                "_HLS_part" => part = Some(value.parse().map_err(|_| NotAsked::BadQuery)?),
                "_HLS_skip" if value == "YES" || value == "v2" => reach = super::playlist::Reach::Delta,
                _ => {}
            }
        }
        // A segment is asked for whole by asking for a part that it will never have.
        let until = match (segment, part) {
            (Some(segment), part) => Some(Position { segment, parts: part.unwrap_or(usize::MAX) }),
            (None, Some(_)) => return Err(NotAsked::BadQuery),
            (None, None) => None,
        };
        Ok(Ask::Media { until, reach })
    }
}

#[cfg(test)]
mod tests {
    use super::super::playlist::Reach;
    use super::*;

    #[test]
    fn names_are_read_strictly() {
        assert_eq!(Ask::read("segment-7.m4s", ""), Ok(Ask::Segment(7)));
        let part = Position { segment: 7, parts: 2 };
        assert_eq!(Ask::read("part-7-2.m4s", ""), Ok(Ask::Part(part)));
        assert_eq!(Ask::read("init-0.mp4", ""), Ok(Ask::Map(0)));
        for file in ["", "../etc/passwd", "part-7.m4s", "segment--1.m4s", "init-.mp4", "live.m3u8/"] {
            assert_eq!(Ask::read(file, ""), Err(NotAsked::NoSuchFile), "{file}");
        }
    }

    #[test]
    fn a_part_needs_its_segment() {
        let ask = |query| Ask::read("live.m3u8", query);
        let until = Some(Position { segment: 3, parts: 1 });
        assert_eq!(ask("_HLS_msn=3&_HLS_part=1"), Ok(Ask::Media { until, reach: Reach::Full }));
        let whole = Some(Position { segment: 3, parts: usize::MAX });
        assert_eq!(ask("_HLS_skip=YES&_HLS_msn=3"), Ok(Ask::Media { until: whole, reach: Reach::Delta }));
        assert_eq!(ask("_HLS_part=1"), Err(NotAsked::BadQuery));
        assert_eq!(ask("_HLS_msn=x"), Err(NotAsked::BadQuery));
        assert_eq!(ask("token=a"), Ok(Ask::Media { until: None, reach: Reach::Full }));
    }
}
