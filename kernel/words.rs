use std::fmt::Debug;

/// A word of a closed set, as [`words!`](crate::words!) defines them.
pub trait Word: Copy + Debug + Eq + 'static {
    const ALL: &'static [Self];

    fn name(self) -> &'static str;
}

/// Define a closed set of words: an enum that knows its own names, as they stand in tables and addresses.
///
/// ```
/// kernel::words!(
///     /// What sort of seller.
///     Kind { Maker = "maker", Farm = "farm" }
/// );
/// assert_eq!(Kind::Farm.name(), "farm");
/// assert_eq!(Kind::parse("maker"), Some(Kind::Maker));
/// assert_eq!(Kind::ALL.len(), 2);
/// ```
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$member_meta:meta])* $member:ident = $word:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$member_meta])* $member),* }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$member),*];

            pub fn name(self) -> &'static str {
                match self { $(Self::$member => $word),* }
            }

            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$member),)* _ => None }
            }
        }

        impl $crate::Word for $name {
            const ALL: &'static [Self] = Self::ALL;

            fn name(self) -> &'static str {
                Self::name(self)
            }
        }
    };
}
