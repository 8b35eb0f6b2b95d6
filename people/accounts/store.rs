use kernel::{AccountId, Country, Currency, Timestamp};
use platform::{
    any_one,
    db::{DbError, Row, Tx},
    i18n::Lang,
    params,
};

use super::{
    Account, Address, AddressId, KeptAddress, Login, Profile, Role, Token, TokenId, login::email_key,
};

fn decode(mut row: Row) -> Result<Account, DbError> {
    Ok(Account {
        id: row.account()?,
        name: row.text()?,
        email: row.maybe_text()?,
        phone: row.maybe_text()?,
        password_hash: row.maybe_text()?,
        language: row.word(Lang::parse)?,
        zone: row.text()?,
        currency: currency(&mut row)?,
        birth_year: row.maybe_int()?,
        is_operator: row.flag()?,
        is_moderator: row.flag()?,
        closed_at: row.maybe_time()?,
        created_at: row.time()?,
    })
}

fn currency(row: &mut Row) -> Result<Option<Currency>, DbError> {
    // A currency that is none any more is nobody's choice.
    Ok(row.maybe_text()?.and_then(|code| Currency::parse(&code).ok()))
}

const FIND: &str = "SELECT id, name, email, phone, password_hash, language, zone, currency, birth_year, is_operator, \
    is_moderator, closed_at, created_at FROM account WHERE id = $1";
pub async fn find(tx: &mut Tx, id: AccountId) -> Result<Option<Account>, DbError> {
    tx.find(FIND, params![id], decode).await
}

/// What somebody is called; nothing when the account is closed.
pub async fn name_of(tx: &mut Tx, id: AccountId) -> Result<Option<String>, DbError> {
    let account = find(tx, id).await?.filter(|account| account.closed_at.is_none());
    Ok(account.map(|account| account.name))
}

const NAMES: &str =
    concat!("SELECT id, name FROM account WHERE closed_at IS NULL AND ", any_one!("id"), " LIMIT 100");
/// What several people are called; those whose accounts are closed are left out.
pub async fn names_of(
    tx: &mut Tx,
    ids: impl Iterator<Item = AccountId>,
) -> Result<Vec<(AccountId, String)>, DbError> {
    let keys = ids.map(|id| params![id].to_vec()).collect();
    tx.list_several(NAMES, keys, |mut row| Ok((row.account()?, row.text()?))).await
}

const FIND_BY_EMAIL: &str = "SELECT id, name, email, phone, password_hash, language, zone, currency, birth_year, \
    is_operator, is_moderator, closed_at, created_at FROM account WHERE email_key = $1 OR email_key = $2 \
    ORDER BY CASE WHEN email_key = $1 THEN 0 ELSE 1 END LIMIT 1";
const FIND_BY_PHONE: &str = "SELECT id, name, email, phone, password_hash, language, zone, currency, birth_year, \
    is_operator, is_moderator, closed_at, created_at FROM account WHERE phone = $1";
/// Whose login it is. Of two accounts that had one key before there were keys, the one that is written so.
pub async fn find_by_login(tx: &mut Tx, login: &Login) -> Result<Option<Account>, DbError> {
    match login {
        Login::Email(email) => {
            tx.find(FIND_BY_EMAIL, params![email.to_lowercase(), login.key()], decode).await
        }
        Login::Phone(number) => tx.find(FIND_BY_PHONE, params![number], decode).await,
    }
}

/// Whose login somebody has typed, also one that nobody could register any more.
pub async fn find_by_typed(
    tx: &mut Tx,
    typed: &str,
    country: Option<Country>,
) -> Result<Option<Account>, DbError> {
    for login in [Login::parse(typed, country), Login::as_before(typed)].into_iter().flatten() {
        if let Some(account) = find_by_login(tx, &login).await? {
            return Ok(Some(account));
        }
    }
    Ok(None)
}

