use platform::db::Tx;
use trade::accounts::{self, Login, Made, NewAccount, Password};

use super::{open::open, place::Place};
use crate::error::CommandError;

#[derive(clap::Args)]
pub struct Make {
    /// E-mail address or phone number.
    login: String,
}

/// Make an operator. Somebody new gets a password that is shown once, to be changed after signing in.
pub async fn run(place: &Place, command: Make) -> Result<(), CommandError> {
    let login = Login::parse(&command.login).ok_or_else(|| {
        CommandError::Refused(format!("{} is neither an e-mail address nor a phone number", command.login))
    })?;
    let market = open(place).await?;
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
    let make = async move |tx: &mut Tx| accounts::make_operator(tx, now, new.clone()).await;
    let made = market.db.write(make).await.map_err(|error| CommandError::Refused(error.to_string()));
    market.db.close();
    match made? {
        Made::Promoted(account) => println!("{} is an operator now.", account.name),
        Made::New(account) => {
            println!("{} is an operator now, with the password {secret}", account.name);
        }
    }
    Ok(())
}
