//! Designs, as programs see them.

use kernel::Timestamp;
use people::{
    one_of::{maybe_word_of, word_of},
    wire::time,
};
use platform::push::base64url;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Claim, ClaimState, Entry, Likeness, LikenessState, Record, RecordPicture, RecordStage, Way,
    notices::{Ground, Notice, NoticeStage, Outcome, Party, Ruling, Statement},
};

/// A record of a design. Of a sealed one, only its own shop gets more than its number and its entry.
#[derive(Serialize, ToSchema)]
pub struct DesignOut {
    pub id: String,
    /// Path of its page.
    pub url: String,
    #[schema(schema_with = word_of::<RecordStage>)]
    pub state: &'static str,
    pub title: String,
    pub author: String,
    pub words: String,
    /// As its shop says; empty when it was not shown.
    pub first_shown: String,
    /// Patent office and number, as the owner says.
    pub office: String,
    pub number: String,
    pub at: String,
    pub opened_at: Option<String>,
    pub pictures: Vec<DesignPictureOut>,
    /// What was signed to begin with, exactly: its SHA-256 is `content` of the entry.
    pub content: Option<String>,
    pub entry: DesignEntryOut,
}

#[derive(Serialize, ToSchema)]
pub struct DesignPictureOut {
    /// Shown at `/media/{file}-640.webp`.
    pub file: String,
    /// SHA-256 of the file as its author gave it, hex.
    pub sha256: String,
}

impl DesignOut {
    /// A record with its entry; `is_told` where it may be read.
    pub fn of(record: Record, pictures: Vec<RecordPicture>, entry: Entry, is_told: bool) -> Self {
        let said = if is_told { record.said() } else { super::Said::default() };
        let pictures = if is_told { pictures } else { Vec::new() };
        Self {
            id: record.id.to_string(),
            url: record.path(),
            state: record.stage.name(),
            title: said.title,
            author: said.author,
            words: said.words,
            first_shown: said.first_shown,
            office: said.office,
            number: said.number,
            at: time(record.created_at),
            opened_at: record.opened_at.map(time),
            pictures: pictures
                .into_iter()
                .map(|picture| DesignPictureOut { file: picture.file, sha256: picture.sha256 })
                .collect(),
            content: is_told.then_some(record.content),
            entry: entry.into(),
        }
    }
}

/// An entry of the chain of designs.
#[derive(Serialize, ToSchema)]
pub struct DesignEntryOut {
    #[schema(minimum = 1)]
    pub position: i64,
    pub previous: String,
    /// SHA-256 of `line`, hex.
    pub hash: String,
    /// What was signed, exactly: JSON by RFC 8785.
    pub line: String,
    /// Ed25519, base64url.
    pub signature: String,
    /// The key of `/.well-known/did.json` that signed: `key-1`.
    pub key: String,
}

impl From<Entry> for DesignEntryOut {
    fn from(entry: Entry) -> Self {
        Self {
            position: entry.position,
            previous: entry.previous,
            hash: entry.hash,
            line: entry.line,
            signature: base64url(&entry.signature),
            key: format!("key-{}", entry.key),
        }
    }
}

/// A listing that says that it is made after a record.
#[derive(Serialize, ToSchema)]
pub struct DesignClaimOut {
    pub listing_id: String,
    pub record_id: String,
    #[schema(schema_with = word_of::<ClaimState>)]
    pub state: &'static str,
    pub at: String,
}

impl From<Claim> for DesignClaimOut {
    fn from(claim: Claim) -> Self {
        Self {
            listing_id: claim.listing.to_string(),
            record_id: claim.record.to_string(),
            state: claim.state.name(),
            at: time(claim.created_at),
        }
    }
}

/// A picture of a listing that is like one of a record.
#[derive(Serialize, ToSchema)]
pub struct LikenessOut {
    pub listing_id: String,
    pub record_id: String,
    /// The listing's picture.
    pub file: String,
    #[schema(schema_with = word_of::<Way>)]
    pub way: &'static str,
    #[schema(schema_with = word_of::<LikenessState>)]
    pub state: &'static str,
    pub at: String,
}

impl From<Likeness> for LikenessOut {
    fn from(one: Likeness) -> Self {
        Self {
            listing_id: one.listing.to_string(),
            record_id: one.record.to_string(),
            file: one.file,
            way: one.way.name(),
            state: one.state.name(),
            at: time(one.at),
        }
    }
}

/// A notice of a maker about a listing.
#[derive(Serialize, ToSchema)]
pub struct DesignNoticeOut {
    pub id: String,
    pub record_id: String,
    pub listing_id: String,
    #[schema(schema_with = word_of::<NoticeStage>)]
    pub state: &'static str,
    /// By when the next step is taken, or may be.
    pub until: Option<String>,
    #[schema(schema_with = maybe_word_of::<Ground>)]
    pub ground: Option<&'static str>,
    #[schema(schema_with = maybe_word_of::<Outcome>)]
    pub outcome: Option<&'static str>,
    pub at: String,
    pub said: Vec<DesignStatementOut>,
    pub rulings: Vec<DesignRulingOut>,
}

impl DesignNoticeOut {
    pub fn of(notice: Notice, said: Vec<Statement>, rulings: Vec<Ruling>) -> Self {
        Self {
            id: notice.id.to_string(),
            record_id: notice.record.to_string(),
            listing_id: notice.listing.to_string(),
            state: notice.state.name(),
            until: notice.state.until().map(time),
            ground: notice.state.ground().map(Ground::name),
            outcome: notice.state.outcome().map(Outcome::name),
            at: time(notice.created_at),
            said: said.into_iter().map(DesignStatementOut::from).collect(),
            rulings: rulings.into_iter().map(DesignRulingOut::from).collect(),
        }
    }
}

/// What a side has said.
#[derive(Serialize, ToSchema)]
pub struct DesignStatementOut {
    #[schema(schema_with = word_of::<Party>)]
    pub party: &'static str,
    /// `notice`, `counter` or `appeal`.
    pub act: String,
    pub words: String,
    pub photos: Vec<String>,
    pub at: String,
}

impl From<Statement> for DesignStatementOut {
    fn from(one: Statement) -> Self {
        let at: Timestamp = one.at;
        let (party, words, photos) = (one.party.name(), one.said.words, one.said.photos);
        Self { party, act: one.act, words, photos, at: time(at) }
    }
}

/// A ruling, without persons.
#[derive(Serialize, ToSchema)]
pub struct DesignRulingOut {
    /// 1, or 2 after an appeal.
    pub instance: i64,
    #[schema(schema_with = word_of::<Outcome>)]
    pub outcome: &'static str,
    /// What the seller had answered.
    #[schema(schema_with = maybe_word_of::<Ground>)]
    pub ground: Option<&'static str>,
    pub reason: String,
    pub noticed_at: String,
    pub at: String,
}

impl From<Ruling> for DesignRulingOut {
    fn from(ruling: Ruling) -> Self {
        Self {
            instance: ruling.instance,
            outcome: ruling.outcome.name(),
            ground: ruling.ground.map(Ground::name),
            reason: ruling.reason,
            noticed_at: time(ruling.noticed_at),
            at: time(ruling.at),
        }
    }
}
