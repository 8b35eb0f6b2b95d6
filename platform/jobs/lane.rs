use kernel::words;

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
        /// Nobody, but it takes its time.
        Long = "long",
    }
}

impl Lane {
    /// Jobs that run at once. In our own lane they go in rounds, so that their commits are grouped.
    pub(super) const fn width(self) -> usize {
        match self {
            Self::Own => 64,
            Self::Provider | Self::Post | Self::Texts | Self::Push => 16,
            Self::Long => 2,
        }
    }
}
