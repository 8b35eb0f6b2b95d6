//! Writing a recording, apart from the show, so that a slow disk holds up nobody.

use super::budget::{self, Budget};
use super::index::{Chapter, Index, Line};
use super::writing::Writing;
use super::{INDEX, file_name};
use crate::cmaf::Cut;
use crate::event::{Event, Stop, Teller};
use crate::gate::ShowName;
use bytes::Bytes;
use kernel::Timestamp;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::atomic::Ordering::Relaxed;
use tokio::fs::{self, File, OpenOptions};
use tokio::io::AsyncWriteExt as _;
use tokio::sync::mpsc;

/// What a show gave, and when it began if it is a beginning.
#[derive(Clone, Debug)]
pub struct Keep {
    pub cut: Cut,
    pub at: Timestamp,
}

/// The end that a show holds. When it is dropped, the recording is finished.
pub struct Record(mpsc::Sender<Keep>);

/// Cuts that wait for the disk: some twenty seconds.
const WAITING: usize = 64;

impl Record {
    pub fn keep(&mut self, keep: Keep) -> Result<(), Stop> {
        self.0.try_send(keep).map_err(|_| Stop::TooSlow)
    }
}

/// Begin to record into a folder, after what is there.
pub fn record(folder: PathBuf, show: ShowName, budget: Budget, teller: Teller, writing: Writing) -> Record {
    let (sender, receiver) = mpsc::channel(WAITING);
    tokio::spawn(async move {
        let _turn = writing.record(&show).await;
        let mut recorder = Recorder::new(folder, budget);
        if let Err(why) = recorder.run(receiver).await {
            recorder.stop().await;
            tracing::warn!(%show, %why, "a recording stopped");
            teller.tell(Event::RecordingStopped { show, why });
        }
    });
    Record(sender)
}

pub struct Recorder {
    folder: PathBuf,
    budget: Budget,
    /// Number of the file that comes next.
    next: u32,
    /// Number of the file that is written, and of its map within the show.
    file: Option<(u32, u32, File)>,
    index: Option<File>,
    /// Up to where the file is whole.
    end: u64,
    written: u64,
    open: Option<Chapter>,
}

impl Recorder {
    pub fn new(folder: PathBuf, budget: Budget) -> Recorder {
        Recorder { folder, budget, next: 1, file: None, index: None, end: 0, written: 0, open: None }
    }

    async fn run(&mut self, mut cuts: mpsc::Receiver<Keep>) -> Result<(), Stop> {
        self.prepare().await?;
        while let Some(keep) = cuts.recv().await {
            self.take(keep).await?;
        }
        self.close().await
    }

    /// What a show gave next.
    pub async fn take(&mut self, Keep { cut, at }: Keep) -> Result<(), Stop> {
        match cut {
            Cut::Begin { map, is_discontinuous, .. } => {
                self.leave_room().await?;
                let is_other = self.file.as_ref().is_none_or(|(_, there, _)| *there != map.number);
                if is_other {
                    self.begin_file(self.next, map.number, &map.init).await?;
                    self.next += 1;
                }
                self.open = Some(Chapter {
                    start: self.end,
                    length: 0,
                    ticks: 0,
                    began_at: at,
                    is_discontinuous: is_discontinuous || is_other,
                });
                Ok(())
            }
            Cut::Part { data, ticks, .. } => {
                self.write(&data).await?;
                if let Some(open) = &mut self.open {
                    open.length += data.len() as u64;
                    open.ticks += ticks;
                }
                Ok(())
            }
            Cut::End => self.close().await,
        }
    }

    /// Go on after what is in the folder.
    pub async fn prepare(&mut self) -> Result<(), Stop> {
        let before = self.open_index().await.map_err(stop)?;
        self.next = before.last_file().map_or(1, |(number, _)| number + 1);
        Ok(())
    }

    async fn open_index(&mut self) -> std::io::Result<Index> {
        fs::create_dir_all(&self.folder).await?;
        let index = super::mend::mend(&self.folder).await?;
        let path = self.folder.join(INDEX);
        self.index = Some(OpenOptions::new().create(true).append(true).open(path).await?);
        Ok(index)
    }

    /// The market keeps its orders on this disk: it is not for recordings to fill it.
    async fn leave_room(&self) -> Result<(), Stop> {
        if self.budget.spare == 0 {
            return Ok(());
        }
        let free = budget::free_bytes(self.folder.clone()).await.map_err(stop)?;
        if free < self.budget.spare { Err(Stop::DiskFull) } else { Ok(()) }
    }

    async fn begin_file(&mut self, number: u32, map: u32, init: &Bytes) -> Result<(), Stop> {
        let path = self.folder.join(file_name(number));
        let file =
            OpenOptions::new().create(true).write(true).truncate(true).open(path).await.map_err(stop)?;
        self.file = Some((number, map, file));
        self.end = 0;
        self.write(init).await?;
        self.tell(Line::File { number, map_bytes: init.len() as u64 }).await
    }

    /// All of it, or nothing that counts.
    async fn write(&mut self, data: &Bytes) -> Result<(), Stop> {
        let size = data.len() as u64;
        if !self.budget.allows(self.written, size) {
            return Err(Stop::Limit);
        }
        let Some((_, _, file)) = &mut self.file else { return Ok(()) };
        file.write_all(data).await.map_err(stop)?;
        file.flush().await.map_err(stop)?;
        self.end += size;
        self.written += size;
        self.budget.used.fetch_add(size, Relaxed);
        Ok(())
    }

    /// What is open is whole.
    pub async fn close(&mut self) -> Result<(), Stop> {
        match self.open.take() {
            Some(chapter) if chapter.length > 0 => self.tell(Line::Segment(chapter)).await,
            _ => Ok(()),
        }
    }

    async fn tell(&mut self, line: Line) -> Result<(), Stop> {
        let Some(index) = &mut self.index else { return Ok(()) };
        index.write_all(line.write().as_bytes()).await.map_err(stop)?;
        index.flush().await.map_err(stop)
    }

    /// Leave what is whole. Where even that fails, the next reader mends it.
    pub async fn stop(&mut self) {
        if let Some((number, _, file)) = &mut self.file
            && let Err(error) = file.set_len(self.end).await
        {
            tracing::warn!(number, %error, "the tail of a recording could not be cut off");
        }
        if let Err(why) = self.close().await {
            tracing::warn!(%why, "the last segment of a recording is not in its index yet");
        }
    }
}

fn stop(error: std::io::Error) -> Stop {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Stop::DiskFull,
        _ => Stop::Failed(error.to_string()),
    }
}
