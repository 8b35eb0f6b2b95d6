//! Publishing to a server of RTMP, ours or another.

use super::amf::{self, Reply, Status, Value};
use super::chunks::{self, Chunks};
use super::flv;
use super::say::{self, Head};
use crate::cmaf::{AccessUnit, Audio, TICKS, Track, Video};
use bytes::BytesMut;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Somebody who publishes by RTMP: first what the tracks are made of, then their units in the order of their time.
///
/// Sent as fast as the other side takes it; the pace is the caller's. What it says meanwhile is read with each unit. When
/// it is dropped, the connection closes; [`Sender::end`] says so first.
pub struct Sender {
    stream: Pin<Box<dyn Wire>>,
    chunks: Chunks,
    input: BytesMut,
    output: Vec<u8>,
    /// The number that the server gave our stream.
    number: u32,
    audio: Option<Audio>,
    /// Of the last unit, in milliseconds.
    at: u32,
    key: String,
}

/// What a connection is made of: TCP, or TLS over it.
pub trait Wire: AsyncRead + AsyncWrite + Send + Sync {}

impl<T: AsyncRead + AsyncWrite + Send + Sync> Wire for T {}

/// Why nothing is sent, or no more.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The other side said no; the words are its own.
    #[error("refused: {0}")]
    Refused(String),
    #[error("the connection is lost")]
    Lost(#[source] std::io::Error),
    #[error("the other side does not answer")]
    Silent,
    #[error("the other side does not speak RTMP")]
    NotRtmp,
    #[error("a picture or packet is too large for RTMP")]
    TooLarge,
}

/// For all that is said before the first frame.
const OPENING: Duration = Duration::from_secs(10);
const WRITING: Duration = Duration::from_secs(5);
/// Of ours: most frames are one chunk.
const CHUNK: usize = 60_000;
/// A message of ours is written with a length of three bytes.
const LARGEST: usize = 0xff_ff00;
const VERSION: u8 = 3;
const HANDSHAKE: usize = 1_536;
/// Channels of chunks.
const CONTROL: u8 = 2;
const COMMANDS: u8 = 3;
const SOUND: u8 = 4;
const PICTURE: u8 = 6;
/// Kinds of messages.
const CHUNK_SIZE: u8 = 1;
const USER_CONTROL: u8 = 4;
const AUDIO: u8 = 8;
const VIDEO: u8 = 9;
const COMMAND: u8 = 20;
/// Events of user control: servers leave whoever does not answer.
const PING: [u8; 2] = [0, 6];
const PONG: [u8; 2] = [0, 7];
/// By which numbers we ask.
const CONNECT: f64 = 1.0;
const RELEASE: f64 = 2.0;
const ANNOUNCE: f64 = 3.0;
const CREATE: f64 = 4.0;
const PUBLISH: f64 = 5.0;

impl Sender {
    /// Connect to an application (`live`) of a server, and publish with a key. Answers once the server has let us in.
    pub async fn open(to: SocketAddr, app: &str, key: &str) -> Result<Sender, SendError> {
        let opening = async {
            let stream = TcpStream::connect(to).await?;
            // A frame is one write, which should not wait for the next.
            let _ = stream.set_nodelay(true);
            Sender::enter(Box::pin(stream), &format!("rtmp://{to}/{app}"), app, key).await
        };
        timeout(OPENING, opening).await.map_err(|_| SendError::Silent)?
    }

    /// The same over a connection that the host has made, to an address as its service knows it: `rtmps://live.example/app`.
    pub async fn over(
        wire: Pin<Box<dyn Wire>>,
        address: &str,
        app: &str,
        key: &str,
    ) -> Result<Sender, SendError> {
        let opening = Sender::enter(wire, address, app, key);
        timeout(OPENING, opening).await.map_err(|_| SendError::Silent)?
    }

    async fn enter(
        stream: Pin<Box<dyn Wire>>,
        address: &str,
        app: &str,
        key: &str,
    ) -> Result<Sender, SendError> {
        let mut sender = Sender {
            stream,
            chunks: Chunks::default(),
            input: BytesMut::new(),
            output: Vec::new(),
            number: 0,
            audio: None,
            at: 0,
            key: key.to_owned(),
        };
        sender.shake_hands().await?;
        sender.connect(address, app).await?;
        sender.publish().await?;
        Ok(sender)
    }

