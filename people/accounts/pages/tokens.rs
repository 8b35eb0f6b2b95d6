use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::AccountId;
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Problem, Refusal},
};

use super::common::me;
use crate::{
    accounts::{self, Account, Token, TokenId},
    market::Market,
    scope::{Holders, Scope},
    visit::{Visit, redirect},
};

#[derive(Template)]
#[template(path = "accounts/views/tokens.html")]
struct TokensPage {
    shell: Shell,
    form: Fields,
    tokens: Vec<Token>,
    scopes: Vec<ScopeChoice>,
    /// The key just made, shown this once.
    key: String,
}

struct ScopeChoice {
    name: &'static str,
    words: String,
    chosen: bool,
}

impl TokensPage {
    async fn new(market: &Market, visit: &Visit, form: Fields, key: String) -> Result<Self, Problem> {
        let me = me(visit)?;
        let shell = visit.shell("mine");
        let tokens = tokens_of(market, me.id).await?;
        let chosen = form.all("scope");
        let scopes = offered(market, &me)
            .map(|scope| ScopeChoice {
                name: scope.name,
                words: shell.of("scope", &scope.key()),
                chosen: chosen.contains(&scope.name),
            })
            .collect();
        Ok(Self { shell, form, tokens, scopes, key })
    }
}

pub async fn index(State(market): State<Market>, visit: Visit) -> Result<Response, Problem> {
    views::page(&TokensPage::new(&market, &visit, Fields::default(), String::new()).await?)
}

/// The tokens of an account, each with those of its scopes that there still are.
pub(in crate::accounts) async fn tokens_of(
    market: &Market,
    account: AccountId,
) -> Result<Vec<Token>, DbError> {
    let mut tokens =
        market.db.read(async move |tx: &mut Tx| accounts::list_tokens(tx, account).await).await?;
    let known = market.scopes();
    for token in &mut tokens {
        token.scopes.retain(|name| known.iter().any(|scope| scope.name == name));
    }
    Ok(tokens)
}

/// The scopes that somebody may give to a token.
fn offered(market: &Market, account: &Account) -> impl Iterator<Item = Scope> {
    let (is_operator, is_moderator) = (account.is_operator, account.is_moderator);
    market.scopes().into_iter().filter(move |scope| match scope.holders {
        Holders::Everybody => true,
        Holders::Moderators => is_moderator || is_operator,
        Holders::Operators => is_operator,
    })
}

/// Read what a token is for: ticked boxes of a form, or `scopes` of JSON.
pub(in crate::accounts) fn read_token(
    market: &Market,
    form: &mut Fields,
    account: &Account,
) -> (String, Vec<Scope>) {
    let name = form.line("name", 60);
    let listed: Vec<String> = (0..form.list("scopes", market.scopes().len()))
        .map(|at| form.maybe_line(&format!("scopes.{at}"), 60))
        .collect();
    let ticked = form.all("scope").into_iter().map(str::to_owned);
    let words: Vec<String> = ticked.chain(listed).collect();
    let mut scopes = Vec::new();
    for word in &words {
        match offered(market, account).find(|scope| scope.name == word) {
            Some(scope) if !scopes.contains(&scope) => scopes.push(scope),
            Some(_) => {}
            None => form.refuse("scopes", Refusal::new("refused-not-a-choice")),
        }
    }
    if words.is_empty() {
        form.refuse("scopes", Refusal::new("refused-no-scope"));
    }
    (name, scopes)
}

pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let (name, scopes) = read_token(&market, &mut form, &me(&visit)?);
    if !form.is_good() {
        return views::refused(&TokensPage::new(&market, &visit, form, String::new()).await?);
    }
    let act = async move |tx: &mut Tx| accounts::make_token(tx, &by, now, &name, &scopes).await;
    let (_, key) = market.db.write(act).await?;
    views::page(&TokensPage::new(&market, &visit, Fields::default(), key).await?)
}

pub async fn revoke(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<TokenId>,
) -> Result<Response, Problem> {
    let by = visit.buyer()?;
    market.db.write(async move |tx: &mut Tx| accounts::revoke_token(tx, &by, id).await).await?;
    Ok(redirect("/mine/tokens", "done-token-revoked"))
}
