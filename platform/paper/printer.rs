use std::{path::PathBuf, sync::Arc};

use tokio::sync::Semaphore;

use super::{
    Paper, PaperError, Part, Poster, draw::draw, face::Faces, installed::Installed, layout::Layout, poster,
};

/// Papers set at the same time: each holds some 50 MB of fonts while it is set.
const AT_ONCE: usize = 2;
/// Letters without a font that are told.
const TOLD: usize = 12;
/// Papers that wait for that.
const WAITING: usize = 32;

/// Sets papers, away from the threads that answer requests.
#[derive(Clone)]
pub struct Printer {
    folder: Option<PathBuf>,
    installed: Installed,
    presses: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
}

impl Printer {
    /// A printer with the fonts of a folder, or with the system's.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self {
            installed: Installed::new(folder.as_deref()),
            folder,
            presses: Arc::new(Semaphore::new(AT_ONCE)),
            waiting: Arc::new(Semaphore::new(WAITING)),
        }
    }

    /// Draw a poster as JPEG.
    pub async fn poster(&self, poster: Poster) -> Result<Vec<u8>, PaperError> {
        self.press(poster.lang, move |faces| poster::draw(faces, &poster)).await
    }

    /// Set a paper as PDF.
    pub async fn print(&self, paper: Paper) -> Result<Vec<u8>, PaperError> {
        self.press(paper.lang, move |faces| {
            let sheets = Layout::of(faces, &paper);
            if faces.missing.is_empty() {
                return draw(&paper, sheets);
            }
            // Whoever prints it must not send boxes without knowing.
            let mut paper = paper;
            let letters = faces.missing.iter().take(TOLD).map(|c| format!("U+{:04X}", u32::from(*c)));
            let letters = letters.collect::<Vec<_>>().join(" ");
            paper.parts.push(Part::Small(format!("{} {letters}", paper.without_font)));
            let sheets = Layout::of(faces, &paper);
            draw(&paper, sheets)
        })
        .await
    }

    /// Do what needs fonts, as soon as there is a place for it.
    async fn press(
        &self,
        lang: &'static str,
        work: impl FnOnce(&mut Faces) -> Result<Vec<u8>, PaperError> + Send + 'static,
    ) -> Result<Vec<u8>, PaperError> {
        let _place = self.waiting.try_acquire().map_err(|_| PaperError::Busy)?;
        let press = self.presses.clone().acquire_owned().await.map_err(|_| PaperError::Busy)?;
        let (folder, installed) = (self.folder.clone(), self.installed.clone());
        let set = tokio::task::spawn_blocking(move || {
            let _press = press;
            let mut faces = Faces::open(folder.as_deref(), lang, installed)?;
            work(&mut faces)
        });
        set.await.map_err(|error| PaperError::Set(error.to_string()))?
    }
}
