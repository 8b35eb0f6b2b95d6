use platform::i18n::Lang;

/// What a person tells about themselves.
#[derive(Clone, Debug)]
pub struct Profile {
    pub name: String,
    pub language: Lang,
    /// IANA time zone.
    pub zone: String,
    pub birth_year: Option<i64>,
}
