//! What somebody can be told: the kinds of notification, each brought by the capability that sends it.

/// What a kind is about, for the page on which one chooses: the last part of the key of its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topic(pub &'static str);

/// Whether one can do without a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// It can be switched off.
    Optional,
    /// The same, and it stands in the list alone: written to somebody, it would come too late.
    Listed,
    /// Money or a deadline depends on it.
    Required,
}

/// One sort of notification; its name is that of the mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    pub name: &'static str,
    pub topic: Topic,
    pub delivery: Delivery,
}

impl Kind {
    /// One that can be switched off.
    pub const fn optional(name: &'static str, topic: &'static str) -> Self {
        Self { name, topic: Topic(topic), delivery: Delivery::Optional }
    }

    /// One that stands in the list alone, and can be switched off there.
    pub const fn listed(name: &'static str, topic: &'static str) -> Self {
        Self { name, topic: Topic(topic), delivery: Delivery::Listed }
    }

    /// One that money or a deadline depends on.
    pub const fn required(name: &'static str, topic: &'static str) -> Self {
        Self { name, topic: Topic(topic), delivery: Delivery::Required }
    }

    /// Its place in a form and the last part of the keys of its texts.
    pub fn key(&self) -> String {
        self.name.replace(['.', '_'], "-")
    }
}

/// Where a kind arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preference {
    pub kind: Kind,
    pub mail: bool,
    pub list: bool,
    /// As a text to the phone of who has no address.
    pub text: bool,
}

impl Preference {
    /// Everything arrives everywhere until somebody says otherwise; texts, which are paid for, where it is needed.
    pub fn usual(kind: Kind) -> Self {
        let mail = kind.delivery != Delivery::Listed;
        Self { kind, mail, list: true, text: kind.delivery == Delivery::Required }
    }

    /// The same choice, but what must arrive does, and what is only listed is not written.
    pub fn in_force(self) -> Self {
        match self.kind.delivery {
            Delivery::Required => Self::usual(self.kind),
            Delivery::Listed => Self { mail: false, text: false, ..self },
            Delivery::Optional => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_arrive_cannot_be_switched_off() {
        for (kind, arrives) in [(Kind::optional("a.b", "c"), false), (Kind::required("a.b", "c"), true)] {
            let off = Preference { kind, mail: false, list: false, text: false }.in_force();
            assert_eq!((off.mail, off.list, off.text), (arrives, arrives, arrives));
        }
    }
    #[test]
    fn what_is_only_listed_is_not_written() {
        let kind = Kind::listed("a.b", "c");
        let usual = Preference::usual(kind);
        let all = Preference { kind, mail: true, list: true, text: true }.in_force();
        assert_eq!((usual.mail, usual.list, usual.text), (false, true, false));
        assert_eq!((all.mail, all.list, all.text), (false, true, false));
    }
}
