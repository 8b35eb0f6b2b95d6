//! Large requests come in side by side only as long as there is memory for all of them: the others wait in line, and who
//! has waited for long is told to come back.

use std::time::Duration;

use axum::{
    body::HttpBody,
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::Problem;

/// Megabytes of all large requests that are read or worked on.
const ROOM: u32 = 128;
static ROOMS: Semaphore = Semaphore::const_new(ROOM as usize);
/// Forms and calls; they have no line.
const SMALL: u64 = 1 << 20;
/// What a request counts for that does not say how long it is.
const UNKNOWN: u64 = 16 << 20;
/// Before somebody is told to come back. A page waits, and so does whoever looks at it.
const PATIENCE: Duration = Duration::from_secs(20);

/// Let a large request in when there is room for it.
pub async fn bodies(request: Request, next: Next) -> Response {
    let bytes = match request.body().size_hint().exact() {
        Some(bytes) => bytes,
        None if request.body().is_end_stream() => 0,
        None => UNKNOWN,
    };
    match room(bytes, PATIENCE).await {
        Ok(_room) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

/// Room for so many bytes, in use as long as the answer lives; none is needed for few.
async fn room(bytes: u64, patience: Duration) -> Result<Option<SemaphorePermit<'static>>, Problem> {
    if bytes <= SMALL {
        return Ok(None);
    }
    let megabytes = u32::try_from(bytes >> 20).unwrap_or(ROOM).clamp(1, ROOM);
    match tokio::time::timeout(patience, ROOMS.acquire_many(megabytes)).await {
        Ok(taken) => Ok(taken.ok()),
        Err(_) => Err(Problem::busy()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_finds_no_room_waits_and_is_told_to_come_back_and_small_ones_pass() {
        let soon = Duration::from_millis(10);
        let taken = room(u64::MAX, soon).await.unwrap();
        assert!(room(SMALL, soon).await.unwrap().is_none());
        assert_eq!(room(2 * SMALL, soon).await.unwrap_err().retry_after_seconds, Some(1));
        drop(taken);
        assert!(room(2 * SMALL, soon).await.unwrap().is_some());
    }
}
