//! What stands before every route: the headers each answer carries, and the check that an unsafe request
//! comes from our own pages.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::Problem;

const HEADERS: [(HeaderName, &str); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; style-src 'self'; \
         script-src 'self'; connect-src 'self' blob:; worker-src 'self' blob:; object-src 'none'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(self), microphone=(self), geolocation=(self)"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Browsers that came by https once come by nothing else for a year.
const HTTPS_ONLY: &str = "max-age=31536000";

/// How the market is reached, as far as the headers of answers say so.
#[derive(Clone, Copy, Debug)]
pub enum Scheme {
    Http,
    Https,
}

/// Put the security headers on every answer that does not set its own, and say who may keep a copy of it.
///
/// What was asked with a session or a token is kept by nobody. Other answers depend on the language that was asked for.
pub async fn headers(State(scheme): State<Scheme>, request: Request, next: Next) -> Response {
    let (is_known, is_api) = (is_known(request.headers()), request.uri().path().starts_with("/api/"));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if let Scheme::Https = scheme {
        let name = header::STRICT_TRANSPORT_SECURITY;
        headers.entry(name).or_insert(HeaderValue::from_static(HTTPS_ONLY));
    }
    if headers.contains_key(header::CACHE_CONTROL) {
        return response;
    }
    if is_known || headers.contains_key(header::SET_COOKIE) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    }
    let varies = if is_api {
        "authorization, cookie, accept-language, accept-currency"
    } else {
        "cookie, accept-language"
    };
    headers.append(header::VARY, HeaderValue::from_static(varies));
    response
}

/// Whether a request says who makes it: by a session, or by a token.
pub fn is_known(headers: &HeaderMap) -> bool {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut names = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.split('=').next());
    headers.contains_key(header::AUTHORIZATION) || names.any(|name| name.trim().ends_with("session"))
}

/// The key that a program sends with a call of the API. On pages there is none: they know their visitor by the session.
pub fn bearer<'a>(path: &str, headers: &'a HeaderMap) -> Option<&'a str> {
    let said = headers.get(header::AUTHORIZATION).filter(|_| path.starts_with("/api/"))?;
    said.to_str().ok()?.strip_prefix("Bearer ")
}

/// Refuse an unsafe request that another site's page sent with our cookie.
///
/// A call with a bearer token is let through and its cookies are forgotten: it is made in the name of the token's owner
/// or of nobody. So is a request from a program, which sends neither `Sec-Fetch-Site` nor `Origin`.
pub async fn same_origin(mut request: Request, next: Next) -> Response {
    if bearer(request.uri().path(), request.headers()).is_some() {
        request.headers_mut().remove(header::COOKIE);
        return next.run(request).await;
    }
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_safe || is_same_origin(request.headers()) {
        return next.run(request).await;
    }
    Problem::new(axum::http::StatusCode::FORBIDDEN, "problem-other-site").into_response()
}

/// Whether no page of another site has sent this.
pub(super) fn is_same_origin(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match (text("origin"), text("host")) {
        (None, _) => true,
        (Some(origin), Some(host)) => {
            origin.split_once("://").is_some_and(|(_, authority)| authority == host)
        }
        (Some(_), None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_key_of_a_call_takes_the_place_of_the_session() {
        let said = |value: &'static str| {
            HeaderMap::from_iter([(header::AUTHORIZATION, HeaderValue::from_static(value))])
        };
        assert_eq!(bearer("/api/v1/account", &said("Bearer jishi_x")), Some("jishi_x"));
        for (path, value) in [
            ("/mine/profile", "Bearer x"),
            ("/apiary", "Bearer x"),
            ("/api/v1/account", "x"),
            ("/api/v1/account", "Basic eDp5"),
        ] {
            assert_eq!(bearer(path, &said(value)), None, "{path} {value}");
        }
        let cookies = |line| HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static(line))]);
        assert!(is_known(&cookies("lang=en; __Host-session=x")) && is_known(&cookies("session=x")));
        assert!(!is_known(&cookies("lang=en")) && !is_known(&HeaderMap::new()));
    }

    #[test]
    fn only_our_own_pages_may_send_forms() {
        let headers = |pairs: &[(&'static str, &'static str)]| {
            pairs
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
                .collect()
        };
        let cases: [(&[(&str, &str)], bool); 6] = [
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("origin", "https://fair.example"), ("host", "fair.example")], true),
            (&[("origin", "https://evil.example"), ("host", "fair.example")], false),
            (&[("origin", "null"), ("host", "fair.example")], false),
        ];
        for (pairs, expected) in cases {
            assert_eq!(is_same_origin(&headers(pairs)), expected, "{pairs:?}");
        }
    }
}
