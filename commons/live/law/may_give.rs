use kernel::Timestamp;
use people::shops;
use platform::db::{DbError, Tx};

use super::{Ban, ban_store, store};
use crate::live::RoomId;

/// Why a show is not given now.
#[derive(Clone, Debug)]
pub enum Hindrance {
    /// Its shop may give none until then.
    Banned(Ban),
    /// The check-list comes first.
    Checklist,
    /// Who stands behind the shop is to be named in its shows, and its settings do not say it.
    Identity,
    /// Nobody has said yet that all who appear agree.
    Consent,
}

impl Hindrance {
    /// As it is said to a camera.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Banned(_) => "this shop may give no show for now",
            Self::Checklist => "go through the check-list in the studio first",
            Self::Identity => "say in the settings of the shop who stands behind it first",
            Self::Consent => "say in the studio first that everybody who appears agrees",
        }
    }
}

/// Whether something keeps a show from being given: what comes first, first.
pub async fn hindrance(tx: &mut Tx, now: Timestamp, room: RoomId) -> Result<Option<Hindrance>, DbError> {
    let shop = room.shop();
    if let Some(ban) = ban_store::find_standing(tx, shop, now).await? {
        return Ok(Some(Hindrance::Banned(ban)));
    }
    let law = store::find(tx).await?;
    if law.asks_for_checklist() && !store::has_gone_through(tx, shop).await? {
        return Ok(Some(Hindrance::Checklist));
    }
    if law.names_identity() && shops::find_sender(tx, shop).await?.street.is_empty() {
        return Ok(Some(Hindrance::Identity));
    }
    let has_consent = store::has_consent(tx, room).await?;
    Ok((!has_consent).then_some(Hindrance::Consent))
}
