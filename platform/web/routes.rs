use axum::{Router, handler::Handler, routing};

/// A router that remembers what it serves, so that the table of who may do what can be checked for gaps.
pub struct Routes<S> {
    router: Router<S>,
    list: Vec<(&'static str, &'static str)>,
}

impl<S: Clone + Send + Sync + 'static> Default for Routes<S> {
    fn default() -> Self {
        Self { router: Router::new(), list: Vec::new() }
    }
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    pub fn get<T: 'static>(mut self, path: &'static str, handler: impl Handler<T, S>) -> Self {
        self.list.push(("GET", path));
        self.router = self.router.route(path, routing::get(handler));
        self
    }

    pub fn post<T: 'static>(mut self, path: &'static str, handler: impl Handler<T, S>) -> Self {
        self.list.push(("POST", path));
        self.router = self.router.route(path, routing::post(handler));
        self
    }

    pub fn delete<T: 'static>(mut self, path: &'static str, handler: impl Handler<T, S>) -> Self {
        self.list.push(("DELETE", path));
        self.router = self.router.route(path, routing::delete(handler));
        self
    }

    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.list.extend(other.list);
        self
    }

    /// Change the router itself, such as putting a layer on what was added so far.
    pub fn map(mut self, change: impl FnOnce(Router<S>) -> Router<S>) -> Self {
        self.router = change(self.router);
        self
    }

    /// The same with its state, to stand beside routes of another.
    pub fn with_state(self, state: S) -> Routes<()> {
        Routes { router: self.router.with_state(state), list: self.list }
    }

    /// Every method and path that is served.
    pub fn list(&self) -> &[(&'static str, &'static str)] {
        &self.list
    }

    pub fn into_router(self) -> Router<S> {
        self.router
    }
}
