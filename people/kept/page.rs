//! One kept page: what is the same for everybody in it, and where it is open.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicU32, AtomicU64, Ordering},
};

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header, response},
    response::Response,
};
use kernel::Rates;
use platform::{
    db::Seen,
    files::Files,
    views::OPEN,
    web::{
        stitch::{Piece, gzip, joined},
        unchanged,
    },
};

use crate::{
    market::Market,
    rules::Rules,
    visit::{ForMany, Open},
};

/// What decides which page a guest gets, or whether they are one.
const VARIES: &str = "accept-encoding, authorization, cookie, accept-language, accept-currency";
/// A page that so many have read is worth compressing well.
const READS: u32 = 4;
/// A page of more bytes is not kept.
const MOST_BYTES: usize = 2 << 20;

/// What a page is made from that no statement reads.
pub struct Told {
    /// The minute: what is made in one is not read in the next.
    minute: i64,
    rules: Arc<Rules>,
    rates: Arc<Rates>,
}

impl Told {
    pub fn now(market: &Market) -> Self {
        Self {
            minute: market.now().micros().div_euclid(60_000_000),
            rules: market.rules(),
            rates: market.rates(),
        }
    }

    fn is_true(&self, market: &Market) -> bool {
        let now = Self::now(market);
        self.minute == now.minute
            && Arc::ptr_eq(&self.rules, &now.rules)
            && Arc::ptr_eq(&self.rates, &now.rates)
    }
}

/// What came of making a page.
pub enum Made {
    Page(Arc<Page>),
    /// An answer that is no page: a refusal, or a way elsewhere.
    Other(Response),
}

/// A part of a page.
#[derive(Clone, Debug)]
pub enum Part {
    Fixed(Piece),
    /// A part of the frame, by its name.
    Frame(&'static str),
    /// The panels of one list at a place.
    Panels(usize, String),
}

pub struct Page {
    /// No other page of this process has it.
    pub number: u64,
    kind: HeaderValue,
    pub parts: Vec<Part>,
    pub open: Open,
    /// All of it as guests see it, and its name among versions of it.
    whole: Bytes,
    packed: Bytes,
    /// Smaller, once enough have read it.
    tight: OnceLock<Bytes>,
    reads: AtomicU32,
    tag: Option<HeaderValue>,
    good_while: Option<(Seen, Told)>,
}

/// The head and the body of an answer, and whether it is a page that may be kept.
pub async fn read(response: Response) -> (bool, response::Parts, Bytes) {
    let (head, body) = response.into_parts();
    let body = to_bytes(body, MOST_BYTES).await;
    let is_page = head.status == StatusCode::OK
        && !head.headers.contains_key(header::SET_COOKIE)
        && head.headers.contains_key(header::CONTENT_TYPE)
        && body.is_ok();
    (is_page, head, body.unwrap_or_default())
}

impl Page {
    pub fn new(head: response::Parts, body: Bytes, many: &ForMany) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let kind = head.headers.get(header::CONTENT_TYPE).cloned();
        let mut page = Self {
            number: NUMBER.fetch_add(1, Ordering::Relaxed),
            kind: kind.unwrap_or(HeaderValue::from_static("text/html; charset=utf-8")),
            parts: cut(&body, &many.mark),
            open: many.left_open(),
            whole: Bytes::new(),
            packed: Bytes::new(),
            tight: OnceLock::new(),
            reads: AtomicU32::new(0),
            tag: None,
            good_while: None,
        };
        if !page.is_open() {
            page.fill_for_guests(Vec::new());
        }
        page
    }

    /// Whether something in it is each reader's own.
    pub fn is_open(&self) -> bool {
        self.parts.iter().any(|part| !matches!(part, Part::Fixed(_)))
    }

    fn pieces(&self, filled: Vec<String>, make: fn(Bytes) -> Piece) -> Vec<Piece> {
        let mut filled = filled.into_iter();
        let mut piece = |part: &Part| match part {
            Part::Fixed(piece) => piece.clone(),
            Part::Frame(_) | Part::Panels(..) => make(filled.next().unwrap_or_default().into()),
        };
        self.parts.iter().map(&mut piece).collect()
    }

    /// Put in what guests see, who all see the same.
    pub fn fill_for_guests(&mut self, filled: Vec<String>) {
        let pieces = self.pieces(filled, Piece::packed);
        (self.whole, self.packed) = (joined(&pieces), gzip(&pieces));
        self.tag = HeaderValue::from_str(&format!("W/\"{}\"", Files::name_of(&self.whole))).ok();
    }

    pub fn kept_while(self, seen: Seen, told: Told) -> Self {
        Self { good_while: Some((seen, told)), ..self }
    }

    /// Whether it would be made the same now.
    pub fn is_good(&self, market: &Market) -> bool {
        let Some((seen, told)) = &self.good_while else { return false };
        seen.is_good(market.db.changes()) && told.is_true(market)
    }

    /// How much of the shelf it takes.
    pub fn bytes(&self) -> usize {
        let parts = self.parts.iter().map(|part| match part {
            Part::Fixed(piece) => piece.bytes(),
            Part::Frame(_) | Part::Panels(..) => 0,
        });
        let seen = self.good_while.as_ref().map_or(0, |(seen, _)| seen.bytes());
        // The tight packing that may come is no larger than the quick one.
        size_of::<Self>() + parts.sum::<usize>() + self.whole.len() + 2 * self.packed.len() + seen
    }

