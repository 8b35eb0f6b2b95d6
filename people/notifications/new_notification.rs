use std::collections::BTreeMap;

use platform::i18n::Lang;

use super::Kind;

/// What somebody is to be told.
#[derive(Clone, Debug)]
pub struct NewNotification {
    pub kind: Kind,
    pub lang: Lang,
    pub words: String,
    /// The same as each of the market's languages says it, with amounts and days as that language writes them.
    pub wordings: BTreeMap<String, String>,
    pub path: String,
}
