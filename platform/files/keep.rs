use std::io;

use bytes::Bytes;
use tokio::sync::Semaphore;

use super::{
    Files,
    picture::{self, Cut, PictureError, WIDTHS},
};

/// A decoded photo takes up to 256 MB, so no more than this many are decoded at once.
static DECODING: Semaphore = Semaphore::const_new(2);

/// A picture that is in the store in every width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPicture {
    pub file: String,
    pub width: i64,
    pub height: i64,
}

impl Files {
    /// Make an upload into a picture, cut if it is to be, and keep it in every width.
    pub async fn keep_picture(
        &self,
        upload: Bytes,
        cut: Option<Cut>,
    ) -> io::Result<Result<KeptPicture, PictureError>> {
        let _turn = DECODING.acquire().await.map_err(io::Error::other)?;
        let files = self.clone();
        let work = move || {
            let made = match cut {
                Some(cut) => picture::prepare_cut(&upload, cut),
                None => picture::prepare(&upload),
            };
            let made = match made {
                Ok(made) => made,
                Err(error) => return Ok(Err(error)),
            };
            let Some(largest) = made.sizes.last() else { return Ok(Err(PictureError::Damaged)) };
            let file = Files::name_of(&largest.webp);
            for (at, width) in WIDTHS.iter().enumerate() {
                // A small picture stands in for the widths that it does not have.
                let size = made.sizes.get(at).unwrap_or(largest);
                files.put(&file, &format!("-{width}.webp"), &size.webp)?;
            }
            Ok(Ok(KeptPicture { file, width: i64::from(largest.width), height: i64::from(largest.height) }))
        };
        tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
    }
}
