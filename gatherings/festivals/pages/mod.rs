//! Festivals to look at, an organiser's desk, and the form with which a shop applies.

mod applying;
mod booth;
mod common;
mod desk;
mod desk_booths;
mod desk_ground;
mod desk_programme;
mod desk_zones;
mod index;
mod mine;
pub(super) mod panels;
mod problems;
mod read;
mod routes;
mod seats;
mod show;

pub(super) use common::{find_of_shop, find_shown, may_change, zone_name};
pub(super) use desk::find as find_at_desk;
pub(super) use problems::of_outline;
pub(super) use read::{
    read_call, read_item, read_new, read_place, read_plan, read_reason, read_wants, read_zone,
};
pub use routes::routes;
