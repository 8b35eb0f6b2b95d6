/// Seconds that claims count after a countdown where nothing is said: most players are less behind.
pub const ALLOWANCE: i64 = 5;
pub const MOST_ALLOWANCE: i64 = 20;
/// Seconds that may lie between two lines of one viewer.
pub const MOST_SLOW: i64 = 300;

/// How a room is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manners {
    pub allowance_seconds: i64,
    /// 0 where viewers write as fast as they like.
    pub slow_seconds: i64,
}

impl Default for Manners {
    fn default() -> Self {
        Self { allowance_seconds: ALLOWANCE, slow_seconds: 0 }
    }
}
