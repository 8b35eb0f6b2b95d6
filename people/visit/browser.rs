//! Who looks at a page: a person's browser, or a program that only fetches it; and where they come from.

use axum::http::{HeaderMap, HeaderName, header};

/// What programs that fetch pages call themselves.
const PROGRAMS: [&str; 14] = [
    "bot",
    "crawl",
    "spider",
    "slurp",
    "preview",
    "headless",
    "curl",
    "wget",
    "python",
    "scan",
    "monitor",
    "externalhit",
    "lighthouse",
    "http-client",
];

/// Whether a person looks at the page, as far as the request says: no program, and no browser that fetches it in advance.
pub fn is_person(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| {
        headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_lowercase()
    };
    let device = text(header::USER_AGENT);
    let is_ahead = ["purpose", "sec-purpose"]
        .map(HeaderName::from_static)
        .into_iter()
        .any(|name| text(name).contains("prefetch"));
    let is_program = device.is_empty() || PROGRAMS.iter().any(|word| device.contains(word));
    text(header::ACCEPT).contains("text/html") && !is_ahead && !is_program
}

/// The path and query of the page of ours that a link was followed from.
pub fn came_from(headers: &HeaderMap, public_url: &str) -> Option<String> {
    let referer = headers.get(header::REFERER)?.to_str().ok()?;
    let path = referer.strip_prefix(public_url.trim_end_matches('/'))?;
    path.starts_with('/').then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(list: &[(&'static str, &'static str)]) -> HeaderMap {
        list.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_person_has_a_browser_that_shows_pages() {
        let page = ("accept", "text/html,*/*;q=0.8");
        let phone = ("user-agent", "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36");
        assert!(is_person(&headers(&[page, phone])));
        for other in [
            vec![page],
            vec![phone, ("accept", "*/*")],
            vec![page, ("user-agent", "Mozilla/5.0 (compatible; Googlebot/2.1)")],
            vec![page, ("user-agent", "curl/8.5.0")],
            vec![page, phone, ("sec-purpose", "prefetch;prerender")],
        ] {
            assert!(!is_person(&headers(&other)), "{other:?}");
        }
    }

    #[test]
    fn a_link_of_ours_is_known_by_where_it_stood() {
        let from =
            |referer: &'static str| came_from(&headers(&[("referer", referer)]), "https://fair.example/");
        assert_eq!(from("https://fair.example/search?q=tea").as_deref(), Some("/search?q=tea"));
        for strange in
            ["https://fair.example", "https://fair.example.evil/search", "https://other/search?q=a", ""]
        {
            assert_eq!(from(strange), None, "{strange}");
        }
    }
}
