use kernel::{Side, Timestamp};

/// What one side says and shows about a request.
#[derive(Clone, Debug)]
pub struct Testimony {
    pub words: String,
    /// Names of files.
    pub photos: Vec<String>,
}

/// Evidence as it was kept.
#[derive(Clone, Debug)]
pub struct Evidence {
    pub by: Side,
    pub said: Testimony,
    pub at: Timestamp,
}