    /// The simple one: a version of zero says that nothing in it is signed.
    async fn shake_hands(&mut self) -> Result<(), SendError> {
        let mut ours = [0; HANDSHAKE + 1];
        ours[0] = VERSION;
        self.stream.write_all(&ours).await?;
        if self.stream.read_u8().await? != VERSION {
            return Err(SendError::NotRtmp);
        }
        let mut theirs = [0; HANDSHAKE];
        self.stream.read_exact(&mut theirs).await?;
        self.stream.write_all(&theirs).await?;
        // What comes back is what was sent; there is nothing in it to look at.
        self.stream.read_exact(&mut theirs).await?;
        Ok(())
    }

    async fn connect(&mut self, address: &str, app: &str) -> Result<(), SendError> {
        let size = u32::try_from(CHUNK).unwrap_or(0).to_be_bytes();
        let head = Head { channel: CONTROL, at: 0, kind: CHUNK_SIZE, stream: 0 };
        say::write(&mut self.output, CHUNK, head, &size);
        let ours = [
            ("app", Value::String(app)),
            ("type", Value::String("nonprivate")),
            ("flashVer", Value::String("FMLE/3.0 (compatible; Jishi)")),
            ("tcUrl", Value::String(address)),
        ];
        self.command(0, &[Value::String("connect"), Value::Number(CONNECT), Value::Object(&ours)]);
        self.until(|reply| match reply {
            Reply::Done { transaction, .. } => Ok((*transaction == CONNECT).then_some(())),
            Reply::Status(status) => refusal(status).map_or(Ok(None), Err),
            Reply::Other => Ok(None),
        })
        .await
    }

    async fn publish(&mut self) -> Result<(), SendError> {
        let key = self.key.clone();
        // Some services take a stream only when they were told of it.
        for (name, number) in [("releaseStream", RELEASE), ("FCPublish", ANNOUNCE)] {
            self.command(0, &[Value::String(name), Value::Number(number), Value::Null, Value::String(&key)]);
        }
        self.command(0, &[Value::String("createStream"), Value::Number(CREATE), Value::Null]);
        let number = self
            .until(|reply| match reply {
                Reply::Done { transaction, number } if *transaction == CREATE => Ok(*number),
                // Whoever does not know the two announcements says so; that is no refusal.
                Reply::Done { .. } | Reply::Status(_) | Reply::Other => Ok(None),
            })
            .await?;
        self.number = number as u32;
        self.command(
            self.number,
            &[
                Value::String("publish"),
                Value::Number(PUBLISH),
                Value::Null,
                Value::String(&key),
                Value::String("live"),
            ],
        );
        self.until(|reply| match reply {
            Reply::Status(status) if status.code == "NetStream.Publish.Start" => Ok(Some(())),
            Reply::Status(status) if status.code.starts_with("NetStream.") => {
                refusal(status).map_or(Ok(None), Err)
            }
            Reply::Done { .. } | Reply::Status(_) | Reply::Other => Ok(None),
        })
        .await
    }

    /// The picture is made of this from now on.
    pub async fn video(&mut self, video: &Video) -> Result<(), SendError> {
        let body = flv::video_format(video).ok_or(SendError::TooLarge)?;
        self.send(PICTURE, VIDEO, &body).await
    }

    /// The sound is made of this from now on.
    pub async fn audio(&mut self, audio: &Audio) -> Result<(), SendError> {
        self.audio = Some(audio.clone());
        self.send(SOUND, AUDIO, &flv::audio_format(audio)).await
    }

    /// A frame or packet; sound of which nothing was told is left out.
    pub async fn unit(&mut self, unit: &AccessUnit) -> Result<(), SendError> {
        // The other side counts in 32 bits and begins again, and so do we.
        self.at = (unit.at / (TICKS / 1_000)) as u32;
        match (unit.track, &self.audio) {
            (Track::Video, _) => self.send(PICTURE, VIDEO, &flv::frame(unit)).await,
            (Track::Audio, Some(audio)) => {
                let body = flv::sound(audio, unit);
                self.send(SOUND, AUDIO, &body).await
            }
            (Track::Audio, None) => Ok(()),
        }
    }

