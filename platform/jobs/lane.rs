use std::time::Duration;

use kernel::words;

/// How long a taken job is out of everybody else's reach, and again while it runs. On PostgreSQL a crash in between costs
/// this long.
pub(super) const LEASE: Duration = Duration::from_secs(60);

words! {
    /// Whom a job waits for, and so beside which others it runs: one that waits for long keeps only its own lane waiting.
    Lane {
        /// Nobody but the database.
        Own = "own",
        /// Those who take and send money.
        Provider = "provider",
        /// The mail server.
        Post = "post",
        /// Whoever sends texts to phones.
        Texts = "texts",
        /// Push services, which visitors name.
        Push = "push",
        /// Nobody: news for very many, told some at a time, so that nobody's money waits for it.
        News = "news",
        /// Nobody, but it takes its time.
        Long = "long",
        /// Programs that make videos, for minutes or hours.
        Video = "video",
    }
}

impl Lane {
    /// Jobs that run at once: in the two that every sale passes, so many that their commits are grouped.
    pub(super) const fn width(self) -> usize {
        match self {
            Self::Own | Self::Post => 64,
            Self::Provider | Self::Texts | Self::Push => 16,
            Self::News => 1,
            Self::Long => 2,
            Self::Video => 4,
        }
    }

    /// Its bell among those of the process.
    pub(super) const fn bell(self) -> usize {
        self as usize
    }
}
