//! The browsers and programs that are woken, for programs.

use axum::{Json, extract::Path, http::StatusCode};
use platform::web::{Fields, Problem};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    pages::read_device,
    push::{Device, DeviceId, forget, keep, live},
};
use crate::{
    accounts::scopes::{Read, Write},
    caller::Buyer,
    calls,
    market::Market,
    wire::{Answer, Done, Made, time},
};

pub fn routes() -> OpenApiRouter<Market> {
    OpenApiRouter::new().routes(calls!(list, create)).routes(calls!(destroy))
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
async fn list(Buyer { account, now, market, .. }: Buyer<Read>) -> Answer<PushDevicesOut> {
    let list = market.read(async move |tx| live(tx, now, account).await).await?;
    let items = list.into_iter().map(Into::into).collect();
    Ok(Json(PushDevicesOut { key: market.push.public_key(), items }))
}

/// A subscription of the Push API.
#[derive(ToSchema)]
pub struct PushDeviceIn {
    /// Address of the push service: `https`, at a public address.
    pub endpoint: String,
    /// The key to encrypt to, base64url.
    pub p256dh: String,
    /// 16 octets, base64url.
    pub auth: String,
}

/// Have a device woken by Web Push, for messages and offers while no page of theirs is open.
#[utoipa::path(post, path = "/push-devices", tag = "notifications", request_body = PushDeviceIn,
    responses((status = 201, body = PushDeviceOut)))]
async fn create(Buyer { by, now, market, visit, .. }: Buyer<Write>, mut body: Fields) -> Made<PushDeviceOut> {
    let new = read_device(&market, &visit, &mut body)?.ok_or_else(|| Problem::invalid(&body))?;
    let kept = market.write(async move |tx| keep(tx, &by, now, new.clone()).await).await?;
    Ok((StatusCode::CREATED, Json(kept.into())))
}

/// Have a device woken no more.
#[utoipa::path(delete, path = "/push-devices/{id}", tag = "notifications", params(("id" = String, Path)),
    responses((status = 204)))]
async fn destroy(Buyer { account, market, .. }: Buyer<Write>, Path(id): Path<DeviceId>) -> Done {
    let is_gone = market.write(async move |tx| forget(tx, account, id).await).await?;
    if is_gone { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found()) }
}
