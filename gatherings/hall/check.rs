//! Whether the files of all exhibits are in the store.

use people::capability::Fault;
use platform::{
    Later,
    db::{DbError, Tx},
    files::Files,
};

use super::exhibit_store as store;

/// Exhibits that are read at once.
const SOME: i64 = 500;
const MOST_FAULTS: usize = 10;

pub fn check<'a>(tx: &'a mut Tx, files: &'a Files) -> Later<'a, Result<Vec<Fault>, DbError>> {
    Box::pin(async move {
        let (mut faults, mut after) = (Vec::new(), 0);
        loop {
            let some = store::list_after(tx, after, SOME).await?;
            let Some(last) = some.last() else { return Ok(faults) };
            after = last.id.number();
            for exhibit in &some {
                let names = [&exhibit.model.file, &exhibit.model.light_file];
                let is_there = |name: &String| files.path(name, ".glb").is_some_and(|path| path.exists());
                if !names.into_iter().all(is_there) && faults.len() < MOST_FAULTS {
                    let example = exhibit.id.to_string();
                    faults
                        .push(Fault { invariant: "the models of an exhibit are in the file store", example });
                }
            }
        }
    })
}
