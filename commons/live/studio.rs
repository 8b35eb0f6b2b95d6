//! Where video comes in and goes out, and what of it becomes the state of rooms.

use std::{
    collections::{HashMap, HashSet},
    net::IpAddr,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    time::Duration,
};

use broadcast::{
    Admission, Admitting, Answer, Broadcast, Camera, ClipRange, Config, Events, Ffmpeg, FfmpegChoice, Gate,
    Joined, Keeping, Knock, Media, NotForgotten, NotJoined, Presence, Refusal, Seat, ShowName, StartError,
};
use kernel::{Actor, OrderId, Timestamp};
use people::market::Market;
use platform::{
    config::{LiveConfig, UPLOAD_BYTES},
    db::{Db, DbError, Tx},
};

use super::{
    AirError, Kept, Room, RoomId, clips::ClipId, end, films::FilmId, find_by_key, law::hindrance,
    pictures::Pictures, store, talk::Tally, targets::Handed, uploads::UploadId,
};

/// A ticket opens a room once, within this time.
const TICKET: Duration = Duration::from_secs(30);

/// Where shows come in and go out. It is closed until it is opened, and for good where the market has no live video.
#[derive(Default)]
pub struct Studio {
    broadcast: OnceLock<Broadcast>,
    /// Where recordings are.
    folder: OnceLock<PathBuf>,
    tickets: Arc<Tickets>,
    /// Rooms on air that everybody may see: asked for with every piece of video.
    open: Mutex<HashSet<RoomId>>,
    /// What makes pictures and films, where it is there.
    ffmpeg: OnceLock<Ffmpeg>,
    pub(super) pictures: Pictures,
    pub(super) handed: Handed,
    /// Hearts and viewers of rooms on air.
    pub(super) tally: Tally,
    /// How large a film may be that is sent.
    upload_bytes: OnceLock<u64>,
}

/// By which a host who is signed in sends from the browser: each is good for one offer.
#[derive(Default)]
struct Tickets(Mutex<HashMap<String, Ticket>>);

struct Ticket {
    room: RoomId,
    purpose: Purpose,
    since: Timestamp,
}

/// What a host sends for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Show,
    /// To see how it looks. Nobody else does.
    Practice,
    /// A show that nobody needs to see again.
    Unrecorded,
    /// To be there when the host switches to another camera.
    Second,
}

impl Tickets {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Ticket>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, ticket: &str, now: Timestamp) -> Option<(RoomId, Purpose)> {
        let mut tickets = self.lock();
        tickets.retain(|_, ticket| now.since(ticket.since) < TICKET);
        tickets.remove(ticket).map(|ticket| (ticket.room, ticket.purpose))
    }
}

impl Studio {
    /// Open the doors that the configuration names.
    pub async fn open(&self, market: Market, live: &LiveConfig) -> Result<Events, StartError> {
        let (tcp, addresses) = (live.media_tcp, live.addresses.clone());
        let mut config = Config {
            rtmp: live.rtmp,
            media: live.media.map(|listen| Media { listen, tcp, addresses }),
            ..Config::new(folder(&market.config.data))
        };
        config.limits.viewers = live.seats.unwrap_or(config.limits.viewers);
        let _ = self.folder.set(config.recordings.clone());
        let (choice, work) = (choice(live.ffmpeg.as_deref()), market.config.data.join("ffmpeg"));
        if let Some(found) = Ffmpeg::find(&choice, &work, live.ffmpeg_processes) {
            let _ = self.ffmpeg.set(found);
        }
        let _ = self.upload_bytes.set(live.upload_bytes.unwrap_or(UPLOAD_BYTES));
        let (clock, chance) = (market.clock.clone(), market.chance.clone());
        let gate = Doorkeeper { market, tickets: self.tickets.clone() };
        let (broadcast, events) = Broadcast::start(config, clock, chance, gate).await?;
        // It is opened once; a second one would be dropped, and its doors closed.
        let _ = self.broadcast.set(broadcast);
        Ok(events)
    }

    /// What makes pictures and films, unless it is not there.
    pub fn ffmpeg(&self) -> Option<&Ffmpeg> {
        self.ffmpeg.get()
    }

    pub fn most_upload_bytes(&self) -> u64 {
        self.upload_bytes.get().copied().unwrap_or(UPLOAD_BYTES)
    }

    /// Where the film of a clip is.
    pub fn clip_file(&self, clip: ClipId) -> Option<PathBuf> {
        Some(self.folder.get()?.with_file_name("clips").join(format!("{clip}.mp4")))
    }

    /// Where a film is that is sent, until it is converted.
    pub fn upload_file(&self, upload: UploadId) -> Option<PathBuf> {
        Some(self.folder.get()?.with_file_name("uploads").join(upload.to_string()))
    }

