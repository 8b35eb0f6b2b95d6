//! The browsers and programs that are woken, for programs.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    pages::read_device,
    push::{Device, DeviceId, forget, keep, live},
};
use crate::{accounts, market::Market, visit::Visit, wire::time};

pub fn routes() -> OpenApiRouter<Market> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(destroy))
}

/// A browser or a program that is woken by Web Push.
#[derive(Serialize, ToSchema)]
pub struct PushDeviceOut {
    id: String,
    name: String,
    at: String,
}

impl From<Device> for PushDeviceOut {
    fn from(device: Device) -> Self {
        Self { id: device.id.to_string(), name: device.name, at: time(device.at) }
    }
}

/// The caller's devices, and the key that a new one subscribes with.
#[derive(Serialize, ToSchema)]
pub struct PushDevicesOut {
    /// Of this market, base64url: the `applicationServerKey`.
    key: String,
    items: Vec<PushDeviceOut>,
}

/// The devices of the caller that are woken by Web Push.
#[utoipa::path(get, path = "/push-devices", tag = "notifications",
    responses((status = 200, body = PushDevicesOut)))]
async fn list(State(market): State<Market>, visit: Visit) -> Result<Json<PushDevicesOut>, Problem> {
    visit.allow(accounts::scopes::READ)?;
    let (account, now) = (visit.account_id()?, visit.now);
    let list = market.db.read(async move |tx: &mut Tx| live(tx, now, account).await).await?;
    let items = list.into_iter().map(Into::into).collect();
    Ok(Json(PushDevicesOut { key: market.push.public_key(), items }))
}

/// A subscription of the Push API.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct PushDeviceIn {
    /// Address of the push service: `https`, at a public address.
    endpoint: String,
    /// The key to encrypt to, base64url.
    p256dh: String,
    /// 16 octets, base64url.
    auth: String,
}

/// Have a device woken by Web Push, for messages and offers while no page of theirs is open.
#[utoipa::path(post, path = "/push-devices", tag = "notifications", request_body = PushDeviceIn,
    responses((status = 201, body = PushDeviceOut)))]
async fn create(
    State(market): State<Market>,
    visit: Visit,
    mut body: Fields,
) -> Result<(StatusCode, Json<PushDeviceOut>), Problem> {
    visit.allow(accounts::scopes::WRITE)?;
    let (by, now) = (visit.buyer()?, visit.now);
    let new = read_device(&market, &visit, &mut body)?.ok_or_else(|| Problem::invalid(&body))?;
    let kept = market.db.write(async move |tx: &mut Tx| keep(tx, &by, now, new.clone()).await).await?;
    Ok((StatusCode::CREATED, Json(kept.into())))
}

/// Have a device woken no more.
#[utoipa::path(delete, path = "/push-devices/{id}", tag = "notifications", params(("id" = String, Path)),
    responses((status = 204)))]
async fn destroy(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<DeviceId>,
) -> Result<StatusCode, Problem> {
    visit.allow(accounts::scopes::WRITE)?;
    let account = visit.account_id()?;
    if !market.db.write(async move |tx: &mut Tx| forget(tx, account, id).await).await? {
        return Err(Problem::not_found());
    }
    Ok(StatusCode::NO_CONTENT)
}
