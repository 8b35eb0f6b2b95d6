use goods::catalog::ListingId;
use kernel::{AccountId, ShopId, Timestamp};
use platform::{
    any_one, any_pair,
    db::{DbError, Row, Statement, Tx, json, several},
    i18n::Lang,
    params,
};
use selling::orders::OrderId;

use super::{
    reputation::{Credit, Rating, Recent},
    review::{Author, Opinion, Reply, Review, ReviewId, Scores, Verdict},
};

macro_rules! review_columns {
    ($from:literal) => {
        concat!(
            "SELECT v.shop_id, v.id, v.order_id, v.buyer_id, v.author, v.by_account, v.lang, v.verdict, \
             v.described, v.service, v.delivery, v.words, v.photos, v.facts, v.reply, v.replied_at, v.edited_at, \
             v.created_at, v.updated_at FROM ",
            $from
        )
    };
}

fn decode(mut row: Row) -> Result<Review, DbError> {
    let shop = row.shop()?;
    let (id, order) = (ReviewId::new(shop, row.int()?), OrderId::new(shop, row.int()?));
    let (buyer, author, by) = (row.account()?, row.word(Author::parse)?, row.account()?);
    let (lang, verdict) = (row.word(Lang::parse)?, row.word(Verdict::parse)?);
    let scores = Scores { described: row.int()?, service: row.int()?, delivery: row.int()? };
    let scores = (author == Author::Buyer).then_some(scores);
    let said = Opinion { verdict, scores, words: row.text()?, photos: row.json()? };
    let (state, words, replied_at) = (row.json()?, row.text()?, row.maybe_time()?);
    Ok(Review {
        id,
        order,
        buyer,
        author,
        by,
        lang,
        said,
        state,
        reply: replied_at.map(|at| Reply { words, at }),
        edited_at: row.maybe_time()?,
        created_at: row.time()?,
        updated_at: row.time()?,
    })
}

fn scores(said: &Opinion) -> [i64; 3] {
    said.scores.map_or([0; 3], |scores| [scores.described, scores.service, scores.delivery])
}

const INSERT: &str = "INSERT INTO review (shop_id, id, order_id, buyer_id, author, by_account, lang, verdict, described, \
    service, delivery, words, photos, state, facts, day, reply, replied_at, edited_at, created_at, updated_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, '', NULL, NULL, $17, $17)";
const INSERT_LISTING: &str =
    "INSERT INTO review_listing (shop_id, listing_id, review_id) VALUES ($1, $2, $3)";
/// Write a new review; what a buyer writes is about the listings of the order.
pub(super) async fn insert(tx: &mut Tx, review: &Review, listings: &[ListingId]) -> Result<(), DbError> {
    let (shop, number) = (review.id.shop(), review.id.number());
    let [described, service, delivery] = scores(&review.said);
    let values = params![
        shop,
        number,
        review.order.number(),
        review.buyer,
        review.author.name(),
        review.by,
        review.lang.code(),
        review.said.verdict.name(),
        described,
        service,
        delivery,
        &review.said.words,
        json(&review.said.photos)?,
        review.state.name(),
        json(&review.state)?,
        review.day(),
        review.created_at
    ];
    let mut statements: Vec<Statement> = vec![(INSERT, values.to_vec())];
    for listing in listings {
        statements.push((INSERT_LISTING, params![shop, listing.number(), number].to_vec()));
    }
    tx.execute_all(&statements).await.map(drop)
}

const FIND: &str = concat!(review_columns!("review v "), "WHERE v.shop_id = $1 AND v.id = $2");
/// A review, whoever asks.
pub async fn find(tx: &mut Tx, id: ReviewId) -> Result<Option<Review>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const LIST_OF_ORDER: &str = concat!(
    review_columns!("review v "),
    "WHERE v.shop_id = $1 AND v.order_id = $2 ORDER BY v.author LIMIT 2"
);
/// What both sides say of one order, sealed or not: the buyer's first.
pub async fn list_of_order(tx: &mut Tx, order: OrderId) -> Result<Vec<Review>, DbError> {
    tx.list(LIST_OF_ORDER, params![order.shop(), order.number()], decode).await
}

