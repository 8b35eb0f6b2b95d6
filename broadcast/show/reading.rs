//! How a show is read.

use super::live::Show;
use crate::hls::{self, Answer, Ask, NotAsked, Position, Reach, answer};
use bytes::Bytes;
use std::time::Duration;

/// A player may ask for what is so many segments ahead (RFC 8216bis, section 6.2.5.2).
const AHEAD: u64 = 2;
/// A reader who waits for what does not come is answered after so many target durations.
const PATIENCE: u32 = 3;

impl Show {
    /// A file of this show, as its playlists name it. Waits for what is about to come.
    pub async fn read(&self, file: &str, query: &str) -> Answer {
        match Ask::read(file, query) {
            Err(NotAsked::NoSuchFile) => Answer::bare(404),
            Err(NotAsked::BadQuery) => Answer::bare(400),
            Ok(Ask::Multivariant) => self.multivariant().await,
            Ok(Ask::Media { until, reach }) => self.media(until, reach).await,
            Ok(Ask::Map(number)) => {
                let map = self.live().window.map(number).map(|map| map.init.clone());
                media(map)
            }
            Ok(Ask::Segment(number)) => {
                let whole = self.live().window.segment(number).and_then(|segment| segment.whole.clone());
                media(whole)
            }
            Ok(Ask::Part(position)) => self.part(position).await,
        }
    }

    async fn multivariant(&self) -> Answer {
        self.wait(|_, show| show.live().window.has_whole()).await;
        let Some((map, rate)) = self.sent() else { return Answer::bare(404) };
        let text = hls::multivariant(&map, rate, "live.m3u8");
        Answer::of(answer::PLAYLIST, answer::CHANGES, text)
    }

    async fn media(&self, until: Option<Position>, reach: Reach) -> Answer {
        let now = self.live().window.position();
        let has_come = match until {
            Some(until) if until.segment > now.segment + AHEAD => return Answer::bare(400),
            Some(until) => self.wait(|position, _| is_past(position, until)).await,
            // Players give up on a list without a segment.
            None => self.wait(|_, show| show.live().window.has_whole()).await,
        };
        // Nothing comes while the publisher is away: players ask again, and would give up at an error.
        if !has_come && !self.is_away() {
            return Answer::bare(503);
        }
        Answer::of(answer::PLAYLIST, answer::CHANGES, self.playlist(reach))
    }

    /// Written once for all who ask until the next part.
    fn playlist(&self, reach: Reach) -> Bytes {
        let mut live = self.live();
        let place = usize::from(reach == Reach::Delta);
        if let Some(Some(written)) = live.written.get(place) {
            return written.clone();
        }
        let text = Bytes::from(hls::media(&live.window, self.rules, reach));
        if let Some(written) = live.written.get_mut(place) {
            *written = Some(text.clone());
        }
        text
    }

    async fn part(&self, asked: Position) -> Answer {
        let now = self.live().window.position();
        // The hint names the next part; what is further has not been told of.
        let is_hinted = asked.segment == now.segment && asked.parts == now.parts;
        if is_hinted {
            self.wait(|position, _| is_past(position, asked)).await;
        }
        let live = self.live();
        let part = live.window.segment(asked.segment).and_then(|segment| segment.parts.get(asked.parts));
        media(part.map(|part| part.data.clone()))
    }

    /// Until it is so, or the show has ended; or a reader's patience has.
    async fn wait(&self, is_so: impl Fn(Position, &Show) -> bool) -> bool {
        let mut moves = self.moves();
        let seconds = u32::try_from(self.rules.segment / crate::cmaf::TICKS).unwrap_or(1);
        let patience = Duration::from_secs(1) * seconds * PATIENCE;
        let coming = async {
            loop {
                let position = *moves.borrow_and_update();
                if position.segment == u64::MAX || is_so(position, self) {
                    return;
                }
                if moves.changed().await.is_err() {
                    return;
                }
            }
        };
        tokio::time::timeout(patience, coming).await.is_ok()
    }
}

/// The part is there, or will never be.
fn is_past(now: Position, asked: Position) -> bool {
    now > asked
}

fn media(data: Option<Bytes>) -> Answer {
    match data {
        Some(data) => Answer::of(answer::MP4, answer::STAYS, data),
        None => Answer::bare(404),
    }
}
