use kernel::{AccountId, Country, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    i18n::Lang,
    params,
};

use super::{Account, Address, Login, Role, Scope};

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

const SEARCH: &str = "SELECT id, name, email, phone, password_hash, language, zone, birth_year, is_operator, \
    is_moderator, closed_at, created_at FROM account WHERE id < $3 AND (email LIKE $1 ESCAPE '!' \
    OR phone LIKE $1 ESCAPE '!' OR LOWER(name) LIKE $1 ESCAPE '!' OR name LIKE $2 ESCAPE '!') \
    ORDER BY id DESC LIMIT $4";
/// Accounts whose login or name begins so, the newest first; an empty text finds all. Cost: a scan from
/// the newest until there are enough, so it is a report.
pub async fn search(
    tx: &mut Tx,
    begins: &str,
    before: AccountId,
    limit: i64,
) -> Result<Vec<Account>, DbError> {
    let begins = begins.trim();
    let (lower, exact) = (pattern(&phone_digits(begins).to_lowercase()), pattern(begins));
    tx.list(SEARCH, params![lower, exact, before, limit], decode).await
}

/// A phone number the way it is kept; any other text as it is.
fn phone_digits(text: &str) -> String {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')');
    if text.is_empty() || !text.chars().all(is_number) {
        return text.to_owned();
    }
    format!("+{}", text.chars().filter(char::is_ascii_digit).collect::<String>())
}

fn pattern(begins: &str) -> String {
    format!("{}%", begins.replace('!', "!!").replace('%', "!%").replace('_', "!_"))
}

const CLOSE: &str = "UPDATE account SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL";
pub async fn close(tx: &mut Tx, id: AccountId, now: Timestamp) -> Result<(), DbError> {
    tx.execute_one(CLOSE, params![id, now]).await
}

const REOPEN: &str = "UPDATE account SET closed_at = NULL WHERE id = $1 AND closed_at IS NOT NULL";
pub async fn reopen(tx: &mut Tx, id: AccountId) -> Result<(), DbError> {
    tx.execute_one(REOPEN, params![id]).await
}

const GRANT_OPERATOR: &str = "UPDATE account SET is_operator = 1 WHERE id = $1 AND is_operator = 0";
const GRANT_MODERATOR: &str = "UPDATE account SET is_moderator = 1 WHERE id = $1 AND is_moderator = 0";
pub async fn grant(tx: &mut Tx, id: AccountId, role: Role) -> Result<(), DbError> {
    let sql = match role {
        Role::Operator => GRANT_OPERATOR,
        Role::Moderator => GRANT_MODERATOR,
    };
    tx.execute_one(sql, params![id]).await
}

const REVOKE_OPERATOR: &str = "UPDATE account SET is_operator = 0 WHERE id = $1 AND is_operator = 1";
const REVOKE_MODERATOR: &str = "UPDATE account SET is_moderator = 0 WHERE id = $1 AND is_moderator = 1";
pub async fn revoke(tx: &mut Tx, id: AccountId, role: Role) -> Result<(), DbError> {
    let sql = match role {
        Role::Operator => REVOKE_OPERATOR,
        Role::Moderator => REVOKE_MODERATOR,
    };
    tx.execute_one(sql, params![id]).await
}

const LOCK_OPERATORS: &str = "UPDATE account SET is_operator = 1 WHERE is_operator = 1 AND closed_at IS NULL";
/// How many people can run the market. Their rows are written as they are, so that two operators who remove
/// each other at the same moment come one after the other and one of them stays.
pub async fn lock_operators(tx: &mut Tx) -> Result<u64, DbError> {
    tx.execute(LOCK_OPERATORS, &[]).await
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_takes_signs_as_they_are() {
        assert_eq!(pattern("50%_!"), "50!%!_!!%");
        assert_eq!(phone_digits("86 138-0013"), "+861380013");
        assert_eq!(phone_digits("ana"), "ana");
        assert_eq!(phone_digits(""), "");
    }
}
