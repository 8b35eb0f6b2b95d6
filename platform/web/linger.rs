//! An answer is heard only by those who have finished speaking.
//!
//! Whoever is refused before all of the request was read still sends, and a connection that is closed on unread bytes is
//! reset: the answer is lost on its way, and a browser shows a broken connection in its place. So the rest is read and
//! thrown away first, up to a limit of bytes and of time.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
    http::header,
    middleware::Next,
    response::Response,
};
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt;
use tokio::sync::oneshot;

/// More than a browser sends of a photo that is too large, and more than ten of them.
const MOST_BYTES: usize = 256 << 20;
/// Half of what a whole request may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Read what a handler left of a request before its answer is given.
pub async fn linger(request: Request, next: Next) -> Response {
    // Who asks first whether to send has not sent.
    if request.body().is_end_stream() || request.headers().contains_key(header::EXPECT) {
        return next.run(request).await;
    }
    let (back, mut left) = oneshot::channel();
    let request = request.map(|body| Body::new(Lent { body, back: Some(back) }));
    let response = next.run(request).await;
    if let Ok(rest) = left.try_recv() {
        let _ = tokio::time::timeout(PATIENCE, read_off(rest)).await;
    }
    response
}

async fn read_off(mut rest: Body) {
    let mut bytes = 0;
    while let Some(Ok(frame)) = rest.frame().await {
        bytes += frame.data_ref().map_or(0, Bytes::len);
        if bytes > MOST_BYTES {
            return;
        }
    }
}

/// A body that comes back when its reader stops in the middle.
struct Lent {
    body: Body,
    back: Option<oneshot::Sender<Body>>,
}

impl HttpBody for Lent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        if let Poll::Ready(None | Some(Err(_))) = frame {
            self.back = None;
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(back) = self.back.take().filter(|_| !self.body.is_end_stream()) {
            let _ = back.send(std::mem::take(&mut self.body));
        }
    }
}
