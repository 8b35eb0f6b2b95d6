//! Who belongs to a segment, who allows notes, and what was written. No page, call or command reads a member.

use kernel::{AccountId, ShopId, Timestamp, first_id};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{
    note::{NewNote, Note, NoteId},
    segment::{Segment, Share, Span},
    standing::Standing,
};
use crate::insights::crowd::Crowd;

macro_rules! members {
    (buyers $columns:literal, $more:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM (SELECT o.buyer_id AS account_id FROM orders o WHERE o.shop_id = $1 AND o.id >= $2 \
             AND o.state NOT IN ('unpaid', 'closed', 'refunded') GROUP BY o.buyer_id HAVING ",
            $more,
            ") AS m"
        )
    };
    (followers $columns:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM (SELECT f.account_id FROM shop_follower f WHERE f.shop_id = $1) AS m"
        )
    };
    (keepers $columns:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM (SELECT DISTINCT w.holder AS account_id FROM wish w JOIN account a ON a.id = w.holder \
             WHERE w.shop_id = $1) AS m"
        )
    };
}
macro_rules! allowing {
    ($members:expr) => {
        concat!(
            $members, " JOIN insight_allowed l ON l.account_id = m.account_id WHERE NOT EXISTS (SELECT 1 FROM shop_member s \
             WHERE s.shop_id = $1 AND s.account_id = m.account_id) "
        )
    };
}
macro_rules! wanting {
    ($members:expr) => {
        concat!($members, " JOIN insight_allowed l ON l.account_id = m.account_id")
    };
}
macro_rules! having_bought {
    ($members:expr) => {
        concat!(
            $members,
            " WHERE EXISTS (SELECT 1 FROM orders o WHERE o.shop_id = $1 AND o.buyer_id = m.account_id AND o.id >= $2 \
             AND o.state NOT IN ('unpaid', 'closed', 'refunded'))"
        )
    };
}
const COUNT_BUYERS: &str = members!(buyers "COUNT(*)", "COUNT(*) >= 1");
const COUNT_AGAIN: &str = members!(buyers "COUNT(*)", "COUNT(*) >= 2");
const COUNT_LAPSED: &str = members!(buyers "COUNT(*)", "MAX(o.id) < $3");
const COUNT_FOLLOWERS: &str = members!(followers "COUNT(*)");
const COUNT_KEEPERS: &str = members!(keepers "COUNT(*)");
const BUYERS_WANTING: &str = wanting!(members!(buyers "COUNT(*)", "COUNT(*) >= 1"));
const AGAIN_WANTING: &str = wanting!(members!(buyers "COUNT(*)", "COUNT(*) >= 2"));
const LAPSED_WANTING: &str = wanting!(members!(buyers "COUNT(*)", "MAX(o.id) < $3"));
const FOLLOWERS_WANTING: &str = wanting!(members!(followers "COUNT(*)"));
const KEEPERS_WANTING: &str = wanting!(members!(keepers "COUNT(*)"));
const FOLLOWERS_BOUGHT: &str = having_bought!(members!(followers "COUNT(*)"));
const KEEPERS_BOUGHT: &str = having_bought!(members!(keepers "COUNT(*)"));
/// How many belong to a segment, or to a share of it.
pub async fn count(
    tx: &mut Tx,
    shop: ShopId,
    segment: Segment,
    share: Share,
    span: Span,
) -> Result<i64, DbError> {
    let (since, long_ago) = (first_id(span.since), first_id(span.long_ago));
    match (segment, share) {
        (Segment::Buyers, Share::All | Share::Bought) => tx.number(COUNT_BUYERS, params![shop, since]).await,
        (Segment::Again, Share::All | Share::Bought) => tx.number(COUNT_AGAIN, params![shop, since]).await,
        (Segment::Lapsed, Share::All | Share::Bought) => {
            tx.number(COUNT_LAPSED, params![shop, since, long_ago]).await
        }
        (Segment::Followers, Share::All) => tx.number(COUNT_FOLLOWERS, params![shop]).await,
        (Segment::Keepers, Share::All) => tx.number(COUNT_KEEPERS, params![shop]).await,
        (Segment::Buyers, Share::Notes) => tx.number(BUYERS_WANTING, params![shop, since]).await,
        (Segment::Again, Share::Notes) => tx.number(AGAIN_WANTING, params![shop, since]).await,
        (Segment::Lapsed, Share::Notes) => tx.number(LAPSED_WANTING, params![shop, since, long_ago]).await,
        (Segment::Followers, Share::Notes) => tx.number(FOLLOWERS_WANTING, params![shop]).await,
        (Segment::Keepers, Share::Notes) => tx.number(KEEPERS_WANTING, params![shop]).await,
        (Segment::Followers, Share::Bought) => tx.number(FOLLOWERS_BOUGHT, params![shop, since]).await,
        (Segment::Keepers, Share::Bought) => tx.number(KEEPERS_BOUGHT, params![shop, since]).await,
    }
}

