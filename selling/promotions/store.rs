use kernel::{AccountId, BasisPoints, Currency, Money, ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Rows, Tx},
    params,
};

use super::{Claim, Code, Coupon, CouponId, CouponStage, Off, Standing};

macro_rules! columns {
    () => {
        "SELECT c.shop_id, c.id, c.name, c.code, c.minor, c.basis_points, c.cap_minor, c.least_minor, c.currency, \
         c.from_at, c.until_at, c.uses_most, c.uses_per_buyer, c.is_public, c.state, c.used, c.created_at, c.updated_at, c.name_en"
    };
}

fn decode(row: &mut Row) -> Result<Coupon, DbError> {
    let id = CouponId::new(row.shop()?, row.int()?);
    let (name, code) = (row.text()?, row.text()?);
    let (minor, rate, cap) = (row.int()?, row.number::<u32>()?, row.maybe_int()?);
    let least = row.money()?;
    let money = |minor| Money::new(minor, least.currency());
    let off = if rate > 0 {
        Off::Share { rate: BasisPoints::new(rate), cap: cap.map(money) }
    } else {
        Off::Amount(money(minor))
    };
    Ok(Coupon {
        id,
        name,
        code,
        off,
        least,
        from: row.time()?,
        until: row.time()?,
        uses_most: row.maybe_int()?,
        uses_per_buyer: row.int()?,
        is_public: row.flag()?,
        state: row.word(CouponStage::parse)?,
        used: row.int()?,
        created_at: row.time()?,
        updated_at: row.time()?,
        name_en: row.text()?,
    })
}

const INSERT: &str = "INSERT INTO coupon (shop_id, id, name, code, minor, basis_points, cap_minor, least_minor, \
    currency, from_at, until_at, uses_most, uses_per_buyer, is_public, state, used, created_at, updated_at, name_en) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 0, $16, $16, $17)";
pub(super) async fn insert(tx: &mut Tx, coupon: &Coupon) -> Result<(), DbError> {
    let (minor, rate, cap) = match coupon.off {
        Off::Amount(amount) => (amount.minor(), 0, None),
        Off::Share { rate, cap } => (0, i64::from(rate.get()), cap.map(Money::minor)),
    };
    let values = params![
        coupon.id.shop(),
        coupon.id.number(),
        &coupon.name,
        &coupon.code,
        minor,
        rate,
        cap,
        coupon.least.minor(),
        coupon.currency(),
        coupon.from,
        coupon.until,
        coupon.uses_most,
        coupon.uses_per_buyer,
        coupon.is_public,
        coupon.state.name(),
        coupon.created_at,
        &coupon.name_en
    ];
    tx.execute_one(INSERT, values).await
}

const FIND: &str = concat!(columns!(), " FROM coupon c WHERE c.shop_id = $1 AND c.id = $2");
/// A coupon of this owner; another's does not exist for it.
pub async fn find(tx: &mut Tx, owner: ShopId, id: CouponId) -> Result<Option<Coupon>, DbError> {
    if id.shop() != owner {
        return Ok(None);
    }
    tx.find(FIND, params![owner, id.number()], |mut row| decode(&mut row)).await
}

const LIST: &str =
    concat!(columns!(), " FROM coupon c WHERE c.shop_id = $1 AND c.id < $2 ORDER BY c.id DESC LIMIT $3");
/// An owner's coupons before `before` (`i64::MAX` for the newest), newest first.
pub async fn list(tx: &mut Tx, owner: ShopId, before: i64, limit: i64) -> Result<Vec<Coupon>, DbError> {
    tx.list(LIST, params![owner, before, limit], |mut row| decode(&mut row)).await
}

