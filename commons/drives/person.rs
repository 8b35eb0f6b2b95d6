//! What drives know of a person.

use kernel::AccountId;
use platform::db::{DbError, Tx};
use serde_json::{Value, json};

use super::{Drive, SignUp, helper_store, invitation_store, sign_up_store, step_store};

/// By what somebody came, and where they help: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let sign_up = |it: &SignUp| {
        json!({
            "drive": it.drive, "kind": it.kind.name(), "door": it.door.name(), "state": it.stage.name(),
            "signed_up_on": it.signed_up_on.to_string(),
        })
    };
    let signed_up: Vec<Value> = sign_up_store::all_of(tx, account).await?.iter().map(sign_up).collect();
    let drive = |it: &Drive| json!({ "drive": it.id, "name": it.plan.name });
    let helps: Vec<Value> = helper_store::helped_by(tx, account).await?.iter().map(drive).collect();
    let asked = invitation_store::waiting_for(tx, account).await?;
    let asked = asked.map(|it| json!({ "drive": it.drive, "kind": it.kind.name(), "sent_at": it.sent_at }));
    Ok(json!({ "signed_up": signed_up, "helps_in": helps, "asked": asked }))
}

/// Whoever leaves helps nowhere, was asked nothing, and is nobody in the drives that they came by.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    helper_store::delete_all(tx, account).await?;
    invitation_store::forget(tx, account).await?;
    sign_up_store::forget(tx, account).await?;
    step_store::forget(tx, account).await
}
