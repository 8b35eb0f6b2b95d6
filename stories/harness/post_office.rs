use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use aes_gcm::{Aes128Gcm, KeyInit, aead::Aead};
use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
};
use hkdf::Hkdf;
use p256::{
    PublicKey, SecretKey, ecdh,
    ecdsa::{Signature, VerifyingKey, signature::Verifier},
    elliptic_curve::sec1::ToEncodedPoint,
};
use platform::push::{base64url, from_base64url};
use serde_json::Value;
use sha2::Sha256;
use tokio::net::TcpListener;

/// A push service that keeps what it is told and answers as a story wants.
pub struct PostOffice {
    pub address: SocketAddr,
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    sent: Mutex<Vec<(String, HeaderMap, Bytes)>>,
    /// Answers of the next requests; 201 when there is none.
    answers: Mutex<VecDeque<(StatusCode, Duration)>>,
}

async fn take(
    State(office): State<Arc<Inner>>,
    Path(to): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let answer = office.answers.lock().unwrap().pop_front();
    let (status, after) = answer.unwrap_or((StatusCode::CREATED, Duration::ZERO));
    office.sent.lock().unwrap().push((to, headers, body));
    tokio::time::sleep(after).await;
    status
}

impl PostOffice {
    pub async fn open() -> Self {
        let inner: Arc<Inner> = Arc::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/{to}", axum::routing::post(take)).with_state(inner.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, inner }
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Answer the next request with this.
    pub fn answer(&self, status: u16, after: Duration) {
        self.inner.answers.lock().unwrap().push_back((StatusCode::from_u16(status).unwrap(), after));
    }

    /// What came since the last look.
    pub fn taken(&self) -> Vec<(String, HeaderMap, Bytes)> {
        std::mem::take(&mut *self.inner.sent.lock().unwrap())
    }
}

/// A browser that is subscribed: it alone can read what is sent to it.
pub struct Browser {
    secret: SecretKey,
    auth: [u8; 16],
    endpoint: String,
}

impl Browser {
    pub fn new(office: &PostOffice, name: &str, seed: u8) -> Self {
        let secret = SecretKey::from_slice(&[seed; 32]).unwrap();
        Self { secret, auth: [seed; 16], endpoint: format!("{}/{name}", office.origin()) }
    }

    fn public(&self) -> Vec<u8> {
        self.secret.public_key().to_encoded_point(false).as_bytes().to_vec()
    }

    /// What it tells the market of itself.
    pub fn fields(&self) -> [(&'static str, String); 3] {
        let (public, auth) = (base64url(&self.public()), base64url(&self.auth));
        [("endpoint", self.endpoint.clone()), ("p256dh", public), ("auth", auth)]
    }

    /// Read a message as RFC 8291 has it.
    pub fn read(&self, body: &[u8]) -> Value {
        let (salt, rest) = body.split_at(16);
        assert_eq!(&rest[..4], &4096_u32.to_be_bytes());
        assert_eq!(rest[4], 65);
        let (sender, sealed) = rest[5..].split_at(65);
        let sender_key = PublicKey::from_sec1_bytes(sender).unwrap();
        let shared = ecdh::diffie_hellman(self.secret.to_nonzero_scalar(), sender_key.as_affine());
        let about = [b"WebPush: info\0".as_slice(), &self.public(), sender].concat();
        let mut material = [0; 32];
        let secret = Hkdf::<Sha256>::new(Some(&self.auth), shared.raw_secret_bytes());
        secret.expand(&about, &mut material).unwrap();
        let keys = Hkdf::<Sha256>::new(Some(salt), &material);
        let (mut key, mut nonce) = ([0; 16], [0; 12]);
        keys.expand(b"Content-Encoding: aes128gcm\0", &mut key).unwrap();
        keys.expand(b"Content-Encoding: nonce\0", &mut nonce).unwrap();
        let record = Aes128Gcm::new(&key.into()).decrypt(&nonce.into(), sealed).unwrap();
        let end = record.iter().rposition(|octet| *octet != 0).unwrap();
        assert_eq!(record[end], 2);
        serde_json::from_slice(&record[..end]).unwrap()
    }
}

/// The claims of a request's word, with the key that signed it.
pub fn word(headers: &HeaderMap) -> (Value, String) {
    let word = headers["authorization"].to_str().unwrap();
    let (token, public) = word.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let key = VerifyingKey::from_sec1_bytes(&from_base64url(public).unwrap()).unwrap();
    let signature = Signature::from_slice(&from_base64url(signature).unwrap()).unwrap();
    key.verify(signed.as_bytes(), &signature).unwrap();
    let claims = from_base64url(signed.split_once('.').unwrap().1).unwrap();
    (serde_json::from_slice(&claims).unwrap(), public.to_owned())
}