const LIST_OF_SHOP: &str = concat!(
    review_columns!("review v "),
    "WHERE v.shop_id = $1 AND v.author = 'buyer' AND v.state = 'published' AND v.id < $2 ORDER BY v.id DESC LIMIT $3"
);
const LIST_OF_SHOP_BY_VERDICT: &str = concat!(
    review_columns!("review v "),
    "WHERE v.shop_id = $1 AND v.author = 'buyer' AND v.state = 'published' AND v.verdict = $4 AND v.id < $2 \
     ORDER BY v.id DESC LIMIT $3"
);
/// What buyers say of a shop, before `before` (`i64::MAX` for the newest), newest first.
pub async fn list_of_shop(
    tx: &mut Tx,
    shop: ShopId,
    verdict: Option<Verdict>,
    before: i64,
    limit: i64,
) -> Result<Vec<Review>, DbError> {
    match verdict {
        None => tx.list(LIST_OF_SHOP, params![shop, before, limit], decode).await,
        Some(verdict) => {
            let values = params![shop, before, limit, verdict.name()];
            tx.list(LIST_OF_SHOP_BY_VERDICT, values, decode).await
        }
    }
}

const LIST_OF_LISTING: &str = concat!(
    review_columns!("review_listing l JOIN review v ON v.shop_id = l.shop_id AND v.id = l.review_id "),
    "WHERE l.shop_id = $1 AND l.listing_id = $2 AND l.review_id < $3 AND v.state = 'published' \
     ORDER BY l.review_id DESC LIMIT $4"
);
/// What buyers say of orders with a listing, newest first.
pub async fn list_of_listing(
    tx: &mut Tx,
    listing: ListingId,
    before: i64,
    limit: i64,
) -> Result<Vec<Review>, DbError> {
    tx.list(LIST_OF_LISTING, params![listing.shop(), listing.number(), before, limit], decode).await
}

const LIST_BY_AUTHOR: &str = concat!(
    review_columns!("review v "),
    "WHERE v.by_account = $1 AND v.id < $2 ORDER BY v.id DESC LIMIT $3"
);
/// What somebody has written, newest first: for their export.
pub async fn list_by_author(
    tx: &mut Tx,
    account: AccountId,
    before: i64,
    limit: i64,
) -> Result<Vec<Review>, DbError> {
    tx.list(LIST_BY_AUTHOR, params![account, before, limit], decode).await
}

const LISTINGS: &str = "SELECT DISTINCT listing_id FROM order_line WHERE shop_id = $1 AND order_id = $2 \
    ORDER BY listing_id LIMIT 1000";
/// The listings of an order, each once.
pub(super) async fn listings(tx: &mut Tx, order: OrderId) -> Result<Vec<ListingId>, DbError> {
    let decode = |mut row: Row| Ok(ListingId::new(order.shop(), row.int()?));
    tx.list(LISTINGS, params![order.shop(), order.number()], decode).await
}

const ADVANCE: &str = "UPDATE review SET state = $3, facts = $4, day = $5, updated_at = $6 \
    WHERE shop_id = $1 AND id = $2 AND updated_at = $7 AND state = $8";
/// Write one step of the state that was read.
pub(super) async fn advance(tx: &mut Tx, now: Timestamp, old: &Review, new: &Review) -> Result<(), DbError> {
    let (state, facts) = (new.state.name(), json(&new.state)?);
    let (shop, number, was) = (old.id.shop(), old.id.number(), old.state.name());
    let at = now.max(old.updated_at);
    tx.execute_one(ADVANCE, params![shop, number, state, facts, new.day(), at, old.updated_at, was]).await
}

const EDIT: &str = "UPDATE review SET verdict = $3, described = $4, service = $5, delivery = $6, words = $7, \
    photos = $8, edited_at = $9, updated_at = $9 \
    WHERE shop_id = $1 AND id = $2 AND edited_at IS NULL AND updated_at = $10";
/// Change what is said, once.
pub(super) async fn edit(tx: &mut Tx, now: Timestamp, old: &Review, said: &Opinion) -> Result<(), DbError> {
    let (shop, number) = (old.id.shop(), old.id.number());
    let ([described, service, delivery], photos) = (scores(said), json(&said.photos)?);
    let (verdict, at) = (said.verdict.name(), now.max(old.updated_at));
    let values =
        params![shop, number, verdict, described, service, delivery, &said.words, photos, at, old.updated_at];
    tx.execute_one(EDIT, values).await
}

