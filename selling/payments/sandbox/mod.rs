//! The sandbox: a payment gateway of our own, for trials and tests, that behaves like a real one.
//!
//! It has a page of its own on which the payer decides what shall happen, tells the market by a signed webhook,
//! tells it again when the market did not answer, and fails on demand. It keeps its own books and reads none of
//! the market's.

mod books;
mod charge;
mod jobs;
mod notice;
pub mod pages;

use axum::http::HeaderMap;
use kernel::{Clock, Money, Timestamp};
use platform::db::{Db, Tx};
use serde::{Deserialize, Serialize};

use super::{
    BadNotice, Charge, Notice, Outcome, Provider, ProviderError, Signature, Started, Takes, provider::Answer,
};

pub use charge::book;
pub use jobs::deliver_notice;
pub use notice::DeliverNotice;

const SIGNATURE: Signature = Signature { header: "sandbox-signature", unit: 1 };
/// The columns of the gateway's report.
const REPORT: [&str; 6] = ["type", "reference", "key", "amount", "currency", "time"];

#[derive(Clone)]
pub struct Sandbox {
    db: Db,
    clock: Clock,
    secret: String,
}

impl Sandbox {
    pub fn new(db: Db, clock: Clock, secret: String) -> Self {
        Self { db, clock, secret }
    }
}

/// What the gateway writes into a webhook.
#[derive(Serialize, Deserialize)]
pub struct Message {
    pub id: String,
    /// `payment.succeeded` or `payment.failed`.
    pub r#type: String,
    pub reference: String,
}

impl Provider for Sandbox {
    fn name(&self) -> &'static str {
        "sandbox"
    }

    fn takes(&self) -> Takes {
        Takes::ALL
    }

    fn start<'a>(&'a self, wanted: &'a Charge) -> Answer<'a, Started> {
        Box::pin(async move {
            let (now, wanted) = (self.clock.now(), wanted.clone());
            let reference = self
                .db
                .write(async move |tx| charge::open(tx, now, &wanted).await)
                .await
                .map_err(|error| ProviderError::Unanswered(error.to_string()))?;
            let redirect_url = format!("/sandbox/{reference}");
            Ok(Started { reference, redirect_url })
        })
    }

    fn read_notice(&self, headers: &HeaderMap, body: &[u8], now: Timestamp) -> Result<Notice, BadNotice> {
        SIGNATURE.check(&self.secret, headers, body, now)?;
        let message: Message = serde_json::from_slice(body).map_err(|_| BadNotice::Unreadable)?;
        let outcome = match message.r#type.as_str() {
            "payment.succeeded" => Outcome::Succeeded,
            "payment.failed" => Outcome::Failed,
            _ => return Err(BadNotice::Unreadable),
        };
        Ok(Notice { event: message.id, reference: message.reference, outcome })
    }

    fn report<'a>(&'a self, from: Timestamp, to: Timestamp) -> Answer<'a, Vec<u8>> {
        Box::pin(async move {
            let told = |error: &dyn std::fmt::Display| ProviderError::Unanswered(error.to_string());
            let read = self.db.report(async move |tx: &mut Tx| books::report(tx, from, to).await).await;
            let mut file = csv::Writer::from_writer(Vec::new());
            file.write_record(REPORT).map_err(|error| told(&error))?;
            for row in read.map_err(|error| told(&error))? {
                file.write_record(row).map_err(|error| told(&error))?;
            }
            file.into_inner().map_err(|error| told(&error))
        })
    }

    fn refund<'a>(&'a self, reference: &'a str, key: &'a str, amount: Money) -> Answer<'a, ()> {
        Box::pin(async move {
            let (now, find) = (self.clock.now(), reference.to_owned());
            let found = self.db.read(async move |tx| charge::find(tx, &find).await).await;
            match found.map_err(|error| ProviderError::Unanswered(error.to_string()))? {
                Some(charge) if charge.state == charge::ChargeState::Paid => {}
                Some(_) => return Err(ProviderError::Refused("that charge was never paid".into())),
                None => return Err(ProviderError::Refused("no such charge".into())),
            }
            let (reference, key) = (reference.to_owned(), key.to_owned());
            let note = async move |tx: &mut Tx| books::send_back(tx, now, &reference, &key, amount).await;
            self.db.write(note).await.map_err(|error| ProviderError::Unanswered(error.to_string()))
        })
    }
}
