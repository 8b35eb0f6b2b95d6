//! Ids that cannot be mixed up: an order's number is not a listing's number.
//!
//! Two kinds. A *standalone* id ([`id!`](crate::id)) is one number. The id of a thing that belongs to a
//! shop ([`shop_id!`](crate::shop_id)) is a pair, the shop and a number within it, so every such id leads
//! to its shop without a look-up, and every statement can carry `shop_id` in its `WHERE`. The pair costs
//! eight more letters in an address and sixteen bytes in memory; in return no row of another shop can be
//! reached by a number alone, and shops can be spread over several databases.
//!
//! Texts are Crockford base 32 in lower case with a fixed width (13 letters for a number, 8 for a shop, 21
//! for a pair), so texts sort like their numbers and one can be told from another by its length.

use crate::base32;
use std::fmt;

const NUMBER_WIDTH: u32 = 13;
const SHOP_WIDTH: u32 = 8;

/// The text is not an id of this kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct NotAnId;

/// An id that leads to the shop whose thing it is.
pub trait OfShop: Copy + std::str::FromStr {
    fn shop(self) -> ShopId;
}

/// Define the id of a thing that stands on its own: an account, a purchase, a village.
///
/// ```
/// kernel::id!(
///     /// A village in the registry.
///     VillageId
/// );
/// let id = VillageId::new(1);
/// assert_eq!(id.to_string(), "0000000000001");
/// assert_eq!("0000000000001".parse(), Ok(id));
/// ```
#[macro_export]
macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(i64);

        impl $name {
            pub const fn new(number: i64) -> Self {
                Self(number)
            }

            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::for_macros::write_single(f, self.0)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::NotAnId;
            fn from_str(text: &str) -> Result<Self, $crate::NotAnId> {
                $crate::for_macros::read_single(text).map(Self)
            }
        }

        $crate::id_as_text!($name);
    };
}

/// Define the id of a thing that belongs to a shop: a listing, an order, a coupon.
///
/// ```
/// kernel::shop_id!(
///     /// One shop's part of a purchase.
///     OrderId
/// );
/// let id = OrderId::new(kernel::ShopId::new(1), 2);
/// assert_eq!(id.to_string(), "000000010000000000002");
/// assert_eq!(id.shop(), kernel::ShopId::new(1));
/// assert_eq!(id.number(), 2);
/// ```
#[macro_export]
macro_rules! shop_id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name {
            shop: $crate::ShopId,
            number: i64,
        }

        impl $crate::OfShop for $name {
            fn shop(self) -> $crate::ShopId {
                self.shop
            }
        }

        impl $name {
            pub const fn new(shop: $crate::ShopId, number: i64) -> Self {
                Self { shop, number }
            }

            pub const fn shop(self) -> $crate::ShopId {
                self.shop
            }

            /// The column `id`, which means something only beside `shop_id`.
            pub const fn number(self) -> i64 {
                self.number
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::for_macros::write_pair(f, self.shop, self.number)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::NotAnId;
            fn from_str(text: &str) -> Result<Self, $crate::NotAnId> {
                $crate::for_macros::read_pair(text).map(|(shop, number)| Self { shop, number })
            }
        }

        $crate::id_as_text!($name);
    };
}

/// What both kinds of id share once they can be written and read: debugging and serde.
#[doc(hidden)]
#[macro_export]
macro_rules! id_as_text {
    ($name:ident) => {
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl $crate::for_macros::serde::Serialize for $name {
            fn serialize<S: $crate::for_macros::serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.collect_str(self)
            }
        }

        impl<'de> $crate::for_macros::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::for_macros::serde::Deserializer<'de>>(
                from: D,
            ) -> Result<Self, D::Error> {
                $crate::for_macros::text(
                    from,
                    concat!("the text of a ", stringify!($name)),
                    str::parse::<Self>,
                )
            }
        }
    };
}

id!(
    /// A person with an account.
    AccountId
);

shop_id!(
    /// One shop's part of a purchase.
    OrderId
);

id!(
    /// One payment by a buyer, over one or several shops.
    PurchaseId
);

/// A shop. Its number has 40 bits, eight letters, because it stands in front of everything the shop owns.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ShopId(i64);

