//! Handing a show on to a service, for as long as it goes on.

use std::{sync::Arc, time::Duration};

use broadcast::{
    AacMaker, AacSound, AccessUnit, Audio, Broadcast, Ffmpeg, Heard, SendError, Sender, ShowName, Tap, Track,
};
use kernel::Clock;
use platform::http::{Dial, DialError};

use super::{Handing, Standing, Target, Trouble};
use crate::live::Studio;

/// A show, and where it is handed on to.
pub struct HandedShow {
    pub show: ShowName,
    pub target: Target,
    pub studio: Arc<Studio>,
    pub dial: Dial,
    pub clock: Clock,
}

/// Before it is tried again: twice as long each time, unless it went well for a while.
const PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_secs(300);
const WELL: Duration = Duration::from_secs(60);
/// For a place where sound is made anew.
const SOUND: Duration = Duration::from_secs(2);
/// Letters of what a service says.
const MOST_WORDS: usize = 200;
/// Ticks of 90 kHz: time that goes back or forth further is another beginning, which follows after a frame.
const BACK: i64 = 90_000;
const FORWARD: i64 = 270_000;
const FRAME: i64 = 3_000;

impl HandedShow {
    fn broadcast(&self) -> Option<&Broadcast> {
        self.studio.broadcast()
    }

    fn is_over(&self) -> bool {
        let show = self.broadcast().and_then(|broadcast| broadcast.show(&self.show));
        show.is_none_or(|show| matches!(show.presence, broadcast::Presence::Ended { .. }))
    }

    /// Words of a service, without the key, should it have said it.
    fn words(&self, words: &str) -> String {
        words.replace(&self.target.key, "…").chars().take(MOST_WORDS).collect()
    }
}

/// Why nothing is handed on any more.
enum Stopped {
    Over,
    Trouble(Trouble, String),
}

impl From<SendError> for Stopped {
    fn from(error: SendError) -> Self {
        match error {
            SendError::Refused(words) => Self::Trouble(Trouble::Refused, words),
            SendError::Lost(_) | SendError::TooLarge => Self::Trouble(Trouble::Lost, String::new()),
            SendError::Silent => Self::Trouble(Trouble::NoAnswer, String::new()),
            SendError::NotRtmp => Self::Trouble(Trouble::NotRtmp, String::new()),
        }
    }
}

