//! The browsers that are woken.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use kernel::{Timestamp, hours};
use platform::{
    db::Tx,
    push::{BadSubscriber, MOST_ADDRESS, Subscriber, from_base64url},
    web::{Fields, Limit, Problem, Refusal},
};

use crate::{
    accounts::device_words,
    market::Market,
    notifications::push::{self, DeviceId, KeepError, NewDevice},
    visit::{Visit, redirect},
};

const SWITCHES: Limit = Limit { name: "push devices", times: 30, per: hours(1) };

/// A browser that is woken, as its owner sees it.
pub struct ShownDevice {
    pub id: DeviceId,
    pub name: String,
    pub since: Timestamp,
    /// Whether it is this one.
    pub is_this: bool,
}

/// The browsers of whoever asks.
pub(super) async fn shown(market: &Market, visit: &Visit) -> Result<Vec<ShownDevice>, Problem> {
    let (account, now) = (visit.account_id()?, visit.now);
    let own = visit.session.as_ref().map(|session| session.id);
    let list = market.db.read(async move |tx: &mut Tx| push::live(tx, now, account).await).await?;
    let shown = |device: push::Device| ShownDevice {
        id: device.id,
        name: device.name,
        since: device.at,
        is_this: device.session.is_some() && device.session == own,
    };
    Ok(list.into_iter().map(shown).collect())
}

/// What a browser says of itself, from a page or a program.
pub(in crate::notifications) fn read_device(
    market: &Market,
    visit: &Visit,
    form: &mut Fields,
) -> Result<Option<NewDevice>, Problem> {
    market.limits.take(SWITCHES, visit.account_id()?.to_string())?;
    let endpoint = form.line("endpoint", MOST_ADDRESS);
    let public_key = form.parsed("p256dh", from_base64url).unwrap_or_default();
    let auth = form.parsed("auth", from_base64url).unwrap_or_default();
    if !form.is_good() {
        return Ok(None);
    }
    let subscriber = Subscriber { endpoint, public_key, auth };
    match market.push.check(&subscriber) {
        Ok(()) => {}
        Err(BadSubscriber::Endpoint) => form.refuse("endpoint", Refusal::new("refused-push-endpoint")),
        Err(BadSubscriber::Key) => form.refuse("p256dh", Refusal::new("refused-push-keys")),
        Err(BadSubscriber::Auth) => form.refuse("auth", Refusal::new("refused-push-keys")),
    }
    let session = visit.session.as_ref().map(|session| session.id);
    let new = NewDevice { subscriber, name: device_words(&visit.device), session, token: visit.token };
    Ok(form.is_good().then_some(new))
}

/// `POST /mine/notifications/devices`: this browser is woken from now on.
pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    mut form: Fields,
) -> Result<StatusCode, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let new = read_device(&market, &visit, &mut form)?.ok_or_else(|| Problem::invalid(&form))?;
    market.db.write(async move |tx: &mut Tx| push::keep(tx, &by, now, new.clone()).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /mine/notifications/devices/{id}/removal`
pub async fn destroy(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<DeviceId>,
) -> Result<Response, Problem> {
    let account = visit.account_id()?;
    let act = async move |tx: &mut Tx| push::forget(tx, account, id).await;
    if !market.db.write(act).await? {
        return Err(Problem::not_found());
    }
    Ok(redirect("/mine/notifications", "done-push-removed"))
}

impl From<KeepError> for Problem {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::Forbidden(error) => error.into(),
            KeepError::Store(error) => error.into(),
        }
    }
}