impl ShopId {
    pub const fn new(number: i64) -> ShopId {
        ShopId(number)
    }

    pub const fn get(self) -> i64 {
        self.0
    }
}

impl fmt::Display for ShopId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        base32::write(f, self.0.cast_unsigned(), SHOP_WIDTH)
    }
}

impl std::str::FromStr for ShopId {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<ShopId, NotAnId> {
        let bits = base32::read(text.as_bytes(), SHOP_WIDTH as usize).ok_or(NotAnId)?;
        Ok(ShopId(bits.cast_signed()))
    }
}

id_as_text!(ShopId);

pub fn write_single(f: &mut fmt::Formatter<'_>, number: i64) -> fmt::Result {
    base32::write(f, number.cast_unsigned(), NUMBER_WIDTH)
}

pub fn read_single(text: &str) -> Result<i64, NotAnId> {
    number(text.as_bytes())
}

pub fn write_pair(f: &mut fmt::Formatter<'_>, shop: ShopId, number: i64) -> fmt::Result {
    write!(f, "{shop}")?;
    write_single(f, number)
}

pub fn read_pair(text: &str) -> Result<(ShopId, i64), NotAnId> {
    let (shop, rest) = text.split_at_checked(SHOP_WIDTH as usize).ok_or(NotAnId)?;
    Ok((shop.parse()?, number(rest.as_bytes())?))
}

/// Thirteen letters hold 65 bits, an id has 63: what does not fit is not an id.
fn number(text: &[u8]) -> Result<i64, NotAnId> {
    let bits = base32::read(text, NUMBER_WIDTH as usize).ok_or(NotAnId)?;
    i64::try_from(bits).map_err(|_| NotAnId)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SHOP_BITS: u32 = SHOP_WIDTH * 5;

    #[test]
    fn only_the_exact_form_is_an_id() {
        for text in ["", "1", "00000000000001", "000000000000u", "８", "8000000000000", "-000000000001"] {
            assert_eq!(text.parse::<AccountId>(), Err(NotAnId), "{text}");
        }
        for text in
            ["", "0000000000001", "0000000100000000000020", "00000001000000000000 2", "0000000é0000000000002"]
        {
            assert_eq!(text.parse::<OrderId>(), Err(NotAnId), "{text}");
        }
        assert_eq!("OOOOOOOOOOOOL".parse(), Ok(AccountId::new(1)));
        assert_eq!("zzzzzzzz".parse(), Ok(ShopId::new((1 << SHOP_BITS) - 1)));
    }

    #[test]
    fn a_number_that_is_too_large_never_looks_like_another_id() {
        assert_eq!(ShopId::new(1 << SHOP_BITS).to_string(), "100000000");
        assert!(ShopId::new(-1).to_string().parse::<ShopId>().is_err());
        assert!(AccountId::new(-1).to_string().parse::<AccountId>().is_err());
    }

    #[test]
    fn an_id_says_what_it_is_when_debugged() {
        assert_eq!(format!("{:?}", AccountId::new(31)), "AccountId(000000000000z)");
        assert_eq!(format!("{:?}", OrderId::new(ShopId::new(1), 2)), "OrderId(000000010000000000002)");
    }

    proptest! {
        #[test]
        fn an_order_id_survives_its_text(shop in 0..1i64 << SHOP_BITS, number in 0..i64::MAX) {
            let id = OrderId::new(ShopId::new(shop), number);
            let text = id.to_string();
            prop_assert_eq!(text.len(), 21);
            prop_assert_eq!((id.shop().get(), id.number()), (shop, number));
            prop_assert_eq!(text.parse::<OrderId>(), Ok(id));
            prop_assert_eq!(text.to_uppercase().parse::<OrderId>(), Ok(id));
            let json = serde_json::to_string(&id).unwrap();
            prop_assert_eq!(serde_json::from_str::<OrderId>(&json).unwrap(), id);
        }

        #[test]
        fn ids_sort_like_their_texts(a in 0..i64::MAX, b in 0..i64::MAX) {
            let (a, b) = (AccountId::new(a), AccountId::new(b));
            prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
        }
    }
}
