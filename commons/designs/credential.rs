//! A shop's records and reputation as a credential that it carries away: W3C Verifiable Credentials 2.0, signed as a JWT
//! (VC-JOSE-COSE), and who the market is by `did:web`.

use dealing::reviews::Reputation;
use kernel::Timestamp;
use people::shops::Shop;
use platform::push::base64url;
use serde_json::{Value, json};

use super::{
    Record,
    canonical::canonical,
    entry::Entry,
    key::{PublicKey, SigningKey, did},
};

const CONTEXT: &str = "https://www.w3.org/ns/credentials/v2";

/// The keys of the market, those that are retired too: what they have signed is still theirs.
pub fn did_document(origin: &str, keys: &[PublicKey]) -> Value {
    let did = did(origin);
    let id = |key: &PublicKey| format!("{did}#{}", key.name());
    let method = |key: &PublicKey| {
        let mut method =
            json!({ "id": id(key), "type": "JsonWebKey", "controller": did, "publicKeyJwk": key.jwk() });
        if let (Some(at), Some(members)) = (key.retired_at, method.as_object_mut()) {
            // A verifier takes what was signed before; what was signed later is not ours.
            members.insert("expires".into(), Value::from(at.rfc3339()));
        }
        method
    };
    json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://www.w3.org/ns/cid/v1"], "id": did,
        "verificationMethod": keys.iter().map(method).collect::<Vec<_>>(),
        "assertionMethod": keys.iter().map(id).collect::<Vec<_>>(),
    })
}

/// What the market says of a shop now.
pub fn credential(
    origin: &str,
    now: Timestamp,
    shop: &Shop,
    reputation: &Reputation,
    records: &[(Record, Entry)],
) -> Value {
    let page = format!("{origin}/shops/{}", shop.handle);
    let recent = &reputation.recent;
    let record = |(record, entry): &(Record, Entry)| {
        json!({
            "id": format!("{origin}{}", record.path()), "title": record.title, "recorded": entry.at.rfc3339(),
            "content": entry.content, "entry": entry.hash, "position": entry.position,
        })
    };
    json!({
        "@context": [CONTEXT, { "@vocab": format!("{origin}/designs/words#") }],
        "type": ["VerifiableCredential", "ShopReputationCredential"],
        "issuer": did(origin), "validFrom": now.rfc3339(),
        "credentialSubject": {
            "id": page, "name": shop.name, "openSince": shop.opened_at.rfc3339(),
            "reviews": {
                "good": reputation.credit.good, "fair": reputation.credit.fair, "poor": reputation.credit.poor,
                "points": reputation.credit.points(),
            },
            "lastHalfYear": {
                "reviews": recent.reviews, "describedTenths": recent.tenths(recent.described),
                "serviceTenths": recent.tenths(recent.service), "deliveryTenths": recent.tenths(recent.delivery),
                "onTimePercent": recent.on_time_percent(),
            },
            "designs": records.iter().map(record).collect::<Vec<_>>(),
        },
    })
}

/// A credential as it is carried: three parts with points between them.
pub fn signed(origin: &str, key: &SigningKey, credential: &Value) -> String {
    let name = format!("{}#{}", did(origin), key.public.name());
    let head = canonical(&json!({ "alg": "EdDSA", "typ": "vc+jwt", "cty": "vc", "kid": name }));
    let body = canonical(credential);
    let words = format!("{}.{}", base64url(head.as_bytes()), base64url(body.as_bytes()));
    format!("{words}.{}", base64url(&key.sign(words.as_bytes())))
}
