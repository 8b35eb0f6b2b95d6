//! What the API's description says of closed sets: the words that there are, from the very lists that the code reads them by.

use std::{borrow::Cow, marker::PhantomData};

use kernel::{Country, Currency, Word};
use platform::i18n::Lang;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ArrayBuilder, ObjectBuilder, RefOr, Schema, Type, schema::SchemaType},
};

/// One word of a closed set, for `#[schema(schema_with = word_of::<OrderStage>)]` beside a field that holds its name.
pub fn word_of<W: Word>() -> RefOr<Schema> {
    one_of(W::ALL.iter().map(|word| word.name()))
}

/// The same, where there may be none.
pub fn maybe_word_of<W: Word>() -> RefOr<Schema> {
    let words = W::ALL.iter().map(|word| Some(word.name())).chain([None]);
    let kind = SchemaType::from_iter([Type::String, Type::Null]);
    ObjectBuilder::new().schema_type(kind).enum_values(Some(words)).build().into()
}

/// A list of such words.
pub fn words_of<W: Word>() -> RefOr<Schema> {
    ArrayBuilder::new().items(word_of::<W>()).build().into()
}

/// One word of a closed set, as the type of a parameter.
pub struct OneOf<W>(PhantomData<W>);

impl<W: Word> PartialSchema for OneOf<W> {
    fn schema() -> RefOr<Schema> {
        word_of::<W>()
    }
}

impl<W: Word> ToSchema for OneOf<W> {}

/// One text of a list.
pub fn one_of<T: Into<serde_json::Value>>(list: impl IntoIterator<Item = T>) -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(list)).build().into()
}

/// A closed set with a name of its own in the description, since it is long or many fields have it.
macro_rules! named {
    ($(#[$about:meta])* $name:ident = $list:expr) => {
        $(#[$about])*
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                one_of($list)
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($name))
            }
        }
    };
}

named!(
    /// ISO 4217.
    CurrencyCode = Currency::all().map(Currency::code)
);
named!(
    /// ISO 3166-1 alpha-2.
    CountryCode = Country::all().map(Country::code)
);
named!(
    /// BCP 47, of the languages that the market speaks.
    LanguageCode = Lang::ALL.into_iter().map(Lang::code)
);
named!(
    /// What a token may do: the words are the capabilities', so the description as a whole says them.
    ScopeName = [""; 0]
);
named!(
    /// A kind of notification, likewise.
    KindName = [""; 0]
);
