//! How reductions look to programs.

use goods::catalog::{ListingId, VariantId};
use kernel::Timestamp;
use people::{
    one_of::word_of,
    reduction::{Off, Reach, Rule},
    wire::{Amount, time},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{KeptReduction, ReductionStanding, Sort};

/// One step of prices that fall with the quantity: from so many pieces, or from so many grams.
#[derive(Serialize, ToSchema)]
pub struct TierOut {
    pieces: Option<i64>,
    grams: Option<i64>,
    /// Of each piece.
    price: Option<Amount>,
    /// Share taken off each piece instead, in hundredths of a percent.
    basis_points: Option<u32>,
}

#[derive(Serialize, ToSchema)]
pub struct PartOut {
    variant: String,
    pieces: i64,
}

#[derive(Serialize, ToSchema)]
pub struct ReductionOut {
    id: String,
    /// `tiers`, `campaign`, `bundle` or `threshold`.
    #[schema(schema_with = word_of::<Sort>)]
    sort: &'static str,
    name: String,
    name_en: String,
    /// What it is about; none for all that its owner sells.
    listings: Vec<String>,
    tiers: Vec<TierOut>,
    parts: Vec<PartOut>,
    /// The goods come to this much or more.
    least: Option<Amount>,
    /// Taken off; none when it is a share or a price.
    amount: Option<Amount>,
    /// Share taken off, in hundredths of a percent.
    basis_points: Option<u32>,
    /// What is paid instead.
    price: Option<Amount>,
    /// What the shop keeps of each piece at least.
    floor: Option<Amount>,
    from: String,
    /// None for no end.
    until: Option<String>,
    /// `coming`, `running`, `paused`, `over` or `ended`.
    #[schema(schema_with = word_of::<ReductionStanding>)]
    standing: &'static str,
}

impl ReductionOut {
    pub fn new(kept: KeptReduction, now: Timestamp) -> Self {
        let shop = kept.id.shop();
        let mut out = Self {
            id: kept.id.to_string(),
            sort: kept.sort.name(),
            standing: kept.standing(now).name(),
            listings: kept
                .listings
                .iter()
                .map(|listing| ListingId::new(shop, *listing).to_string())
                .collect(),
            name: kept.name,
            name_en: kept.name_en,
            tiers: Vec::new(),
            parts: Vec::new(),
            least: None,
            amount: None,
            basis_points: None,
            price: None,
            floor: kept.floor.map(Amount::from),
            from: time(kept.from),
            until: kept.until.map(time),
        };
        let variant = |number: i64| VariantId::new(shop, number).to_string();
        match kept.rule {
            Rule::Tiers(tiers) => {
                out.tiers = tiers
                    .into_iter()
                    .map(|tier| {
                        let (pieces, grams) = match tier.from {
                            Reach::Pieces(pieces) => (Some(pieces), None),
                            Reach::Grams(grams) => (None, Some(grams)),
                        };
                        let (price, basis_points) = match tier.off {
                            Off::To(price) => (Some(price.into()), None),
                            Off::Share { rate, .. } => (None, Some(rate.get())),
                            Off::Amount(_) => (None, None),
                        };
                        TierOut { pieces, grams, price, basis_points }
                    })
                    .collect();
                out.parts =
                    kept.variants.iter().map(|it| PartOut { variant: variant(*it), pieces: 1 }).collect();
            }
            Rule::Piece(off) => out.say(off),
            Rule::Set { parts, off } => {
                let part = |part: people::reduction::Part| PartOut {
                    variant: variant(part.variant),
                    pieces: part.pieces,
                };
                out.parts = parts.into_iter().map(part).collect();
                out.say(off);
            }
            Rule::Goods { least, off } => {
                out.least = Some(least.into());
                out.say(off);
            }
        }
        out
    }

    fn say(&mut self, off: Off) {
        match off {
            Off::Amount(amount) => self.amount = Some(amount.into()),
            Off::To(price) => self.price = Some(price.into()),
            Off::Share { rate, .. } => self.basis_points = Some(rate.get()),
        }
    }
}
