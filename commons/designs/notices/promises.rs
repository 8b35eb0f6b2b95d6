//! What a notice waits for, and telling whom it concerns.

use kernel::{Timestamp, words};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Lane, Promise},
};
use serde::{Deserialize, Serialize};

use super::NoticeId;

/// Go on without an answer.
#[derive(Serialize, Deserialize)]
pub struct LapseNotice {
    pub notice: NoticeId,
}

impl Promise for LapseNotice {
    const KIND: &'static str = "designs.lapse";
}

/// End a case that nobody has appealed in.
#[derive(Serialize, Deserialize)]
pub struct CloseNotice {
    pub notice: NoticeId,
}

impl Promise for CloseNotice {
    const KIND: &'static str = "designs.close";
}

/// Say that a ruling is late, if the case still waits for the one that was due then.
#[derive(Serialize, Deserialize)]
pub struct RulingLate {
    pub notice: NoticeId,
    pub until: Timestamp,
}

impl Promise for RulingLate {
    const KIND: &'static str = "designs.ruling_late";
}

words! {
    /// What somebody is told about a notice.
    NoticeNews {
        Given = "given", Answered = "answered", Lapsed = "lapsed", Withdrawn = "withdrawn", Ruled = "ruled",
        Appealed = "appealed", Late = "late",
    }
}

/// Tell the two shops about a notice.
#[derive(Serialize, Deserialize)]
pub struct TellOfNotice {
    pub notice: NoticeId,
    pub news: String,
    /// The maker, or the seller.
    pub to_maker: bool,
}

impl Promise for TellOfNotice {
    const KIND: &'static str = "designs.tell_of_notice";
    const LANE: Lane = Lane::Post;
}

/// Have those told whom news concerns: the seller of a notice and of its withdrawal, the maker of the answer or its lack,
/// both of the rest.
pub async fn tell(tx: &mut Tx, now: Timestamp, notice: NoticeId, news: NoticeNews) -> Result<(), DbError> {
    let (maker, seller) = match news {
        NoticeNews::Given | NoticeNews::Withdrawn => (false, true),
        NoticeNews::Answered => (true, false),
        NoticeNews::Lapsed | NoticeNews::Ruled | NoticeNews::Appealed | NoticeNews::Late => (true, true),
    };
    for to_maker in [true, false] {
        if if to_maker { maker } else { seller } {
            let news = news.name().to_owned();
            jobs::enqueue(tx, now, now, &TellOfNotice { notice, news, to_maker }).await?;
        }
    }
    Ok(())
}
