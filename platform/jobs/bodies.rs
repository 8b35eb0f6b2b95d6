use std::{collections::BTreeMap, future::Future, pin::Pin};

use kernel::Timestamp;

use super::{Failure, Promise};

pub(super) type Run =
    Box<dyn Fn(String, Timestamp) -> Pin<Box<dyn Future<Output = Result<(), Failure>> + Send>> + Send + Sync>;

/// Who keeps which promise. The bodies of a crate are given its state `S`, with which they reach the acts.
pub struct Bodies<S> {
    state: S,
    pub(super) kinds: BTreeMap<&'static str, Vec<Run>>,
}

impl<S: Clone + Send + Sync + 'static> Bodies<S> {
    pub fn new(state: S) -> Self {
        Self { state, kinds: BTreeMap::new() }
    }

    /// Keep a promise of this kind with `body`, after those that listen to it already.
    pub fn on<P, F>(&mut self, body: impl Fn(S, Timestamp, P) -> F + Clone + Send + Sync + 'static)
    where
        P: Promise,
        F: Future<Output = Result<(), Failure>> + Send + 'static,
    {
        let state = self.state.clone();
        let run: Run = Box::new(move |written, now| {
            let (state, body) = (state.clone(), body.clone());
            Box::pin(async move {
                let promise = serde_json::from_str(&written).map_err(|error| Failure(error.to_string()))?;
                body(state, now, promise).await
            })
        });
        self.kinds.entry(P::KIND).or_default().push(run);
    }
}
