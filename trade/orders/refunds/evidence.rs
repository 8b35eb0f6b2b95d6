use kernel::{Side, Timestamp};

/// What one side says and shows about a request.
#[derive(Clone, Debug)]
pub struct Said {
    pub words: String,
    /// Names of files.
    pub photos: Vec<String>,
}

/// Evidence as it was kept.
#[derive(Clone, Debug)]
pub struct Evidence {
    pub by: Side,
    pub said: Said,
    pub at: Timestamp,
}
