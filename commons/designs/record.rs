//! A record of a design: what it says, and the lifecycle of whether everybody may read it.

use kernel::{AccountId, Lifecycle, Refused, Timestamp, lifecycle, shop_id};
use platform::push::base64url;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{canonical::canonical, print::Print};

shop_id!(
    /// A record of a design of a shop.
    RecordId
);

lifecycle! {
    "a design record", "problem-design-state";
    /// Whether everybody may read a record, by name: for tables and texts.
    RecordStage { Sealed = "sealed", Open = "open" }
    /// What is done with a record, by name.
    RecordAct { Open = "open" }
    Sealed --Open--> Open
}

/// What of a design is said when it is put down.
#[derive(Clone, Debug)]
pub struct NewRecord {
    pub title: String,
    /// Who designed it, as the shop says.
    pub author: String,
    pub words: String,
    /// `2026-03-01`: when it was shown first, as the shop says; empty when it was not.
    pub first_shown: String,
    /// Whether a patent office has it, and under which number, as the owner says; both or neither.
    pub office: String,
    pub number: String,
    pub pictures: Vec<NewPicture>,
    pub stage: RecordStage,
}

/// A picture or a sketch of it.
#[derive(Clone, Debug)]
pub struct NewPicture {
    /// Name in the file store.
    pub file: String,
    /// SHA-256 of the file as its author gave it, hex.
    pub sha256: String,
    pub print: Print,
}

/// A picture of a record.
#[derive(Clone, Debug)]
pub struct RecordPicture {
    pub number: i64,
    pub file: String,
    pub sha256: String,
}

/// What a record says, as it is read again. The text that was signed is the record's `content`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Said {
    pub title: String,
    pub author: String,
    pub words: String,
    pub first_shown: String,
    pub office: String,
    pub number: String,
}

/// A record of a design.
#[derive(Clone, Debug)]
pub struct Record {
    pub id: RecordId,
    /// Of its entry in the chain.
    pub position: i64,
    pub stage: RecordStage,
    pub title: String,
    pub cover: String,
    /// JSON by RFC 8785, the hash of which is in the chain.
    pub content: String,
    pub by: AccountId,
    pub created_at: Timestamp,
    pub opened_at: Option<Timestamp>,
}

impl Record {
    pub fn is_open(&self) -> bool {
        self.stage == RecordStage::Open
    }

    pub fn can(&self, act: RecordAct) -> bool {
        self.stage.can(act)
    }

    /// The same, open to everybody.
    pub fn open(&self, at: Timestamp) -> Result<Self, Refused<RecordStage>> {
        let stage = self.stage.after(RecordAct::Open)?;
        Ok(Self { stage, opened_at: Some(at), ..self.clone() })
    }

    pub fn said(&self) -> Said {
        serde_json::from_str(&self.content).unwrap_or_default()
    }

    pub fn path(&self) -> String {
        format!("/designs/{}", self.id)
    }
}

/// Where a record is kept, as it says itself: the market's address, the shop's page, and octets that nobody can guess, so
/// that who knows a design cannot find it among the hashes of those that are sealed.
pub struct Place<'a> {
    pub origin: &'a str,
    pub handle: &'a str,
    pub nonce: [u8; 24],
}

/// The content of a record, canonical.
pub fn content(id: RecordId, new: &NewRecord, place: &Place<'_>) -> String {
    let picture = |picture: &NewPicture| {
        let print = &picture.print;
        let view = |at: usize| print.views.get(at).map(|view| format!("{:016x}", view.coarse));
        json!({
            "sha256": picture.sha256, "whole": view(0), "parts": (1..7).filter_map(view).collect::<Vec<_>>(),
            "mirror": format!("{:016x}", print.mirror.coarse), "colours": hex(&print.look.layout),
            "edges": hex(&print.look.edges),
        })
    };
    let pictures: Vec<Value> = new.pictures.iter().map(picture).collect();
    let NewRecord { title, author, words, first_shown, office, number, .. } = new;
    let Place { origin, handle, nonce } = place;
    let mut content = json!({
        "format": "jishi-design-content/1", "market": origin, "record": id.to_string(),
        "shop": format!("{origin}/shops/{handle}"), "nonce": base64url(nonce), "title": title, "author": author,
        "pictures": pictures,
    });
    let said = [("words", words), ("firstShown", first_shown), ("office", office), ("number", number)];
    for (name, value) in said.into_iter().filter(|(_, value)| !value.is_empty()) {
        if let Some(members) = content.as_object_mut() {
            members.insert(name.to_owned(), Value::from(value.as_str()));
        }
    }
    canonical(&content)
}

pub fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    kernel::lifecycle_tests! {
        RecordStage ends at [Open], drawn in include_str!("mod.rs"),
        next by RecordStage::after
    }
}
