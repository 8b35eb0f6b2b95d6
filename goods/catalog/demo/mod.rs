//! What the shops of the demo have on their tables.

pub mod common;
mod copies;

use people::fair::{Done, Fair, Opened, Player, Stall, nothing, plays};
use platform::{
    Later,
    db::{DbError, Tx},
};

use self::common::ListingContent;
use super::{SaveError, VariantId, create, find_variant, restock};
use crate::Goods;

struct Shelves {
    market: Goods,
    /// Pieces of each variant at the end of the year.
    stock: Vec<(VariantId, i64)>,
}

pub fn open(market: Goods, fair: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async move {
        let mut tables = Vec::with_capacity(fair.stalls.len());
        for stall in &fair.stalls {
            let listings: Vec<ListingContent> = fair.content(&format!("listings/{}.json", stall.handle))?;
            tables.push((stall, listings.into_iter()));
        }
        let mut shelves = Shelves { market, stock: Vec::new() };
        // One listing of each shop after the other, so that what is new is not all of one shop.
        loop {
            let next = |(stall, listings): &mut (_, std::vec::IntoIter<_>)| Some((*stall, listings.next()?));
            let round: Vec<(&Stall, ListingContent)> = tables.iter_mut().filter_map(next).collect();
            if round.is_empty() {
                return plays(shelves);
            }
            shelves.put_out(fair, round).await?;
        }
    })
}

impl Shelves {
    async fn put_out(&mut self, fair: &Fair, round: Vec<(&Stall, ListingContent)>) -> Done {
        let mut inputs = Vec::with_capacity(round.len());
        for (stall, content) in round {
            let stock = content.stock();
            let handle = content.handle.clone();
            let input = content.read(stall, &self.market.files, fair);
            let input = input.map_err(|error| format!("{} of {}: {error}", handle, stall.handle))?;
            inputs.push((stall.shop, input, stock));
        }
        let now = self.market.now();
        let act = async move |tx: &mut Tx| {
            let mut kept = Vec::new();
            for (shop, input, stock) in &inputs {
                let listing = create(tx, now, *shop, input.clone()).await?;
                for (variant, pieces) in input.variants.iter().zip(stock) {
                    let found = find_variant(tx, listing, &variant.choices).await?;
                    kept.extend(found.map(|variant| (variant, *pieces)));
                }
            }
            Ok::<_, SaveError>(kept)
        };
        self.stock.extend(self.market.db.write(act).await?);
        Ok(())
    }
}

impl Player for Shelves {
    fn day<'a>(&'a mut self, _: &'a Fair) -> Later<'a, Done> {
        nothing()
    }

    fn end<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(async {
            let stock = std::mem::take(&mut self.stock);
            let act = async move |tx: &mut Tx| {
                for (variant, pieces) in &stock {
                    restock(tx, *variant, *pieces).await?;
                }
                Ok::<_, DbError>(())
            };
            self.market.db.write(act).await?;
            copies::multiply(&self.market, fair).await?;
            Ok(())
        })
    }
}
