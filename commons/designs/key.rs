//! The keys that the market signs with: Ed25519, drawn once, replaced when the operator wants it, published for good.

use kernel::Timestamp;
use platform::push::base64url;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use serde_json::{Value, json};

/// What stands before the 32 octets of a public key in a PEM file: SubjectPublicKeyInfo of RFC 8410.
const SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// A key as everybody may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    /// 1, 2, 3 …
    pub id: i64,
    pub octets: Vec<u8>,
    pub created_at: Timestamp,
    pub retired_at: Option<Timestamp>,
}

impl PublicKey {
    /// The last part of its address: `key-1`.
    pub fn name(&self) -> String {
        format!("key-{}", self.id)
    }

    /// Whether it has signed this.
    pub fn has_signed(&self, octets: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, &self.octets).verify(octets, signature).is_ok()
    }

    /// As a file that OpenSSL reads.
    pub fn pem(&self) -> String {
        use base64::{Engine, prelude::BASE64_STANDARD};
        let key = BASE64_STANDARD.encode([&SPKI[..], &self.octets].concat());
        format!("-----BEGIN PUBLIC KEY-----\n{key}\n-----END PUBLIC KEY-----\n")
    }

    /// As a key of RFC 8037.
    pub fn jwk(&self) -> Value {
        json!({ "kty": "OKP", "crv": "Ed25519", "x": base64url(&self.octets) })
    }
}

/// The key that signs now.
pub struct SigningKey {
    pub public: PublicKey,
    pair: Ed25519KeyPair,
}

impl SigningKey {
    /// None of octets that are no seed.
    pub fn read(id: i64, seed: &[u8], created_at: Timestamp) -> Option<Self> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).ok()?;
        let octets = pair.public_key().as_ref().to_vec();
        Some(Self { public: PublicKey { id, octets, created_at, retired_at: None }, pair })
    }

    pub fn sign(&self, octets: &[u8]) -> Vec<u8> {
        self.pair.sign(octets).as_ref().to_vec()
    }
}

/// Who the market is among others: `did:web:fair.example`.
pub fn did(origin: &str) -> String {
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    format!("did:web:{}", host.trim_end_matches('/').replace(':', "%3A").replace('/', ":"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_that_of_the_standard_and_knows_its_own_signature() {
        // RFC 8032, 7.1, test 1.
        let seed: Vec<u8> = (0..32)
            .map(|at| {
                let hex = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
                u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).unwrap()
            })
            .collect();
        let key = SigningKey::read(1, &seed, Timestamp::from_micros(0)).unwrap();
        assert_eq!(key.public.octets[..4], [0xd7, 0x5a, 0x98, 0x01]);
        let signature = key.sign(b"");
        assert_eq!(signature[..4], [0xe5, 0x56, 0x43, 0x00]);
        assert!(key.public.has_signed(b"", &signature) && !key.public.has_signed(b"a", &signature));
        assert!(SigningKey::read(1, &seed[1..], Timestamp::from_micros(0)).is_none());
        assert!(key.public.pem().contains("\nMCowBQYDK2VwAyEA"));
    }

    #[test]
    fn a_market_is_named_by_its_address() {
        assert_eq!(did("https://fair.example"), "did:web:fair.example");
        assert_eq!(did("http://127.0.0.1:8080/"), "did:web:127.0.0.1%3A8080");
    }
}
