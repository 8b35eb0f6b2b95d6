//! An exhibit: the model of a listing, and whether it stands in the hall.

use goods::catalog::ListingId;
use kernel::{Lifecycle, Refused, Timestamp, lifecycle, shop_id};
use models::Measured;

shop_id!(
    /// The model of a listing in the hall.
    ExhibitId
);

lifecycle! {
    "an exhibit", "problem-exhibit-state";
    /// Whether an exhibit stands in the hall.
    ExhibitState { Shown = "shown", Out = "out" }
    /// What is done with an exhibit.
    ExhibitAct { TakeOut = "take_out", PutBack = "put_back" }
    Shown --TakeOut--> Out
    Out --PutBack--> Shown
}

/// A model in the file store, and its lighter version: the same file where none pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    pub file: String,
    pub full: Measured,
    pub light_file: String,
    pub light: Measured,
}

#[derive(Clone, Debug)]
pub struct Exhibit {
    pub id: ExhibitId,
    pub listing: ListingId,
    pub state: ExhibitState,
    pub model: Model,
    /// Name of a picture in the file store; empty where the listing's photo stands for it.
    pub poster: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Exhibit {
    /// The same after an act.
    pub fn after(&self, act: ExhibitAct, now: Timestamp) -> Result<Self, Refused<ExhibitState>> {
        Ok(Self { state: self.state.after(act)?, updated_at: now, ..self.clone() })
    }

    pub fn can(&self, act: ExhibitAct) -> bool {
        self.state.can(act)
    }

    pub fn is_shown(&self) -> bool {
        self.state == ExhibitState::Shown
    }

    /// Where the model is.
    pub fn model_path(&self) -> String {
        format!("/media/models/{}.glb", self.model.file)
    }

    pub fn light_path(&self) -> String {
        format!("/media/models/{}.glb", self.model.light_file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    kernel::lifecycle_tests! {
        ExhibitState ends at [], drawn in include_str!("mod.rs"),
        next by ExhibitState::after
    }
}
