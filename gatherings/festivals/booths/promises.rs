//! What booths wait for, and who is told.

use kernel::{Timestamp, words};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Lane, Promise},
};
use serde::{Deserialize, Serialize};

use super::Application;
use crate::festivals::{ApplicationId, FestivalId};

/// A fee that is not paid by then gives the booth to who comes next.
#[derive(Serialize, Deserialize)]
pub struct LapseUnpaid {
    pub application: ApplicationId,
    pub pay_until: Timestamp,
}

impl Promise for LapseUnpaid {
    const KIND: &'static str = "festivals.lapse_unpaid";
}

/// End the applications for a festival that was called off.
#[derive(Serialize, Deserialize)]
pub struct CallOffBooths {
    pub festival: FestivalId,
}

impl Promise for CallOffBooths {
    const KIND: &'static str = "festivals.call_off_booths";
}

words! {
    /// Which side is told what has become of an application.
    News { ToApplicant = "to-applicant", ToOrganiser = "to-organiser" }
}

/// Tell the owner of one side where an application stands.
#[derive(Serialize, Deserialize)]
pub struct TellOfApplication {
    pub application: ApplicationId,
    pub news: String,
    /// Where it stood then; who has moved on since is told of that instead.
    pub stage: String,
}

impl Promise for TellOfApplication {
    const KIND: &'static str = "festivals.tell_of_application";
    const LANE: Lane = Lane::Post;
}

pub(super) async fn tell(tx: &mut Tx, now: Timestamp, it: &Application, news: News) -> Result<(), DbError> {
    let (news, stage) = (news.name().to_owned(), it.stage().name().to_owned());
    jobs::enqueue(tx, now, now, &TellOfApplication { application: it.id, news, stage }).await
}
