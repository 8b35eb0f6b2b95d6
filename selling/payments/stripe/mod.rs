//! Stripe: cards, by payment intents on the market's own account.
//!
//! A charge goes to the market; what a shop gets of it is the ledger's and the payouts' business. Card numbers go from
//! the payer's browser to Stripe and never come here. What cannot be asked at once is asked again under the same
//! idempotency key, at checkout a few times, and refunds by their job for hours.

mod amount;
pub mod pages;

use std::time::Duration;

use axum::http::{HeaderMap, Method, Request, header};
use kernel::{Money, Timestamp};
use platform::{
    config::StripeConfig,
    http::{Http, HttpError},
};
use serde_json::Value;

use super::{
    BadNotice, Charge, Notice, Outcome, Provider, ProviderError, Signature, Started, Takes, Unpayable,
    provider::Answer,
};

/// Between the tries of one call.
const PAUSES: [Duration; 2] = [Duration::from_millis(300), Duration::from_millis(1_200)];
const SIGNATURE: Signature = Signature { header: "stripe-signature", unit: 1_000_000 };

#[derive(Clone)]
pub struct Stripe {
    http: Http,
    config: StripeConfig,
}

/// A payment intent as Stripe has it.
pub struct Intent {
    pub reference: String,
    /// With this the payer's browser pays it; shown to the payer alone.
    pub secret: String,
    pub is_paid: bool,
}

impl From<HttpError> for ProviderError {
    fn from(error: HttpError) -> Self {
        Self::Unanswered(error.to_string())
    }
}

impl From<Unpayable> for ProviderError {
    fn from(error: Unpayable) -> Self {
        Self::Refused(error.to_string())
    }
}

impl Stripe {
    pub fn open(config: StripeConfig) -> Result<Self, HttpError> {
        Ok(Self { http: Http::open()?, config })
    }

    /// The key that browsers may know.
    pub fn publishable_key(&self) -> &str {
        &self.config.publishable_key
    }

    /// Send one request to Stripe, without trying again.
    async fn ask(
        &self,
        method: Method,
        path: &str,
        fields: &[(&str, &str)],
        key: Option<&str>,
    ) -> Result<Result<Value, ProviderError>, ProviderError> {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.config.url.trim_end_matches('/')))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.config.key))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let request = request.body(body.into()).map_err(|error| ProviderError::Refused(error.to_string()))?;
        let answer = self.http.ask(request).await?;
        let status = answer.status();
        let told: Value = serde_json::from_slice(answer.body()).unwrap_or_default();
        let words = || told["error"]["message"].as_str().unwrap_or_default().to_owned();
        // What failed at their side, or came too often, may go well the next time; a refusal stays one.
        if status.is_server_error() || status.as_u16() == 429 || status.as_u16() == 409 {
            return Err(ProviderError::Unanswered(format!("{status} {}", words())));
        }
        if !status.is_success() {
            return Ok(Err(ProviderError::Refused(format!("{status} {}", words()))));
        }
        Ok(Ok(told))
    }

    /// Ask, and ask again when there was no answer.
    async fn insist(
        &self,
        method: Method,
        path: &str,
        fields: &[(&str, &str)],
        key: Option<&str>,
    ) -> Result<Value, ProviderError> {
        for pause in PAUSES {
            match self.ask(method.clone(), path, fields, key).await {
                Ok(answer) => return answer,
                Err(error) => tracing::warn!(%error, path, "Stripe is asked again"),
            }
            tokio::time::sleep(pause).await;
        }
        self.ask(method, path, fields, key).await?
    }

    /// A payment intent, for its page.
    pub async fn intent(&self, reference: &str) -> Result<Intent, ProviderError> {
        let path = format!("/v1/payment_intents/{reference}");
        let told = self.insist(Method::GET, &path, &[], None).await?;
        let secret = told["client_secret"].as_str().unwrap_or_default().to_owned();
        let is_paid = told["status"] == "succeeded";
        Ok(Intent { reference: reference.to_owned(), secret, is_paid })
    }
}

/// Whether this may be one of Stripe's ids, to stand in an address.
fn is_id(text: &str) -> bool {
    text.starts_with("pi_")
        && text.len() < 100
        && text.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_')
}

