//! A market of its own for each story: its own database, a clock that stands still, seeded chance, no network but
//! the loopback. A story ends with no work left over and a ledger in balance.

mod command;
mod coupons;
mod crowd;
mod database;
mod market;
mod person;
mod post_office;
mod process;
mod seed;
mod stream;
mod time;
mod town;

pub use command::command;
pub use coupons::{code_field, coupon_deduction, fen};
pub use crowd::{Crowd, program, purchase};
pub use html::{Form, Html};
pub use market::{Engine, Market, Place, START};
pub use person::{Page, Person};
pub use post_office::{Browser, PostOffice, word};
pub use process::Process;
pub use seed::{Thing, address, addressed, ship_to};
pub use stream::Stream;
pub use time::Time;
pub use town::{Call, Town};

/// Every number that an operator may change.
pub fn numbers() -> impl Iterator<Item = people::rules::Number> {
    server::wiring::brought()
        .into_iter()
        .flat_map(|it| it.work.numbers)
        .flat_map(|group| group.iter().copied())
}

/// Tell a story on SQLite and on PostgreSQL.
///
/// The PostgreSQL half runs where `JISHI_TEST_POSTGRES` names a server; `make test` starts one.
#[macro_export]
macro_rules! story {
    ($(#[$meta:meta])* $name:ident, |$market:ident| $body:block) => {
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn tell($market: &$crate::harness::Market) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                let _time = $crate::harness::Time::of(concat!(module_path!(), "::on_sqlite"));
                let market = $crate::harness::Market::open($crate::harness::Engine::Sqlite).await;
                tell(&market).await;
                market.end().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                if let Some(engine) = $crate::harness::Engine::postgres() {
                    let _time = $crate::harness::Time::of(concat!(module_path!(), "::on_postgres"));
                    let market = $crate::harness::Market::open(engine).await;
                    tell(&market).await;
                    market.end().await;
                }
            }
        }
    };
}

/// Tell a story on both engines that opens its markets itself.
#[macro_export]
macro_rules! on_both {
    ($name:ident, $tell:expr) => {
        mod $name {
            use super::*;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                let _time = $crate::harness::Time::of(concat!(module_path!(), "::on_sqlite"));
                ($tell)($crate::harness::Place::new($crate::harness::Engine::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                if let Some(engine) = $crate::harness::Engine::postgres() {
                    let _time = $crate::harness::Time::of(concat!(module_path!(), "::on_postgres"));
                    ($tell)($crate::harness::Place::new(engine).await).await;
                }
            }
        }
    };
}
