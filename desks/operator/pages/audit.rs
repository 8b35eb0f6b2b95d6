use askama::Template;
use axum::{extract::State, response::Response};
use kernel::{AccountId, Timestamp};
use people::{accounts, market::Market, visit::Visit};
use platform::{
    audit::{self, Entry},
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Paging, Problem},
};

/// An entry with the name of whoever did it.
pub struct NamedEntry {
    pub entry: Entry,
    /// None when it came from the command line.
    pub who: Option<String>,
}

impl NamedEntry {
    /// What was noted down, field by field: what it was, what it became, the rest, the reason.
    pub fn detail(&self) -> Vec<(String, String)> {
        const ORDER: [&str; 2] = ["before", "after"];
        let place = |name: &str| match ORDER.iter().position(|first| *first == name) {
            Some(place) => place,
            None if name == "reason" => ORDER.len() + 1,
            None => ORDER.len(),
        };
        let detail: serde_json::Value = serde_json::from_str(&self.entry.detail).unwrap_or_default();
        let mut fields: Vec<_> = detail.as_object().into_iter().flatten().collect();
        fields.sort_by_key(|(name, _)| place(name));
        fields
            .into_iter()
            .map(|(name, value)| {
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                (name.clone(), text)
            })
            .filter(|(_, text)| !text.is_empty() && text != "null")
            .collect()
    }

    /// Where the thing can be looked at, if it is still somewhere.
    pub fn link(&self) -> Option<String> {
        let subject = &self.entry.subject;
        match self.entry.act.split('.').next()? {
            "account" => Some(format!("/operator/accounts/{subject}")),
            "shop" => Some(format!("/operator/shops/{subject}")),
            "payout" if self.entry.act == "payout.export" => {
                Some(format!("/operator/payout-batches/{subject}"))
            }
            "payout" => Some(format!("/operator/payouts/{subject}")),
            "reconciliation" => Some(format!("/operator/reconciliations/{subject}")),
            "order" => Some(format!("/operator/orders/{subject}")),
            "setting" => Some("/operator/settings".to_owned()),
            "lexicon" => Some(format!("/operator/lexicon/{subject}")),
            _ => None,
        }
    }
}

/// The name of a noted field in words; one that has none is shown as it is.
pub fn noted(shell: &Shell, name: &str) -> String {
    let key = format!("operator-noted-{}", name.replace('_', "-"));
    if shell.text.has(&key) { shell.t(&key).to_owned() } else { name.to_owned() }
}

/// The entries before `before`, each with its name.
pub async fn told(tx: &mut Tx, before: i64, limit: i64) -> Result<Vec<NamedEntry>, DbError> {
    let mut list = Vec::new();
    let mut names: Vec<(AccountId, String)> = Vec::new();
    for entry in audit::list(tx, before, limit).await? {
        let mut who = None;
        if let Some(id) = entry.account {
            if !names.iter().any(|(known, _)| *known == id) {
                let name = accounts::find(tx, id).await?.map_or_else(|| id.to_string(), |it| it.name);
                names.push((id, name));
            }
            who = names.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone());
        }
        list.push(NamedEntry { entry, who });
    }
    Ok(list)
}

#[derive(Template)]
#[template(path = "operator/views/audit.html")]
pub struct AuditPage {
    pub shell: Shell,
    pub current: &'static str,
    pub entries: Vec<NamedEntry>,
    pub older: String,
}

impl AuditPage {
    /// An act in words; one that has none is shown by its name.
    fn act(&self, name: &str) -> String {
        let key = format!("operator-did-{}", name.replace(['.', '_'], "-"));
        if self.shell.text.has(&key) { self.shell.t(&key).to_owned() } else { name.to_owned() }
    }

    fn field(&self, name: &str) -> String {
        noted(&self.shell, name)
    }

    /// What it was done to: a number of the rules by its name, anything else by its id.
    fn subject(&self, entry: &Entry) -> String {
        let key = format!("operator-number-{}", entry.subject.replace('_', "-"));
        let is_number = entry.act == "setting.change" && self.shell.text.has(&key);
        if is_number { self.shell.t(&key).to_owned() } else { entry.subject.clone() }
    }

    /// A word of ours in the reader's language, a time as a time; what the operator wrote as it is.
    fn value(&self, name: &str, text: &str) -> String {
        if name == "reason" {
            return text.to_owned();
        }
        if let Ok(at) = Timestamp::parse_rfc3339(text) {
            return self.shell.moment(&at);
        }
        let word = text.replace(['.', '_'], "-");
        [format!("operator-word-{word}"), format!("order-state-{word}"), format!("operator-job-kind-{word}")]
            .into_iter()
            .find(|key| self.shell.text.has(key))
            .map_or_else(|| text.to_owned(), |key| self.shell.t(&key).to_owned())
    }
}

/// `GET /operator/audit`
pub async fn index(State(market): State<Market>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    visit.operator()?;
    let limit = paging.limit.and_one_more();
    let entries = market.db.read(async move |tx: &mut Tx| told(tx, paging.before, limit).await).await?;
    let (entries, older) = paging.cut(entries, |told| told.entry.id);
    views::page(&AuditPage { shell: visit.shell("operator"), current: "audit", entries, older })
}