impl Provider for Stripe {
    fn name(&self) -> &'static str {
        "stripe"
    }

    fn takes(&self) -> Takes {
        amount::TAKES
    }

    fn start<'a>(&'a self, wanted: &'a Charge) -> Answer<'a, Started> {
        Box::pin(async move {
            let amount = amount::units(wanted.amount)?.to_string();
            let currency = wanted.amount.currency().code().to_lowercase();
            let fields = [
                ("amount", amount.as_str()),
                ("currency", &currency),
                ("payment_method_types[]", "card"),
                ("metadata[payment]", &wanted.key),
            ];
            let key = format!("pay-{}", wanted.key);
            let told = self.insist(Method::POST, "/v1/payment_intents", &fields, Some(&key)).await?;
            let reference = told["id"].as_str().filter(|id| is_id(id));
            let reference =
                reference.ok_or_else(|| ProviderError::Unanswered("no payment intent came back".into()))?;
            Ok(Started { reference: reference.to_owned(), redirect_url: format!("/stripe/{reference}") })
        })
    }

    fn read_notice(&self, headers: &HeaderMap, body: &[u8], now: Timestamp) -> Result<Notice, BadNotice> {
        SIGNATURE.check(&self.config.webhook_secret, headers, body, now)?;
        let message: Value = serde_json::from_slice(body).map_err(|_| BadNotice::Unreadable)?;
        let text = |value: &Value| value.as_str().map(str::to_owned).ok_or(BadNotice::Unreadable);
        let outcome = match message["type"].as_str().ok_or(BadNotice::Unreadable)? {
            "payment_intent.succeeded" => Outcome::Succeeded,
            "payment_intent.payment_failed" => Outcome::Failed,
            // Stripe tells of more than we asked for; what is not answered well is told for days.
            _ => Outcome::Nothing,
        };
        let reference = text(&message["data"]["object"]["id"]).unwrap_or_default();
        Ok(Notice { event: text(&message["id"])?, reference, outcome })
    }

    fn refund<'a>(&'a self, reference: &'a str, key: &'a str, amount: Money) -> Answer<'a, ()> {
        Box::pin(async move {
            let amount = amount::units(amount)?.to_string();
            let fields =
                [("payment_intent", reference), ("amount", amount.as_str()), ("metadata[refund]", key)];
            let key = format!("refund-{reference}-{key}");
            self.insist(Method::POST, "/v1/refunds", &fields, Some(&key)).await.map(drop)
        })
    }
}

#[cfg(test)]
mod tests {
    use kernel::Currency;

    use super::*;

    fn stripe() -> Stripe {
        let config = StripeConfig {
            key: "sk_test".into(),
            publishable_key: "pk_test".into(),
            webhook_secret: "whsec".into(),
            url: "http://127.0.0.1:1".into(),
        };
        Stripe::open(config).unwrap()
    }

    fn notice(body: &str, at: Timestamp, now: Timestamp) -> Result<Notice, BadNotice> {
        let mut headers = HeaderMap::new();
        let signed = SIGNATURE.sign("whsec", at, body.as_bytes());
        headers.insert(SIGNATURE.header, signed.parse().unwrap());
        stripe().read_notice(&headers, body.as_bytes(), now)
    }

    #[test]
    fn a_notice_is_believed_while_it_is_fresh() {
        let at = Timestamp::from_micros(1_700_000_000_000_000);
        let body = r#"{"id":"evt_1","type":"payment_intent.succeeded","data":{"object":{"id":"pi_1"}}}"#;
        let told = notice(body, at, at + kernel::minutes(4)).unwrap();
        assert_eq!((told.event.as_str(), told.reference.as_str()), ("evt_1", "pi_1"));
        assert_eq!(told.outcome, Outcome::Succeeded);
        assert_eq!(notice(body, at, at + kernel::minutes(6)).unwrap_err(), BadNotice::Stale);
        assert_eq!(notice(body, at, at - kernel::minutes(6)).unwrap_err(), BadNotice::Stale);
        let none = stripe().read_notice(&HeaderMap::new(), body.as_bytes(), at);
        assert_eq!(none.unwrap_err(), BadNotice::Signature);
        let other = body.replace("payment_intent.succeeded", "charge.updated");
        assert_eq!(notice(&other, at, at).unwrap().outcome, Outcome::Nothing);
        assert_eq!(notice("{}", at, at).unwrap_err(), BadNotice::Unreadable);
        assert_eq!(notice("not json", at, at).unwrap_err(), BadNotice::Unreadable);
    }

    #[tokio::test]
    async fn a_server_that_is_gone_is_a_failure_and_no_payment() {
        let charge =
            Charge { key: "k".into(), amount: Money::new(100, Currency::CNY), return_url: "/".into() };
        assert!(stripe().start(&charge).await.is_err());
    }
}
