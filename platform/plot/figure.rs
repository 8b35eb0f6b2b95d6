/// A plot with what is said of it.
#[derive(Clone, Debug, Default)]
pub struct Figure {
    pub title: String,
    /// What the plot says, in a sentence.
    pub about: String,
    /// What was drawn; empty where a table says it all.
    pub svg: String,
    /// The names of its series, where there are several.
    pub keys: Vec<String>,
    pub head: Vec<String>,
    /// The same numbers as a table: the first cell of a row is its name.
    pub rows: Vec<Vec<String>>,
}
