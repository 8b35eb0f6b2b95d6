//! Encryption to a browser: RFC 8291, on the coding of RFC 8188.

use aes_gcm::{Aes128Gcm, KeyInit, aead::Aead};
use hkdf::Hkdf;
use p256::{PublicKey, SecretKey, ecdh};
use sha2::Sha256;

use super::{Subscriber, keys::octets};

/// The record that the header announces; there is one.
const RECORD_OCTETS: u32 = 4_096;
/// Behind the last octet of the last record.
const END: u8 = 2;

/// The keys of a browser.
pub struct Keys {
    public: PublicKey,
    auth: [u8; 16],
}

/// The keys of a browser, if they are keys.
pub fn read_keys(from: &Subscriber) -> Option<Keys> {
    if from.public_key.len() != 65 {
        return None;
    }
    let public = PublicKey::from_sec1_bytes(&from.public_key).ok()?;
    Some(Keys { public, auth: from.auth.as_slice().try_into().ok()? })
}

/// Encrypt to a browser under a key and a salt that are used this once. `step`: the length is a multiple of it.
pub fn seal(to: &Keys, body: &[u8], step: usize, own: &SecretKey, salt: [u8; 16]) -> Option<Vec<u8>> {
    let own_public = octets(&own.public_key());
    let (key, nonce) = derive(to, own, &own_public, &salt)?;
    let mut record = body.to_vec();
    record.push(END);
    record.resize(record.len().next_multiple_of(step.max(1)), 0);
    let sealed = Aes128Gcm::new((&key).into()).encrypt((&nonce).into(), record.as_slice()).ok()?;
    let mut message = Vec::with_capacity(21 + own_public.len() + sealed.len());
    message.extend(salt);
    message.extend(RECORD_OCTETS.to_be_bytes());
    message.push(u8::try_from(own_public.len()).ok()?);
    message.extend(own_public);
    message.extend(sealed);
    Some(message)
}

/// The content key and the nonce, from what both sides know (RFC 8291, 3.4).
fn derive(to: &Keys, own: &SecretKey, own_public: &[u8], salt: &[u8]) -> Option<([u8; 16], [u8; 12])> {
    let shared = ecdh::diffie_hellman(own.to_nonzero_scalar(), to.public.as_affine());
    let about = [b"WebPush: info\0", octets(&to.public).as_slice(), own_public].concat();
    let mut material = [0; 32];
    let secret = shared.raw_secret_bytes();
    Hkdf::<Sha256>::new(Some(&to.auth), secret).expand(&about, &mut material).ok()?;
    let keys = Hkdf::<Sha256>::new(Some(salt), &material);
    let (mut key, mut nonce) = ([0; 16], [0; 12]);
    keys.expand(b"Content-Encoding: aes128gcm\0", &mut key).ok()?;
    keys.expand(b"Content-Encoding: nonce\0", &mut nonce).ok()?;
    Some((key, nonce))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::push::{base64url, from_base64url};

    const UA_PUBLIC: &str =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

    fn browser() -> Subscriber {
        Subscriber {
            endpoint: String::new(),
            public_key: from_base64url(UA_PUBLIC).unwrap(),
            auth: from_base64url("BTBZMqHH6r4Tts7J_aSIgg").unwrap(),
        }
    }

    #[test]
    fn the_example_of_rfc_8291_comes_out() {
        let own = from_base64url("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw").unwrap();
        let salt = from_base64url("DGv6ra1nlYgDCS1FRnbzlw").unwrap().try_into().unwrap();
        let own = SecretKey::from_slice(&own).unwrap();
        let words = b"When I grow up, I want to be a watermelon";
        let sealed = seal(&read_keys(&browser()).unwrap(), words, 1, &own, salt).unwrap();
        assert_eq!(
            base64url(&sealed),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBr\
             u3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        );
    }

    #[test]
    fn lengths_are_told_in_steps_only() {
        let own = SecretKey::from_slice(&[7; 32]).unwrap();
        let keys = read_keys(&browser()).unwrap();
        let length = |words: &[u8]| seal(&keys, words, 256, &own, [1; 16]).unwrap().len();
        assert_eq!(length(b"a"), length(&[b'a'; 255]));
        assert!(length(&[b'a'; 256]) > length(b"a"));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let with =
            |public_key: Vec<u8>, auth: usize| Subscriber { public_key, auth: vec![1; auth], ..browser() };
        let good = from_base64url(UA_PUBLIC).unwrap();
        assert!(read_keys(&with(good.clone(), 16)).is_some());
        assert!(read_keys(&with(good.clone(), 15)).is_none());
        assert!(read_keys(&with(good[..64].to_vec(), 16)).is_none());
        let mut off = good;
        off[40] ^= 1;
        // Not a point of the curve.
        assert!(read_keys(&with(off, 16)).is_none());
    }
}
