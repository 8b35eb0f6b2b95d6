use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Mutex, PoisonError},
};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, Method, Request, Response, StatusCode, header},
};
use http_body_util::{BodyExt, Full};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};

/// Somebody with a browser: follows redirects, keeps cookies.
pub struct Person {
    address: SocketAddr,
    client: Client<HttpConnector, Full<Bytes>>,
    cookies: Mutex<BTreeMap<String, String>>,
    pub token: Option<String>,
    /// The address that the proxy in front names; none when there is no proxy.
    pub from: Option<String>,
    /// What the browser asks for.
    pub language: &'static str,
}

/// What came back.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    /// Where the person ended up.
    pub path: String,
    pub body: String,
    pub bytes: Bytes,
    pub content_type: String,
    pub headers: HeaderMap,
}

impl Page {
    /// The page holds this text.
    #[track_caller]
    pub fn shows(&self, text: &str) -> &Self {
        assert!(
            self.body.contains(text),
            "{} ({}) does not show {text:?}:\n{}",
            self.path,
            self.status,
            self.text()
        );
        self
    }

    #[track_caller]
    pub fn hides(&self, text: &str) -> &Self {
        assert!(!self.body.contains(text), "{} shows {text:?}", self.path);
        self
    }

    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}:\n{}", self.path, self.text());
        self
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The value of a field of a form on the page.
    pub fn field(&self, name: &str) -> String {
        let start = self.body.find(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("no field {name}"));
        let rest = &self.body[start..];
        let rest = &rest[rest.find("value=\"").unwrap() + 7..];
        rest[..rest.find('"').unwrap()].to_owned()
    }

    /// The first address on the page that begins like this.
    pub fn link(&self, prefix: &str) -> String {
        let start = self
            .body
            .find(&format!("\"{prefix}"))
            .unwrap_or_else(|| panic!("no link {prefix}: {}", self.text()));
        let rest = &self.body[start + 1..];
        rest[..rest.find('"').unwrap()].to_owned()
    }

    /// The last part of the address where the person ended up.
    pub fn end(&self) -> &str {
        self.path.split('?').next().unwrap().rsplit('/').next().unwrap()
    }

    /// The page as a browser reads it.
    pub fn html(&self) -> super::Html {
        super::Html::read(&self.body)
    }

    /// The words of the page, for messages.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut is_tag = false;
        for c in self.body.chars() {
            match c {
                '<' => is_tag = true,
                '>' => is_tag = false,
                c if !is_tag => text.push(c),
                _ => {}
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Person {
    pub fn new(address: SocketAddr) -> Self {
        Self {
            address,
            client: Client::builder(TokioExecutor::new()).build_http(),
            cookies: Mutex::default(),
            token: None,
            from: None,
            language: "en",
        }
    }

    /// The same person, served by another process of the market.
    pub fn at(&self, address: SocketAddr) -> Self {
        let other = Self::new(address);
        let cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner).clone();
        *other.cookies.lock().unwrap_or_else(PoisonError::into_inner) = cookies;
        other
    }

    pub async fn get(&self, path: &str) -> Page {
        self.follow(Method::GET, path, None, Vec::new()).await
    }

    /// Send a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.follow(Method::POST, path, Some("application/x-www-form-urlencoded"), body.into_bytes()).await
    }

    /// Send JSON, as a program would.
    pub async fn send(&self, method: &str, path: &str, body: &serde_json::Value) -> Page {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        self.follow(method, path, Some("application/json"), body.to_string().into_bytes()).await
    }

    /// Send JSON to a server that may be gone: nothing when no whole answer came back.
    pub async fn try_send(&self, method: &str, path: &str, body: &serde_json::Value) -> Option<Page> {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let request =
            self.prepare(&method, path, Some("application/json"), &[], body.to_string().into_bytes());
        let response = self.client.request(request).await.ok()?.map(Body::new);
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = response.into_body().collect().await.ok()?.to_bytes();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Some(Page { status, path: path.to_owned(), body, bytes, content_type: String::new(), headers })
    }

    /// Send a body as it is.
    pub async fn send_bytes(&self, path: &str, content_type: &str, body: Vec<u8>) -> Page {
        self.follow(Method::POST, path, Some(content_type), body).await
    }

    /// Send a form with files: the field, the file's name, what is in it.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Page {
        const EDGE: &str = "edge-of-the-form";
        let mut body = Vec::new();
        for (name, value) in fields {
            let head =
                format!("--{EDGE}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(head.into_bytes());
        }
        for (name, file, content) in files {
            let head = format!("content-disposition: form-data; name=\"{name}\"; filename=\"{file}\"");
            body.extend(
                format!("--{EDGE}\r\n{head}\r\ncontent-type: application/octet-stream\r\n\r\n").into_bytes(),
            );
            body.extend_from_slice(content);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{EDGE}--\r\n").into_bytes());
        self.send_bytes(path, &format!("multipart/form-data; boundary={EDGE}"), body).await
    }

    async fn follow(&self, method: Method, path: &str, kind: Option<&str>, body: Vec<u8>) -> Page {
        let (mut method, mut path, mut body) = (method, path.to_owned(), body);
        for _ in 0..5 {
            let response = self.request(&method, &path, kind, &[], body.clone()).await;
            let location =
                response.headers().get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
            let status = response.status();
            match location.filter(|_| status.is_redirection()) {
                Some(next) => (method, path, body) = (Method::GET, next, Vec::new()),
                None => return page(path, response).await,
            }
        }
        panic!("{path} leads nowhere");
    }

    /// One request, as it is; redirects are not followed.
    pub async fn ask(
        &self,
        method: &str,
        path: &str,
        kind: Option<&str>,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Page {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let response = self.request(&method, path, kind, headers, body).await;
        page(path.to_owned(), response).await
    }

    /// Look at a page with a phone's browser, as a person does; redirects are not followed.
    pub async fn look(&self, path: &str, more: &[(&str, &str)]) -> Page {
        const PHONE: &str = "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36";
        let headers = [("user-agent", PHONE), ("accept", "text/html,application/xhtml+xml,*/*;q=0.8")];
        self.ask("GET", path, None, &[&headers[..], more].concat(), Vec::new()).await
    }

    /// What the script of a page tells by itself.
    pub async fn tell(&self, path: &str, fields: &str) -> Page {
        let headers = [("user-agent", "Mozilla/5.0 Chrome/130.0"), ("accept", "text/html")];
        let kind = Some("application/x-www-form-urlencoded");
        self.ask("POST", path, kind, &headers, fields.as_bytes().to_vec()).await
    }

    /// Send JSON with an Idempotency-Key.
    pub async fn send_once(&self, path: &str, body: &serde_json::Value, key: &str) -> Page {
        let body = body.to_string().into_bytes();
        self.ask("POST", path, Some("application/json"), &[("idempotency-key", key)], body).await
    }

    pub(super) async fn request(
        &self,
        method: &Method,
        path: &str,
        kind: Option<&str>,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Response<Body> {
        let response = self.client.request(self.prepare(method, path, kind, headers, body)).await.unwrap();
        let mut jar = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            jar.insert(name.to_owned(), value.to_owned());
        }
        response.map(Body::new)
    }

    fn prepare(
        &self,
        method: &Method,
        path: &str,
        kind: Option<&str>,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Request<Full<Bytes>> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("http://{}{path}", self.address))
            .header(header::ACCEPT_LANGUAGE, self.language);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        if let Some(from) = &self.from {
            request = request.header("x-forwarded-for", from);
        }
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some(line) = self.cookie_line() {
            request = request.header(header::COOKIE, line);
        }
        request.body(Full::from(body)).unwrap()
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The cookies that the browser sends.
    pub(super) fn cookie_line(&self) -> Option<String> {
        let cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let line: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        (!line.is_empty()).then(|| line.join("; "))
    }
}

async fn page(path: String, response: Response<Body>) -> Page {
    let (status, headers) = (response.status(), response.headers().clone());
    let content_type = response.headers().get(header::CONTENT_TYPE);
    let content_type = content_type.map(|kind| kind.to_str().unwrap().to_owned()).unwrap_or_default();
    // A stream has no end to wait for: see `Person::listen`.
    let body = match content_type.as_str() {
        "text/event-stream" => Bytes::new(),
        _ => response.into_body().collect().await.unwrap().to_bytes(),
    };
    let text = String::from_utf8_lossy(&body).into_owned();
    Page { status, path, body: text, bytes: body, content_type, headers }
}

impl Person {
    /// Have a cookie.
    pub fn keep(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), value.to_owned());
    }

    /// Put pieces of a thing into the cart and check out to an address; the answer is the payment page.
    pub async fn check_out(&self, things: &[(super::Thing, i64)], guest: Option<&str>) -> Page {
        for (thing, pieces) in things {
            let (variant, pieces) = (thing.variant.to_string(), pieces.to_string());
            self.post("/cart", &[("variant", &variant), ("add", &pieces)]).await.is(200);
        }
        let form = self.get("/checkout/CNY").await;
        form.is(200);
        let (key, total) = (form.field("key"), form.field("seen_total"));
        let mut fields = super::address();
        fields.push(("key", &key));
        fields.push(("seen_total", &total));
        if let Some(login) = guest {
            fields.push(("login", login));
        }
        self.post("/checkout/CNY", &fields).await
    }
}

impl Person {
    /// What one bare request is answered: a status, or `in` when it is sent to sign in.
    pub async fn status(&self, method: &str, path: &str) -> String {
        let (verb, kind) = (Method::from_bytes(method.as_bytes()).unwrap(), path.starts_with("/api/"));
        let (kind, body) = if method == "GET" {
            (None, Vec::new())
        } else if kind {
            (Some("application/json"), b"{}".to_vec())
        } else {
            (Some("application/x-www-form-urlencoded"), Vec::new())
        };
        let response = self.request(&verb, path, kind, &[], body).await;
        let location = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
        match location {
            Some(location) if location.starts_with("/signin") => "in".into(),
            _ => response.status().as_u16().to_string(),
        }
    }
}