    /// Where a short film is.
    pub fn film_file(&self, film: FilmId) -> Option<PathBuf> {
        Some(self.folder.get()?.with_file_name("films").join(format!("{film}.mp4")))
    }

    pub async fn forget_film(&self, film: FilmId) {
        forget_file(self.film_file(film)).await;
    }

    /// Where the receipt of an order is.
    pub fn receipt_file(&self, order: OrderId) -> Option<PathBuf> {
        Some(self.folder.get()?.with_file_name("receipts").join(format!("{order}.mp4")))
    }

    pub async fn forget_receipt(&self, order: OrderId) {
        forget_file(self.receipt_file(order)).await;
    }

    pub async fn forget_clip(&self, clip: ClipId) {
        forget_file(self.clip_file(clip)).await;
    }

    pub async fn forget_upload(&self, upload: UploadId) {
        forget_file(self.upload_file(upload)).await;
    }

    pub fn broadcast(&self) -> Option<&Broadcast> {
        self.broadcast.get()
    }

    /// Whether phones and browsers can send and watch here without a delay.
    pub fn takes_browsers(&self) -> bool {
        self.broadcast().is_some_and(|broadcast| broadcast.media().is_some())
    }

    /// Where programs send to, if they may.
    pub fn rtmp(&self) -> Option<std::net::SocketAddr> {
        self.broadcast().and_then(Broadcast::rtmp)
    }

    /// An offer of a host who is signed in.
    pub async fn publish(
        &self,
        (room, purpose): (RoomId, Purpose),
        (ticket, now): (String, Timestamp),
        from: Option<IpAddr>,
        offer: &str,
    ) -> Result<Joined, NotJoined> {
        let broadcast = self.broadcast().ok_or(NotJoined::Off)?;
        self.let_in((room, purpose), ticket.clone(), now);
        broadcast.whip(&ticket, from, offer).await
    }

    /// Let somebody send to a room once, soon, by a ticket in place of its stream key.
    pub fn let_in(&self, (room, purpose): (RoomId, Purpose), ticket: String, now: Timestamp) {
        self.tickets.lock().insert(ticket, Ticket { room, purpose, since: now });
    }

    /// An offer of a program that knows a stream key.
    pub async fn publish_by_key(
        &self,
        key: &str,
        from: Option<IpAddr>,
        offer: &str,
    ) -> Result<Joined, NotJoined> {
        self.broadcast().ok_or(NotJoined::Off)?.whip(key, from, offer).await
    }

    /// An offer of somebody who may watch; its host finds a seat, however many do.
    pub fn watch(
        &self,
        room: &Room,
        seat: Seat,
        from: Option<IpAddr>,
        offer: &str,
    ) -> Result<Joined, NotJoined> {
        let name = show_name(room.id).ok_or(NotJoined::Off)?;
        self.broadcast().ok_or(NotJoined::Off)?.whep(&name, seat, from, offer)
    }

    pub async fn leave(&self, session: &str) {
        if let Some(broadcast) = self.broadcast() {
            broadcast.leave(session).await;
        }
    }

    /// Whether a room can be watched without a delay.
    pub fn is_near(&self, room: RoomId, seat: Seat) -> bool {
        let name = show_name(room);
        name.zip(self.broadcast()).is_some_and(|(name, broadcast)| broadcast.is_near(&name, seat))
    }

    /// Whether somebody sends to a room now.
    pub fn presence(&self, room: RoomId) -> Option<Presence> {
        Some(self.broadcast()?.show(&show_name(room)?)?.presence)
    }

    /// The cameras that send to a room, and whether each is on air.
    pub fn cameras(&self, room: RoomId) -> Vec<(Camera, bool)> {
        let show = show_name(room).zip(self.broadcast()).and_then(|(name, broadcast)| broadcast.show(&name));
        show.map(|show| show.cameras).unwrap_or_default()
    }

    /// A piece of a room on air.
    pub async fn live(&self, room: RoomId, file: &str, query: &str) -> Option<Answer> {
        Some(self.broadcast()?.live(&show_name(room)?, file, query).await)
    }

    /// A piece of a replay, of which nothing is seen of what was taken out.
    pub async fn replay(
        &self,
        room: RoomId,
        file: &str,
        range: Option<&str>,
        without: &[ClipRange],
    ) -> Option<Answer> {
        Some(self.broadcast()?.replay_without(&show_name(room)?, file, range, without).await)
    }

    /// End the show of a room; whoever sends is sent away.
    pub fn stop(&self, room: RoomId) {
        if let (Some(broadcast), Some(name)) = (self.broadcast(), show_name(room)) {
            broadcast.end(&name);
        }
    }

