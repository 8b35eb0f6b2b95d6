//! Why a field was refused, for whoever filled it in.

use kernel::PriceError;

use crate::i18n::Text;

/// Why a field was refused: the key of a text, and what the text mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub code: &'static str,
    pub args: Vec<(&'static str, String)>,
}

impl Refusal {
    pub fn new(code: &'static str) -> Self {
        Self { code, args: Vec::new() }
    }

    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// The words for whoever filled the field in.
    pub fn words(&self, text: &Text) -> String {
        text.say(self.code, self.args.iter().map(|(name, value)| (*name, value.as_str())))
    }
}

/// Why a price was refused, for the reader.
pub fn price_refusal(error: &PriceError) -> Refusal {
    match error {
        PriceError::Empty => Refusal::new("refused-empty"),
        PriceError::DecimalComma => Refusal::new("refused-price-comma"),
        PriceError::CurrencySign => Refusal::new("refused-price-sign"),
        PriceError::Exponent => Refusal::new("refused-price-exponent"),
        PriceError::ThousandsSeparator => Refusal::new("refused-price-separator"),
        PriceError::TooManyDecimals { max } => Refusal::new("refused-price-decimals").with("max", max),
        PriceError::Negative => Refusal::new("refused-price-negative"),
        PriceError::TooLarge => Refusal::new("refused-price-too-large"),
        PriceError::NotANumber => Refusal::new("refused-price-not-a-number"),
    }
}