const SEARCH: &str = "SELECT id, name, email, phone, password_hash, language, zone, currency, birth_year, is_operator, \
    is_moderator, closed_at, created_at FROM account WHERE id < $3 AND (LOWER(email) LIKE $1 ESCAPE '!' \
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
pub async fn shut(tx: &mut Tx, id: AccountId, now: Timestamp) -> Result<(), DbError> {
    tx.execute_one(CLOSE, params![id, now]).await
}

const REOPEN: &str = "UPDATE account SET closed_at = NULL WHERE id = $1 AND closed_at IS NOT NULL";
pub async fn open_again(tx: &mut Tx, id: AccountId) -> Result<(), DbError> {
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

const INSERT: &str = "INSERT INTO account (id, name, email, phone, password_hash, language, zone, currency, birth_year, \
    is_operator, is_moderator, closed_at, created_at, email_key) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING";
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
                account.currency.map(Currency::code),
                account.birth_year,
                account.is_operator,
                account.is_moderator,
                account.closed_at,
                account.created_at,
                account.email.as_deref().map(email_key),
            ],
        )
        .await?;
    Ok(inserted == 1)
}

const UPDATE_PASSWORD: &str = "UPDATE account SET password_hash = $2 WHERE id = $1 \
    AND COALESCE(password_hash, '') = $3 AND closed_at IS NULL";
/// Keep a new password in place of the one that was proved.
pub async fn update_password(
    tx: &mut Tx,
    id: AccountId,
    before: Option<&str>,
    hash: &str,
) -> Result<(), DbError> {
    tx.execute_one(UPDATE_PASSWORD, params![id, hash, before.unwrap_or_default()]).await
}

const UPDATE_PROFILE: &str = "UPDATE account SET name = $2, language = $3, zone = $4, birth_year = $5, currency = $6 \
    WHERE id = $1 AND closed_at IS NULL";
pub async fn update_profile(tx: &mut Tx, id: AccountId, profile: &Profile) -> Result<(), DbError> {
    let Profile { name, language, zone, currency, birth_year } = profile;
    let currency = currency.map(Currency::code);
    tx.execute_one(UPDATE_PROFILE, params![id, name, language.code(), zone, *birth_year, currency]).await
}

const UPDATE_PHONE: &str = "UPDATE account SET phone = $2 WHERE id = $1 AND closed_at IS NULL \
    AND NOT EXISTS (SELECT 1 FROM account o WHERE o.phone = $2 AND o.id <> $1)";
/// Keep another phone number. False when it is somebody else's.
pub async fn update_phone(tx: &mut Tx, id: AccountId, phone: &str) -> Result<bool, DbError> {
    Ok(tx.execute(UPDATE_PHONE, params![id, phone]).await? == 1)
}

const UPDATE_CURRENCY: &str = "UPDATE account SET currency = $2 WHERE id = $1 AND closed_at IS NULL";
pub async fn update_currency(tx: &mut Tx, id: AccountId, currency: Currency) -> Result<(), DbError> {
    tx.execute_one(UPDATE_CURRENCY, params![id, currency.code()]).await
}

const ANONYMISE: &str = "UPDATE account SET name = '', email = NULL, email_key = NULL, phone = NULL, password_hash = NULL, \
    birth_year = NULL, is_operator = 0, is_moderator = 0, closed_at = $2 WHERE id = $1 AND closed_at IS NULL";
const FORGET_ADULT: &str = "DELETE FROM account_adult WHERE account_id = $1";
pub async fn anonymise(tx: &mut Tx, id: AccountId, now: Timestamp) -> Result<(), DbError> {
    tx.execute_one(ANONYMISE, params![id, now]).await?;
    tx.execute(FORGET_ADULT, params![id]).await.map(drop)
}

const PROMOTE: &str = "UPDATE account SET is_operator = 1 WHERE id = $1 AND closed_at IS NULL";
pub async fn promote(tx: &mut Tx, id: AccountId) -> Result<(), DbError> {
    tx.execute_one(PROMOTE, params![id]).await
}

