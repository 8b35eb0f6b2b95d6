//! Signing what is sent to somebody's program, as Standard Webhooks 1.0 has it.

use std::fmt;

use base64::{Engine, prelude::BASE64_STANDARD};
use hkdf::hmac::{Hmac, Mac};
use kernel::{Chance, Timestamp};
use sha2::Sha256;

const PREFIX: &str = "whsec_";

/// What the market and one program share: `whsec_` and 24 octets as base64.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningSecret([u8; 24]);

impl SigningSecret {
    pub fn draw(chance: &Chance) -> Self {
        Self(chance.bytes())
    }

    pub fn parse(text: &str) -> Option<Self> {
        let octets = BASE64_STANDARD.decode(text.strip_prefix(PREFIX)?).ok()?;
        octets.try_into().ok().map(Self)
    }

    /// As its owner reads it.
    pub fn reveal(&self) -> String {
        format!("{PREFIX}{}", BASE64_STANDARD.encode(self.0))
    }

    /// The signature over `id.seconds.body`.
    pub fn sign(&self, id: &str, at: Timestamp, body: &str) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return String::new() };
        mac.update(format!("{id}.{}.{body}", seconds(at)).as_bytes());
        format!("v1,{}", BASE64_STANDARD.encode(mac.finalize().into_bytes()))
    }
}

/// Never in a log.
impl fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningSecret")
    }
}

/// Unix time, as the header has it.
pub fn seconds(at: Timestamp) -> i64 {
    at.micros().div_euclid(1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_that_of_the_standard() {
        // The example of the standard's own libraries.
        let secret = SigningSecret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let at = Timestamp::from_micros(1_614_265_330_000_000);
        let signed = secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", at, "{\"test\": 2432232314}");
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert_eq!(SigningSecret::parse(&secret.reveal()), Some(secret.clone()));
        assert_eq!(format!("{secret:?}"), "SigningSecret");
        for wrong in
            ["", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa"]
        {
            assert_eq!(SigningSecret::parse(wrong), None, "{wrong}");
        }
    }
}
