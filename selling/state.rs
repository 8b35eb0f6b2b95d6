//! What the capabilities around money share at run time.

use std::{
    ops::Deref,
    sync::{Arc, OnceLock},
};

use axum::{Router, extract::FromRef};
use goods::Goods;
use people::market::Market;
use platform::http::HttpError;

use crate::{
    orders::Door,
    payments::{Provider, Takes, sandbox::Sandbox, stripe::Stripe},
};

/// The market with its goods, the door through which everything is bought, and those who take the money.
#[derive(Clone)]
pub struct Selling(Arc<Inner>);

struct Inner {
    goods: Goods,
    door: Door,
    providers: Vec<Box<dyn Provider>>,
    stripe: Option<Stripe>,
    loopback: OnceLock<Router>,
}

impl Selling {
    pub fn open(goods: Goods) -> Result<Self, HttpError> {
        let sandbox =
            Sandbox::new(goods.db.clone(), goods.clock.clone(), goods.config.webhook_secret.clone());
        let stripe = goods.config.stripe.clone().map(Stripe::open).transpose()?;
        // The sandbox stays for what was paid with it in the time of trials.
        let mut providers: Vec<Box<dyn Provider>> = Vec::new();
        providers.extend(stripe.clone().map(|stripe| Box::new(stripe) as Box<dyn Provider>));
        providers.push(Box::new(sandbox));
        let takes = providers.first().map_or(Takes::ALL, |provider| provider.takes());
        let door = Door::open(goods.db.clone(), takes);
        Ok(Self(Arc::new(Inner { goods, door, providers, stripe, loopback: OnceLock::new() })))
    }

    /// Where everything that is bought goes through.
    pub fn door(&self) -> &Door {
        &self.0.door
    }

    /// A payment provider by its name.
    pub fn provider(&self, name: &str) -> Option<&dyn Provider> {
        self.0.providers.iter().map(AsRef::as_ref).find(|provider| provider.name() == name)
    }

    /// Stripe, where it is set up.
    pub fn stripe(&self) -> Option<&Stripe> {
        self.0.stripe.as_ref()
    }

    /// The names of all payment providers.
    pub fn provider_names(&self) -> Vec<&'static str> {
        self.0.providers.iter().map(|provider| provider.name()).collect()
    }

    /// The provider that new payments go to.
    pub fn default_provider(&self) -> Option<&dyn Provider> {
        self.0.providers.first().map(AsRef::as_ref)
    }

    /// The amounts that it takes.
    pub fn takes(&self) -> Takes {
        self.default_provider().map_or(Takes::ALL, Provider::takes)
    }

    /// The market's own router, on which the sandbox gateway calls the webhook route.
    pub fn loopback(&self) -> Option<Router> {
        self.0.loopback.get().cloned()
    }

    /// Called once by the server with the finished router.
    pub fn serve_loopback(&self, router: Router) {
        let _ = self.0.loopback.set(router);
    }
}

impl Deref for Selling {
    type Target = Goods;

    fn deref(&self) -> &Goods {
        &self.0.goods
    }
}

impl FromRef<Selling> for Goods {
    fn from_ref(selling: &Selling) -> Self {
        selling.0.goods.clone()
    }
}

impl FromRef<Selling> for Market {
    fn from_ref(selling: &Selling) -> Self {
        Self::from_ref(&selling.0.goods)
    }
}