fn decode_address(mut row: Row) -> Result<KeptAddress, DbError> {
    Ok(KeptAddress {
        id: AddressId::new(row.int()?),
        is_default: row.flag()?,
        address: Address {
            name: row.text()?,
            phone: row.text()?,
            country: row.word(|code| Country::parse(code).ok())?,
            region: row.text()?,
            city: row.text()?,
            line1: row.text()?,
            line2: row.text()?,
            postal_code: row.text()?,
        },
    })
}

const LIST_ADDRESSES: &str = "SELECT id, is_default, name, phone, country, region, city, line1, line2, postal_code \
    FROM address WHERE account_id = $1 ORDER BY is_default DESC, id DESC LIMIT 50";
/// The addresses of an account, the default one first.
pub async fn list_addresses(tx: &mut Tx, account: AccountId) -> Result<Vec<KeptAddress>, DbError> {
    tx.list(LIST_ADDRESSES, params![account], decode_address).await
}

const FIND_ADDRESS: &str = "SELECT id, is_default, name, phone, country, region, city, line1, line2, postal_code \
    FROM address WHERE account_id = $1 AND id = $2";
pub async fn find_address(
    tx: &mut Tx,
    account: AccountId,
    id: AddressId,
) -> Result<Option<KeptAddress>, DbError> {
    tx.find(FIND_ADDRESS, params![account, id.get()], decode_address).await
}

const INSERT_ADDRESS: &str = "INSERT INTO address (account_id, id, name, phone, country, region, city, line1, \
    line2, postal_code, is_default) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
pub async fn insert_address(
    tx: &mut Tx,
    account: AccountId,
    id: AddressId,
    address: &Address,
    is_default: bool,
) -> Result<(), DbError> {
    write_address(tx, INSERT_ADDRESS, account, id, address, is_default).await
}

const UPDATE_ADDRESS: &str = "UPDATE address SET name = $3, phone = $4, country = $5, region = $6, city = $7, \
    line1 = $8, line2 = $9, postal_code = $10, is_default = $11 WHERE account_id = $1 AND id = $2";
pub async fn update_address(
    tx: &mut Tx,
    account: AccountId,
    id: AddressId,
    address: &Address,
    is_default: bool,
) -> Result<(), DbError> {
    write_address(tx, UPDATE_ADDRESS, account, id, address, is_default).await
}

async fn write_address(
    tx: &mut Tx,
    sql: &'static str,
    account: AccountId,
    id: AddressId,
    address: &Address,
    is_default: bool,
) -> Result<(), DbError> {
    let Address { name, phone, country, region, city, line1, line2, postal_code } = address;
    let country = country.code();
    let id = id.get();
    tx.execute_one(
        sql,
        params![account, id, name, phone, country, region, city, line1, line2, postal_code, is_default],
    )
    .await
}

const CLEAR_DEFAULT: &str = "UPDATE address SET is_default = 0 WHERE account_id = $1 AND is_default = 1";
pub async fn clear_default(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(CLEAR_DEFAULT, params![account]).await.map(drop)
}

const DELETE_ADDRESS: &str = "DELETE FROM address WHERE account_id = $1 AND id = $2";
pub async fn delete_address(tx: &mut Tx, account: AccountId, id: AddressId) -> Result<(), DbError> {
    tx.execute_one(DELETE_ADDRESS, params![account, id.get()]).await
}

const DELETE_ADDRESSES: &str = "DELETE FROM address WHERE account_id = $1";
pub async fn delete_addresses(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(DELETE_ADDRESSES, params![account]).await.map(drop)
}

/// A token that was shown: whose it is, and what it may do.
pub struct ShownToken {
    pub account: AccountId,
    pub id: TokenId,
    /// Names of scopes.
    pub scopes: Vec<String>,
    /// When its use was last written down.
    pub used_at: Option<Timestamp>,
}

const FIND_BY_TOKEN: &str = "SELECT account_id, id, scopes, used_at FROM api_token \
    WHERE token_hash = $1 AND (expires_at IS NULL OR expires_at > $2)";
pub async fn find_by_token(tx: &mut Tx, hash: &str, now: Timestamp) -> Result<Option<ShownToken>, DbError> {
    tx.find(FIND_BY_TOKEN, params![hash, now], |mut row: Row| {
        Ok(ShownToken {
            account: row.account()?,
            id: TokenId::new(row.int()?),
            scopes: names(&row.text()?),
            used_at: row.maybe_time()?,
        })
    })
    .await
}

