//! The gateway's own page, where the payer decides what shall happen.
