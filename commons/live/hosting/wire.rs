use goods::catalog::ListingId;
use people::{one_of::word_of, wire::time};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Agreement, AgreementStage};

/// On what a shop sells for another in its rooms.
#[derive(Serialize, ToSchema)]
pub struct AgreementOut {
    pub id: String,
    /// The shop whose host sells.
    pub host_shop: String,
    /// The shop whose things are sold.
    pub of_shop: String,
    /// What the host has of what the goods are sold for.
    pub basis_points: u32,
    pub words: String,
    #[schema(schema_with = word_of::<AgreementStage>)]
    pub state: &'static str,
    /// The listings agreed on; empty for all.
    pub listings: Vec<String>,
    /// A price in the host's rooms is at least this part of the listing's own.
    pub lowest_basis_points: u32,
    pub created_at: String,
}

impl From<Agreement> for AgreementOut {
    fn from(agreement: Agreement) -> Self {
        let of = agreement.of;
        Self {
            id: agreement.id.to_string(),
            host_shop: agreement.id.shop().to_string(),
            of_shop: of.to_string(),
            basis_points: agreement.rate.get(),
            words: agreement.words,
            state: agreement.state.name(),
            listings: agreement
                .listings
                .iter()
                .map(|number| ListingId::new(of, *number).to_string())
                .collect(),
            lowest_basis_points: agreement.lowest.get(),
            created_at: time(agreement.created_at),
        }
    }
}