fn names(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

const TOUCH_TOKEN: &str = "UPDATE api_token SET used_at = $2 WHERE token_hash = $1";
/// Remember that a token was used.
pub async fn touch_token(tx: &mut Tx, hash: &str, now: Timestamp) -> Result<(), DbError> {
    tx.execute(TOUCH_TOKEN, params![hash, now]).await.map(drop)
}

const LIST_TOKENS: &str = "SELECT id, name, scopes, created_at, used_at FROM api_token \
    WHERE account_id = $1 ORDER BY id DESC LIMIT 50";
/// The tokens of an account, the newest first.
pub async fn list_tokens(tx: &mut Tx, account: AccountId) -> Result<Vec<Token>, DbError> {
    let decode = |mut row: Row| {
        Ok(Token {
            id: TokenId::new(row.int()?),
            name: row.text()?,
            scopes: names(&row.text()?),
            created_at: row.time()?,
            used_at: row.maybe_time()?,
        })
    };
    tx.list(LIST_TOKENS, params![account], decode).await
}

const COUNT_TOKENS: &str = "SELECT COUNT(*) FROM api_token WHERE account_id = $1";
pub async fn count_tokens(tx: &mut Tx, account: AccountId) -> Result<i64, DbError> {
    tx.number(COUNT_TOKENS, params![account]).await
}

const INSERT_TOKEN: &str = "INSERT INTO api_token (account_id, id, name, token_hash, scopes, created_at, used_at, \
    expires_at) VALUES ($1, $2, $3, $4, $5, $6, NULL, NULL)";
pub async fn insert_token(tx: &mut Tx, account: AccountId, token: &Token, hash: &str) -> Result<(), DbError> {
    let (id, at) = (token.id.get(), token.created_at);
    tx.execute_one(INSERT_TOKEN, params![account, id, &token.name, hash, token.scopes.join(" "), at]).await
}

const DELETE_TOKEN: &str = "DELETE FROM api_token WHERE account_id = $1 AND id = $2";
/// End a token. False when it is not theirs.
pub async fn delete_token(tx: &mut Tx, account: AccountId, id: TokenId) -> Result<bool, DbError> {
    Ok(tx.execute(DELETE_TOKEN, params![account, id.get()]).await? == 1)
}

const DELETE_TOKENS: &str = "DELETE FROM api_token WHERE account_id = $1";
pub async fn delete_tokens(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(DELETE_TOKENS, params![account]).await.map(drop)
}

const SWEEP_TOKENS: &str = "DELETE FROM api_token WHERE expires_at <= $1";
pub async fn sweep_tokens(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    tx.execute(SWEEP_TOKENS, params![now]).await.map(drop)
}

const MARK_PROVED: &str = "UPDATE account SET proved_at = $2 WHERE id = $1 AND proved_at IS NULL";
/// Whoever has this account reads its mail. False when that was known.
pub async fn mark_proved(tx: &mut Tx, id: AccountId, now: Timestamp) -> Result<bool, DbError> {
    Ok(tx.execute(MARK_PROVED, params![id, now]).await? == 1)
}

const FORGET_PASSWORD: &str = "UPDATE account SET password_hash = NULL WHERE id = $1";
pub async fn forget_password(tx: &mut Tx, id: AccountId) -> Result<(), DbError> {
    tx.execute_one(FORGET_PASSWORD, params![id]).await
}

const HAS_TOKEN: &str = "SELECT COUNT(*) FROM api_token \
    WHERE account_id = $1 AND id = $2 AND (expires_at IS NULL OR expires_at > $3)";
/// Whether a token still lives.
pub async fn has_token(
    tx: &mut Tx,
    account: AccountId,
    id: TokenId,
    now: Timestamp,
) -> Result<bool, DbError> {
    Ok(tx.number(HAS_TOKEN, params![account, id.get(), now]).await? > 0)
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
