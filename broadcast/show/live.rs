//! The state of a show, and who moves it.

use super::cameras::{Cameras, NoSuchCamera, Turn};
use super::gone::Gone;
use super::tap::{Heard, Tap, Taps};
use crate::cmaf::{AccessUnit, Audio, Cut, Map, Packager, Rules, Video, micros, ticks};
use crate::config::{Limits, Pace};
use crate::event::{Ending, Event, Stop, Teller};
use crate::gate::{Camera, ShowName};
use crate::hls::{Position, Window};
use crate::recording::{Keep, Record};
use bytes::Bytes;
use kernel::{Clock, Timestamp};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// A show on air.
pub struct Show {
    pub name: ShowName,
    pub rules: Rules,
    pub limits: Limits,
    pub began_at: Timestamp,
    clock: Clock,
    teller: Teller,
    live: Mutex<Live>,
    moved: watch::Sender<Position>,
}

/// What is known of a show on air.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnAir {
    pub name: ShowName,
    pub began_at: Timestamp,
    pub presence: Presence,
    /// Of the last ten seconds.
    pub bits_per_second: u64,
    /// What it holds in memory.
    pub size_bytes: usize,
    /// Width and height, once a picture is known.
    pub size: Option<(u16, u16)>,
    /// The cameras that send, and whether they are on air.
    pub cameras: Vec<(Camera, bool)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// The publisher of this number is there and was last heard then.
    Publishing {
        session: u64,
        heard_at: Timestamp,
    },
    /// Nobody publishes since then.
    Away {
        since: Timestamp,
        session: u64,
    },
    Ended {
        since: Timestamp,
    },
}

pub struct Live {
    pub window: Window,
    packager: Packager,
    presence: Presence,
    /// When a tick was, from which other ticks are reckoned.
    anchor: Option<(Timestamp, i64)>,
    meter: Meter,
    cameras: Cameras,
    record: Option<Record>,
    taps: Taps,
    /// Playlists as they were last written, for the many who ask between two parts.
    pub written: [Option<Bytes>; 2],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tended {
    Kept,
    Forgotten,
}

/// Bits over ten seconds.
#[derive(Debug)]
struct Meter {
    since: Timestamp,
    bytes: u64,
    /// Of the ten seconds before.
    rate: u64,
}

/// The programme's time follows the publisher's clock until it is so far from ours.
const DRIFT: Duration = Duration::from_millis(500);
/// So long after its end a show can be watched to its end.
const LINGERS: Duration = Duration::from_secs(60);
const METERED: Duration = Duration::from_secs(10);

impl Show {
    pub fn new(
        name: ShowName,
        pace: Pace,
        limits: Limits,
        clock: Clock,
        teller: Teller,
        record: Option<Record>,
    ) -> Show {
        let rules = pace.rules();
        let now = clock.now();
        let window = Window::new(ticks(pace.listed));
        let moved = watch::Sender::new(window.position());
        let live = Live {
            window,
            packager: Packager::new(rules),
            presence: Presence::Away { since: now, session: 0 },
            anchor: None,
            meter: Meter { since: now, bytes: 0, rate: 0 },
            cameras: Cameras::default(),
            record,
            taps: Taps::default(),
            written: [None, None],
        };
        Show { name, rules, limits, began_at: now, clock, teller, live: Mutex::new(live), moved }
    }

    /// Let a publisher in, and answer its number. One that is heard is not driven out. One beside another that is on air waits.
    pub fn enter(&self, camera: Camera) -> Result<u64, Gone> {
        let now = self.clock.now();
        let mut live = self.live();
        if matches!(live.presence, Presence::Ended { .. }) {
            return Err(Gone::Ended);
        }
        let session = live.cameras.enter(camera, now, self.limits.stall)?;
        if let Presence::Publishing { session: there, heard_at } = live.presence {
            if live.cameras.has(there) && now.since(heard_at) < self.limits.stall {
                return Ok(session);
            }
            let cuts = live.packager.finish();
            self.apply(&mut live, cuts);
        }
        live.presence = Presence::Publishing { session, heard_at: now };
        live.meter = Meter { since: now, bytes: 0, rate: live.meter.rate };
        let show = self.name.clone();
        self.teller.tell(if session == 1 { Event::Began { show } } else { Event::Resumed { show } });
        Ok(session)
    }

