use axum::response::Response;
use kernel::words;
use people::visit::redirect;
use platform::web::{Fields, Paging, Problem};

use super::{
    common::{Side, TRIALS, read_endpoint},
    show,
};
use crate::webhooks::{EndpointAct, change, find, remove, repeat, roll_secret, switch, try_out};

words! {
    /// What an owner does with an endpoint, by the noun in its address.
    Step {
        Change = "change", Roll = "secret", Try = "test", On = "on", Off = "off", Remove = "removal",
    }
}

/// `POST …/webhooks/{id}/{step}`
pub async fn take(side: Side, mut form: Fields) -> Result<Response, Problem> {
    let (by, now, id, market) = (side.by, side.visit.now, side.endpoint()?, side.market.clone());
    let step = Step::parse(&side.step()?).ok_or_else(Problem::not_found)?;
    let owner = side.owner;
    market.find(async move |tx| find(tx, owner, id).await).await?;
    let (page, list) = (format!("{}/{id}", side.base), side.base.clone());
    let turn = async move |act: EndpointAct| {
        market.write(async move |tx| switch(tx, &by, now, id, act).await).await.map(drop)
    };
    let market = &side.market;
    match step {
        Step::Change => {
            let Some(to) = read_endpoint(market, &mut form) else {
                return show::page(side, Paging::first(page), Some(form)).await;
            };
            market.write(async move |tx| change(tx, &by, now, id, to.clone()).await).await?;
            Ok(redirect(&page, "done-webhook-changed"))
        }
        Step::Roll => {
            market.write(async move |tx| roll_secret(tx, &by, now, id).await).await?;
            Ok(redirect(&page, "done-webhook-rolled"))
        }
        Step::Try => {
            market.limits.take(TRIALS, id.shop().to_string())?;
            market.write(async move |tx| try_out(tx, &by, now, id).await).await?;
            Ok(redirect(&page, "done-webhook-tried"))
        }
        Step::On => {
            turn(EndpointAct::SwitchOn).await?;
            Ok(redirect(&page, "done-webhook-on"))
        }
        Step::Off => {
            turn(EndpointAct::SwitchOff).await?;
            Ok(redirect(&page, "done-webhook-off"))
        }
        Step::Remove => {
            market.write(async move |tx| remove(tx, &by, now, id).await).await?;
            Ok(redirect(&list, "done-webhook-removed"))
        }
    }
}

/// `POST …/webhooks/{id}/deliveries/{delivery}`
pub async fn send_again(side: Side) -> Result<Response, Problem> {
    let (by, now, id, delivery) = (side.by, side.visit.now, side.endpoint()?, side.delivery()?);
    side.market.limits.take(TRIALS, id.shop().to_string())?;
    side.market.write(async move |tx| repeat(tx, &by, now, delivery).await).await?;
    Ok(redirect(&format!("{}/{id}", side.base), "done-webhook-repeated"))
}
