//! Opening and closing the doors, and what a web layer asks.

use crate::config::{Config, Media};
use crate::event::{Ending, Events, Teller};
use crate::ffmpeg::ClipRange;
use crate::gate::{Camera, Gate, ShowName};
use crate::hls::Answer;
use crate::recording::{self, Budget, Disk, NotForgotten, Recording};
use crate::rtc::{self, Candidates, Door, Doors, Joined, NotJoined, Seat};
use crate::rtmp;
use crate::show::{NoSuchCamera, OnAir};
use crate::studio::Studio;
use kernel::{Chance, Clock};
use socket2::SockRef;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Live shows: started once, asked by any web layer.
pub struct Broadcast {
    pub(crate) studio: Arc<Studio>,
    rtmp: Option<SocketAddr>,
    media: Option<SocketAddr>,
    media_tcp: Option<SocketAddr>,
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
/// Bytes that wait in the socket: fifty shows for a fifth of a second.
const ROOM: usize = 4 << 20;

impl Broadcast {
    /// Open the doors that the configuration names. Tokio's runtime must be there.
    pub async fn start(
        config: Config,
        clock: Clock,
        chance: Chance,
        gate: impl Gate,
    ) -> Result<(Broadcast, Events), StartError> {
        let folder = config.recordings.clone();
        let budget = Budget::of(&folder, &config.limits).await;
        let budget = budget.map_err(|error| StartError::Recordings(folder, error))?;
        let (teller, events) = Teller::new();
        let (rtmp, media) = (config.rtmp, config.media.clone());
        let studio = Arc::new(Studio::new(config, gate, clock, teller, budget));
        let mut broadcast =
            Broadcast { tasks: Vec::new(), rtmp: None, media: None, media_tcp: None, door: None, studio };
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
        make_room(&socket);
        let listener = match media.tcp {
            Some(at) => listen(at).await,
            None => None,
        };
        let limits = self.studio.config.limits;
        self.media_tcp = listener.as_ref().and_then(|listener| listener.local_addr().ok());
        let reached = |at: SocketAddr| -> Vec<SocketAddr> {
            let own = [at.ip()];
            let said = if media.addresses.is_empty() { &own[..] } else { &media.addresses };
            said.iter().map(|ip| SocketAddr::new(*ip, at.port())).collect()
        };
        let tcp = self.media_tcp.map(reached).unwrap_or_default();
        let candidates = Candidates { udp: reached(address), tcp: tcp.clone() };
        let lines = listener.map(|listener| (rtc::listen(listener, limits), tcp));
        let doors = Doors { socket, addresses: candidates.udp.clone(), lines };
        let (switchboard, task) = rtc::switch(doors, limits);
        self.tasks.push(task);
        let door = Door::new(Arc::clone(&self.studio), switchboard, candidates, chance);
        self.door = Some(door.ok_or_else(|| std::io::Error::other("no certificate can be made"))?);
        self.media = Some(address);
        Ok(())
    }

    /// Where connections of WebRTC are taken, from networks without UDP.
    pub fn media_tcp(&self) -> Option<SocketAddr> {
        self.media_tcp
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
    pub fn whep(
        &self,
        show: &ShowName,
        seat: Seat,
        from: Option<IpAddr>,
        offer: &str,
    ) -> Result<Joined, NotJoined> {
        self.door.as_ref().ok_or(NotJoined::Off)?.watch(show, (seat, from), offer)
    }

    /// Whether a show on air may be watched without delay, by WHEP, now: its publisher came by WHIP, and there is a seat.
    ///
    /// Who asks afterwards may still be refused, since the last place may be taken meanwhile.
    pub fn is_near(&self, show: &ShowName, seat: Seat) -> bool {
        self.door.as_ref().is_some_and(|door| door.is_near(show, seat))
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
        self.replay_without(show, file, range, &[]).await
    }

    /// The same without what was taken out of it.
    pub async fn replay_without(
        &self,
        show: &ShowName,
        file: &str,
        range: Option<&str>,
        without: &[ClipRange],
    ) -> Answer {
        recording::replay(&self.studio.folder(show), show, file, range, without, &self.studio.writing).await
    }

    /// Show the picture of another camera of a show on air, from its next key frame on.
    pub fn switch(&self, show: &ShowName, camera: Camera) -> Result<(), NoSuchCamera> {
        self.studio.show(show).ok_or(NoSuchCamera)?.switch(camera)
    }

    /// Throw a recording away.
    pub async fn forget(&self, show: &ShowName) -> Result<(), NotForgotten> {
        let studio = &self.studio;
        recording::forget(&studio.folder(show), show, &studio.budget, &studio.writing).await
    }

    /// All recordings, also those of shows that nobody knows any more.
    pub async fn recordings(&self) -> std::io::Result<Vec<Recording>> {
        recording::list(&self.studio.config.recordings).await
    }

    /// What recordings take of their disk, and what it has left.
    pub async fn disk(&self) -> std::io::Result<Disk> {
        let folder = &self.studio.config.recordings;
        let (all, free_bytes) =
            (recording::list(folder).await?, recording::free_bytes(folder.clone()).await?);
        let used_bytes = all.iter().map(|recording| recording.size_bytes).sum();
        Ok(Disk { recordings: all.len(), used_bytes, free_bytes })
    }

    /// From now on recordings take no more than this, all together. What is there already stays.
    pub fn keep_at_most(&self, bytes: u64) {
        self.studio.budget.all.store(bytes, Relaxed);
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

/// Where nothing listens, shows go on by UDP.
async fn listen(at: SocketAddr) -> Option<TcpListener> {
    match TcpListener::bind(at).await {
        Ok(listener) => Some(listener),
        Err(error) => {
            tracing::error!(%at, %error, "WebRTC is not taken by TCP");
            None
        }
    }
}

/// Room for what comes while the task is busy: many publishers send their first key frames at once. The system gives as
/// much of it as it allows.
fn make_room(socket: &tokio::net::UdpSocket) {
    let socket = SockRef::from(socket);
    for made in [socket.set_recv_buffer_size(ROOM), socket.set_send_buffer_size(ROOM)] {
        if let Err(error) = made {
            tracing::debug!(%error, "the buffers of the socket stay as they are");
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
