//! How push services know who sends: a signed word in each request (RFC 8292).

use axum::http::Uri;
use kernel::{Chance, Timestamp, hours};
use p256::{
    SecretKey,
    ecdsa::{Signature, SigningKey, signature::Signer},
};
use serde_json::json;

use super::keys::{base64url, new_secret, octets};

/// How long a word holds; push services take a day at most.
const HOLDS: std::time::Duration = hours(12);

/// The key of a market, the same for ever: browsers are subscribed to it.
#[derive(Clone)]
pub struct OurKey(SecretKey);

/// Secrets stay out of logs.
impl std::fmt::Debug for OurKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OurKey")
    }
}

impl OurKey {
    /// The octets of a new key, to be kept.
    pub fn draw(chance: &Chance) -> Vec<u8> {
        new_secret(chance).to_bytes().to_vec()
    }

    pub fn read(octets: &[u8]) -> Option<Self> {
        SecretKey::from_slice(octets).ok().map(Self)
    }

    /// What everybody may know of it.
    pub(super) fn public(&self) -> String {
        base64url(&octets(&self.0.public_key()))
    }

    /// The word for a request to this address.
    pub(super) fn word(&self, now: Timestamp, to: &Uri, contact: &str) -> String {
        let origin = format!(
            "{}://{}",
            to.scheme_str().unwrap_or("https"),
            to.authority().map_or("", |authority| authority.as_str())
        );
        let until = (now + HOLDS).micros() / 1_000_000;
        let claims = json!({ "aud": origin, "exp": until, "sub": contact }).to_string();
        let signed =
            format!("{}.{}", base64url(br#"{"typ":"JWT","alg":"ES256"}"#), base64url(claims.as_bytes()));
        let signature: Signature = SigningKey::from(&self.0).sign(signed.as_bytes());
        format!("vapid t={signed}.{}, k={}", base64url(&signature.to_bytes()), self.public())
    }
}

#[cfg(test)]
mod tests {
    use p256::ecdsa::{VerifyingKey, signature::Verifier};

    use super::*;
    use crate::push::from_base64url;

    #[test]
    fn a_word_names_the_service_and_is_signed_with_the_key_it_carries() {
        let key = OurKey::read(&OurKey::draw(&Chance::seeded(1))).unwrap();
        let word = key.word(
            Timestamp::from_micros(1_000_000),
            &"https://push.example/a/b?c".parse().unwrap(),
            "mailto:a@b.example",
        );
        let (token, public) = word.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let verify = VerifyingKey::from_sec1_bytes(&from_base64url(public).unwrap()).unwrap();
        let signature = Signature::from_slice(&from_base64url(signature).unwrap()).unwrap();
        verify.verify(signed.as_bytes(), &signature).unwrap();
        let claims = from_base64url(signed.split_once('.').unwrap().1).unwrap();
        let claims: serde_json::Value = serde_json::from_slice(&claims).unwrap();
        assert_eq!(claims["aud"], "https://push.example");
        assert_eq!(claims["exp"], 43_201);
        assert_eq!(format!("{key:?}"), "OurKey");
    }
}
