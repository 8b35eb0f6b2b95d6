use kernel::Currency;
use platform::i18n::Lang;

/// What a person tells about themselves.
#[derive(Clone, Debug)]
pub struct Profile {
    pub name: String,
    pub language: Lang,
    /// IANA time zone.
    pub zone: String,
    /// What prices are shown in; none for the market's.
    pub currency: Option<Currency>,
    pub birth_year: Option<i64>,
}
