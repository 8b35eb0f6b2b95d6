//! What a gateway says of a text later, in the words of those that are usual.

use kernel::words;

use crate::web::Fields;

words! {
    /// What became of a text at the phone.
    ReportedState { Delivered = "delivered", Undelivered = "undelivered" }
}

/// A report: of which text, and what became of it. On the way to the phone nothing is over yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Ours, or the gateway's own.
    pub reference: String,
    pub state: Option<ReportedState>,
}

const REFERENCES: [&str; 8] =
    ["reference", "id", "message_id", "messageId", "MessageSid", "client-ref", "msgid", "sid"];
const STATES: [&str; 5] = ["status", "MessageStatus", "state", "dlr", "stat"];

const DELIVERED: [&str; 4] = ["delivered", "delivrd", "success", "1"];
const UNDELIVERED: [&str; 10] = [
    "undelivered",
    "undeliv",
    "failed",
    "expired",
    "rejected",
    "rejectd",
    "deleted",
    "error",
    "undeliverable",
    "2",
];

impl Report {
    /// Read a form, a query or JSON; none when it names no text or says nothing of it.
    pub fn read(fields: &Fields) -> Option<Self> {
        let first = |names: &[&str]| {
            names
                .iter()
                .map(|name| fields.value(name).trim())
                .find(|value| !value.is_empty() && value.len() <= 100)
        };
        let (reference, state) = (first(&REFERENCES)?, first(&STATES)?.to_ascii_lowercase());
        let state = if DELIVERED.contains(&state.as_str()) {
            Some(ReportedState::Delivered)
        } else {
            UNDELIVERED.contains(&state.as_str()).then_some(ReportedState::Undelivered)
        };
        Some(Self { reference: reference.to_owned(), state })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_reports_are_understood() {
        let read = |query: &str| Report::read(&Fields::from_query(query)).map(|it| (it.reference, it.state));
        let some = |reference: &str, state| Some((reference.to_owned(), state));
        assert_eq!(read("id=7&status=DELIVRD"), some("7", Some(ReportedState::Delivered)));
        assert_eq!(
            read("MessageSid=SM1&MessageStatus=undelivered"),
            some("SM1", Some(ReportedState::Undelivered))
        );
        assert_eq!(read("reference=a&status=sent"), some("a", None));
        assert_eq!(read("status=delivered"), None);
        assert_eq!(read("id=7"), None);
        assert_eq!(read(""), None);
    }
}