const LIST_BUYERS: &str = concat!(
    allowing!(members!(buyers "m.account_id", "COUNT(*) >= 1")),
    "AND m.account_id > $3 ORDER BY m.account_id LIMIT $4"
);
const LIST_AGAIN: &str = concat!(
    allowing!(members!(buyers "m.account_id", "COUNT(*) >= 2")),
    "AND m.account_id > $3 ORDER BY m.account_id LIMIT $4"
);
const LIST_LAPSED: &str = concat!(
    allowing!(members!(buyers "m.account_id", "MAX(o.id) < $5")),
    "AND m.account_id > $3 ORDER BY m.account_id LIMIT $4"
);
const LIST_FOLLOWERS: &str = concat!(
    allowing!(members!(followers "m.account_id")),
    "AND m.account_id > $2 ORDER BY m.account_id LIMIT $3"
);
const LIST_KEEPERS: &str = concat!(
    allowing!(members!(keepers "m.account_id")),
    "AND m.account_id > $2 ORDER BY m.account_id LIMIT $3"
);
/// Those of a segment who allow notes and do not work in the shop, after one of them.
pub async fn allowing(
    tx: &mut Tx,
    shop: ShopId,
    segment: Segment,
    span: Span,
    after: AccountId,
    limit: i64,
) -> Result<Vec<AccountId>, DbError> {
    let (since, long_ago) = (first_id(span.since), first_id(span.long_ago));
    let decode = |mut row: Row| row.account();
    match segment {
        Segment::Buyers => tx.list(LIST_BUYERS, params![shop, since, after, limit], decode).await,
        Segment::Again => tx.list(LIST_AGAIN, params![shop, since, after, limit], decode).await,
        Segment::Lapsed => tx.list(LIST_LAPSED, params![shop, since, after, limit, long_ago], decode).await,
        Segment::Followers => tx.list(LIST_FOLLOWERS, params![shop, after, limit], decode).await,
        Segment::Keepers => tx.list(LIST_KEEPERS, params![shop, after, limit], decode).await,
    }
}

const PUT_STANDING: &str = "INSERT INTO insight_standing (shop_id, segment, share, people, edge, since, day) \
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (shop_id, segment, share) DO UPDATE SET people = excluded.people, \
    edge = excluded.edge, since = excluded.since, day = excluded.day WHERE insight_standing.day < excluded.day";
/// Tell a group of a shop on a day; what was told on it before stays.
pub async fn put_standing(
    tx: &mut Tx,
    shop: ShopId,
    (segment, share): (Segment, Share),
    told: &Standing,
    day: i64,
) -> Result<(), DbError> {
    let values = params![shop, segment.name(), share.name(), told.people.get(), told.edge, told.since, day];
    tx.execute(PUT_STANDING, values).await.map(drop)
}

const STANDINGS: &str = "SELECT segment, share, people, edge, since, day FROM insight_standing WHERE shop_id = $1 \
    ORDER BY segment, share LIMIT 60";
/// What is told of the groups of a shop, and in the snapshot of what day.
pub async fn standings(tx: &mut Tx, shop: ShopId) -> Result<Vec<(Segment, Share, Standing, i64)>, DbError> {
    let decode = |mut row: Row| {
        let (segment, share) = (row.word(Segment::parse)?, row.word(Share::parse)?);
        let people = Crowd::kept(row.int()?);
        Ok((segment, share, Standing { people, edge: row.int()?, since: row.int()? }, row.int()?))
    };
    tx.list(STANDINGS, params![shop], decode).await
}

