//! All capabilities in one market: their state, their routes, their promises.

use axum::extract::FromRef;
use clap::ArgMatches;
use commons::{CAPABILITIES as COMMONS, Commons};
use dealing::CAPABILITIES as DEALING;
use desks::CAPABILITIES as DESKS;
use futures_util::future::join_all;
use gatherings::CAPABILITIES as GATHERINGS;
use goods::{CAPABILITIES as GOODS, Goods};
use kernel::{Chance, Clock};
use people::{
    CAPABILITIES as PEOPLE,
    capability::{Brought, Capability},
    command::{Command, CommandError, Run},
    fair::{Broken, Fair, Player},
    market::{Market, OpenError},
};
use platform::{
    Later,
    config::Config,
    db::DbError,
    jobs::{Bodies, Runner},
    web::Routes,
};
use selling::{CAPABILITIES as SELLING, Selling};
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::migrations::MIGRATIONS;

/// What every capability brings that needs no state, in the one order.
pub fn brought() -> Vec<Brought> {
    let people = PEOPLE.iter().map(|it| it.brought());
    let goods = GOODS.iter().map(|it| it.brought());
    let rest = [SELLING, DEALING, DESKS].into_iter().flatten().map(|it| it.brought());
    let community = [COMMONS, GATHERINGS].into_iter().flatten().map(|it| it.brought());
    people.chain(goods).chain(rest).chain(community).collect()
}

/// Open a market with everything in it.
pub async fn open(config: Config, clock: Clock, chance: Chance) -> Result<Commons, OpenError> {
    open_with(config, clock, chance, brought()).await
}

/// The same, of what is brought.
pub async fn open_with(
    config: Config,
    clock: Clock,
    chance: Chance,
    capabilities: Vec<Brought>,
) -> Result<Commons, OpenError> {
    let market = people::open(config, clock, chance, MIGRATIONS, capabilities).await?;
    Ok(Commons::open(Selling::open(Goods::open(market))?))
}

/// The pages of all capabilities.
pub fn pages(market: &Commons) -> Routes<()> {
    let pages = pages_of(PEOPLE, Market::from_ref(market)).merge(pages_of(GOODS, Goods::from_ref(market)));
    let pages = [SELLING, DEALING, DESKS]
        .into_iter()
        .fold(pages, |pages, list| pages.merge(pages_of(list, Selling::from_ref(market))));
    [COMMONS, GATHERINGS].into_iter().fold(pages, |pages, list| pages.merge(pages_of(list, market.clone())))
}

fn pages_of<S: Clone + Send + Sync + 'static>(list: &[&Capability<S>], state: S) -> Routes<()> {
    let all = list.iter().fold(Routes::default(), |pages, it| pages.merge((it.serves.pages)()));
    all.with_state(state)
}

/// Every page there is: method and path.
pub fn list_pages() -> Vec<(&'static str, &'static str)> {
    let mut all = list_of(PEOPLE);
    all.extend(list_of(GOODS));
    [SELLING, DEALING, DESKS].into_iter().for_each(|list| all.extend(list_of(list)));
    [COMMONS, GATHERINGS].into_iter().for_each(|list| all.extend(list_of(list)));
    all
}

fn list_of<S: Clone + Send + Sync + 'static>(list: &[&Capability<S>]) -> Vec<(&'static str, &'static str)> {
    list.iter().flat_map(|it| (it.serves.pages)().list().to_vec()).collect()
}

/// Describe the calls of all capabilities, below `path`, in a description that says the rest.
pub fn describe(mut description: OpenApi, path: &str) -> OpenApi {
    let mut add = |calls: OpenApi| description.merge(OpenApi::default().nest(path, calls));
    add(calls_of(PEOPLE));
    add(calls_of(GOODS));
    [SELLING, DEALING, DESKS].into_iter().for_each(|list| add(calls_of(list)));
    [COMMONS, GATHERINGS].into_iter().for_each(|list| add(calls_of(list)));
    description
}