    /// End a room with its show: the act, and what it means for those who send and watch.
    pub async fn end(&self, db: &Db, by: Actor, now: Timestamp, room: RoomId) -> Result<Room, AirError> {
        let kept = self.kept(room).await;
        let ended = db.write(async move |tx: &mut Tx| end(tx, &by, now, room, kept).await).await?;
        self.close_doors(room);
        self.stop(room);
        Ok(ended)
    }

    /// Whether something of a room was recorded.
    async fn kept(&self, room: RoomId) -> Kept {
        let (Some(folder), Some(name)) = (self.folder.get(), show_name(room)) else { return Kept::Nothing };
        let is_there = tokio::fs::try_exists(folder.join(name.as_str())).await;
        if is_there.unwrap_or(false) { Kept::Recorded } else { Kept::Nothing }
    }

    /// Throw the recording of a room away.
    pub async fn forget(&self, room: RoomId) -> Result<(), NotForgotten> {
        match (self.broadcast(), show_name(room)) {
            (Some(broadcast), Some(name)) => broadcast.forget(&name).await,
            _ => Ok(()),
        }
    }

    /// Recordings take no more than so many gigabytes from now on, all together.
    pub fn keep_at_most(&self, gigabytes: u32) {
        if let Some(broadcast) = self.broadcast() {
            broadcast.keep_at_most(u64::from(gigabytes) * 1_000_000_000);
        }
    }

    fn doors(&self) -> MutexGuard<'_, HashSet<RoomId>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether everybody may see a room that is on air.
    pub fn is_open(&self, room: RoomId) -> bool {
        self.doors().contains(&room)
    }

    pub(super) fn open_doors(&self, room: &Room) {
        self.doors().insert(room.id);
    }

    fn close_doors(&self, room: RoomId) {
        self.doors().remove(&room);
        self.pictures.forget(room);
        self.tally.forget(room);
    }
}

/// Take a file away, if it is there.
async fn forget_file(file: Option<PathBuf>) {
    let Some(file) = file else { return };
    match tokio::fs::remove_file(&file).await {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => tracing::warn!(%error, file = %file.display(), "a film is still there"),
    }
}

/// As an operator says it.
fn choice(said: Option<&str>) -> FfmpegChoice {
    match said {
        None => FfmpegChoice::Found,
        Some("off") => FfmpegChoice::Off,
        Some(path) => FfmpegChoice::At(path.into()),
    }
}

/// Where the recordings of a market are, in its data folder.
pub fn folder(data: &Path) -> PathBuf {
    data.join("live")
}

pub(super) fn show_name(room: RoomId) -> Option<ShowName> {
    ShowName::new(&room.to_string()).ok()
}

/// No room has this name, so what happens to it is no news of a room.
fn practice_name(room: RoomId) -> Option<ShowName> {
    ShowName::new(&format!("practice-{room}")).ok()
}

/// Looks at keys and tickets.
struct Doorkeeper {
    market: Market,
    tickets: Arc<Tickets>,
}

impl Gate for Doorkeeper {
    fn admit(&self, knock: Knock) -> Admitting<'_> {
        Box::pin(async move {
            let ticket = self.tickets.take(&knock.key, self.market.now());
            let room = match ticket {
                Some((room, _)) => {
                    self.market.db.read(async move |tx: &mut Tx| store::find(tx, room).await).await
                }
                None => {
                    let look = async move |tx: &mut Tx| find_by_key(tx, &knock.key).await;
                    self.market.db.read::<_, DbError, _>(look).await
                }
            };
            let room = room.map_err(|error| {
                tracing::warn!(%error, "a stream key could not be looked up");
                Refusal::Said("the market is busy: try again".to_owned())
            })?;
            let room = room.ok_or(Refusal::UnknownKey)?;
            if room.state.is_over() {
                return Err(Refusal::Said("this show is over".to_owned()));
            }
            let (id, now) = (room.id, self.market.now());
            let look = async move |tx: &mut Tx| hindrance(tx, now, id).await;
            let hindrance = self.market.db.read(look).await.map_err(|error| {
                tracing::warn!(%error, "whether a show may be given could not be looked up");
                Refusal::Said("the market is busy: try again".to_owned())
            })?;
            if let Some(hindrance) = hindrance {
                return Err(Refusal::Said(hindrance.words().to_owned()));
            }
            let (show, keeping) = match ticket {
                Some((_, Purpose::Practice)) => (practice_name(room.id), Keeping::Forgotten),
                Some((_, Purpose::Unrecorded)) => (show_name(room.id), Keeping::Forgotten),
                Some((_, Purpose::Show | Purpose::Second)) | None => (show_name(room.id), Keeping::Recorded),
            };
            let is_second = matches!(ticket, Some((_, Purpose::Second)));
            let camera = if is_second { Camera::Second } else { Camera::Main };
            Ok(Admission { show: show.ok_or(Refusal::UnknownKey)?, keeping, camera })
        })
    }
}
