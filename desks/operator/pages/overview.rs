use askama::Template;
use axum::{extract::State, response::Response};
use goods::catalog::{self, ListingState};
use people::{
    market::Market,
    panels::{self, Panels},
    shops::{self, ShopState},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    jobs,
    views::{self, Shell},
    web::Problem,
};
use selling::orders::{self, OrderStage};

use crate::operator::TrialBalance;

/// What the operator sees first.
pub struct Overview {
    pub open_shops: i64,
    pub active_listings: i64,
    pub orders: Vec<(OrderStage, i64)>,
    pub due_jobs: i64,
    pub failed_jobs: i64,
}

impl Overview {
    fn count(&self, stage: &OrderStage) -> i64 {
        count(&self.orders, *stage)
    }
}

fn count<S: PartialEq>(counts: &[(S, i64)], state: S) -> i64 {
    counts.iter().find(|(have, _)| *have == state).map_or(0, |(_, count)| *count)
}

#[derive(Template)]
#[template(path = "operator/views/overview.html")]
pub struct OverviewPage {
    pub shell: Shell,
    pub current: &'static str,
    pub overview: Overview,
    pub trial: TrialBalance,
    pub panels: Panels,
}

/// `GET /operator`
pub async fn show(State(market): State<Market>, visit: Visit) -> Result<Response, Problem> {
    visit.operator()?;
    let now = visit.now;
    let read = async move |tx: &mut Tx| {
        let shops = shops::count_by_state(tx).await?;
        let listings = catalog::count_all(tx).await?;
        let overview = Overview {
            open_shops: count(&shops, ShopState::Open),
            active_listings: count(&listings, ListingState::Active),
            orders: orders::count_all_by_state(tx).await?,
            due_jobs: jobs::count_waiting(tx, now).await?,
            failed_jobs: jobs::count_failed(tx).await?,
        };
        Ok::<_, DbError>((overview, TrialBalance::take(tx).await?))
    };
    let (overview, trial) = market.db.report(read).await?;
    let shell = visit.shell("operator");
    let panels = panels::draw(&visit, "operator", visit.looking(shell.clone(), None, 0)).await;
    views::page(&OverviewPage { shell, current: "overview", overview, trial, panels })
}
