//! Keys, and how they travel.

use kernel::Chance;
use p256::{PublicKey, SecretKey};

/// A key that nobody had before. One number in 2³² is none; then the next is drawn.
pub(super) fn new_secret(chance: &Chance) -> SecretKey {
    loop {
        if let Ok(secret) = SecretKey::from_slice(&chance.bytes::<32>()) {
            return secret;
        }
    }
}

/// A public key as it travels: 65 octets.
pub(super) fn octets(key: &PublicKey) -> Vec<u8> {
    use p256::elliptic_curve::sec1::ToEncodedPoint;
    key.to_encoded_point(false).as_bytes().to_vec()
}

/// Octets as base64url without padding.
pub fn base64url(octets: &[u8]) -> String {
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
    BASE64_URL_SAFE_NO_PAD.encode(octets)
}

/// The octets of base64url, with or without padding.
pub fn from_base64url(text: &str) -> Option<Vec<u8>> {
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
    BASE64_URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()
}