/// Hand it on until it is over; what is in the way is tried again.
pub async fn go_on(handed: HandedShow, handing: Handing) {
    let mut pause = PAUSE;
    loop {
        handing.tell(Standing::Connecting);
        let began = handed.clock.now();
        let Err(Stopped::Trouble(why, words)) = once(&handed, &handing).await else { return };
        if handed.is_over() {
            return;
        }
        let now = handed.clock.now();
        if now.since(began) >= WELL {
            pause = PAUSE;
        }
        tracing::info!(to = %handed.target.id, why = why.name(), "a show is not handed on for now");
        let words = handed.words(&words);
        handing.tell(Standing::Waiting { why, words, again_at: now + pause });
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

async fn once(handed: &HandedShow, handing: &Handing) -> Result<(), Stopped> {
    let (address, dial) = (&handed.target.address, &handed.dial);
    let broadcast = handed.broadcast().ok_or(Stopped::Over)?;
    let wire = dial.connect(address.scheme(), (&address.host, address.port), address.has_tls).await;
    let wire = wire.map_err(|error| {
        let why = match error {
            DialError::OutOfReach => Trouble::OutOfReach,
            DialError::NoAnswer => Trouble::NoAnswer,
        };
        Stopped::Trouble(why, String::new())
    })?;
    let sender = Sender::over(Box::pin(wire), address.as_str(), &address.app, &handed.target.key).await?;
    let tap = broadcast.tap(&handed.show).ok_or(Stopped::Over)?;
    let mut line = Line {
        sender,
        ffmpeg: handed.studio.ffmpeg(),
        voice: Voice::None,
        has_picture: tap.formats.video.is_some(),
        is_begun: false,
        base: None,
        last: 0,
    };
    line.run(handed, handing, tap).await
}

/// What is said of the sound.
enum Voice {
    None,
    /// As it comes.
    AsItIs,
    Made(Box<AacMaker>),
    /// It cannot be made here.
    Silent,
}

struct Line<'a> {
    sender: Sender,
    ffmpeg: Option<&'a Ffmpeg>,
    voice: Voice,
    has_picture: bool,
    /// A key frame was sent; what stands before it is seen by nobody.
    is_begun: bool,
    /// What is taken off the times of units.
    base: Option<i64>,
    last: i64,
}

impl Line<'_> {
    async fn run(&mut self, handed: &HandedShow, handing: &Handing, mut tap: Tap) -> Result<(), Stopped> {
        if let Some(video) = tap.formats.video.clone() {
            self.sender.video(&video).await?;
        }
        if let Some(audio) = tap.formats.audio.clone() {
            self.hear(&audio).await?;
        }
        let since = handed.clock.now();
        handing.tell(Standing::Sending { since, has_sound: self.has_sound() });
        while let Some(heard) = tap.next().await {
            match heard {
                Heard::Video(video) => {
                    self.has_picture = true;
                    self.is_begun = false;
                    self.sender.video(&video).await?;
                }
                Heard::Audio(audio) => {
                    self.hear(&audio).await?;
                    handing.tell(Standing::Sending { since, has_sound: self.has_sound() });
                }
                Heard::Unit(unit) => self.unit(unit).await?,
            }
        }
        if handed.is_over() {
            Err(Stopped::Over)
        } else {
            Err(Stopped::Trouble(Trouble::Slow, String::new()))
        }
    }

    fn has_sound(&self) -> bool {
        !matches!(self.voice, Voice::Silent)
    }

    /// The sound is this from now on.
    async fn hear(&mut self, audio: &Audio) -> Result<(), Stopped> {
        self.voice = match (audio, self.ffmpeg) {
            (Audio::Aac { .. }, _) => {
                self.sender.audio(audio).await?;
                Voice::AsItIs
            }
            (Audio::Opus { channels }, Some(ffmpeg)) => {
                match tokio::time::timeout(SOUND, ffmpeg.aac(*channels)).await {
                    Ok(Ok(maker)) => Voice::Made(Box::new(maker)),
                    Ok(Err(_)) | Err(_) => Voice::Silent,
                }
            }
            (Audio::Opus { .. }, None) => Voice::Silent,
        };
        Ok(())
    }

    async fn unit(&mut self, unit: AccessUnit) -> Result<(), Stopped> {
        if !self.is_begun {
            if self.has_picture && !(unit.track == Track::Video && unit.is_key) {
                return Ok(());
            }
            self.is_begun = true;
        }
        match (unit.track, &mut self.voice) {
            (Track::Video, _) | (Track::Audio, Voice::AsItIs) => self.say(unit).await?,
            (Track::Audio, Voice::Made(maker)) => {
                if !maker.push(&unit) {
                    self.voice = Voice::Silent;
                }
            }
            (Track::Audio, Voice::None | Voice::Silent) => {}
        }
        while let Voice::Made(maker) = &mut self.voice
            && let Some(sound) = maker.take()
        {
            match sound {
                AacSound::Format(audio) => self.sender.audio(&audio).await?,
                AacSound::Packet(unit) => self.say(unit).await?,
            }
        }
        Ok(())
    }

    /// Say a unit at its time, counted from the first.
    async fn say(&mut self, unit: AccessUnit) -> Result<(), Stopped> {
        let base = *self.base.get_or_insert(unit.at);
        let mut at = unit.at - base;
        if !(self.last - BACK..=self.last + FORWARD).contains(&at) {
            at = self.last + FRAME;
            self.base = Some(unit.at - at);
        }
        self.last = self.last.max(at);
        self.sender.unit(&AccessUnit { at: at.max(0), ..unit }).await?;
        Ok(())
    }
}
