//! An entry of the chain: who holds the one before it and its own can see that neither was put in later.

use kernel::Timestamp;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{RecordId, canonical::canonical, key::PublicKey, record::hex};

/// What stands in the place of an entry before the first: 64 zeros.
pub const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One record in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub position: i64,
    /// The hash of the entry before it.
    pub previous: String,
    pub hash: String,
    pub record: RecordId,
    /// SHA-256 of the record's content, hex.
    pub content: String,
    /// The octets that are hashed and signed.
    pub line: String,
    pub key: i64,
    pub signature: Vec<u8>,
    pub at: Timestamp,
}

/// What an entry says.
pub struct Told<'a> {
    pub position: i64,
    pub previous: &'a str,
    pub record: RecordId,
    pub content: &'a str,
    pub at: Timestamp,
    /// The market's address, and the key that signs, as others name it.
    pub origin: &'a str,
    pub key: &'a str,
}

impl Told<'_> {
    /// The line of an entry, canonical.
    pub fn line(&self) -> String {
        canonical(&json!({
            "format": "jishi-design-entry/1", "market": self.origin, "position": self.position,
            "previous": self.previous, "record": self.record.to_string(), "content": self.content,
            "at": self.at.rfc3339(), "key": self.key,
        }))
    }
}

pub fn sha256(octets: &[u8]) -> String {
    hex(&Sha256::digest(octets))
}

impl Entry {
    /// What is wrong with it after the one before it, if anything is: its place, its hash, its words, its signature.
    pub fn fault(&self, before: Option<&Self>, keys: &[PublicKey]) -> Option<&'static str> {
        let previous = before.map_or(BEGINNING, |before| before.hash.as_str());
        let position = before.map_or(1, |before| before.position + 1);
        if self.position != position || self.previous != previous {
            return Some("an entry does not follow the one before it");
        }
        if before.is_some_and(|before| before.at > self.at) {
            return Some("an entry is older than the one before it");
        }
        if sha256(self.line.as_bytes()) != self.hash {
            return Some("an entry is not what its hash says");
        }
        let told: Value = serde_json::from_str(&self.line).unwrap_or_default();
        let text = |name: &str| told.get(name).and_then(Value::as_str).unwrap_or_default();
        let is_told = told.get("position").and_then(Value::as_i64) == Some(self.position)
            && text("previous") == self.previous
            && text("content") == self.content
            && text("record") == self.record.to_string()
            && text("at") == self.at.rfc3339();
        if !is_told {
            return Some("an entry is not what was signed");
        }
        let key = keys.iter().find(|key| key.id == self.key);
        let is_signed = key.is_some_and(|key| key.has_signed(self.line.as_bytes(), &self.signature));
        (!is_signed).then_some("an entry is not signed by its key")
    }
}

#[cfg(test)]
mod tests {
    use kernel::ShopId;

    use super::*;
    use crate::designs::key::SigningKey;

    fn entry(key: &SigningKey, position: i64, previous: &str) -> Entry {
        let (record, at) =
            (RecordId::new(ShopId::new(1), position), Timestamp::from_micros(position * 1_000_000));
        let content = sha256(b"content");
        let told = Told { position, previous, record, content: &content, at, origin: "https://a", key: "k" };
        let line = told.line();
        let (hash, signature) = (sha256(line.as_bytes()), key.sign(line.as_bytes()));
        Entry { position, previous: previous.to_owned(), hash, record, content, line, key: 1, signature, at }
    }

    #[test]
    fn whatever_is_changed_is_noticed() {
        let key = SigningKey::read(1, &[7; 32], Timestamp::from_micros(0)).unwrap();
        let keys = [key.public.clone()];
        let first = entry(&key, 1, BEGINNING);
        let second = entry(&key, 2, &first.hash);
        assert_eq!(first.fault(None, &keys), None);
        assert_eq!(second.fault(Some(&first), &keys), None);
        assert!(second.fault(None, &keys).unwrap().contains("follow"));
        let wrong = |change: fn(&mut Entry)| {
            let mut changed = second.clone();
            change(&mut changed);
            changed.fault(Some(&first), &keys).unwrap()
        };
        assert!(wrong(|entry| entry.at = Timestamp::from_micros(1)).contains("older"));
        assert!(wrong(|entry| entry.line.push(' ')).contains("hash"));
        assert!(wrong(|entry| entry.content = sha256(b"other")).contains("what was signed"));
        assert!(wrong(|entry| entry.at = Timestamp::from_micros(3_000_000)).contains("what was signed"));
        assert!(wrong(|entry| entry.signature[3] ^= 1).contains("by its key"));
        assert!(wrong(|entry| entry.key = 2).contains("by its key"));
    }
}
