//! Answers that are not sent again to those who have them already.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use kernel::Timestamp;

use crate::files::Files;

/// What is the same for everybody who asks, and may be kept by whoever carries it.
#[derive(Clone, Debug)]
pub struct Shared {
    pub kind: &'static str,
    /// For how many seconds nobody needs to ask again.
    pub seconds: u32,
    /// When what it tells has changed last, where that is known.
    pub changed_at: Option<Timestamp>,
    pub body: String,
}

impl Shared {
    /// The answer: all of it, or that nothing has changed since the asker got it.
    pub fn answer(self, asked: &HeaderMap) -> Response {
        // Weak, since it is the same packed and unpacked.
        let tag = format!("W/\"{}\"", Files::name_of(self.body.as_bytes()));
        let changed = self.changed_at.map(Timestamp::http_date);
        let is_known = is_known(asked, &tag, self.changed_at);
        let mut response = Response::new(if is_known { Body::empty() } else { Body::from(self.body) });
        let headers = response.headers_mut();
        let mut put = |name, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        };
        put(header::ETAG, &tag);
        put(header::CACHE_CONTROL, &kept_for(self.seconds));
        if let Some(changed) = changed {
            put(header::LAST_MODIFIED, &changed);
        }
        if is_known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        } else {
            put(header::CONTENT_TYPE, self.kind);
        }
        response
    }
}

/// That anybody may keep an answer for so many seconds.
pub fn kept_for(seconds: u32) -> String {
    format!("public, max-age={seconds}")
}

/// Whether whoever asks has what has this tag, or what was changed last then.
pub fn is_known(asked: &HeaderMap, tag: &str, changed_at: Option<Timestamp>) -> bool {
    let mut tags = asked.get_all(header::IF_NONE_MATCH).iter().peekable();
    if tags.peek().is_some() {
        // Who names what they have is not asked when they got it.
        let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        let mut all = tags.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
        return all.any(|have| have.trim() == "*" || bare(have) == bare(tag));
    }
    let since = asked.get(header::IF_MODIFIED_SINCE).and_then(|value| value.to_str().ok());
    let since = since.and_then(|text| Timestamp::parse_http_date(text).ok());
    since
        .zip(changed_at)
        .is_some_and(|(since, changed)| changed.micros() / 1_000_000 <= since.micros() / 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_it_is_not_sent_it_again() {
        let changed_at = Timestamp::from_micros(1_795_312_800_700_000);
        let shared =
            Shared { kind: "text/plain", seconds: 60, changed_at: Some(changed_at), body: "a".into() };
        let ask = |pairs: &[(header::HeaderName, &str)]| {
            let asked =
                pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap()));
            shared.clone().answer(&asked.collect())
        };
        let first = ask(&[]);
        let tag = first.headers()[header::ETAG].to_str().unwrap().to_owned();
        assert_eq!(first.headers()[header::LAST_MODIFIED], "Sun, 22 Nov 2026 02:00:00 GMT");
        assert_eq!(
            (first.status(), &first.headers()[header::CACHE_CONTROL]),
            (StatusCode::OK, &HeaderValue::from_static("public, max-age=60"))
        );
        let status = |pairs: &[(header::HeaderName, &str)]| ask(pairs).status().as_u16();
        let (match_, since) = (header::IF_NONE_MATCH, header::IF_MODIFIED_SINCE);
        assert_eq!(status(&[(match_.clone(), &tag)]), 304);
        assert_eq!(status(&[(match_.clone(), &format!("\"x\", {}", tag.trim_start_matches("W/")))]), 304);
        assert_eq!(status(&[(match_.clone(), "\"x\"")]), 200);
        assert_eq!(status(&[(since.clone(), "Sun, 22 Nov 2026 02:00:00 GMT")]), 304);
        assert_eq!(status(&[(since.clone(), "Sun, 22 Nov 2026 01:59:59 GMT")]), 200);
        assert_eq!(status(&[(since.clone(), "yesterday")]), 200);
        // A tag says more than a time.
        assert_eq!(status(&[(match_, "\"x\""), (since, "Sun, 22 Nov 2026 02:00:00 GMT")]), 200);
    }
}
