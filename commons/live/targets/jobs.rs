//! Shows on air are handed on to the targets of their shops.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    time::Duration,
};

use broadcast::Presence;
use kernel::ShopId;
use platform::{
    db::{DbError, Tx},
    http::Dial,
};

use super::{Begin, HandedShow, Key, Target, TargetStage, go_on, store};
use crate::{Commons, live::RoomId};

/// How often it is looked what is to be handed on.
const LOOK: Duration = Duration::from_secs(2);

/// For as long as the market is open.
pub async fn hand_on(market: &Commons) {
    let dial = Dial::new(&market.config.push_origins);
    loop {
        tokio::time::sleep(LOOK).await;
        match wanted(market, &dial).await {
            Ok(wanted) => market.studio().handed.follow(wanted),
            Err(error) => tracing::warn!(%error, "targets could not be looked up"),
        }
    }
}

async fn wanted(market: &Commons, dial: &Dial) -> Result<Vec<(Key, Begin)>, DbError> {
    let Some(broadcast) = market.studio().broadcast() else { return Ok(Vec::new()) };
    let on_air =
        broadcast.shows().into_iter().filter(|show| !matches!(show.presence, Presence::Ended { .. }));
    let rooms = on_air.filter_map(|show| Some((show.name.as_str().parse::<RoomId>().ok()?, show.name)));
    let (mut targets, mut wanted) = (BTreeMap::<ShopId, Vec<Target>>::new(), Vec::new());
    for (room, show) in rooms {
        let shop = room.shop();
        let of_shop = match targets.entry(shop) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let look = async move |tx: &mut Tx| store::list_of_shop(tx, shop).await;
                place.insert(market.db.read::<_, DbError, _>(look).await?)
            }
        };
        let on = of_shop.iter().filter(|target| target.state == TargetStage::On);
        wanted.extend(on.map(|target| {
            let handed = HandedShow {
                show: show.clone(),
                target: target.clone(),
                studio: market.shared_studio(),
                dial: dial.clone(),
                clock: market.clock.clone(),
            };
            let begin: Begin = Box::new(|handing| tokio::spawn(go_on(handed, handing)));
            ((room, target.id), begin)
        }));
    }
    Ok(wanted)
}
