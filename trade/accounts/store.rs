use kernel::{AccountId, Country, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    i18n::Lang,
    params,
};

use super::{Account, Address, Login, Scope};

fn decode(mut row: Row) -> Result<Account, DbError> {
    Ok(Account {
        id: row.account()?,
        name: row.text()?,
        email: row.maybe_text()?,
        phone: row.maybe_text()?,
        password_hash: row.maybe_text()?,
        language: row.word(Lang::parse)?,
        zone: row.text()?,
        birth_year: row.maybe_int()?,
        is_operator: row.flag()?,
        is_moderator: row.flag()?,
        closed_at: row.maybe_time()?,
        created_at: row.time()?,
    })
}

const FIND: &str = "SELECT id, name, email, phone, password_hash, language, zone, birth_year, is_operator, \
    is_moderator, closed_at, created_at FROM account WHERE id = $1";
pub async fn find(tx: &mut Tx, id: AccountId) -> Result<Option<Account>, DbError> {
    tx.find(FIND, params![id], decode).await
}

const FIND_BY_EMAIL: &str = "SELECT id, name, email, phone, password_hash, language, zone, birth_year, \
    is_operator, is_moderator, closed_at, created_at FROM account WHERE email = $1";
const FIND_BY_PHONE: &str = "SELECT id, name, email, phone, password_hash, language, zone, birth_year, \
    is_operator, is_moderator, closed_at, created_at FROM account WHERE phone = $1";
pub async fn find_by_login(tx: &mut Tx, login: &Login) -> Result<Option<Account>, DbError> {
    let sql = match login {
        Login::Email(_) => FIND_BY_EMAIL,
        Login::Phone(_) => FIND_BY_PHONE,
    };
    tx.find(sql, params![login.as_str()], decode).await
}

const INSERT: &str = "INSERT INTO account (id, name, email, phone, password_hash, language, zone, birth_year, \
    is_operator, is_moderator, closed_at, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING";
/// Keep a new account. False when its login belongs to somebody already.
pub async fn insert(tx: &mut Tx, account: &Account) -> Result<bool, DbError> {
    let inserted = tx
        .execute(
            INSERT,
            params![
                account.id,
                &account.name,
                account.email.clone(),
                account.phone.clone(),
                account.password_hash.clone(),
                account.language.code(),
                &account.zone,
                account.birth_year,
                account.is_operator,
                account.is_moderator,
                account.closed_at,
                account.created_at,
            ],
        )
        .await?;
    Ok(inserted == 1)
}

const LIST_ADDRESSES: &str = "SELECT id, name, phone, country, region, city, line1, line2, postal_code \
    FROM address WHERE account_id = $1 ORDER BY is_default DESC, id DESC LIMIT 50";
/// The addresses of an account with their numbers, the default one first.
pub async fn list_addresses(tx: &mut Tx, account: AccountId) -> Result<Vec<(i64, Address)>, DbError> {
    tx.list(LIST_ADDRESSES, params![account], |mut row| Ok((row.int()?, decode_address(row)?))).await
}

fn decode_address(mut row: Row) -> Result<Address, DbError> {
    Ok(Address {
        name: row.text()?,
        phone: row.text()?,
        country: row.word(|code| Country::parse(code).ok())?,
        region: row.text()?,
        city: row.text()?,
        line1: row.text()?,
        line2: row.text()?,
        postal_code: row.text()?,
    })
}

const FIND_BY_TOKEN: &str = "SELECT account_id, scopes FROM api_token \
    WHERE token_hash = $1 AND (expires_at IS NULL OR expires_at > $2)";
/// Whose token it is, and what it may do.
pub async fn find_by_token(
    tx: &mut Tx,
    hash: &str,
    now: Timestamp,
) -> Result<Option<(AccountId, Vec<Scope>)>, DbError> {
    tx.find(FIND_BY_TOKEN, params![hash, now], |mut row| {
        let account = row.account()?;
        let scopes = row.word(|text| text.split_whitespace().map(Scope::parse).collect())?;
        Ok((account, scopes))
    })
    .await
}

const INSERT_ADDRESS: &str = "INSERT INTO address \
    (account_id, id, name, phone, country, region, city, line1, line2, postal_code, is_default) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
pub(super) async fn insert_address(
    tx: &mut Tx,
    now: Timestamp,
    account: AccountId,
    address: &Address,
    is_default: bool,
) -> Result<(), DbError> {
    let id = tx.next_id(now);
    let Address { name, phone, country, region, city, line1, line2, postal_code } = address;
    tx.execute_one(
        INSERT_ADDRESS,
        params![
            account,
            id,
            name,
            phone,
            country.code(),
            region,
            city,
            line1,
            line2,
            postal_code,
            is_default
        ],
    )
    .await
}