const REPLY: &str = "UPDATE review SET reply = $3, replied_at = $4 \
    WHERE shop_id = $1 AND id = $2 AND replied_at IS NULL AND state = 'published'";
pub(super) async fn reply(tx: &mut Tx, now: Timestamp, id: ReviewId, words: &str) -> Result<(), DbError> {
    tx.execute_one(REPLY, params![id.shop(), id.number(), words, now]).await
}

const COUNT_SHOP: &str = "INSERT INTO reputation (shop_id, good, fair, poor) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (shop_id) DO UPDATE SET good = reputation.good + excluded.good, \
    fair = reputation.fair + excluded.fair, poor = reputation.poor + excluded.poor";
const COUNT_BUYER: &str = "INSERT INTO buyer_credit (account_id, good, fair, poor) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (account_id) DO UPDATE SET good = buyer_credit.good + excluded.good, \
    fair = buyer_credit.fair + excluded.fair, poor = buyer_credit.poor + excluded.poor";
const COUNT_DAY: &str = "INSERT INTO reputation_day \
    (shop_id, day, reviews, described, service, delivery, sent, on_time) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
    ON CONFLICT (shop_id, day) DO UPDATE SET reviews = reputation_day.reviews + excluded.reviews, \
    described = reputation_day.described + excluded.described, service = reputation_day.service + excluded.service, \
    delivery = reputation_day.delivery + excluded.delivery, sent = reputation_day.sent + excluded.sent, \
    on_time = reputation_day.on_time + excluded.on_time";
const COUNT_LISTING: &str = "INSERT INTO listing_rating (shop_id, listing_id, reviews, described) \
    VALUES ($1, $2, $3, $4) ON CONFLICT (shop_id, listing_id) DO UPDATE \
    SET reviews = listing_rating.reviews + excluded.reviews, \
    described = listing_rating.described + excluded.described";
/// Count what is said into every sum it belongs to, `times` over: 1, or -1 to take it out again.
///
/// Cost: one row of each sum and one of each listing of the order, whatever the shop's history.
pub(super) async fn count(
    tx: &mut Tx,
    review: &Review,
    said: &Opinion,
    listings: &[ListingId],
    times: i64,
) -> Result<(), DbError> {
    let one = |verdict| if said.verdict == verdict { times } else { 0 };
    let (good, fair, poor) = (one(Verdict::Good), one(Verdict::Fair), one(Verdict::Poor));
    if review.author == Author::Seller {
        return tx.execute_one(COUNT_BUYER, params![review.buyer, good, fair, poor]).await;
    }
    let shop = review.id.shop();
    let [described, service, delivery] = scores(said).map(|score| score * times);
    let mut statements: Vec<Statement> = vec![
        (COUNT_SHOP, params![shop, good, fair, poor].to_vec()),
        (COUNT_DAY, params![shop, review.day(), times, described, service, delivery, 0_i64, 0_i64].to_vec()),
    ];
    for listing in listings {
        statements.push((COUNT_LISTING, params![shop, listing.number(), times, described].to_vec()));
    }
    tx.execute_all(&statements).await.map(drop)
}

const INSERT_DISPATCH: &str = "INSERT INTO dispatch (shop_id, order_id, day, on_time) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (shop_id, order_id) DO NOTHING";
/// Count an order that left its shop, or that should have; each is counted once.
pub(super) async fn count_dispatch(
    tx: &mut Tx,
    order: OrderId,
    day: i64,
    is_on_time: bool,
) -> Result<(), DbError> {
    let on_time = i64::from(is_on_time);
    let (shop, number) = (order.shop(), order.number());
    if tx.execute(INSERT_DISPATCH, params![shop, number, day, on_time]).await? == 0 {
        return Ok(());
    }
    let none = 0_i64;
    tx.execute_one(COUNT_DAY, params![shop, day, none, none, none, none, 1_i64, on_time]).await
}

const CREDIT_OF_SHOP: &str = "SELECT good, fair, poor FROM reputation WHERE shop_id = $1";
pub async fn credit_of_shop(tx: &mut Tx, shop: ShopId) -> Result<Credit, DbError> {
    Ok(tx.find(CREDIT_OF_SHOP, params![shop], credit).await?.unwrap_or_default())
}

const CREDIT_OF_BUYER: &str = "SELECT good, fair, poor FROM buyer_credit WHERE account_id = $1";
pub async fn credit_of_buyer(tx: &mut Tx, account: AccountId) -> Result<Credit, DbError> {
    Ok(tx.find(CREDIT_OF_BUYER, params![account], credit).await?.unwrap_or_default())
}