    /// What is the same for everybody, and how it looks to guests.
    pub fn content(&self) -> (Vec<&[u8]>, &[u8]) {
        let fixed = self.parts.iter().filter_map(|part| match part {
            Part::Fixed(piece) => Some(&*piece.plain),
            Part::Frame(_) | Part::Panels(..) => None,
        });
        (fixed.collect(), &self.whole)
    }

    /// All of it for a guest, or that nothing has changed since they got it.
    pub fn for_guest(page: &Arc<Self>, asked: &HeaderMap) -> Response {
        if page.reads.fetch_add(1, Ordering::Relaxed) == READS {
            let page = Arc::clone(page);
            tokio::task::spawn_blocking(move || page.tighten());
        }
        page.guests(asked)
    }

    /// Compress it once more while nobody waits.
    fn tighten(&self) {
        let packed = gzip(&[Piece::tight(self.whole.clone())]);
        let _ = self.tight.set(packed);
    }

    fn guests(&self, asked: &HeaderMap) -> Response {
        let tag = self.tag.as_ref().and_then(|tag| tag.to_str().ok());
        let mut response = if tag.is_some_and(|tag| unchanged::is_known(asked, tag, None)) {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response
        } else {
            self.answer(asked, || self.tight.get().unwrap_or(&self.packed).clone(), || self.whole.clone())
        };
        let headers = response.headers_mut();
        if let Some(tag) = &self.tag {
            headers.insert(header::ETAG, tag.clone());
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.append(header::VARY, HeaderValue::from_static(VARIES));
        response
    }

    /// All of it for somebody who is known.
    pub fn for_reader(&self, asked: &HeaderMap, filled: Vec<String>) -> Response {
        if !self.is_open() {
            return self.answer(asked, || self.packed.clone(), || self.whole.clone());
        }
        let pieces = self.pieces(filled, Piece::plain);
        self.answer(asked, || gzip(&pieces), || joined(&pieces))
    }

    /// All of it with one reader's words, compressed.
    pub fn packed_with(&self, filled: Vec<String>) -> Bytes {
        gzip(&self.pieces(filled, Piece::plain))
    }

    /// The answer of it to whoever takes gzip.
    pub fn packed_answer(&self, packed: Bytes) -> Response {
        let mut response = Response::new(Body::from(packed));
        response.headers_mut().insert(header::CONTENT_TYPE, self.kind.clone());
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        response
    }

    fn answer(
        &self,
        asked: &HeaderMap,
        packed: impl FnOnce() -> Bytes,
        plain: impl FnOnce() -> Bytes,
    ) -> Response {
        if takes_gzip(asked) {
            return self.packed_answer(packed());
        }
        let mut response = Response::new(Body::from(plain()));
        response.headers_mut().insert(header::CONTENT_TYPE, self.kind.clone());
        response
    }
}

pub fn takes_gzip(asked: &HeaderMap) -> bool {
    let all = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let mut codings = all.flat_map(|value| value.split(','));
    codings.any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let is_none = weight.trim().strip_prefix("q=").is_some_and(|q| q.trim_matches(['0', '.']).is_empty());
        matches!(name.trim(), "gzip" | "*") && !is_none
    })
}

/// A body at its marks: `<!--mark top-->`, `<!--mark 0 aside-->`.
fn cut(body: &Bytes, mark: &str) -> Vec<Part> {
    let begin = format!("<!--{mark} ");
    let text = std::str::from_utf8(body).unwrap_or_default();
    let (mut parts, mut from) = (Vec::new(), 0);
    for (at, _) in text.match_indices(&begin) {
        let rest = text.get(at + begin.len()..).unwrap_or_default();
        let Some((name, _)) = rest.split_once("-->") else { continue };
        let opening = match name.split_once(' ') {
            Some((number, place)) => number.parse().ok().map(|number| Part::Panels(number, place.to_owned())),
            None => OPEN.iter().find(|open| **open == name).map(|open| Part::Frame(open)),
        };
        let Some(opening) = opening else { continue };
        parts.push(Part::Fixed(Piece::packed(body.slice(from..at))));
        parts.push(opening);
        from = at + begin.len() + name.len() + "-->".len();
    }
    parts.push(Part::Fixed(Piece::packed(body.slice(from..))));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_cut_at_its_marks_and_at_nothing_else() {
        let body =
            Bytes::from_static("<p>a<!--m top-->b<!--n top--><!--m 2 aside-->集<!--m no-->".as_bytes());
        let parts = cut(&body, "m");
        let shown: Vec<String> = parts
            .iter()
            .map(|part| match part {
                Part::Fixed(piece) => String::from_utf8(piece.plain.to_vec()).unwrap(),
                Part::Frame(name) => format!("[{name}]"),
                Part::Panels(number, place) => format!("[{number} {place}]"),
            })
            .collect();
        assert_eq!(shown, ["<p>a", "[top]", "b<!--n top-->", "[2 aside]", "集<!--m no-->"]);
    }

    #[test]
    fn whoever_says_so_gets_gzip() {
        let takes = |value: &'static str| {
            takes_gzip(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(value))]))
        };
        assert!(takes("gzip") && takes("br, gzip;q=0.5") && takes("*") && takes("deflate,gzip"));
        assert!(!takes("br") && !takes("gzip;q=0") && !takes("gzip; q=0.0") && !takes(""));
        assert!(!takes_gzip(&HeaderMap::new()));
    }
}
