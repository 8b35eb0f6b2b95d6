//! `jishi operator`: how a market gets its first operator.

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser};
use platform::db::Tx;

use super::{Login, Made, NewAccount, Password, make_operator};
use crate::{
    command::{Command, CommandError},
    market::Market,
};

pub const COMMANDS: &[Command<Market>] =
    &[Command { describe: Make::command, run: |market, asked| Box::pin(make(market, asked)) }];

/// Make somebody an operator of the market.
#[derive(Parser)]
#[command(name = "operator")]
struct Make {
    /// E-mail address or phone number.
    login: String,
}

/// Make an operator. Somebody new gets a password that is shown once, to be changed after signing in.
async fn make(market: Market, asked: ArgMatches) -> Result<(), CommandError> {
    let Make { login } = Make::from_arg_matches(&asked)?;
    let login = Login::parse(&login, market.config.country).ok_or_else(|| {
        CommandError::Refused(format!("{login} is neither an e-mail address nor a phone number"))
    })?;
    let secret: String = market.chance.token().chars().take(20).collect();
    let hash = Password::new(secret.clone()).hash(&market.chance).await;
    let hash = hash.map_err(|error| CommandError::Refused(error.to_string()))?;
    let new = NewAccount {
        name: login.as_str().to_owned(),
        login,
        password_hash: Some(hash),
        language: market.config.language,
        zone: market.config.zone.clone(),
    };
    let now = market.now();
    let act = async move |tx: &mut Tx| make_operator(tx, now, new.clone()).await;
    let made = market.db.write(act).await.map_err(|error| CommandError::Refused(error.to_string()))?;
    match made {
        Made::Promoted(account) => println!("{} is an operator now.", account.name),
        Made::New(account) => {
            println!("{} is an operator now, with the password {secret}", account.name);
        }
    }
    Ok(())
}