fn calls_of<S: Clone + Send + Sync + 'static>(list: &[&Capability<S>]) -> OpenApi {
    list.iter().fold(OpenApiRouter::new(), |api, it| api.merge((it.serves.api)())).into_openapi()
}

/// The calls of all capabilities.
pub fn api(market: &Commons) -> OpenApiRouter<()> {
    let api = api_of(PEOPLE, Market::from_ref(market)).merge(api_of(GOODS, Goods::from_ref(market)));
    let api = [SELLING, DEALING, DESKS]
        .into_iter()
        .fold(api, |api, list| api.merge(api_of(list, Selling::from_ref(market))));
    [COMMONS, GATHERINGS].into_iter().fold(api, |api, list| api.merge(api_of(list, market.clone())))
}

fn api_of<S: Clone + Send + Sync + 'static>(list: &[&Capability<S>], state: S) -> OpenApiRouter<()> {
    let all = list.iter().fold(OpenApiRouter::new(), |api, it| api.merge((it.serves.api)()));
    all.with_state(state)
}

/// How the commands of all capabilities are called.
pub fn list_commands() -> Vec<clap::Command> {
    let mut all = descriptions_of(PEOPLE);
    all.extend(descriptions_of(GOODS));
    all.extend([SELLING, DEALING, DESKS].into_iter().flat_map(descriptions_of));
    all.extend([COMMONS, GATHERINGS].into_iter().flat_map(descriptions_of));
    nested(all)
}

/// A command whose name has a second word stands below that of the first: `import divisions`.
fn nested(all: Vec<clap::Command>) -> Vec<clap::Command> {
    let (below, mut all): (Vec<_>, Vec<_>) = all.into_iter().partition(|it| it.get_name().contains(' '));
    for one in below {
        let name = one.get_name().to_owned();
        let Some((first, second)) = name.split_once(' ') else { continue };
        let Some(at) = all.iter().position(|it| it.get_name() == first) else { continue };
        let above = all.remove(at).args_conflicts_with_subcommands(true).subcommand_negates_reqs(true);
        // A name is kept for the life of the process, as those that are written in the code are.
        let second: &'static str = Box::leak(second.to_owned().into_boxed_str());
        all.insert(at, above.subcommand(one.name(second)));
    }
    all
}

fn descriptions_of<S>(list: &[&Capability<S>]) -> Vec<clap::Command> {
    commands_of(list).map(|command| (command.describe)()).collect()
}

fn commands_of<S>(list: &[&Capability<S>]) -> impl Iterator<Item = &'static Command<S>> {
    list.iter().flat_map(|it| it.serves.commands)
}

/// Do what one of them says.
pub async fn command(market: &Commons, name: &str, asked: ArgMatches) -> Result<(), CommandError> {
    if let Some((second, below)) = asked.subcommand()
        && let Some(run) =
            [COMMONS, GATHERINGS].into_iter().find_map(|list| command_of(list, &format!("{name} {second}")))
    {
        return run(market.clone(), below.clone()).await;
    }
    if let Some(run) = command_of(PEOPLE, name) {
        return run(Market::from_ref(market), asked).await;
    }
    if let Some(run) = command_of(GOODS, name) {
        return run(Goods::from_ref(market), asked).await;
    }
    if let Some(run) = [SELLING, DEALING, DESKS].into_iter().find_map(|list| command_of(list, name)) {
        return run(Selling::from_ref(market), asked).await;
    }
    match [COMMONS, GATHERINGS].into_iter().find_map(|list| command_of(list, name)) {
        Some(run) => run(market.clone(), asked).await,
        None => Err(CommandError::Refused(format!("there is no command {name}"))),
    }
}

fn command_of<S>(list: &[&Capability<S>], name: &str) -> Option<Run<S>> {
    let found = commands_of(list).find(|command| (command.describe)().get_name() == name);
    found.map(|command| command.run)
}

