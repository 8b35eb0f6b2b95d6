use axum::http::HeaderMap;
use hmac::{Hmac, Mac};
use kernel::Timestamp;
use sha2::Sha256;

use super::BadNotice;

/// A notice in this age range is believed; older ones are replays.
const TOLERANCE_MINUTES: u64 = 5;
/// Digests of one header that are looked at.
const MOST_DIGESTS: usize = 8;

/// How a provider signs its notices: one header, `t=…,v1=…`, with the time of signing and the HMAC-SHA256 over `time.body`
/// as hex. While a secret is changed there are two digests, and one of them is enough.
#[derive(Clone, Copy, Debug)]
pub struct Signature {
    pub header: &'static str,
    /// Microseconds in one unit of the provider's time.
    pub unit: i64,
}

impl Signature {
    /// Believe a notice, or say why not.
    pub fn check(
        self,
        secret: &str,
        headers: &HeaderMap,
        body: &[u8],
        now: Timestamp,
    ) -> Result<(), BadNotice> {
        let header = headers.get(self.header).and_then(|value| value.to_str().ok());
        let signed_at = self.verify(secret, header.ok_or(BadNotice::Signature)?, body)?;
        let age = now.since(signed_at).max(signed_at.since(now));
        if age > kernel::minutes(TOLERANCE_MINUTES) { Err(BadNotice::Stale) } else { Ok(()) }
    }

    /// The value of the header.
    pub fn sign(self, secret: &str, at: Timestamp, body: &[u8]) -> String {
        let time = at.micros().div_euclid(self.unit).to_string();
        let digest = mac(secret, &time, body).map(|mac| mac.finalize().into_bytes()).unwrap_or_default();
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("t={time},v1={hex}")
    }

    /// When a body was signed.
    fn verify(self, secret: &str, header: &str, body: &[u8]) -> Result<Timestamp, BadNotice> {
        let parts = || header.split(',').filter_map(|part| part.trim().split_once('='));
        let (_, time) = parts().find(|(name, _)| *name == "t").ok_or(BadNotice::Signature)?;
        let count: i64 = time.parse().map_err(|_| BadNotice::Signature)?;
        for (_, hex) in parts().filter(|(name, _)| *name == "v1").take(MOST_DIGESTS) {
            // Compared in constant time by the library.
            if bytes(hex).is_some_and(|digest| {
                mac(secret, time, body).is_ok_and(|mac| mac.verify_slice(&digest).is_ok())
            }) {
                return Ok(Timestamp::from_micros(count.saturating_mul(self.unit)));
            }
        }
        Err(BadNotice::Signature)
    }
}

fn mac(secret: &str, time: &str, body: &[u8]) -> Result<Hmac<Sha256>, BadNotice> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(|_| BadNotice::Signature)?;
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(body);
    Ok(mac)
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    (0..hex.len() / 2).map(|at| u8::from_str_radix(hex.get(at * 2..at * 2 + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Timestamp = Timestamp::from_micros(1_700_000_000_000_000);
    const SECONDS: Signature = Signature { header: "signature", unit: 1_000_000 };
    const MICROS: Signature = Signature { header: "signature", unit: 1 };

    #[test]
    fn only_the_signed_body_is_believed() {
        for signature in [SECONDS, MICROS] {
            let header = signature.sign("secret", AT, b"paid");
            assert_eq!(signature.verify("secret", &header, b"paid"), Ok(AT));
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
                assert_eq!(signature.verify(secret, header, body), Err(BadNotice::Signature), "{header}");
            }
        }
    }

    #[test]
    fn of_two_digests_one_is_enough() {
        let digest = |secret| SECONDS.sign(secret, AT, b"paid");
        let both = format!("{},{}", digest("old"), digest("secret").split_once(',').unwrap().1);
        assert_eq!(SECONDS.verify("secret", &both, b"paid"), Ok(AT));
    }

    #[test]
    fn a_notice_is_believed_while_it_is_fresh() {
        let mut headers = HeaderMap::new();
        headers.insert("signature", SECONDS.sign("secret", AT, b"paid").parse().unwrap());
        let after = |minutes| SECONDS.check("secret", &headers, b"paid", AT + kernel::minutes(minutes));
        assert_eq!((after(5), after(6)), (Ok(()), Err(BadNotice::Stale)));
        assert_eq!(SECONDS.check("secret", &HeaderMap::new(), b"paid", AT), Err(BadNotice::Signature));
    }
}
