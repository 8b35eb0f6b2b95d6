use std::io;

use bytes::Bytes;

use super::{
    Files,
    picture::{self, Cut, PictureError, WIDTHS},
};

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
        let _turn = picture::turn(&upload).await;
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
                files.put(&file, &suffix(*width), &size.webp)?;
            }
            Ok(Ok(KeptPicture { file, width: i64::from(largest.width), height: i64::from(largest.height) }))
        };
        tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
    }

    /// A picture in one of the widths. Where it was kept before there was that width, it is made from the next wider
    /// one and kept; where nothing is wider, the widest there is stands in. None where there is no such picture.
    pub async fn picture(&self, name: &str, width: u32) -> io::Result<Option<Vec<u8>>> {
        let Some(path) = self.path(name, &suffix(width)) else { return Ok(None) };
        match tokio::fs::read(path).await {
            Ok(picture) => return Ok(Some(picture)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        // One of ours is never large.
        let _turn = picture::turn(&[]).await;
        let (files, name) = (self.clone(), name.to_owned());
        let work = move || files.make_narrower(&name, width);
        tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
    }

    /// Make a width that is missing. Who waited for another to make it finds it made.
    fn make_narrower(&self, name: &str, width: u32) -> io::Result<Option<Vec<u8>>> {
        let wider = WIDTHS.into_iter().filter(|have| *have >= width);
        let narrower = WIDTHS.into_iter().rev().filter(|have| *have < width);
        for have in wider.chain(narrower) {
            let picture = match self.get(name, &suffix(have)) {
                Ok(picture) => picture,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(error),
            };
            // What cannot be made narrower, by a fault of an older version perhaps, is shown as it is.
            let made = if have > width { picture::narrowed(&picture, width).ok().flatten() } else { None };
            let Some(made) = made else { return Ok(Some(picture)) };
            self.put(name, &suffix(width), &made.webp)?;
            return Ok(Some(made.webp));
        }
        Ok(None)
    }
}

/// The end of the name of a picture in a width.
fn suffix(width: u32) -> String {
    format!("-{width}.webp")
}
