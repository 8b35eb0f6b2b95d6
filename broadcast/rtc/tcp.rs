//! WebRTC for networks that let no UDP through: connections on which each packet stands behind its length (RFC 4571).

use crate::config::Limits;
use crate::share::{Counted, Counts};
use bytes::{Buf as _, Bytes, BytesMut};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::timeout;

/// What comes by connections.
pub enum Came {
    Opened(SocketAddr, Line),
    Packet(SocketAddr, Bytes),
    /// The connection of this number.
    Closed(SocketAddr, u64),
}

/// The end of a connection into which packets go. When it is dropped, the connection closes.
pub struct Line {
    pub number: u64,
    queue: mpsc::Sender<Vec<u8>>,
}

/// Packets that wait for a connection: some two seconds of a show.
const WAITING: usize = 512;
/// A viewer for whom so many wait is shown no picture until they are gone.
const BEHIND: usize = 128;
/// Packets that wait to be switched; whoever sends more waits.
const CAME: usize = 256;
const LARGEST: usize = 2_000;
/// Packets that are written in one go.
const AT_ONCE: usize = 32;
/// A peer that takes nothing for so long has gone.
const STUCK: Duration = Duration::from_secs(10);

impl Line {
    /// Never waits: what a connection cannot take is lost, as on any way.
    pub fn send(&self, packet: Vec<u8>) {
        let _ = self.queue.try_send(packet);
    }

    pub fn is_behind(&self) -> bool {
        WAITING - self.queue.capacity() >= BEHIND
    }
}

/// Take connections until nobody hears what comes by them.
pub fn listen(listener: TcpListener, limits: Limits) -> mpsc::Receiver<Came> {
    let (came, receiver) = mpsc::channel(CAME);
    tokio::spawn(async move {
        let gone = came.clone();
        tokio::select! {
            () = accept(listener, limits, came) => {}
            () = gone.closed() => {}
        }
    });
    receiver
}

async fn accept(listener: TcpListener, limits: Limits, came: mpsc::Sender<Came>) {
    let (counts, mut connections, mut number) = (Counts::default(), JoinSet::new(), 0);
    loop {
        while connections.try_join_next().is_some() {}
        let (stream, from) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                // Mostly that there are no more files to open; some will be closed.
                tracing::warn!(%error, "a connection of WebRTC was not taken");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let (most, of_one) = (limits.connections, limits.connections_an_address);
        let Some(counted) = counts.enter(from.ip(), most, of_one) else { continue };
        number += 1;
        connections.spawn(talk(stream, from, number, came.clone(), counted));
    }
}

async fn talk(stream: TcpStream, from: SocketAddr, number: u64, came: mpsc::Sender<Came>, _counted: Counted) {
    // A packet that waits for the next one is late.
    let _ = stream.set_nodelay(true);
    let (queue, packets) = mpsc::channel(WAITING);
    if came.send(Came::Opened(from, Line { number, queue })).await.is_err() {
        return;
    }
    let (reading, writing) = stream.into_split();
    tokio::select! {
        () = read(reading, from, &came) => {}
        () = write(writing, packets) => {}
    }
    // A switchboard that has gone needs no word of it.
    let _ = came.send(Came::Closed(from, number)).await;
}

/// Until the peer closes or says what is no packet.
async fn read(mut stream: OwnedReadHalf, from: SocketAddr, came: &mpsc::Sender<Came>) {
    let mut input = BytesMut::new();
    loop {
        while let Some(length) = input.first_chunk().map(|head| usize::from(u16::from_be_bytes(*head))) {
            if length > LARGEST {
                return;
            }
            if input.len() < 2 + length {
                break;
            }
            input.advance(2);
            let packet = input.split_to(length).freeze();
            if !packet.is_empty() && came.send(Came::Packet(from, packet)).await.is_err() {
                return;
            }
        }
        input.reserve(LARGEST + 2);
        if !matches!(stream.read_buf(&mut input).await, Ok(1..)) {
            return;
        }
    }
}

/// Until nobody sends any more, or the peer takes nothing.
async fn write(mut stream: OwnedWriteHalf, mut packets: mpsc::Receiver<Vec<u8>>) {
    let (mut waiting, mut output) = (Vec::new(), Vec::new());
    while packets.recv_many(&mut waiting, AT_ONCE).await > 0 {
        for packet in waiting.drain(..) {
            let Ok(length) = u16::try_from(packet.len()) else { continue };
            output.extend(length.to_be_bytes());
            output.extend(packet);
        }
        if !matches!(timeout(STUCK, stream.write_all(&output)).await, Ok(Ok(()))) {
            return;
        }
        output.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_nobody_takes_is_lost_and_no_more_memory_is_used() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let mut came = listen(listener, Limits::default());
        let mut viewer = TcpStream::connect(at).await.unwrap();
        let Some(Came::Opened(from, line)) = came.recv().await else { panic!("nobody came") };
        assert_eq!(from, viewer.local_addr().unwrap());
        // More than the buffers of both sockets hold.
        for _ in 0..200 {
            (0..100).for_each(|_| line.send(vec![7; 1_000]));
            tokio::task::yield_now().await;
        }
        assert!(line.is_behind() && line.queue.capacity() < BEHIND);
        let mut taken = vec![0; 64 << 10];
        while line.is_behind() {
            assert!(viewer.read(&mut taken).await.unwrap() > 0);
        }
        drop(line);
        let left =
            timeout(Duration::from_secs(5), async { while viewer.read(&mut taken).await.unwrap() > 0 {} });
        assert!(left.await.is_ok());
        assert!(matches!(came.recv().await, Some(Came::Closed(there, 1)) if there == from));
    }
}