const ALLOW: &str =
    "INSERT INTO insight_allowed (account_id, since) VALUES ($1, $2) ON CONFLICT (account_id) DO NOTHING";
const FORBID: &str = "DELETE FROM insight_allowed WHERE account_id = $1";
const SINCE: &str = "SELECT since FROM insight_allowed WHERE account_id = $1";
pub async fn allow(tx: &mut Tx, now: Timestamp, account: AccountId) -> Result<(), DbError> {
    tx.execute(ALLOW, params![account, now]).await.map(drop)
}

pub async fn forbid(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(FORBID, params![account]).await.map(drop)
}

/// Since when somebody allows notes, if they do.
pub async fn allowed_since(tx: &mut Tx, account: AccountId) -> Result<Option<Timestamp>, DbError> {
    tx.find(SINCE, params![account], |mut row| row.time()).await
}

const INSERT: &str = "INSERT INTO insight_note (shop_id, id, segment, subject, words, code, by_account, sent_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
pub async fn insert(tx: &mut Tx, note: &Note) -> Result<(), DbError> {
    let NewNote { segment, subject, words, code } = &note.new;
    let values = params![
        note.id.shop(),
        note.id.number(),
        segment.name(),
        subject,
        words,
        code,
        note.by,
        note.sent_at
    ];
    tx.execute_one(INSERT, values).await
}

macro_rules! notes {
    ($more:literal) => {
        concat!(
            "SELECT shop_id, id, segment, subject, words, code, by_account, sent_at FROM insight_note WHERE shop_id = $1 ",
            $more
        )
    };
}

fn note(mut row: Row) -> Result<Note, DbError> {
    Ok(Note {
        id: NoteId::new(row.shop()?, row.int()?),
        new: NewNote {
            segment: row.word(Segment::parse)?,
            subject: row.text()?,
            words: row.text()?,
            code: row.text()?,
        },
        by: row.account()?,
        sent_at: row.time()?,
    })
}

const NOTES: &str = notes!("ORDER BY id DESC LIMIT $2");
/// What a shop wrote, the newest first.
pub async fn notes(tx: &mut Tx, shop: ShopId, limit: i64) -> Result<Vec<Note>, DbError> {
    tx.list(NOTES, params![shop, limit], note).await
}

const FIND: &str = notes!("AND id = $2");
pub async fn find(tx: &mut Tx, id: NoteId) -> Result<Option<Note>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], note).await
}

/// When a shop wrote last.
pub async fn last_note(tx: &mut Tx, shop: ShopId) -> Result<Option<Timestamp>, DbError> {
    Ok(notes(tx, shop, 1).await?.first().map(|note| note.sent_at))
}

const GET: &str =
    "INSERT INTO insight_got (account_id, week) VALUES ($1, $2) ON CONFLICT (account_id, week) DO NOTHING";
/// Whether somebody gets their one note of a week by this.
pub async fn gets(tx: &mut Tx, account: AccountId, week: i64) -> Result<bool, DbError> {
    Ok(tx.execute(GET, params![account, week]).await? > 0)
}

const SWEEP: &str = "DELETE FROM insight_got WHERE week < $1";
/// Forget who got notes in weeks before one.
pub async fn sweep(tx: &mut Tx, before: i64) -> Result<(), DbError> {
    tx.execute(SWEEP, params![before]).await.map(drop)
}

const FORGET_GOT: &str = "DELETE FROM insight_got WHERE account_id = $1";
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    forbid(tx, account).await?;
    tx.execute(FORGET_GOT, params![account]).await.map(drop)
}

const AROUND: &str = "SELECT s.id FROM shop s WHERE s.id > $1 AND s.state = 'open' AND (s.followers >= $2 \
    OR (SELECT COALESCE(SUM(b.orders), 0) FROM insight_buyers b WHERE b.shop_id = s.id AND b.month >= $3) >= $2) \
    ORDER BY s.id LIMIT $4";
/// Shops that have so many people around them that a segment may be told, after one of them.
pub async fn shops_around(
    tx: &mut Tx,
    after: ShopId,
    people: i64,
    month: i64,
    limit: i64,
) -> Result<Vec<ShopId>, DbError> {
    tx.list(AROUND, params![after, people, month, limit], |mut row| row.shop()).await
}
