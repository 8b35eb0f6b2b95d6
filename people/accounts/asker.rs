use serde::{Deserialize, Serialize};

/// Where a code is asked for, and where it is given back: strangers cannot use up the tries of somebody else.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Asker {
    /// Hash of the browser's own cookie; empty when it has none.
    pub browser: String,
    /// The network address.
    pub from: String,
}
