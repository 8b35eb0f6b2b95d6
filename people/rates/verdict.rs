//! What becomes of one rate of a file.

use kernel::words;

words! {
    /// What becomes of one rate of a file: taken, known already, doubtful, or refused with the reason.
    Verdict {
        New = "new",
        /// Exactly this is kept for that day.
        Known = "known",
        /// Another rate is kept for that day.
        Other = "other",
        /// Half as much again as the day before, or more.
        Leap = "leap",
        /// It is what the other direction should be.
        Swapped = "swapped",
        /// The file says nothing there.
        Missing = "missing",
        Zero = "zero",
        Negative = "negative",
        DecimalComma = "decimal-comma",
        TooManyDigits = "too-many-digits",
        NotANumber = "not-a-number",
        NotACurrency = "not-a-currency",
        /// From a currency into itself.
        SameCurrency = "same-currency",
        NotADay = "not-a-day",
        Future = "future",
        /// The file has another rate for the same pair and day, further up.
        Twice = "twice",
        /// Nobody is named who says so.
        NoSource = "no-source",
    }
}

impl Verdict {
    /// Whether it is taken only when somebody says so.
    pub const fn is_doubtful(self) -> bool {
        matches!(self, Verdict::Other | Verdict::Leap | Verdict::Swapped)
    }

    /// Whether it is never taken, and says something that its file should not.
    pub const fn is_refused(self) -> bool {
        !matches!(self, Verdict::New | Verdict::Known | Verdict::Missing) && !self.is_doubtful()
    }
}
