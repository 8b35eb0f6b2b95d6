/// Why a mail did not go out.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("{0} is not an address that mail can go to or come from")]
    Address(String),
    #[error("the mail server's address cannot be used: {0}")]
    Url(String),
    #[error("the mail server did not take the mail: {0}")]
    Server(String),
    #[error("the mail could not be written: {0}")]
    Unwritten(#[from] lettre::error::Error),
    #[error("the mail could not be set")]
    Unset(#[from] askama::Error),
    #[error("the mail could not be put into the spool: {0}")]
    Spool(#[from] std::io::Error),
}
