//! What a maker says of a listing that shows their design, what its seller answers, and what people rule.
//!
//! **Words.** A *notice* is a maker's word, by a record of theirs, that a listing of another shop shows a copy. A
//! *counter-notice* is the seller's, with its *ground*. A *ruling* is a moderator's, with its *outcome*; an *appeal* asks
//! another moderator. The *register* shows rulings to everybody, without persons.
//!
//! ```text
//! noticed --counter--> answered
//! noticed --lapse--> unanswered
//! noticed --withdraw--> withdrawn
//! answered --rule--> ruled
//! answered --withdraw--> withdrawn
//! unanswered --counter--> answered
//! unanswered --rule--> ruled
//! unanswered --withdraw--> withdrawn
//! ruled --appeal--> appealed
//! ruled --close--> closed
//! appealed --settle--> closed
//! ```
//!
//! **Promises.**
//! - No listing is taken down by a machine, nor by a notice: it stays until a person rules that it shows a copy.
//! - Whoever works in one of the two shops rules in neither instance, and nobody rules twice in one case.
//! - A shop gives so many notices a week; after some that were in bad faith, none for a while.
//! - What is ruled to show a copy is off sale and stays so at every door of its shop, as long as one such ruling stands.
//! - A ruling that is overturned is undone: the listing stands where it stood.
//!
//! **Clocks.** 7 d for a counter-notice, 14 d for a ruling, 14 d for an appeal and as many for its ruling; configuration
//! (`rules`). A ruling that is late takes nothing away: both sides are told.

mod appeal;
mod clocks;
mod counter;
mod find;
mod give;
mod limits;
mod notice;
mod promises;
mod rule;
mod store;
mod withdraw;

pub use appeal::appeal;
pub use clocks::{close, lapse};
pub use counter::counter;
pub use find::find_for;
pub use give::{GiveError, NewNotice, give};
pub use limits::{Allowance, allowance};
pub use notice::{
    Ground, Notice, NoticeAct, NoticeId, NoticeStage, NoticeState, Outcome, Party, Ruling, Statement,
    StepError, Words,
};
pub use promises::{CloseNotice, LapseNotice, NoticeNews, RulingLate, TellOfNotice, tell};
pub use rule::{Decision, RuleError, rule};
pub use store::{
    count_cases, export, find, find_open_on, has_photo, list_cases, list_done, notices_of_shop, register,
    rulings_of, statements_of,
};
pub use withdraw::withdraw;
