use tokio::sync::Notify;

/// As many as anybody has given a meaning.
const BELLS: usize = 8;

/// What is rung after a commit, so that whoever waits beside it looks at the rows.
#[derive(Default)]
pub struct Bells([Notify; BELLS]);

impl Bells {
    /// Ring those that are wanted.
    pub(super) fn ring(&self, wanted: Wanted) {
        let rung = self.0.iter().enumerate().filter(|(bell, _)| wanted.0 & (1 << bell) != 0);
        rung.for_each(|(_, bell)| bell.notify_one());
    }

    /// Wait until a bell is rung. One that was rung while nobody waited is heard at once.
    pub async fn rung(&self, bell: usize) {
        if let Some(bell) = self.0.get(bell) {
            bell.notified().await;
        }
    }
}

/// Bells that are to be rung.
#[derive(Clone, Copy, Default)]
pub struct Wanted(u8);

impl Wanted {
    pub fn add(&mut self, bell: usize) {
        self.0 |= 1 << (bell % BELLS);
    }
}
