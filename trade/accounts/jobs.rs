use kernel::{Timestamp, minutes};
use platform::{
    db::Tx,
    jobs::{Failure, Job},
};
use serde::{Deserialize, Serialize};

use super::{Login, Password, Purpose, code, mail::CodeMail, store};
use crate::{market::Market, post::post};

/// Whoever waits longer than this has asked again.
const GIVE_UP: std::time::Duration = minutes(30);

/// Send a code to an e-mail address, if it is somebody's login.
///
/// The code is made here and kept as a hash only: no row ever holds the digits.
#[derive(Serialize, Deserialize)]
pub struct SendCode {
    pub email: String,
    pub purpose: String,
    pub asked_at: Timestamp,
}

impl Job for SendCode {
    const KIND: &'static str = "accounts.send_code";
    type World = Market;

    async fn run(self, market: &Market, now: Timestamp) -> Result<(), Failure> {
        let login = Login::Email(self.email);
        let find = async move |tx: &mut Tx| store::find_by_login(tx, &login).await;
        let found = market.db.read(find).await?.filter(|account| account.closed_at.is_none());
        let (Some(account), Some(purpose)) = (found, Purpose::parse(&self.purpose)) else { return Ok(()) };
        if now.since(self.asked_at) > GIVE_UP {
            return Ok(());
        }
        let code = market.chance.digits(6);
        let hash = Password::new(code.clone()).hash(&market.chance).await;
        let (hash, id) = (hash.map_err(|error| Failure(error.to_string()))?, account.id);
        let keep = async move |tx: &mut Tx| code::keep_code(tx, now, id, purpose, &hash).await;
        market.db.write(keep).await?;
        post(market, &account, now, &CodeMail { purpose, code }).await
    }
}