const LIST_PUBLIC: &str = concat!(
    columns!(),
    " FROM coupon c WHERE c.shop_id = $1 AND c.is_public = 1 AND c.state = 'open' AND c.from_at <= $2 \
     AND c.until_at > $2 AND (c.uses_most IS NULL OR c.used < c.uses_most) ORDER BY c.until_at, c.id LIMIT $3"
);
/// What everybody may use now, what ends first before the others.
pub async fn list_public(
    tx: &mut Tx,
    owner: ShopId,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Coupon>, DbError> {
    tx.list(LIST_PUBLIC, params![owner, now, limit], |mut row| decode(&mut row)).await
}

const COUNT_OPEN: &str =
    "SELECT COUNT(*) FROM coupon WHERE shop_id = $1 AND state <> 'ended' AND until_at > $2";
/// Coupons that can be used now or later.
pub(super) async fn count_open(tx: &mut Tx, now: Timestamp, owner: ShopId) -> Result<i64, DbError> {
    tx.number(COUNT_OPEN, params![owner, now]).await
}

const ADVANCE: &str =
    "UPDATE coupon SET state = $4, updated_at = $5 WHERE shop_id = $1 AND id = $2 AND state = $3";
pub(super) async fn advance(tx: &mut Tx, old: &Coupon, new: &Coupon) -> Result<(), DbError> {
    let (from, to) = (old.state.name(), new.state.name());
    tx.execute_one(ADVANCE, params![old.id.shop(), old.id.number(), from, to, new.updated_at]).await
}

const INSERT_CODE: &str = "INSERT INTO coupon_code (shop_id, code, coupon_id, is_single, used, created_at) \
    VALUES ($1, $2, $3, 0, 0, $4) ON CONFLICT (shop_id, code) DO NOTHING";
/// Keep the code that everybody uses. False when its owner has such a code.
pub(super) async fn insert_code(
    tx: &mut Tx,
    now: Timestamp,
    coupon: &Coupon,
    code: &Code,
) -> Result<bool, DbError> {
    let values = params![coupon.id.shop(), code.as_str(), coupon.id.number(), now];
    Ok(tx.execute(INSERT_CODE, values).await? == 1)
}

const CODES: Rows = Rows {
    head: "INSERT INTO coupon_code (shop_id, code, coupon_id, is_single, used, created_at)",
    tuple: "($1, $2, $3, 1, 0, $4)",
    tail: "",
};
pub(super) async fn insert_codes(
    tx: &mut Tx,
    now: Timestamp,
    coupon: &Coupon,
    codes: &[Code],
) -> Result<(), DbError> {
    let (shop, number) = (coupon.id.shop(), coupon.id.number());
    let rows = codes.iter().map(|code| params![shop, code.as_str(), number, now].to_vec()).collect();
    tx.execute_all(&CODES.statements(rows)).await.map(drop)
}

const COUNT_CODES: &str = "SELECT COUNT(*) FROM coupon_code WHERE shop_id = $1 AND coupon_id = $2";
pub(super) async fn count_codes(tx: &mut Tx, id: CouponId) -> Result<i64, DbError> {
    tx.number(COUNT_CODES, params![id.shop(), id.number()]).await
}

/// A code of a coupon.
#[derive(Clone, Debug)]
pub struct KeptCode {
    pub code: String,
    pub is_used: bool,
    pub created_at: Timestamp,
}

const LIST_CODES: &str = "SELECT code, used, created_at FROM coupon_code \
    WHERE shop_id = $1 AND coupon_id = $2 AND is_single = 1 AND code > $3 ORDER BY code LIMIT $4";
/// The single-use codes of a coupon after `after` (empty for the first), by letters.
pub async fn codes(tx: &mut Tx, id: CouponId, after: &str, limit: i64) -> Result<Vec<KeptCode>, DbError> {
    tx.list(LIST_CODES, params![id.shop(), id.number(), after, limit], |mut row| {
        Ok(KeptCode { code: row.text()?, is_used: row.int()? > 0, created_at: row.time()? })
    })
    .await
}

const FIND_BY_CODE: &str = concat!(
    columns!(),
    ", k.is_single, k.used FROM coupon_code k JOIN coupon c ON c.shop_id = k.shop_id AND c.id = k.coupon_id \
     WHERE k.shop_id = $1 AND k.code = $2"
);
/// The coupon of a code, and whether the code was used and is used once.
pub(super) async fn find_by_code(
    tx: &mut Tx,
    owner: ShopId,
    code: &Code,
) -> Result<Option<(Coupon, bool)>, DbError> {
    tx.find(FIND_BY_CODE, params![owner, code.as_str()], |mut row| {
        let coupon = decode(&mut row)?;
        let (is_single, used) = (row.flag()?, row.int()?);
        Ok((coupon, is_single && used > 0))
    })
    .await
}

/// The coupon that everybody can use now by the code that somebody typed.
pub async fn find_running(
    tx: &mut Tx,
    now: Timestamp,
    owner: ShopId,
    typed: &str,
) -> Result<Option<Coupon>, DbError> {
    let Some(code) = Code::parse(typed) else { return Ok(None) };
    let found = find_by_code(tx, owner, &code).await?.map(|(coupon, _)| coupon);
    Ok(found.filter(|coupon| !coupon.has_single_codes() && coupon.standing(now) == Standing::Running))
}

const OWNER_ELSEWHERE: &str = "SELECT shop_id FROM coupon_code WHERE code = $1 ORDER BY shop_id LIMIT 1";
/// Who has a code that the one asked for does not have.
pub(super) async fn owner_elsewhere(tx: &mut Tx, code: &Code) -> Result<Option<ShopId>, DbError> {
    tx.find(OWNER_ELSEWHERE, params![code.as_str()], |mut row| row.shop()).await
}

const COUNT_USE: &str = "UPDATE coupon SET used = used + 1 WHERE shop_id = $1 AND id = $2 AND state = 'open' \
    AND from_at <= $3 AND until_at > $3 AND (uses_most IS NULL OR used < uses_most) RETURNING uses_per_buyer";
/// Take one use, if it can be used now and one is left; the answer is how many a buyer may have.
pub(super) async fn count_use(tx: &mut Tx, now: Timestamp, id: CouponId) -> Result<Option<i64>, DbError> {
    tx.find(COUNT_USE, params![id.shop(), id.number(), now], |mut row| row.int()).await
}

const COUNT_BACK: &str = "UPDATE coupon SET used = used - 1 WHERE shop_id = $1 AND id = $2 AND used > 0";
pub(super) async fn count_back(tx: &mut Tx, id: CouponId) -> Result<(), DbError> {
    tx.execute_one(COUNT_BACK, params![id.shop(), id.number()]).await
}

const SPEND_CODE: &str = "UPDATE coupon_code SET used = used + 1 WHERE shop_id = $1 AND code = $2 \
    AND coupon_id = $3 AND (is_single = 0 OR used = 0)";
/// Count a use of the code; false when it is used once and was.
pub(super) async fn spend_code(tx: &mut Tx, claim: &Claim) -> Result<bool, DbError> {
    let (shop, number) = (claim.coupon.shop(), claim.coupon.number());
    Ok(tx.execute(SPEND_CODE, params![shop, claim.code.as_str(), number]).await? == 1)
}

const UNSPEND_CODE: &str =
    "UPDATE coupon_code SET used = used - 1 WHERE shop_id = $1 AND code = $2 AND used > 0";
pub(super) async fn unspend_code(tx: &mut Tx, held: &Use) -> Result<(), DbError> {
    tx.execute_one(UNSPEND_CODE, params![held.coupon.shop(), &held.code]).await
}

/// One purchase that used a coupon.
#[derive(Clone, Debug)]
pub struct Use {
    pub coupon: CouponId,
    pub purchase: i64,
    pub code: String,
    /// What it took off.
    pub amount: Money,
    pub at: Timestamp,
    /// When the purchase was closed unpaid.
    pub given_back_at: Option<Timestamp>,
}

macro_rules! use_columns {
    () => {
        "SELECT shop_id, coupon_id, purchase_id, code, minor, currency, claimed_at, given_back_at FROM coupon_use "
    };
}

fn decode_use(mut row: Row) -> Result<Use, DbError> {
    Ok(Use {
        coupon: CouponId::new(row.shop()?, row.int()?),
        purchase: row.int()?,
        code: row.text()?,
        amount: row.money()?,
        at: row.time()?,
        given_back_at: row.maybe_time()?,
    })
}

const INSERT_USE: &str = "INSERT INTO coupon_use (shop_id, coupon_id, purchase_id, buyer_id, code, minor, currency, \
    claimed_at, given_back_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL)";
pub(super) async fn insert_use(
    tx: &mut Tx,
    now: Timestamp,
    buyer: AccountId,
    purchase: i64,
    claim: &Claim,
) -> Result<(), DbError> {
    let (shop, number) = (claim.coupon.shop(), claim.coupon.number());
    let (code, amount) = (claim.code.as_str(), claim.amount);
    let values = params![shop, number, purchase, buyer, code, amount.minor(), amount.currency(), now];
    tx.execute_one(INSERT_USE, values).await
}

const COUNT_USES: &str = "SELECT COUNT(*) FROM coupon_use WHERE buyer_id = $1 AND shop_id = $2 AND coupon_id = $3 \
    AND given_back_at IS NULL";
/// How often a buyer has used a coupon.
pub(super) async fn count_uses(tx: &mut Tx, id: CouponId, buyer: AccountId) -> Result<i64, DbError> {
    tx.number(COUNT_USES, params![buyer, id.shop(), id.number()]).await
}

const USES_OF_PURCHASE: &str = concat!(
    use_columns!(),
    "WHERE purchase_id = $1 AND given_back_at IS NULL ORDER BY shop_id, coupon_id LIMIT 200"
);
/// What a purchase holds, in the order in which it was claimed.
pub(super) async fn uses_of_purchase(tx: &mut Tx, purchase: i64) -> Result<Vec<Use>, DbError> {
    tx.list(USES_OF_PURCHASE, params![purchase], decode_use).await
}

const MARK_GIVEN_BACK: &str = "UPDATE coupon_use SET given_back_at = $4 \
    WHERE shop_id = $1 AND coupon_id = $2 AND purchase_id = $3 AND given_back_at IS NULL";
pub(super) async fn mark_given_back(
    tx: &mut Tx,
    now: Timestamp,
    held: &Use,
    purchase: i64,
) -> Result<(), DbError> {
    let (shop, number) = (held.coupon.shop(), held.coupon.number());
    tx.execute_one(MARK_GIVEN_BACK, params![shop, number, purchase, now]).await
}

const DELETE_USES: &str = "DELETE FROM coupon_use WHERE purchase_id = $1";
pub(super) async fn delete_uses(tx: &mut Tx, purchase: i64) -> Result<(), DbError> {
    tx.execute(DELETE_USES, params![purchase]).await.map(drop)
}

const LIST_USES: &str = concat!(
    use_columns!(),
    "WHERE shop_id = $1 AND coupon_id = $2 AND purchase_id < $3 ORDER BY purchase_id DESC LIMIT $4"
);
/// Who used a coupon, before the purchase `before` (`i64::MAX` for the newest), newest first.
pub async fn list_uses(tx: &mut Tx, id: CouponId, before: i64, limit: i64) -> Result<Vec<Use>, DbError> {
    tx.list(LIST_USES, params![id.shop(), id.number(), before, limit], decode_use).await
}

const LIST_OF_BUYER: &str =
    concat!(use_columns!(), "WHERE buyer_id = $1 ORDER BY claimed_at DESC, purchase_id DESC LIMIT 10000");
pub(super) async fn list_of_buyer(tx: &mut Tx, buyer: AccountId) -> Result<Vec<Use>, DbError> {
    tx.list(LIST_OF_BUYER, params![buyer], decode_use).await
}

const SPENT: &str = "SELECT CAST(COALESCE(SUM(minor), 0) AS BIGINT) FROM coupon_use \
    WHERE shop_id = $1 AND coupon_id = $2 AND given_back_at IS NULL";
/// What a coupon has taken off altogether. Cost: the number of its uses.
pub async fn taken_off(tx: &mut Tx, id: CouponId, currency: Currency) -> Result<Money, DbError> {
    Ok(Money::new(tx.number(SPENT, params![id.shop(), id.number()]).await?, currency))
}
