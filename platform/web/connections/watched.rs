//! A connection as it is watched: what comes in, and whether what goes out is taken.

use std::{
    io::{Error, ErrorKind, IoSlice},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, HttpBody},
    response::Response,
};
use http_body::{Frame, SizeHint};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::Sleep,
};

use super::{Head, Place, Turn, head::Line};

/// A stream with its place, which is given back when the stream is closed, whoever has it by then.
pub struct Watched {
    stream: TcpStream,
    head: Head,
    line: Line,
    stall: Duration,
    /// Runs while nothing of what is sent is taken.
    patience: Option<Pin<Box<Sleep>>>,
    _place: Place,
}

impl Watched {
    pub fn new(stream: TcpStream, head: Head, place: Place, stall: Duration) -> Self {
        Self { stream, head, line: Line::default(), stall, patience: None, _place: place }
    }

    /// What became of sending something: a reader who takes nothing for long is gone.
    fn sent<T>(&mut self, context: &mut Context<'_>, sent: Poll<Result<T, Error>>) -> Poll<Result<T, Error>> {
        if sent.is_ready() {
            self.patience = None;
            return sent;
        }
        let patience = self.patience.get_or_insert_with(|| Box::pin(tokio::time::sleep(self.stall)));
        ready!(patience.as_mut().poll(context));
        Poll::Ready(Err(Error::new(ErrorKind::TimedOut, "the reader takes nothing")))
    }
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<(), Error>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        let Self { head, line, .. } = &mut *self;
        head.see(line, &buffer.filled()[before..]);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Watched {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        octets: &[u8],
    ) -> Poll<Result<usize, Error>> {
        let sent = Pin::new(&mut self.stream).poll_write(context, octets);
        self.sent(context, sent)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<Result<usize, Error>> {
        let sent = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.sent(context, sent)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// Ours is the turn for as long as any of these lives.
pub struct Busy(Arc<Stay>);

/// What whoever goes on speaking when the answer is written holds on to.
pub struct Stay {
    turn: Turn,
    head: Head,
}

impl Busy {
    pub fn new(turn: Turn, head: Head) -> Self {
        turn.begin();
        Self(Arc::new(Stay { turn, head }))
    }

    pub fn stay(&self) -> Arc<Stay> {
        Arc::clone(&self.0)
    }

    /// The answer, which ends our turn when it is written.
    pub fn until_written(self, answer: Response) -> Response {
        answer.map(|body| Body::new(Said { body, _busy: self }))
    }
}

impl Drop for Stay {
    fn drop(&mut self) {
        self.head.expect_head();
        self.turn.end();
    }
}

/// The body of an answer that is being written.
struct Said {
    body: Body,
    _busy: Busy,
}

impl HttpBody for Said {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
