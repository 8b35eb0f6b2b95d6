//! What stands in the square code of a ticket: 16 octets that say what it is, and a signature over them.
//!
//! ```text
//! 0      format, 1
//! 1      number of the key
//! 2-3    mark of the key, and so of the market
//! 4-6    mark of the festival
//! 7-11   number of the ticket
//! 12     kind, by its position
//! 13     version: one more with each new holder
//! 14     day: 0 for every day, else the first, the second …
//! 15     zone: 0 for everywhere, else by its position
//! 16-79  Ed25519 over "jishi ticket\0" and these octets
//! ```
//!
//! Base 45 of RFC 9285 makes 120 characters of them, all of the alphanumeric mode. No name is among them.

use ring::digest::{SHA256, digest};

use super::{
    TicketNumber, base45,
    key::{SigningKey, TicketKey},
};
use crate::festivals::FestivalId;

const FORMAT: u8 = 1;
const PAYLOAD: usize = 16;
const WHOLE: usize = PAYLOAD + 64;
/// So that no signature over anything else is one over a ticket.
const CONTEXT: &[u8] = b"jishi ticket\0";

/// What a code says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pass {
    pub festival: [u8; 3],
    pub number: TicketNumber,
    pub kind: u8,
    pub version: u8,
    pub day: u8,
    pub zone: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    #[error("it is no code of a ticket")]
    NoTicket,
    #[error("it is signed with a key that is not known")]
    UnknownKey,
    #[error("it is of another market")]
    OtherMarket,
    #[error("it is not what was signed")]
    Forged,
    #[error("it is of another festival")]
    OtherFestival,
}

/// By what a festival is known in a code.
pub fn mark(festival: FestivalId) -> [u8; 3] {
    let hash = digest(&SHA256, festival.to_string().as_bytes());
    [hash.as_ref()[0], hash.as_ref()[1], hash.as_ref()[2]]
}

fn signed(payload: &[u8]) -> Vec<u8> {
    [CONTEXT, payload].concat()
}

/// The text of a code.
pub fn write(key: &SigningKey, pass: &Pass) -> String {
    let mut octets = vec![FORMAT, key.public.id.to_be_bytes()[7]];
    octets.extend(key.public.mark());
    octets.extend(pass.festival);
    octets.extend(&pass.number.get().to_be_bytes()[3..]);
    octets.extend([pass.kind, pass.version, pass.day, pass.zone]);
    octets.extend(key.sign(&signed(&octets)));
    base45::write(&octets)
}

/// What a code says, if one of these keys has signed it for this festival.
pub fn read(keys: &[TicketKey], festival: [u8; 3], text: &str) -> Result<Pass, CodeError> {
    let octets = base45::read(text).filter(|octets| octets.len() == WHOLE).ok_or(CodeError::NoTicket)?;
    let (payload, signature) = octets.split_at(PAYLOAD);
    if payload[0] != FORMAT {
        return Err(CodeError::NoTicket);
    }
    let mut named = keys.iter().filter(|key| key.id.to_be_bytes()[7] == payload[1]).peekable();
    if named.peek().is_none() {
        return Err(CodeError::UnknownKey);
    }
    let key = named.find(|key| key.mark() == payload[2..4]).ok_or(CodeError::OtherMarket)?;
    if !key.has_signed(&signed(payload), signature) {
        return Err(CodeError::Forged);
    }
    let of = [payload[4], payload[5], payload[6]];
    if of != festival {
        return Err(CodeError::OtherFestival);
    }
    let number = payload[7..12].iter().fold(0, |number, octet| number << 8 | i64::from(*octet));
    let number = TicketNumber::new(number);
    let [kind, version, day, zone] = [payload[12], payload[13], payload[14], payload[15]];
    Ok(Pass { festival: of, number, kind, version, day, zone })
}

#[cfg(test)]
mod tests {
    use kernel::{ShopId, Timestamp};

    use super::*;

    fn key(id: i64, seed: u8) -> SigningKey {
        SigningKey::read(id, &[seed; 32], Timestamp::from_micros(0)).unwrap()
    }

    fn pass(festival: i64) -> Pass {
        let festival = mark(FestivalId::new(ShopId::new(1), festival));
        Pass { festival, number: TicketNumber::new(1_234_567_890), kind: 3, version: 2, day: 1, zone: 6 }
    }

    #[test]
    fn it_is_read_as_it_was_written_and_fits_the_camera() {
        let (key, pass) = (key(1, 7), pass(2));
        let text = write(&key, &pass);
        assert_eq!(text.len(), 120);
        assert!(text.chars().all(|c| "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".contains(c)));
        assert_eq!(read(&[key.public], pass.festival, &text), Ok(pass));
    }

    #[test]
    fn every_flipped_bit_is_refused() {
        let (key, pass) = (key(1, 7), pass(2));
        let octets = base45::read(&write(&key, &pass)).unwrap();
        let keys = [key.public];
        for at in 0..octets.len() * 8 {
            let mut wrong = octets.clone();
            wrong[at / 8] ^= 1 << (at % 8);
            assert!(read(&keys, pass.festival, &base45::write(&wrong)).is_err(), "bit {at}");
        }
    }

    #[test]
    fn another_market_another_key_and_another_festival_are_told_apart() {
        let (ours, theirs, next) = (key(1, 7), key(1, 8), key(2, 9));
        let (here, there) = (pass(2), pass(3));
        let keys = [ours.public.clone()];
        let read = |text: &str| read(&keys, here.festival, text);
        assert_eq!(read(&write(&theirs, &here)), Err(CodeError::OtherMarket));
        assert_eq!(read(&write(&next, &here)), Err(CodeError::UnknownKey));
        assert_eq!(read(&write(&ours, &there)), Err(CodeError::OtherFestival));
        let mut forged = base45::read(&write(&ours, &here)).unwrap();
        forged[13] += 1;
        assert_eq!(read(&base45::write(&forged)), Err(CodeError::Forged));
        for text in ["", "HTTPS://FAIR.EXAMPLE/", "jishi", &write(&ours, &here)[3..]] {
            assert_eq!(read(text), Err(CodeError::NoTicket), "{text}");
        }
    }
}