/// The runner of a market, knowing every kind of job.
pub fn runner(market: &Commons) -> Runner {
    let runner = Runner::new(market.db.clone(), market.clock.clone());
    let runner = runner.with(jobs_of(PEOPLE, Market::from_ref(market)));
    let runner = runner.with(jobs_of(GOODS, Goods::from_ref(market)));
    let runner = [SELLING, DEALING, DESKS]
        .into_iter()
        .fold(runner, |runner, list| runner.with(jobs_of(list, Selling::from_ref(market))));
    [COMMONS, GATHERINGS].into_iter().fold(runner, |runner, list| runner.with(jobs_of(list, market.clone())))
}

fn jobs_of<S: Clone + Send + Sync + 'static>(list: &[&Capability<S>], state: S) -> Bodies<S> {
    let mut bodies = Bodies::new(state);
    for it in list {
        (it.serves.jobs)(&mut bodies);
    }
    bodies
}

/// Begin what goes on by itself, unless it was begun before.
pub async fn begin(market: &Commons) -> Result<(), DbError> {
    begin_of(PEOPLE, &Market::from_ref(market)).await?;
    begin_of(GOODS, &Goods::from_ref(market)).await?;
    for list in [SELLING, DEALING, DESKS] {
        begin_of(list, &Selling::from_ref(market)).await?;
    }
    for list in [COMMONS, GATHERINGS] {
        begin_of(list, market).await?;
    }
    Ok(())
}

async fn begin_of<S>(list: &[&Capability<S>], state: &S) -> Result<(), DbError> {
    for begin in list.iter().filter_map(|it| it.serves.begin) {
        begin(state).await?;
    }
    Ok(())
}

/// What goes on for as long as the market is open; it never ends by itself.
pub fn rounds(market: &Commons) -> impl Future<Output = ()> + Send + use<> {
    let mut all = rounds_of(PEOPLE, &Market::from_ref(market));
    all.extend(rounds_of(GOODS, &Goods::from_ref(market)));
    let selling = Selling::from_ref(market);
    all.extend([SELLING, DEALING, DESKS].into_iter().flat_map(|list| rounds_of(list, &selling)));
    all.extend([COMMONS, GATHERINGS].into_iter().flat_map(|list| rounds_of(list, market)));
    async move { drop(join_all(all).await) }
}

fn rounds_of<S: Clone>(list: &[&Capability<S>], state: &S) -> Vec<Later<'static, ()>> {
    list.iter().flat_map(|it| it.serves.rounds).map(|round| round(state.clone())).collect()
}

/// Open in a demo market who takes part and what they sell, and answer who lives on there, in their order.
pub async fn first_players(market: &Commons, fair: &mut Fair) -> Result<Vec<Box<dyn Player>>, Broken> {
    let mut all = Vec::new();
    players_of(PEOPLE, &Market::from_ref(market), fair, &mut all).await?;
    players_of(GOODS, &Goods::from_ref(market), fair, &mut all).await?;
    Ok(all)
}

/// Open what every later capability shows there, when the year begins.
pub async fn later_players(market: &Commons, fair: &mut Fair) -> Result<Vec<Box<dyn Player>>, Broken> {
    let mut all = Vec::new();
    for list in [SELLING, DEALING, DESKS] {
        players_of(list, &Selling::from_ref(market), fair, &mut all).await?;
    }
    for list in [COMMONS, GATHERINGS] {
        players_of(list, market, fair, &mut all).await?;
    }
    Ok(all)
}

async fn players_of<S: Clone>(
    list: &[&Capability<S>],
    state: &S,
    fair: &mut Fair,
    all: &mut Vec<Box<dyn Player>>,
) -> Result<(), Broken> {
    for open in list.iter().filter_map(|it| it.demo) {
        all.extend(open(state.clone(), fair).await?);
    }
    Ok(())
}
