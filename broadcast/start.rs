//! Opening and closing the doors, and what a web layer asks.

use crate::config::{Config, Media};
use crate::event::{Ending, Events, Teller};
use crate::gate::{Gate, ShowName};
use crate::hls::Answer;
use crate::recording::{self, Budget, NotForgotten};
use crate::rtc::{self, Door, Joined, NotJoined};
use crate::rtmp;
use crate::show::OnAir;
use crate::studio::Studio;
use kernel::{Chance, Clock};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;

/// Live shows: started once, asked by any web layer.
pub struct Broadcast {
    studio: Arc<Studio>,
    rtmp: Option<SocketAddr>,
    media: Option<SocketAddr>,
    door: Option<Door>,
    tasks: Vec<JoinHandle<()>>,
}

#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("RTMP cannot be taken at {0}")]
    Rtmp(SocketAddr, #[source] std::io::Error),
    #[error("WebRTC cannot be taken at {0}")]
    Media(SocketAddr, #[source] std::io::Error),
    #[error("the folder of recordings {} cannot be used", .0.display())]
    Recordings(PathBuf, #[source] std::io::Error),
}

/// How often what time brings about is looked for.
const TENDING: Duration = Duration::from_millis(500);

impl Broadcast {
    /// Open the doors that the configuration names. Tokio's runtime must be there.
    pub async fn start(
        config: Config,
        clock: Clock,
        chance: Chance,
        gate: impl Gate,
    ) -> Result<(Broadcast, Events), StartError> {
        let (folder, limits) = (config.recordings.clone(), config.limits);
        let budget = Budget::of(&folder, limits.recording_bytes, limits.recordings_bytes).await;
        let budget = budget.map_err(|error| StartError::Recordings(folder, error))?;
        let (teller, events) = Teller::new();
        let (rtmp, media) = (config.rtmp, config.media.clone());
        let studio = Arc::new(Studio::new(config, gate, clock, teller, budget));
        let mut broadcast = Broadcast { tasks: Vec::new(), rtmp: None, media: None, door: None, studio };
        if let Some(address) = rtmp {
            let studio = Arc::clone(&broadcast.studio);
            let listening = rtmp::listen(studio, address).await;
            let listening = listening.map_err(|error| StartError::Rtmp(address, error))?;
            broadcast.rtmp = Some(listening.address);
            broadcast.tasks.push(listening.task);
        }
        if let Some(media) = media {
            let at = media.listen;
            broadcast.open_media(media, chance).await.map_err(|error| StartError::Media(at, error))?;
        }
        let studio = Arc::clone(&broadcast.studio);
        broadcast.tasks.push(tokio::spawn(async move {
            loop {
                tokio::time::sleep(TENDING).await;
                studio.tend();
            }
        }));
        Ok((broadcast, events))
    }

    async fn open_media(&mut self, media: Media, chance: Chance) -> std::io::Result<()> {
        let socket = tokio::net::UdpSocket::bind(media.listen).await?;
        let address = socket.local_addr()?;
        let addresses = if media.addresses.is_empty() { vec![address.ip()] } else { media.addresses };
        let candidates: Vec<SocketAddr> =
            addresses.into_iter().map(|ip| SocketAddr::new(ip, address.port())).collect();
        let limits = self.studio.config.limits;
        let (switchboard, task) = rtc::switch(socket, candidates.clone(), limits);
        self.tasks.push(task);
        let door = Door::new(Arc::clone(&self.studio), switchboard, candidates, chance);
        self.door = Some(door.ok_or_else(|| std::io::Error::other("no certificate can be made"))?);
        self.media = Some(address);
        Ok(())
    }

    /// The UDP port of WebRTC, where it listens.
    pub fn media(&self) -> Option<SocketAddr> {
        self.media
    }

    /// WHIP: an offer of somebody who publishes with a key. Their show is read as every other, and watched by WHEP.
    pub async fn whip(&self, key: &str, from: Option<IpAddr>, offer: &str) -> Result<Joined, NotJoined> {
        self.door.as_ref().ok_or(NotJoined::Off)?.publish(key, from, offer).await
    }

    /// WHEP: an offer of somebody who watches, whom the host has let in.
    pub fn whep(&self, show: &ShowName, offer: &str) -> Result<Joined, NotJoined> {
        self.door.as_ref().ok_or(NotJoined::Off)?.watch(show, offer)
    }

    /// Whether a show on air may be watched without delay, by WHEP, now: its publisher came by WHIP, and there is room.
    ///
    /// Who asks afterwards may still be refused, since the last place may be taken meanwhile.
    pub fn is_near(&self, show: &ShowName) -> bool {
        self.door.as_ref().is_some_and(|door| door.is_near(show))
    }

    /// End a session of WHIP or WHEP, as its client asks by deleting it.
    pub async fn leave(&self, session: &str) {
        if let Some(door) = &self.door {
            door.switchboard.leave(session.to_owned()).await;
        }
    }

    /// Where RTMP is taken, with the port that the system gave if none was asked for.
    pub fn rtmp(&self) -> Option<SocketAddr> {
        self.rtmp
    }

    /// Shows that are on air or ended a moment ago, by name.
    pub fn shows(&self) -> Vec<OnAir> {
        self.studio.shows().values().map(|show| show.on_air()).collect()
    }

    pub fn show(&self, show: &ShowName) -> Option<OnAir> {
        self.studio.show(show).map(|show| show.on_air())
    }

    /// A file of a show on air, as its playlists name it; `index.m3u8` is the first. Answers when it is there: a
    /// request for what comes next waits for it, at most three target durations.
    pub async fn live(&self, show: &ShowName, file: &str, query: &str) -> Answer {
        match self.studio.show(show) {
            Some(show) => show.read(file, query).await,
            None => Answer::bare(404),
        }
    }

    /// A file of a recording, as its playlist names it; `index.m3u8` is the first. `range` is the header of that name.
    pub async fn replay(&self, show: &ShowName, file: &str, range: Option<&str>) -> Answer {
        recording::replay(&self.studio.folder(show), show, file, range, &self.studio.writing).await
    }

    /// Throw a recording away.
    pub async fn forget(&self, show: &ShowName) -> Result<(), NotForgotten> {
        let studio = &self.studio;
        recording::forget(&studio.folder(show), show, &studio.budget, &studio.writing).await
    }

    /// Whether a recording of this name is being written, also shortly after the end of its show.
    pub fn is_writing(&self, show: &ShowName) -> bool {
        self.studio.writing.has(show)
    }

    /// End a show; its publisher is sent away. Nothing happens if it is not on air.
    pub fn end(&self, show: &ShowName) {
        if let Some(show) = self.studio.show(show) {
            show.end(Ending::ByHost);
        }
    }

    /// End every show and wait until what was recorded is written.
    pub async fn stop(self) {
        for task in &self.tasks {
            task.abort();
        }
        for show in self.studio.shows().values() {
            show.end(Ending::ByHost);
        }
        while !self.studio.writing.is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

impl Drop for Broadcast {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}