    /// Say that this is all.
    pub async fn end(mut self) -> Result<(), SendError> {
        let number = f64::from(self.number);
        let key = self.key.clone();
        self.command(
            0,
            &[Value::String("FCUnpublish"), Value::Number(0.0), Value::Null, Value::String(&key)],
        );
        self.command(
            0,
            &[Value::String("deleteStream"), Value::Number(0.0), Value::Null, Value::Number(number)],
        );
        self.flush().await?;
        self.stream.shutdown().await?;
        Ok(())
    }

    async fn send(&mut self, channel: u8, kind: u8, body: &[u8]) -> Result<(), SendError> {
        if body.len() > LARGEST {
            return Err(SendError::TooLarge);
        }
        self.hear().await?;
        say::write(&mut self.output, CHUNK, Head { channel, at: self.at, kind, stream: self.number }, body);
        self.flush().await
    }

    fn command(&mut self, stream: u32, values: &[Value<'_>]) {
        let head = Head { channel: COMMANDS, at: 0, kind: COMMAND, stream };
        say::write(&mut self.output, CHUNK, head, &amf::write(values));
    }

    async fn flush(&mut self) -> Result<(), SendError> {
        let writing = self.stream.write_all(&self.output);
        timeout(WRITING, writing).await.map_err(|_| SendError::Silent)??;
        self.output.clear();
        Ok(())
    }

    /// What the other side has said by now, without waiting.
    async fn hear(&mut self) -> Result<(), SendError> {
        let ended = loop {
            let (mut piece, stream) = ([0; 1 << 10], &mut self.stream);
            let mut piece = ReadBuf::new(&mut piece);
            let look =
                |context: &mut Context<'_>| Poll::Ready(stream.as_mut().poll_read(context, &mut piece));
            match std::future::poll_fn(look).await {
                Poll::Ready(Ok(())) if piece.filled().is_empty() => {
                    break Err(ErrorKind::UnexpectedEof.into());
                }
                Poll::Ready(Ok(())) => self.input.extend_from_slice(piece.filled()),
                Poll::Ready(Err(error)) => break Err(error.into()),
                Poll::Pending => break Ok(()),
            }
        };
        // Whoever sends us away says why, and closes.
        while let Some(reply) = self.reply()? {
            if let Reply::Status(status) = &reply
                && let Some(refused) = refusal(status)
            {
                return Err(refused);
            }
        }
        ended
    }

    /// Send what is to be sent, and read until an answer is the one that is waited for.
    async fn until<T>(
        &mut self,
        is_it: impl Fn(&Reply) -> Result<Option<T>, SendError>,
    ) -> Result<T, SendError> {
        loop {
            while let Some(reply) = self.reply()? {
                if let Some(found) = is_it(&reply)? {
                    return Ok(found);
                }
            }
            self.flush().await?;
            if self.stream.read_buf(&mut self.input).await? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
        }
    }

    /// The next command that has come whole.
    fn reply(&mut self) -> Result<Option<Reply>, SendError> {
        while let Some(message) = self.chunks.next(&mut self.input).map_err(|_| SendError::NotRtmp)? {
            let chunks::Message { kind, body, .. } = message;
            match kind {
                COMMAND => return Ok(Some(Reply::read(&body).unwrap_or(Reply::Other))),
                CHUNK_SIZE => {
                    let size = body.first_chunk().map_or(0, |bytes| u32::from_be_bytes(*bytes));
                    self.chunks.resize(size as usize).map_err(|_| SendError::NotRtmp)?;
                }
                USER_CONTROL => {
                    if let Some(asked) = body.strip_prefix(&PING[..]) {
                        let head = Head { channel: CONTROL, at: 0, kind: USER_CONTROL, stream: 0 };
                        let answer = [&PONG[..], asked.get(..4).unwrap_or(asked)].concat();
                        say::write(&mut self.output, CHUNK, head, &answer);
                    }
                }
                _ => {}
            }
        }
        Ok(None)
    }
}

fn refusal(status: &Status) -> Option<SendError> {
    let words = if status.words.is_empty() { &status.code } else { &status.words };
    status.is_error.then(|| SendError::Refused(words.clone()))
}

impl From<std::io::Error> for SendError {
    fn from(error: std::io::Error) -> SendError {
        SendError::Lost(error)
    }
}

impl From<ErrorKind> for SendError {
    fn from(kind: ErrorKind) -> SendError {
        SendError::Lost(kind.into())
    }
}
