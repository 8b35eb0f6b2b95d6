use std::{path::Path, time::Duration};

use broadcast::Ffmpeg;
use kernel::{Refused, Timestamp};
use platform::{
    db::{Db, DbError, Tx},
    jobs,
};

use super::{
    Upload, UploadFailure, UploadPurpose, UploadStage, promises::ConvertUpload, store, upload::UploadStep,
};
use crate::live::films::{LONGEST, SHORTEST};

#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// It is no film that can be taken. Nothing of it is kept.
    #[error("the film is not taken: {}", .0.name())]
    NotTaken(UploadFailure),
    #[error("not all of it has come")]
    NotWhole,
    #[error(transparent)]
    Refused(#[from] Refused<UploadStage>),
    #[error("the upload could not be kept")]
    Store(#[from] DbError),
}

/// Look at a film that has come whole, and have it converted.
pub async fn keep(
    db: &Db,
    now: Timestamp,
    (ffmpeg, longest): (Option<&Ffmpeg>, Duration),
    file: &Path,
    upload: Upload,
) -> Result<Upload, KeepError> {
    if !upload.is_whole() {
        return Err(KeepError::NotWhole);
    }
    let state = upload.state.clone().next(UploadStep::Keep)?;
    let why = match (upload.purpose, ffmpeg) {
        (UploadPurpose::Short, ffmpeg) => not_short(ffmpeg, file).await,
        (UploadPurpose::Show, None) => Some(UploadFailure::Absent),
        (UploadPurpose::Show, Some(ffmpeg)) => match ffmpeg.probe(file).await {
            Ok(probed) if probed.lasts.is_some_and(|lasts| lasts > longest) => Some(UploadFailure::TooLong),
            Ok(_) => None,
            Err(error) => Some(UploadFailure::from(&error)),
        },
    };
    if let Some(why) = why {
        let id = upload.id;
        db.write(async move |tx: &mut Tx| store::delete(tx, id).await).await?;
        let _ = tokio::fs::remove_file(file).await;
        return Err(KeepError::NotTaken(why));
    }
    let kept = Upload { state, updated_at: now, ..upload.clone() };
    let (id, new) = (upload.id, kept.clone());
    let act = async move |tx: &mut Tx| {
        if !store::advance(tx, now, &upload, &new).await? {
            return Err(DbError::Raced);
        }
        jobs::enqueue(tx, now, now, &ConvertUpload { upload: id }).await
    };
    db.write(act).await?;
    Ok(kept)
}

/// A film of a phone is seldom as long to the second as its maker meant.
const LEEWAY: Duration = Duration::from_secs(1);

/// Why a file is no short film; nothing if it is one.
async fn not_short(ffmpeg: Option<&Ffmpeg>, file: &Path) -> Option<UploadFailure> {
    let lasts = match broadcast::look_at_film(file).await {
        Ok(look) if look.plays_everywhere() => look.lasts,
        Ok(look) if look.is_hevc() && ffmpeg.is_none() => return Some(UploadFailure::Hevc),
        Ok(look) if ffmpeg.is_some() => look.lasts,
        Ok(_) => return Some(UploadFailure::NoVideo),
        Err(_) => match ffmpeg {
            None => return Some(UploadFailure::NoVideo),
            Some(ffmpeg) => match ffmpeg.probe(file).await {
                Ok(probed) => probed.lasts.unwrap_or_default(),
                Err(error) => return Some(UploadFailure::from(&error)),
            },
        },
    };
    let is_short = lasts + LEEWAY >= SHORTEST && lasts <= LONGEST + LEEWAY;
    (!is_short).then_some(UploadFailure::NotShort)
}
