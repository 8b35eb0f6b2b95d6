use kernel::Forbidden;
use platform::db::DbError;

#[derive(Clone, Debug, thiserror::Error)]
pub enum SayError {
    #[error("there is no such conversation")]
    NoSuchConversation,
    #[error("there is no such listing in this shop")]
    NoSuchListing,
    #[error("there is no such order between the two")]
    NoSuchOrder,
    #[error("one side wants to hear no more of the other")]
    Blocked,
    #[error("a moderator has had them begin no conversations")]
    Paused,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the message could not be kept")]
    Store(#[from] DbError),
}
