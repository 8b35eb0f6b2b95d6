//! The key that signs the codes of tickets: Ed25519, drawn once, known to every gate.

use kernel::Timestamp;
use ring::{
    digest::{SHA256, digest},
    signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey},
};

/// A key as every gate knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketKey {
    /// 1, 2, 3 …; one octet of it stands in a code.
    pub id: i64,
    pub octets: Vec<u8>,
    pub created_at: Timestamp,
}

impl TicketKey {
    /// By what a market is known in a code: no two draw the same key.
    pub fn mark(&self) -> [u8; 2] {
        let hash = digest(&SHA256, &self.octets);
        [hash.as_ref()[0], hash.as_ref()[1]]
    }

    pub fn has_signed(&self, octets: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, &self.octets).verify(octets, signature).is_ok()
    }
}

/// The key that signs now.
pub struct SigningKey {
    pub public: TicketKey,
    pair: Ed25519KeyPair,
}

impl SigningKey {
    /// None of octets that are no seed.
    pub fn read(id: i64, seed: &[u8], created_at: Timestamp) -> Option<Self> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).ok()?;
        let octets = pair.public_key().as_ref().to_vec();
        Some(Self { public: TicketKey { id, octets, created_at }, pair })
    }

    pub fn sign(&self, octets: &[u8]) -> Vec<u8> {
        self.pair.sign(octets).as_ref().to_vec()
    }
}
