use kernel::Timestamp;
use people::{
    accounts::Account,
    one_of::{CountryCode, CurrencyCode, LanguageCode, maybe_word_of, word_of},
    rules::Number,
    shops::{Shop, ShopState},
    wire::{Amount, time},
};
use platform::jobs::{State, Stored};
use selling::orders::OrderStage;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::operator::{
    CurrencyTrial,
    pages::{NamedEntry, about},
};

#[derive(Deserialize, IntoParams)]
pub struct OrderFilter {
    /// Only those in this state; all when left out.
    #[param(schema_with = maybe_word_of::<OrderStage>)]
    pub state: Option<String>,
}

#[derive(Deserialize, IntoParams)]
pub struct ShopFilter {
    /// Only those in this state; all when left out.
    #[param(schema_with = maybe_word_of::<ShopState>)]
    pub state: Option<String>,
}

#[derive(Deserialize, IntoParams)]
pub struct JobState {
    /// `waiting` or `failed`; `waiting` when left out.
    #[param(schema_with = maybe_word_of::<State>)]
    pub state: Option<String>,
}

#[derive(Deserialize, IntoParams)]
pub struct Search {
    /// How the login or the name begins; all when left out.
    pub q: Option<String>,
}

/// Why the operator steps in; kept in the audit log.
#[derive(ToSchema)]
pub struct ReasonIn {
    #[schema(max_length = 500)]
    pub reason: String,
}

#[derive(Serialize, ToSchema)]
pub struct LedgerOut {
    /// Whether each currency comes to nothing and so does every transfer.
    pub balanced: bool,
    pub currencies: Vec<CurrencyOut>,
    /// Transfers whose entries do not sum to zero.
    pub unbalanced: Vec<TransferOut>,
}

#[derive(Serialize, ToSchema)]
pub struct CurrencyOut {
    /// ISO 4217.
    #[schema(value_type = CurrencyCode, example = "CNY")]
    pub currency: &'static str,
    pub accounts: Vec<BalanceOut>,
}

#[derive(Serialize, ToSchema)]
pub struct BalanceOut {
    #[schema(example = "escrow")]
    pub account: String,
    pub balance: Amount,
}

#[derive(Serialize, ToSchema)]
pub struct TransferOut {
    pub shop: String,
    pub transfer: i64,
}

impl From<CurrencyTrial> for CurrencyOut {
    fn from(trial: CurrencyTrial) -> Self {
        let accounts = trial.accounts.into_iter();
        Self {
            currency: trial.currency.code(),
            accounts: accounts
                .map(|it| BalanceOut { account: it.account, balance: it.amount.into() })
                .collect(),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub struct JobOut {
    pub id: String,
    #[schema(example = "orders.release_escrow")]
    pub kind: String,
    /// The ids in its body.
    pub about: std::collections::BTreeMap<String, String>,
    /// RFC 3339; not before.
    pub run_at: String,
    pub attempts: i64,
    /// What the last attempt said.
    pub error: Option<String>,
}

impl From<Stored> for JobOut {
    fn from(job: Stored) -> Self {
        Self {
            id: job.id.to_string(),
            about: about(&job.body).into_iter().collect(),
            kind: job.kind,
            run_at: time(job.run_at),
            attempts: job.attempts,
            error: job.error,
        }
    }
}

#[derive(Serialize, ToSchema)]
pub struct AuditOut {
    pub id: String,
    /// RFC 3339.
    pub at: String,
    #[schema(example = "shop.close")]
    pub act: String,
    /// The id or the name of what it was done to.
    pub subject: String,
    /// Account of the operator; none when it came from the command line.
    pub account: Option<String>,
    pub name: Option<String>,
    /// Before, after, the reason, and what else the act noted.
    #[schema(value_type = Object)]
    pub detail: serde_json::Value,
}

impl From<NamedEntry> for AuditOut {
    fn from(told: NamedEntry) -> Self {
        Self {
            id: told.entry.id.to_string(),
            at: time(told.entry.at),
            act: told.entry.act,
            subject: told.entry.subject,
            account: told.entry.account.map(|id| id.to_string()),
            name: told.who,
            detail: serde_json::from_str(&told.entry.detail).unwrap_or_default(),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub struct NumberOut {
    #[schema(example = "commission_basis_points")]
    pub name: &'static str,
    pub value: u64,
    pub default: u64,
    pub least: u64,
    pub most: u64,
}

impl NumberOut {
    pub fn new(number: &Number, set: &[(String, String)]) -> Self {
        let Number { name, default, least, most } = *number;
        Self { name, value: number.in_force(set), default, least, most }
    }
}

#[derive(Serialize, ToSchema)]
pub struct OperatorAccountOut {
    pub id: String,
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// BCP 47.
    #[schema(value_type = LanguageCode)]
    pub language: &'static str,
    pub operator: bool,
    pub moderator: bool,
    /// RFC 3339.
    pub created_at: String,
    pub closed_at: Option<String>,
}

impl From<Account> for OperatorAccountOut {
    fn from(account: Account) -> Self {
        Self {
            id: account.id.to_string(),
            name: account.name,
            email: account.email,
            phone: account.phone,
            language: account.language.code(),
            operator: account.is_operator,
            moderator: account.is_moderator,
            created_at: time(account.created_at),
            closed_at: account.closed_at.map(time),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub struct OperatorShopOut {
    pub id: String,
    pub handle: String,
    pub name: String,
    /// Empty when there is none.
    pub name_en: String,
    /// ISO 3166-1 alpha-2.
    #[schema(value_type = CountryCode)]
    pub country: &'static str,
    /// ISO 4217.
    #[schema(value_type = CurrencyCode)]
    pub currency: &'static str,
    /// `open`, `closed` by its owner or `suspended` by an operator.
    #[schema(schema_with = word_of::<ShopState>)]
    pub state: &'static str,
    /// RFC 3339.
    pub opened_at: String,
    pub holiday_until: Option<String>,
}

impl From<Shop> for OperatorShopOut {
    fn from(shop: Shop) -> Self {
        let until: Option<Timestamp> = shop.holiday_until;
        Self {
            id: shop.id.to_string(),
            handle: shop.handle,
            name: shop.name,
            name_en: shop.name_en,
            country: shop.country.code(),
            currency: shop.currency.code(),
            state: shop.state.name(),
            opened_at: time(shop.opened_at),
            holiday_until: until.map(time),
        }
    }
}
