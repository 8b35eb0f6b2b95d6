//! Webhooks: a shop's programs, and the market's, are told of what happens instead of asking for it.
//!
//! **Words.** An *endpoint* is an `https` address that a shop's owner, or the operator for the market, has named, with the
//! *events* that it hears. A *delivery* is one event on its way to one endpoint; each *attempt* at it is kept with what was
//! answered. The *secret* is shared with the program, which knows by it that the market has sent something.
//!
//! **Promises.** What is sent is signed as Standard Webhooks 1.0 has it. An event is sent once its act is committed, at least
//! once and in no order that is to be relied on; its `webhook-id` stays the same however often it is tried. It carries ids and
//! a state, nothing that the API would not show the same shop. An answer other than 2xx, or none, is tried again for three
//! days; an endpoint that takes nothing for days, or says that it is gone, is switched off and its owner told. Only public
//! addresses are asked, redirects are not followed. A new secret leaves the old one a day. None of it holds anything else up:
//! an event waits for nobody, and a delivery is a job of its own.
//!
//! A delivery lives like this:
//!
//! waiting --take--> delivered
//! waiting --fail--> waiting
//! waiting --give-up--> failed
//! delivered --repeat--> waiting
//! failed --repeat--> waiting
//!
//! **Not here.** What happens: the capabilities before it promise it, and this one listens.

mod add;
pub mod api;
mod attempt;
mod capability;
mod change;
mod delivery;
mod delivery_store;
mod demo;
mod endpoint;
mod event;
mod forget;
mod invariants;
pub mod jobs;
pub mod mail;
pub mod numbers;
pub mod pages;
mod person;
mod promises;
mod publish;
mod remove;
mod repeat;
mod scopes;
mod store;
mod switch;
pub mod tell;
mod try_out;
pub mod wire;

pub use add::{AddError, NewEndpoint, add};
pub use attempt::{Answer, record};
pub use capability::CAPABILITY;
pub use change::{ChangeError, change, roll_secret};
pub use delivery::{Attempt, Delivery, DeliveryAct, DeliveryId, DeliveryStage};
pub use delivery_store::{find_delivery, list_deliveries, with_attempts};
pub use endpoint::{Endpoint, EndpointAct, EndpointId, EndpointStage};
pub use event::{Event, EventKind};
pub use forget::forget_deliveries;
pub use publish::publish;
pub use remove::remove;
pub use repeat::{RepeatError, repeat};
pub use store::{find, list};
pub use switch::{SwitchError, switch};
pub use try_out::try_out;
