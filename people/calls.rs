//! What a call's own type tells its description: which scopes open it, and how it answers whoever may not ask.

use axum::extract::State;
use utoipa::openapi::{
    Response,
    path::{Operation, PathItem, Paths},
    security::SecurityRequirement,
};

use crate::{scope::Scope, visit::Visit};

/// Who calls, as the first thing that a handler is given.
pub trait Asker {
    /// One of them opens the call; none, and everybody may ask.
    const SCOPES: &'static [Scope] = &[];
    /// The statuses of those who may not.
    const REFUSALS: &'static [u16] = &[];
}

impl<S> Asker for State<S> {}

impl Asker for Visit {
    /// A token that is not one.
    const REFUSALS: &'static [u16] = &[401];
}

/// A handler, by what it is given.
pub trait Call<Given> {
    type Asker: Asker;
}

macro_rules! call {
    ($($given:ident),*) => {
        impl<F, R, A: Asker, $($given),*> Call<(A, $($given,)*)> for F
        where
            F: Fn(A, $($given),*) -> R,
        {
            type Asker = A;
        }
    };
}

call!();
call!(B);
call!(B, C);
call!(B, C, D);
call!(B, C, D, E);

/// Handlers with their descriptions, as `utoipa_axum::routes` collects them, and what their types tell besides.
#[macro_export]
macro_rules! calls {
    ($($handler:path),+ $(,)?) => {{
        let (schemas, mut paths, router) = utoipa_axum::routes!($($handler),+);
        $($crate::calls::describe(&mut paths, stringify!($handler), &$handler);)+
        (schemas, paths, router)
    }};
}

pub fn describe<Given, F: Call<Given>>(paths: &mut Paths, handler: &str, _: &F) {
    let name = handler.rsplit(':').next().unwrap_or(handler).trim();
    let calls = paths.paths.values_mut().flat_map(calls_of);
    for (_, call) in calls.filter(|(_, call)| call.operation_id.as_deref() == Some(name)) {
        let scopes = F::Asker::SCOPES;
        if !scopes.is_empty() {
            let needed = scopes.iter().map(|scope| SecurityRequirement::new("bearer", [scope.name]));
            call.security = Some(needed.collect());
        }
        for status in F::Asker::REFUSALS {
            call.responses.responses.entry(status.to_string()).or_insert_with(|| Response::default().into());
        }
    }
}

/// The calls of a path, each with its method.
pub fn calls_of(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let PathItem { get, put, post, delete, patch, .. } = item;
    [("get", get), ("put", put), ("post", post), ("delete", delete), ("patch", patch)]
        .into_iter()
        .filter_map(|(method, call)| call.as_mut().map(|call| (method, call)))
}
