use hmac::{Hmac, Mac};
use kernel::Timestamp;
use sha2::Sha256;

use crate::payments::BadNotice;

/// The header with the second of signing and one or more HMAC-SHA256 over `second.body`, as hex: `t=…,v1=…,v1=…`.
pub const HEADER: &str = "stripe-signature";

fn mac(secret: &str, second: &str, body: &[u8]) -> Result<Hmac<Sha256>, BadNotice> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(|_| BadNotice::Signature)?;
    mac.update(second.as_bytes());
    mac.update(b".");
    mac.update(body);
    Ok(mac)
}

/// Check a signature; the answer is when it was made. While a secret is changed there are two: one of them is enough.
pub fn verify(secret: &str, header: &str, body: &[u8]) -> Result<Timestamp, BadNotice> {
    let parts = || header.split(',').filter_map(|part| part.trim().split_once('='));
    let second =
        parts().find(|(name, _)| *name == "t").map(|(_, value)| value).ok_or(BadNotice::Signature)?;
    let seconds: i64 = second.parse().map_err(|_| BadNotice::Signature)?;
    for (_, hex) in parts().filter(|(name, _)| *name == "v1").take(8) {
        // Compared in constant time by the library.
        if bytes(hex).is_some_and(|digest| {
            mac(secret, second, body).is_ok_and(|mac| mac.verify_slice(&digest).is_ok())
        }) {
            return Ok(Timestamp::from_micros(seconds.saturating_mul(1_000_000)));
        }
    }
    Err(BadNotice::Signature)
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    (0..hex.len() / 2).map(|at| u8::from_str_radix(hex.get(at * 2..at * 2 + 2)?, 16).ok()).collect()
}

#[cfg(test)]
pub fn sign(secret: &str, at: Timestamp, body: &[u8]) -> String {
    let second = (at.micros() / 1_000_000).to_string();
    let digest = mac(secret, &second, body).unwrap().finalize().into_bytes();
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("t={second},v1={hex}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_signed_body_is_believed() {
        let at = Timestamp::from_micros(1_700_000_000_000_000);
        let header = sign("secret", at, b"paid");
        assert_eq!(verify("secret", &header, b"paid"), Ok(at));
        let both = format!("{},{}", sign("old", at, b"paid"), header.split_once(',').unwrap().1);
        assert_eq!(verify("secret", &both, b"paid"), Ok(at));
        for (secret, header, body) in [
            ("other", header.as_str(), b"paid".as_slice()),
            ("secret", &header, b"paid more"),
            ("secret", &header.replace("t=17", "t=18"), b"paid"),
            ("secret", "t=1,v1=zz", b"paid"),
            ("secret", "t=1,v1=", b"paid"),
            ("secret", "t=1", b"paid"),
            ("secret", "", b"paid"),
            ("secret", "v1=✂", b"paid"),
            ("secret", "t=x,v1=00", b"paid"),
        ] {
            assert_eq!(verify(secret, header, body), Err(BadNotice::Signature), "{header}");
        }
    }
}