    /// Show the picture of another camera from its next key frame on.
    pub fn switch(&self, camera: Camera) -> Result<(), NoSuchCamera> {
        let mut live = self.live();
        let on_air = live.session();
        live.cameras.switch(camera, on_air)
    }

    /// A publisher has gone; the show waits, for another camera of it or for somebody else.
    pub fn leave(&self, session: u64) {
        let mut live = self.live();
        live.cameras.leave(session);
        if matches!(live.presence, Presence::Publishing { session: there, .. } if there == session) {
            let cuts = live.packager.finish();
            self.apply(&mut live, cuts);
            live.presence = Presence::Away { since: self.clock.now(), session };
            self.teller.tell(Event::Paused { show: self.name.clone() });
        }
    }

    /// End it. Only the first ending is told.
    pub fn end(&self, why: Ending) {
        let mut live = self.live();
        self.end_locked(&mut live, why);
    }

    /// What time alone brings about; answers whether the show may be forgotten.
    pub fn tend(&self) -> Tended {
        let now = self.clock.now();
        let mut live = self.live();
        match live.presence {
            Presence::Ended { since } if now.since(since) > LINGERS => return Tended::Forgotten,
            Presence::Away { since, .. } if now.since(since) > self.limits.grace => {
                self.end_locked(&mut live, Ending::Left);
            }
            Presence::Publishing { .. } if now.since(self.began_at) > self.limits.show => {
                self.end_locked(&mut live, Ending::TooLong);
            }
            Presence::Ended { .. } | Presence::Away { .. } | Presence::Publishing { .. } => {}
        }
        Tended::Kept
    }

    fn end_locked(&self, live: &mut Live, why: Ending) {
        if matches!(live.presence, Presence::Ended { .. }) {
            return;
        }
        let cuts = live.packager.finish();
        self.apply(live, cuts);
        live.presence = Presence::Ended { since: self.clock.now() };
        live.window.is_ended = true;
        live.record = None;
        live.taps = Taps::default();
        live.written = [None, None];
        self.moved.send_modify(|position| position.segment = u64::MAX);
        self.teller.tell(Event::Ended { show: self.name.clone(), why });
    }

    pub fn video(&self, session: u64, video: Video) -> Result<bool, Gone> {
        self.hear(session, 0, Heard::Video(video))
    }

    pub fn audio(&self, session: u64, audio: Audio) -> Result<bool, Gone> {
        self.hear(session, 0, Heard::Audio(audio))
    }

    pub fn unit(&self, session: u64, unit: AccessUnit) -> Result<bool, Gone> {
        self.hear(session, unit.data.len() as u64, Heard::Unit(unit))
    }

    /// Take what a publisher sends; answers whether it is on air.
    fn hear(&self, session: u64, bytes: u64, heard: Heard) -> Result<bool, Gone> {
        let now = self.clock.now();
        let mut live = self.live();
        if matches!(live.presence, Presence::Ended { .. }) {
            return Err(Gone::Ended);
        }
        let turn = live.cameras.hear(session, now, &heard).ok_or(Gone::Replaced)?;
        if live.session() != Some(session) {
            let Turn::TakesOver(video, audio) = turn else { return Ok(false) };
            self.take_over(&mut live, session, (video, audio));
        }
        if now.since(self.began_at) > self.limits.show {
            self.end_locked(&mut live, Ending::TooLong);
            return Err(Gone::TooLong);
        }
        live.meter.count(now, bytes);
        if live.meter.bytes > self.limits.bits_per_second.saturating_mul(METERED.as_secs()) / 8 {
            return Err(Gone::TooManyBits);
        }
        live.presence = Presence::Publishing { session, heard_at: now };
        live.taps.tell(&heard);
        let cuts = match heard {
            Heard::Video(video) => live.packager.video(video),
            Heard::Audio(audio) => live.packager.audio(audio),
            Heard::Unit(unit) => live.packager.push(unit),
        };
        self.apply(&mut live, cuts);
        Ok(true)
    }

