//! Plots: figures drawn as SVG on the server.
//!
//! **Words.** A *figure* is a plot with its title, what it says in a sentence, and the same numbers as a table. A *series*
//! is one line or one row of columns. A *band* is a whole cut into its parts. An *outline* is a border on a map.
//!
//! **Promises.** Who cannot see a plot is told what it says; who wants the numbers has them in the table beside it. No
//! plot carries a colour, a script or a style: classes stand for them, so that it follows the scheme of the page and is
//! printed in black. Series are told apart by dashes and marks as well. Whatever is written in it is escaped.
//!
//! **Not here.** Where numbers come from, and how they are written: whoever asks hands over texts in the reader's language.

mod band;
mod columns;
mod draw;
mod figure;
mod lines;
mod map;
mod outline;
mod scale;

pub use band::band;
pub use columns::columns;
pub use figure::Figure;
pub use lines::lines;
pub use map::{Dot, map};
pub use outline::{Outline, OutlineError, Outlines};
pub use scale::Scale;

/// One line, or one row of columns.
#[derive(Clone, Debug)]
pub struct Series {
    pub name: String,
    /// A place each; none where nothing is known, which is another thing than nothing.
    pub values: Vec<Option<i64>>,
}

/// Series that a plot can tell apart.
pub const MOST_SERIES: usize = 4;
