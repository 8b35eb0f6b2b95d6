//! The market's own figures: months that are gathered every night, and reports of quarters and years.

mod band;
mod figures;
mod gather;
mod measure;
mod month_store;
mod outline;
mod overview;
mod period;
mod publish;
mod report;
mod report_store;
mod told;
mod wire;

pub use band::{BANDS, Band};
pub use figures::{Cell, Report, SHOPS, To, Told, figures, figures_of, tell};
pub use gather::gather;
pub use measure::{Measure, Unit};
pub use month_store::{cells, first_month, months, note_stale, take_stale};
pub use outline::{DrawError, draw_on, outlines};
pub use overview::{MONTHS, Overview, overview};
pub use period::{NoPeriod, Period};
pub use publish::{PublishError, look, publish};
pub use report::{draft, periods, published, reports};
pub use told::{SaidOfShop, SayError, find_said, say};
pub use wire::FigureOut;
