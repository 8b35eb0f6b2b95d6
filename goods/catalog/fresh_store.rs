//! What was first put on sale when, and who is to be told of it.

use kernel::{AccountId, Timestamp, days};
use people::shops::pick;
use platform::{
    db::{DbError, Row, Tx},
    i18n::{Lang, Name},
    params,
};

use super::{Card, ListingId, card_columns};

const NOTE: &str = "INSERT INTO listing_fresh (shop_id, listing_id, at) \
    SELECT shop_id, id, CAST($3 AS BIGINT) FROM listing WHERE shop_id = $1 AND id = $2 AND state = 'active' \
    ON CONFLICT (shop_id, listing_id) DO NOTHING";
/// Note that a listing is on sale, the first time that it is. Who follows the shop costs nothing here.
pub(super) async fn note(tx: &mut Tx, now: Timestamp, id: ListingId) -> Result<(), DbError> {
    tx.execute(NOTE, params![id.shop(), id.number(), now]).await.map(drop)
}

const LIST_TO_TELL: &str = "SELECT DISTINCT f.account_id FROM shop_follower f WHERE f.account_id > $1 \
    AND EXISTS (SELECT 1 FROM listing_fresh n WHERE n.shop_id = f.shop_id AND n.at >= $2 AND n.at < $3) \
    ORDER BY f.account_id LIMIT $4";
/// Who follows a shop that put something out between two moments, the first of them included, after an account, in their order.
pub(super) async fn list_to_tell(
    tx: &mut Tx,
    after: i64,
    (since, until): (Timestamp, Timestamp),
    limit: i64,
) -> Result<Vec<AccountId>, DbError> {
    tx.list(LIST_TO_TELL, params![after, since, until, limit], |mut row| row.account()).await
}

const BETWEEN: &str = "SELECT shop_id, listing_id FROM listing_fresh WHERE at >= $1 AND at < $2 \
    ORDER BY at DESC LIMIT $3";
/// What was first put on sale between two moments, the first of them included: so many, the latest first.
pub async fn fresh_between(
    tx: &mut Tx,
    since: Timestamp,
    until: Timestamp,
    limit: i64,
) -> Result<Vec<ListingId>, DbError> {
    let decode = |mut row: Row| Ok(ListingId::new(row.shop()?, row.int()?));
    tx.list(BETWEEN, params![since, until, limit], decode).await
}

/// So long what a followed shop put out is news.
const NEWS_DAYS: u64 = 30;
const NEWS: &str = concat!(
    "SELECT ",
    card_columns!(),
    " FROM shop_follower f JOIN listing_fresh n ON n.shop_id = f.shop_id AND n.at >= $2 \
     JOIN listing l ON l.shop_id = n.shop_id AND l.id = n.listing_id AND l.state = 'active' \
     JOIN shop s ON s.id = f.shop_id AND s.state = 'open' WHERE f.account_id = $1 ORDER BY n.at DESC, l.id DESC LIMIT $3"
);
/// What the shops that somebody follows have put out lately, the latest first.
pub async fn news_of_followed(
    tx: &mut Tx,
    account: AccountId,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Card>, DbError> {
    tx.list(NEWS, params![account, now - days(NEWS_DAYS), limit], Card::decode).await
}

/// A shop that somebody follows, with how much it has put out.
#[derive(Clone, Debug)]
pub struct FreshShop {
    pub handle: String,
    pub name: String,
    pub name_en: String,
    pub language: Lang,
    pub listings: i64,
}

impl FreshShop {
    pub fn called(&self) -> Name {
        Name::new(self.language, &self.name, &self.name_en)
    }

    pub fn name_in(&self, lang: Lang) -> &str {
        pick(lang, self.language, &self.name, &self.name_en)
    }
}

const FOR_ACCOUNT: &str = "SELECT s.handle, s.name, s.name_en, s.language, COUNT(*) FROM shop_follower f \
    JOIN listing_fresh n ON n.shop_id = f.shop_id AND n.at >= $2 AND n.at < $3 AND n.at >= f.since \
    JOIN listing l ON l.shop_id = n.shop_id AND l.id = n.listing_id AND l.state = 'active' \
    JOIN shop s ON s.id = f.shop_id AND s.state = 'open' WHERE f.account_id = $1 \
    GROUP BY s.id, s.handle, s.name, s.name_en, s.language ORDER BY COUNT(*) DESC, s.id LIMIT 20";
/// What the shops that somebody follows have put out between two moments, and still have.
pub(super) async fn fresh_for(
    tx: &mut Tx,
    account: AccountId,
    (since, until): (Timestamp, Timestamp),
) -> Result<Vec<FreshShop>, DbError> {
    let decode = |mut row: Row| {
        Ok(FreshShop {
            handle: row.text()?,
            name: row.text()?,
            name_en: row.text()?,
            language: row.word(Lang::parse)?,
            listings: row.int()?,
        })
    };
    tx.list(FOR_ACCOUNT, params![account, since, until], decode).await
}