    /// Another camera is on air from here on: what it sends is told as if it had just come.
    fn take_over(&self, live: &mut Live, session: u64, (video, audio): (Option<Video>, Option<Audio>)) {
        let was_away = matches!(live.presence, Presence::Away { .. });
        let cuts = live.packager.finish();
        self.apply(live, cuts);
        let now = self.clock.now();
        live.presence = Presence::Publishing { session, heard_at: now };
        live.meter = Meter { since: now, bytes: 0, rate: live.meter.rate };
        let formats = video.map(Heard::Video).into_iter().chain(audio.map(Heard::Audio));
        for format in formats {
            live.taps.tell(&format);
            let cuts = match format {
                Heard::Video(video) => live.packager.video(video),
                Heard::Audio(audio) => live.packager.audio(audio),
                Heard::Unit(_) => Vec::new(),
            };
            self.apply(live, cuts);
        }
        if was_away {
            self.teller.tell(Event::Resumed { show: self.name.clone() });
        }
    }

    fn apply(&self, live: &mut Live, cuts: Vec<Cut>) {
        if cuts.is_empty() {
            return;
        }
        for cut in cuts {
            let at = match cut {
                Cut::Begin { at, is_discontinuous, .. } => self.reckon(live, at, is_discontinuous),
                Cut::Part { .. } | Cut::End => self.began_at,
            };
            live.window.add(&cut, at);
            let stopped = live.record.as_mut().and_then(|record| record.keep(Keep { cut, at }).err());
            if let Some(why) = stopped {
                self.stop_recording(live, why);
            }
        }
        live.written = [None, None];
        self.moved.send_replace(live.window.position());
    }

    /// What time of the programme a tick is.
    fn reckon(&self, live: &mut Live, at: i64, is_discontinuous: bool) -> Timestamp {
        // Units may have waited until all tracks were known.
        let waited = micros(live.packager.latest() - at);
        let now = Timestamp::from_micros(self.clock.now().micros().saturating_sub(waited));
        let reckoned = live
            .anchor
            .filter(|_| !is_discontinuous)
            .map(|(time, tick)| Timestamp::from_micros(time.micros().saturating_add(micros(at - tick))));
        match reckoned {
            Some(time) if time.since(now) < DRIFT && now.since(time) < DRIFT => time,
            _ => {
                live.anchor = Some((now, at));
                now
            }
        }
    }

    fn stop_recording(&self, live: &mut Live, why: Stop) {
        live.record = None;
        self.teller.tell(Event::RecordingStopped { show: self.name.clone(), why });
    }

    /// Hear what is sent, from now on. Nothing once it has ended.
    pub fn tap(&self) -> Option<Tap> {
        let mut live = self.live();
        if matches!(live.presence, Presence::Ended { .. }) {
            return None;
        }
        let formats = live.window.latest_map().map(|map| map.formats.clone()).unwrap_or_default();
        Some(live.taps.add(formats))
    }

    pub fn is_ended(&self) -> bool {
        matches!(self.live().presence, Presence::Ended { .. })
    }

    pub fn is_away(&self) -> bool {
        matches!(self.live().presence, Presence::Away { .. })
    }

    pub fn on_air(&self) -> OnAir {
        let live = self.live();
        let video = live.window.latest_map().and_then(|map| map.formats.video.clone());
        OnAir {
            name: self.name.clone(),
            began_at: self.began_at,
            presence: live.presence,
            bits_per_second: live.meter.rate,
            size_bytes: live.window.size_bytes(),
            size: video.map(|video| (video.width, video.height)),
            cameras: live.cameras.there(live.session()),
        }
    }

    /// What is sent now, and how many bits a second it has.
    pub fn sent(&self) -> Option<(Arc<Map>, u64)> {
        let live = self.live();
        let rate = if live.meter.rate > 0 { live.meter.rate } else { self.limits.bits_per_second };
        Some((Arc::clone(live.window.latest_map()?), rate))
    }

    pub fn moves(&self) -> watch::Receiver<Position> {
        self.moved.subscribe()
    }

    /// A thread that panicked left whole segments behind, so the lock is taken all the same.
    pub fn live(&self) -> MutexGuard<'_, Live> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Live {
    /// The publisher that is on air.
    fn session(&self) -> Option<u64> {
        match self.presence {
            Presence::Publishing { session, .. } => Some(session),
            Presence::Away { .. } | Presence::Ended { .. } => None,
        }
    }
}

impl Meter {
    fn count(&mut self, now: Timestamp, bytes: u64) {
        if now.since(self.since) >= METERED {
            self.rate = self.bytes.saturating_mul(8) / now.since(self.since).as_secs().max(1);
            *self = Meter { since: now, bytes: 0, rate: self.rate };
        }
        self.bytes = self.bytes.saturating_add(bytes);
    }
}
