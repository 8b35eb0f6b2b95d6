use hmac::{Hmac, Mac};
use kernel::Timestamp;
use sha2::Sha256;

use crate::payments::BadNotice;

/// The header with the time of signing (UTC microseconds) and the HMAC-SHA256 over `time.body`, as hex.
pub const SIGNATURE: &str = "sandbox-signature";

fn mac(secret: &str, time: &str, body: &[u8]) -> Result<Hmac<Sha256>, BadNotice> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(|_| BadNotice::Signature)?;
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(body);
    Ok(mac)
}

/// The value of the signature header: `t=…,v1=…`.
pub fn sign(secret: &str, at: Timestamp, body: &[u8]) -> String {
    let time = at.micros().to_string();
    let digest = mac(secret, &time, body).map(|mac| mac.finalize().into_bytes()).unwrap_or_default();
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("t={time},v1={hex}")
}

/// Check a signature; the answer is when it was made.
pub(super) fn verify(secret: &str, header: &str, body: &[u8]) -> Result<Timestamp, BadNotice> {
    let part = |name: &str| header.split(',').find_map(|part| part.trim().strip_prefix(name));
    let (time, hex) = (part("t=").ok_or(BadNotice::Signature)?, part("v1=").ok_or(BadNotice::Signature)?);
    let at = time.parse().map(Timestamp::from_micros).map_err(|_| BadNotice::Signature)?;
    let digest: Option<Vec<u8>> = (0..hex.len() / 2)
        .map(|index| u8::from_str_radix(hex.get(index * 2..index * 2 + 2)?, 16).ok())
        .collect();
    // Compared in constant time by the library.
    mac(secret, time, body)?
        .verify_slice(&digest.ok_or(BadNotice::Signature)?)
        .map_err(|_| BadNotice::Signature)?;
    Ok(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_signed_body_is_believed() {
        let at = Timestamp::from_micros(1_700_000_000_000_000);
        let header = sign("secret", at, b"paid");
        assert_eq!(verify("secret", &header, b"paid"), Ok(at));
        for (secret, header, body) in [
            ("other", header.as_str(), b"paid".as_slice()),
            ("secret", &header, b"paid more"),
            ("secret", &header.replace("t=17", "t=18"), b"paid"),
            ("secret", "t=1,v1=zz", b"paid"),
            ("secret", "t=1,v1=", b"paid"),
            ("secret", "", b"paid"),
            ("secret", "v1=✂", b"paid"),
        ] {
            assert_eq!(verify(secret, header, body), Err(BadNotice::Signature), "{header}");
        }
    }
}
