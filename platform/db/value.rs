//! What can be bound to a parameter, and the row that comes back.

use bytes::BytesMut;
use kernel::{AccountId, Currency, Money, ShopId, Timestamp};
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use super::DbError;

/// One value on its way into a statement or out of a row. Both engines know these four and no others.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Int(i64),
    Text(String),
    Blob(Vec<u8>),
}

/// A statement with its parameters, for sending several in one go.
pub type Statement = (&'static str, Vec<Value>);

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Int(i64::from(value))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::from(value.to_owned())
    }
}

impl From<String> for Value {
    /// PostgreSQL cannot store U+0000 in text, so it is dropped for both engines.
    fn from(value: String) -> Self {
        Self::Text(if value.contains('\0') { value.replace('\0', "") } else { value })
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::from(value.as_str())
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Blob(value)
    }
}

impl From<Timestamp> for Value {
    fn from(value: Timestamp) -> Self {
        Self::Int(value.micros())
    }
}

impl From<AccountId> for Value {
    fn from(value: AccountId) -> Self {
        Self::Int(value.get())
    }
}

impl From<ShopId> for Value {
    fn from(value: ShopId) -> Self {
        Self::Int(value.get())
    }
}

impl From<Currency> for Value {
    fn from(value: Currency) -> Self {
        Self::from(value.code())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, ValueRef};
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(value) => ValueRef::Integer(*value),
            Self::Text(value) => ValueRef::Text(value.as_bytes()),
            Self::Blob(value) => ValueRef::Blob(value),
        }))
    }
}

impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(value) if *ty == Type::INT4 => i32::try_from(*value)?.to_sql(ty, out),
            Self::Int(value) => value.to_sql(ty, out),
            Self::Text(value) => value.to_sql(ty, out),
            Self::Blob(value) => value.to_sql(ty, out),
        }
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT8 | Type::INT4 | Type::TEXT | Type::VARCHAR | Type::BYTEA)
    }

    to_sql_checked!();
}

/// Make the parameter list of a statement: `params![shop, number, "paid"]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::db::Value::from($value)),*] };
}

/// One row, read column by column in the order of the SELECT list.
///
/// A struct literal evaluates its fields in the order they are written, so a decoder reads like the
/// statement: `Order { id: row.int()?, title: row.text()? }`.
#[derive(Debug)]
pub struct Row {
    sql: &'static str,
    columns: std::vec::IntoIter<Value>,
    width: usize,
}

impl Row {
    pub(super) fn new(sql: &'static str, columns: Vec<Value>) -> Self {
        Self { sql, width: columns.len(), columns: columns.into_iter() }
    }

    fn corrupt(&self) -> DbError {
        DbError::Corrupt { sql: self.sql, column: self.width - self.columns.len() }
    }

    /// Take the next column whatever it is.
    pub fn value(&mut self) -> Result<Value, DbError> {
        self.columns.next().ok_or(DbError::Corrupt { sql: self.sql, column: self.width + 1 })
    }

    pub fn int(&mut self) -> Result<i64, DbError> {
        self.maybe_int()?.ok_or_else(|| self.corrupt())
    }

    pub fn maybe_int(&mut self) -> Result<Option<i64>, DbError> {
        match self.value()? {
            Value::Int(value) => Ok(Some(value)),
            Value::Null => Ok(None),
            Value::Text(_) | Value::Blob(_) => Err(self.corrupt()),
        }
    }

    /// A whole number of another width: a quantity, a position, a count.
    pub fn number<T: TryFrom<i64>>(&mut self) -> Result<T, DbError> {
        T::try_from(self.int()?).map_err(|_| self.corrupt())
    }

    pub fn text(&mut self) -> Result<String, DbError> {
        self.maybe_text()?.ok_or_else(|| self.corrupt())
    }

    pub fn maybe_text(&mut self) -> Result<Option<String>, DbError> {
        match self.value()? {
            Value::Text(value) => Ok(Some(value)),
            Value::Null => Ok(None),
            Value::Int(_) | Value::Blob(_) => Err(self.corrupt()),
        }
    }

    pub fn blob(&mut self) -> Result<Vec<u8>, DbError> {
        match self.value()? {
            Value::Blob(value) => Ok(value),
            Value::Null | Value::Int(_) | Value::Text(_) => Err(self.corrupt()),
        }
    }

    pub fn flag(&mut self) -> Result<bool, DbError> {
        Ok(self.int()? != 0)
    }

    pub fn time(&mut self) -> Result<Timestamp, DbError> {
        Ok(Timestamp::from_micros(self.int()?))
    }

    pub fn maybe_time(&mut self) -> Result<Option<Timestamp>, DbError> {
        Ok(self.maybe_int()?.map(Timestamp::from_micros))
    }

    pub fn shop(&mut self) -> Result<ShopId, DbError> {
        Ok(ShopId::new(self.int()?))
    }

    pub fn account(&mut self) -> Result<AccountId, DbError> {
        Ok(AccountId::new(self.int()?))
    }

    /// An amount followed by its currency: two columns.
    pub fn money(&mut self) -> Result<Money, DbError> {
        let minor = self.int()?;
        let code = self.text()?;
        let currency = Currency::parse(&code).map_err(|_| self.corrupt())?;
        Ok(Money::new(minor, currency))
    }

    /// A word of a closed set: a state, a kind, a currency, a country.
    pub fn word<T>(&mut self, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, DbError> {
        let text = self.text()?;
        parse(&text).ok_or_else(|| self.corrupt())
    }

    /// A JSON document kept as text.
    pub fn json<T: serde::de::DeserializeOwned>(&mut self) -> Result<T, DbError> {
        let text = self.text()?;
        serde_json::from_str(&text).map_err(|_| self.corrupt())
    }
}

/// A value as the JSON document that [`Row::json`] reads again.
pub fn json(value: &impl serde::Serialize) -> Result<String, DbError> {
    serde_json::to_string(value).map_err(DbError::engine)
}
