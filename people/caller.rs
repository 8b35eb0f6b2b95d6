//! Who calls the API, as a handler names them: a buyer, a seller, one of two sides, a moderator, the operator.
//!
//! Before a handler begins, its caller's token was asked for the scope and the caller for who they are. Whoever is not
//! signed in is told so; to others than those whom it concerns, what they ask for does not exist.

use std::{marker::PhantomData, sync::Arc};

use axum::{
    extract::{FromRef, FromRequestParts, RawPathParams},
    http::request::Parts,
};
use kernel::{AccountId, Actor, OfShop, ShopId, Side, Timestamp};
use platform::web::Problem;

use crate::{
    accounts::scopes::Operate,
    calls::Asker,
    market::Market,
    rules::Rules,
    scope::{Grant, Scope},
    shops::MARKET,
    visit::Visit,
};

/// What is asked: by whom, for which scope, and the parts of the path.
struct Call<'a> {
    visit: &'a Visit,
    scope: Scope,
    path: Option<RawPathParams>,
}

impl Call<'_> {
    fn allow(&self) -> Result<(), Problem> {
        self.visit.allow(self.scope)
    }

    /// A part of the path; what cannot be read names nothing.
    fn part(&self, name: &str) -> Result<&str, Problem> {
        let mut parts = self.path.iter().flatten();
        parts.find(|(key, _)| *key == name).map(|(_, value)| value).ok_or_else(Problem::not_found)
    }

    fn id<Id: OfShop>(&self) -> Result<Id, Problem> {
        self.part("id")?.parse().map_err(|_| Problem::not_found())
    }
}

/// A caller: what they hand out besides what all do, how others are refused, and how they are told.
macro_rules! caller {
    ($(#[$about:meta])* $name:ident $(<$id:ident>)? { $($field:ident: $type:ty),* } else $refusals:expr, by $scopes:expr, = $tell:expr) => {
        $(#[$about])*
        pub struct $name<S $(, $id)?> {
            /// In whose name it is done.
            pub by: Actor,
            $(pub $field: $type,)*
            pub now: Timestamp,
            /// The numbers in force.
            pub rules: Arc<Rules>,
            pub market: Market,
            pub visit: Visit,
            scope: PhantomData<S>,
        }

        impl<S: Grant, $($id: OfShop)?> Asker for $name<S $(, $id)?> {
            const SCOPES: &'static [Scope] = $scopes;
            const REFUSALS: &'static [u16] = $refusals;
        }

        impl<S: Grant, $($id: OfShop,)? State: Sync> FromRequestParts<State> for $name<S $(, $id)?>
        where
            Market: FromRef<State>,
        {
            type Rejection = Problem;

            async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
                let visit = Visit::of(parts, Market::from_ref(state)).await?;
                let path = RawPathParams::from_request_parts(parts, &()).await.ok();
                let tell: fn(&Call<'_>) -> Result<(Actor, $($type,)*), Problem> = $tell;
                let (by, $($field,)*) = tell(&Call { visit: &visit, scope: S::SCOPE, path })?;
                let (now, market) = (visit.now, visit.market.clone());
                Ok(Self { by, $($field,)* now, rules: market.rules(), market, visit, scope: PhantomData })
            }
        }
    };
}

caller!(
    /// Somebody with an account, in their own name.
    Buyer { account: AccountId } else &[401, 403], by &[S::SCOPE], = |call| {
        call.allow()?;
        Ok((call.visit.buyer()?, call.visit.account_id()?))
    }
);

caller!(
    /// Somebody who owns the shop at `{handle}` or works in it.
    Seller { shop: ShopId } else &[401, 403, 404], by &[S::SCOPE], = |call| {
        call.allow()?;
        call.visit.account_id()?;
        let (by, member) = call.visit.seller(call.part("handle")?)?;
        Ok((by, member.shop))
    }
);

caller!(
    /// Somebody who owns the shop of the thing at `{id}` or works in it.
    Keeper<Id> { id: Id } else &[401, 403, 404], by &[S::SCOPE], = |call| {
        call.allow()?;
        call.visit.account_id()?;
        let id: Id = call.id()?;
        let by = call.visit.for_shop(id.shop())?;
        by.shop().map_err(|_| Problem::not_found())?;
        Ok((by, id))
    }
);

caller!(
    /// Somebody who minds the thing at `{id}`: a seller of its shop, or the operator where it is the market's.
    Minder<Id> { id: Id } else &[401, 403, 404], by &[S::SCOPE, Operate::SCOPE], = |call| {
        let id: Id = call.id()?;
        let (by, scope) = match id.shop() == MARKET {
            true => (call.visit.operator()?, Operate::SCOPE),
            false => (call.visit.for_shop(id.shop())?, call.scope),
        };
        if scope == call.scope {
            by.shop().map_err(|_| Problem::not_found())?;
        }
        call.visit.allow(scope)?;
        Ok((by, id))
    }
);

caller!(
    /// One of the two sides of the thing at `{id}`: its shop, or else somebody who may be its buyer.
    Party<Id> { id: Id, side: Side } else &[401, 403, 404], by &[S::SCOPE], = |call| {
        call.allow()?;
        call.visit.account_id()?;
        let id: Id = call.id()?;
        let by = call.visit.for_shop(id.shop())?;
        Ok((by, id, by.side()?))
    }
);

caller!(
    /// Somebody who settles disputes and looks after what is said and shown.
    Moderator {} else &[401, 403, 404], by &[S::SCOPE], = |call| {
        call.allow()?;
        Ok((call.visit.moderator()?,))
    }
);

caller!(
    /// Somebody who runs the market. Others learn nothing of it, not even that a token would need more.
    Operator {} else &[401, 403, 404], by &[S::SCOPE], = |call| {
        let by = call.visit.operator()?;
        call.allow()?;
        Ok((by,))
    }
);
