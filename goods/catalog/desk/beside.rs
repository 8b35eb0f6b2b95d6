//! What later capabilities keep beside a listing: their parts of its form, looked at with the listing and kept with it.

use people::{
    capability::{Beside, Brought, Keeping},
    market::Market,
};
use platform::{
    db::{DbError, Tx},
    views::Shell,
    web::{Fields, Problem},
};

fn all(capabilities: &[Brought]) -> impl Iterator<Item = &'static Beside> {
    capabilities.iter().flat_map(|brought| brought.web.beside)
}

/// The names with which their fields begin.
pub fn names(market: &Market) -> Vec<&'static str> {
    all(&market.capabilities).map(|beside| beside.name).collect()
}

/// What is kept, as fields.
pub async fn kept(market: &Market, keeping: &Keeping) -> Result<Vec<(String, String)>, Problem> {
    let read = async |tx: &mut Tx| {
        let mut fields = Vec::new();
        for beside in all(&market.capabilities) {
            fields.extend((beside.fill)(tx, keeping).await?);
        }
        Ok::<_, DbError>(fields)
    };
    Ok(market.db.read(read).await?)
}

/// Fill a form with it.
pub async fn fill(market: &Market, keeping: &Keeping, form: &mut Fields) -> Result<(), Problem> {
    for (name, value) in kept(market, keeping).await? {
        form.set(&name, value);
    }
    Ok(())
}

/// Their parts of the form.
pub async fn draw(
    market: &Market,
    keeping: &Keeping,
    shell: &Shell,
    form: &Fields,
) -> Result<String, Problem> {
    let read = async |tx: &mut Tx| {
        let mut drawn = String::new();
        for beside in all(&market.capabilities) {
            drawn.push_str(&(beside.draw)(tx, keeping, shell, form).await?);
        }
        Ok::<_, DbError>(drawn)
    };
    Ok(market.db.read(read).await?)
}

/// Refuse what of it is wrong.
pub async fn check(market: &Market, keeping: &Keeping, form: &mut Fields) -> Result<(), Problem> {
    let read = async |tx: &mut Tx| {
        for beside in all(&market.capabilities) {
            (beside.check)(tx, keeping, form).await?;
        }
        Ok::<_, DbError>(())
    };
    Ok(market.db.read(read).await?)
}

/// Keep it beside the listing that was kept before in the same transaction.
pub async fn keep(
    tx: &mut Tx,
    capabilities: &[Brought],
    keeping: &Keeping,
    form: &Fields,
) -> Result<(), DbError> {
    for beside in all(capabilities) {
        (beside.keep)(tx, keeping, form).await?;
    }
    Ok(())
}
