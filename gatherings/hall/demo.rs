//! In the demo every listing that has a model shows it in the hall; one is out of it.

use std::collections::BTreeMap;

use goods::catalog;
use people::fair::{Done, Fair, Opened, Player, nothing, plays};
use platform::{Later, db::Tx};

use super::{ExhibitAct, ExhibitId, Model, keep::keep_bytes, numbers, place, show};
use crate::Commons;

/// Listings of one shop among which are models.
const LISTINGS: i64 = 200;

struct Curator {
    market: Commons,
}

pub fn open(market: Commons, _: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async { plays(Curator { market }) })
}

impl Player for Curator {
    fn day<'a>(&'a mut self, _: &'a Fair) -> Later<'a, Done> {
        nothing()
    }

    fn end<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(async move {
            let (market, now, rules) = (self.market.clone(), self.market.now(), self.market.rules());
            // Several listings show one model.
            let mut kept: BTreeMap<String, Model> = BTreeMap::new();
            let mut last: Option<(kernel::Actor, ExhibitId)> = None;
            for stall in &fair.stalls {
                let (shop, by) = (stall.shop, stall.seller());
                let look = async move |tx: &mut Tx| catalog::list_after(tx, shop, 0, LISTINGS).await;
                let listings = market.db.read(look).await?;
                for listing in listings.into_iter().filter(|listing| !listing.model.is_empty()) {
                    let name = listing.model.trim_end_matches(".glb").to_owned();
                    let model = match kept.get(&name) {
                        Some(model) => model.clone(),
                        None => {
                            let bytes = market.files.get(&name, ".glb")?;
                            let (files, limits) = (market.files.clone(), numbers::limits(&rules));
                            let work = move || keep_bytes(&files, limits, &bytes);
                            tokio::task::spawn_blocking(work).await??
                        }
                    };
                    kept.insert(name, model.clone());
                    let rules = rules.clone();
                    let act = async move |tx: &mut Tx| {
                        show(tx, &by, now, &rules, listing.id, model.clone(), None).await
                    };
                    last = Some((by, market.db.write(act).await?.id));
                }
            }
            if let Some((by, id)) = last {
                let act = async move |tx: &mut Tx| place(tx, &by, now, id, ExhibitAct::TakeOut).await;
                market.db.write(act).await?;
            }
            Ok(())
        })
    }
}
