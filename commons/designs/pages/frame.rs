//! A case as the two sides and a moderator see it.

use kernel::ShopId;
use platform::db::{DbError, Tx};

use super::common::{Shown, Thing};
use crate::designs::{
    self, Likeness, RecordPicture,
    notices::{self, Notice, Party, Ruling, Statement},
};

/// A notice with what it is about, what was said, and what was ruled.
pub struct Case {
    pub notice: Notice,
    pub made: Shown,
    pub pictures: Vec<RecordPicture>,
    pub thing: Thing,
    /// The pictures of the listing in the file store.
    pub files: Vec<String>,
    pub likeness: Option<Likeness>,
    pub said: Vec<Statement>,
    pub rulings: Vec<Ruling>,
    /// Who looks: one of the sides, or the market.
    pub party: Option<Party>,
}

impl Case {
    pub async fn load(tx: &mut Tx, notice: Notice, shop: Option<ShopId>) -> Result<Option<Self>, DbError> {
        let Some(made) = Shown::find(tx, notice.record).await? else { return Ok(None) };
        let Some(thing) = Thing::find(tx, notice.listing).await? else { return Ok(None) };
        let alike = designs::likenesses_of(tx, notice.listing).await?;
        Ok(Some(Self {
            pictures: designs::pictures(tx, notice.record).await?,
            files: designs::files_of(tx, notice.listing).await?,
            likeness: alike.into_iter().find(|one| one.record == notice.record),
            said: notices::statements_of(tx, notice.id).await?,
            rulings: notices::rulings_of(tx, notice.id).await?,
            party: shop.and_then(|shop| notice.party(shop)),
            made,
            thing,
            notice,
        }))
    }

    pub fn state(&self) -> &'static str {
        self.notice.state.name()
    }
}