fn credit(mut row: Row) -> Result<Credit, DbError> {
    Ok(Credit { good: row.int()?, fair: row.int()?, poor: row.int()? })
}

const RECENT: &str = "SELECT CAST(COALESCE(SUM(reviews), 0) AS BIGINT), CAST(COALESCE(SUM(described), 0) AS BIGINT), \
    CAST(COALESCE(SUM(service), 0) AS BIGINT), CAST(COALESCE(SUM(delivery), 0) AS BIGINT), \
    CAST(COALESCE(SUM(sent), 0) AS BIGINT), CAST(COALESCE(SUM(on_time), 0) AS BIGINT) \
    FROM reputation_day WHERE shop_id = $1 AND day >= $2";
/// The sums of a shop's days from `first` on: as many rows as the window has days, at most.
pub async fn recent(tx: &mut Tx, shop: ShopId, first: i64) -> Result<Recent, DbError> {
    let decode = |mut row: Row| {
        Ok(Recent {
            reviews: row.int()?,
            described: row.int()?,
            service: row.int()?,
            delivery: row.int()?,
            sent: row.int()?,
            on_time: row.int()?,
        })
    };
    Ok(tx.find(RECENT, params![shop, first], decode).await?.unwrap_or_default())
}

const RATINGS: &str = concat!(
    "SELECT shop_id, listing_id, reviews, described FROM listing_rating WHERE reviews > 0 AND ",
    any_pair!("shop_id", "listing_id"),
    " LIMIT 100"
);
/// What is said of several listings; those of which nothing is said are left out.
pub async fn ratings(
    tx: &mut Tx,
    listings: impl IntoIterator<Item = ListingId>,
) -> Result<Vec<(ListingId, Rating)>, DbError> {
    let keys = listings.into_iter().map(|id| params![id.shop(), id.number()].to_vec()).collect();
    let decode = |mut row: Row| {
        let id = ListingId::new(row.shop()?, row.int()?);
        Ok((id, Rating { reviews: row.int()?, described: row.int()? }))
    };
    tx.list_several(RATINGS, keys, decode).await
}

const SHOP_RATINGS: &str = concat!(
    "SELECT shop_id, CAST(SUM(reviews) AS BIGINT), CAST(SUM(described) AS BIGINT) FROM reputation_day WHERE ",
    any_one!("shop_id"),
    " AND day >= $25 AND reviews > 0 GROUP BY shop_id LIMIT 100"
);
/// What was said of several shops since a day; those of which nothing was said are left out.
pub async fn shop_ratings(
    tx: &mut Tx,
    shops: impl IntoIterator<Item = ShopId>,
    first: i64,
) -> Result<Vec<(ShopId, Rating)>, DbError> {
    let keys = shops.into_iter().map(|shop| params![shop].to_vec()).collect();
    let mut found = Vec::new();
    for mut values in several(keys) {
        values.push(first.into());
        let decode = |mut row: Row| Ok((row.shop()?, Rating { reviews: row.int()?, described: row.int()? }));
        found.extend(tx.list(SHOP_RATINGS, &values, decode).await?);
    }
    Ok(found)
}

const RATING: &str = "SELECT reviews, described FROM listing_rating WHERE shop_id = $1 AND listing_id = $2";
pub async fn rating(tx: &mut Tx, listing: ListingId) -> Result<Rating, DbError> {
    let decode = |mut row: Row| Ok(Rating { reviews: row.int()?, described: row.int()? });
    Ok(tx.find(RATING, params![listing.shop(), listing.number()], decode).await?.unwrap_or_default())
}

const WELL_RATED: &str = "SELECT shop_id, listing_id FROM listing_rating WHERE (shop_id, listing_id) > ($1, $2) \
    AND reviews > 0 AND described >= 4 * reviews ORDER BY shop_id, listing_id LIMIT $3";
/// Listings that are described with four stars and more, after one, in their order.
pub(super) async fn list_well_rated(
    tx: &mut Tx,
    after: (ShopId, i64),
    limit: i64,
) -> Result<Vec<(ShopId, i64)>, DbError> {
    tx.list(WELL_RATED, params![after.0, after.1, limit], |mut row| Ok((row.shop()?, row.int()?))).await
}
