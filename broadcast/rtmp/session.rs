//! One connection, from the handshake to its end.

use super::amf::{Asked, Command};
use super::chunks::{self, Chunks, NotChunks};
use super::flv::{self, Message};
use super::say::{Level, Output};
use crate::cmaf::FormatError;
use crate::gate::{Knock, Way};
use crate::show::{Gone, Publisher};
use crate::studio::{NotAdmitted, Studio};
use bytes::{Bytes, BytesMut};
use std::net::IpAddr;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::time::{Instant, timeout, timeout_at};

/// Why a connection ended.
#[derive(Debug, thiserror::Error)]
pub enum Closed {
    #[error("the peer has gone")]
    Gone,
    #[error("the peer said nothing for too long")]
    Silent,
    #[error("the peer does not read")]
    NotReading,
    #[error("the peer said too much before its key")]
    TooMuch,
    #[error("this is not RTMP")]
    NotRtmp,
    #[error("refused: {0}")]
    NotAdmitted(#[from] NotAdmitted),
    #[error(transparent)]
    NotHeard(#[from] Gone),
    #[error(transparent)]
    Format(#[from] FormatError),
}

/// A handshake, a connect and a key are some four kilobytes.
const BEFORE_THE_KEY: usize = 64 << 10;
/// What we tell the publisher to wait for, and after how much we say how far we are.
const WINDOW: u32 = 2_500_000;
const WRITING: Duration = Duration::from_secs(5);
const LONGEST_KEY: usize = 256;
const VERSION: u8 = 3;
/// What each side sends, and gets back.
const HANDSHAKE: usize = 1_536;
/// Kinds of messages.
const CHUNK_SIZE: u8 = 1;
const WINDOW_SIZE: u8 = 5;
const AUDIO: u8 = 8;
const VIDEO: u8 = 9;
const COMMAND_AMF3: u8 = 17;
const COMMAND: u8 = 20;

pub struct Session<'a, S> {
    studio: &'a Studio,
    stream: S,
    from: Option<IpAddr>,
    chunks: Chunks,
    input: BytesMut,
    output: Output,
    read_bytes: u32,
    acknowledged: u32,
    window: u32,
    publisher: Option<Publisher>,
    clock: Unwrapped,
}

/// Milliseconds in 32 bits begin again after 49 days.
#[derive(Debug, Default)]
struct Unwrapped(Option<(u32, i64)>);

enum Then {
    Continue,
    End,
}

impl<'a, S: AsyncRead + AsyncWrite + Unpin> Session<'a, S> {
    pub fn new(studio: &'a Studio, stream: S, from: Option<IpAddr>) -> Session<'a, S> {
        Session {
            studio,
            stream,
            from,
            chunks: Chunks::default(),
            input: BytesMut::new(),
            output: Output::default(),
            read_bytes: 0,
            acknowledged: 0,
            window: WINDOW,
            publisher: None,
            clock: Unwrapped::default(),
        }
    }

    /// Until the publisher says that it ends; everything else is an error.
    pub async fn run(mut self) -> Result<(), Closed> {
        let limits = &self.studio.config.limits;
        let deadline = Instant::now() + limits.handshake;
        timeout_at(deadline, self.shake_hands()).await.map_err(|_| Closed::Silent)??;
        loop {
            if let Then::End = self.take_messages().await? {
                return Ok(());
            }
            self.flush().await?;
            self.input.reserve(16 << 10);
            let reading = self.stream.read_buf(&mut self.input);
            let read = if self.publisher.is_some() {
                timeout(limits.silence, reading).await
            } else {
                timeout_at(deadline, reading).await
            };
            let count = read.map_err(|_| Closed::Silent)?.map_err(|_| Closed::Gone)?;
            if count == 0 {
                return Err(Closed::Gone);
            }
            self.count(count)?;
        }
    }

    /// The simple one: a version of zero says that nothing in it is signed.
    async fn shake_hands(&mut self) -> Result<(), Closed> {
        let mut theirs = [0; HANDSHAKE + 1];
        self.stream.read_exact(&mut theirs).await.map_err(|_| Closed::Gone)?;
        let [VERSION, echo @ ..] = &theirs else { return Err(Closed::NotRtmp) };
        self.output.0.push(VERSION);
        self.output.0.extend([0; HANDSHAKE]);
        self.output.0.extend(echo);
        self.flush().await?;
        let mut echo = [0; HANDSHAKE];
        self.stream.read_exact(&mut echo).await.map_err(|_| Closed::Gone)?;
        Ok(())
    }

    fn count(&mut self, count: usize) -> Result<(), Closed> {
        self.read_bytes = self.read_bytes.wrapping_add(u32::try_from(count).unwrap_or(0));
        if self.publisher.is_none() && self.read_bytes as usize > BEFORE_THE_KEY {
            return Err(Closed::TooMuch);
        }
        if self.read_bytes.wrapping_sub(self.acknowledged) >= self.window {
            self.acknowledged = self.read_bytes;
            self.output.acknowledge(self.read_bytes);
        }
        Ok(())
    }

    async fn flush(&mut self) -> Result<(), Closed> {
        if !self.output.0.is_empty() {
            let writing = self.stream.write_all(&self.output.0);
            timeout(WRITING, writing).await.map_err(|_| Closed::NotReading)?.map_err(|_| Closed::Gone)?;
            self.output.0.clear();
        }
        Ok(())
    }

    async fn take_messages(&mut self) -> Result<Then, Closed> {
        while let Some(message) = self.chunks.next(&mut self.input)? {
            let chunks::Message { at, kind, stream, body, .. } = message;
            match kind {
                COMMAND => {
                    if let Then::End = self.command(&body, stream).await? {
                        return Ok(Then::End);
                    }
                }
                // A byte says that what follows is AMF0 all the same.
                COMMAND_AMF3 => {
                    if let Then::End = self.command(body.get(1..).unwrap_or_default(), stream).await? {
                        return Ok(Then::End);
                    }
                }
                CHUNK_SIZE => self.chunks.resize(number(&body)? as usize)?,
                WINDOW_SIZE => self.window = number(&body)?.clamp(1 << 10, WINDOW),
                VIDEO => self.video(at, &body)?,
                AUDIO => self.audio(at, &body)?,
                _ => {}
            }
        }
        Ok(Then::Continue)
    }

    fn video(&mut self, at: u32, data: &Bytes) -> Result<(), Closed> {
        let at = self.clock.milliseconds(at);
        self.publish(flv::video(at, data)?)
    }

    fn audio(&mut self, at: u32, data: &Bytes) -> Result<(), Closed> {
        let at = self.clock.milliseconds(at);
        self.publish(flv::audio(at, data)?)
    }

    fn publish(&mut self, message: Message) -> Result<(), Closed> {
        let Some(publisher) = &self.publisher else { return Ok(()) };
        match message {
            Message::Video(video) => publisher.video(video)?,
            Message::Audio(audio) => publisher.audio(audio)?,
            Message::Frame(unit) => {
                publisher.unit(unit)?;
            }
            Message::Nothing => {}
        }
        Ok(())
    }

    async fn command(&mut self, body: &[u8], stream: u32) -> Result<Then, Closed> {
        let Command { transaction, asked } = Command::read(body).ok_or(Closed::NotRtmp)?;
        match asked {
            Asked::Connect => self.output.connected(transaction, WINDOW),
            Asked::CreateStream => self.output.stream_created(transaction),
            Asked::Publish { key } => self.admit(stream, &key).await?,
            Asked::Delete => return Ok(Then::End),
            Asked::Play => {
                let why = "shows are watched in the browser, not by RTMP";
                self.refuse(stream, "NetStream.Play.Failed", why).await?;
                return Ok(Then::End);
            }
            Asked::Other => {}
        }
        Ok(Then::Continue)
    }

    async fn admit(&mut self, stream: u32, key: &str) -> Result<(), Closed> {
        if self.publisher.is_some() || key.len() > LONGEST_KEY {
            return Err(Closed::NotRtmp);
        }
        let knock = Knock { key: key.to_owned(), from: self.from, by: Way::Rtmp };
        match self.studio.admit(knock).await {
            Ok(publisher) => {
                self.publisher = Some(publisher);
                self.output.stream_begins(stream);
                self.output.status(stream, Level::Status, "NetStream.Publish.Start", "on air");
                Ok(())
            }
            Err(why) => {
                self.refuse(stream, "NetStream.Publish.BadName", &why.to_string()).await?;
                Err(why.into())
            }
        }
    }

    async fn refuse(&mut self, stream: u32, code: &str, why: &str) -> Result<(), Closed> {
        self.output.status(stream, Level::Error, code, why);
        self.flush().await?;
        self.stream.shutdown().await.map_err(|_| Closed::Gone)
    }
}

impl From<NotChunks> for Closed {
    fn from(_: NotChunks) -> Closed {
        Closed::NotRtmp
    }
}

impl Unwrapped {
    fn milliseconds(&mut self, told: u32) -> i64 {
        let now = match self.0 {
            None => i64::from(told),
            // Audio and video are told in turns, so the nearer of both ways is meant.
            Some((last, at)) => at + i64::from(told.wrapping_sub(last).cast_signed()),
        };
        self.0 = Some((told, now));
        now
    }
}

/// The one number that a message of control says.
fn number(body: &[u8]) -> Result<u32, Closed> {
    body.first_chunk().map(|bytes| u32::from_be_bytes(*bytes)).ok_or(Closed::NotRtmp)
}

#[cfg(test)]
mod tests {
    use super::Unwrapped;

    #[test]
    fn milliseconds_go_on_after_49_days() {
        let mut clock = Unwrapped::default();
        let told = [u32::MAX - 20, u32::MAX - 30, 5, 15].map(|told| clock.milliseconds(told));
        let start = i64::from(u32::MAX) - 20;
        assert_eq!(told, [start, start - 10, start + 26, start + 36]);
    }
}
