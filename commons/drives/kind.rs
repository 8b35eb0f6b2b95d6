use kernel::words;

words! {
    /// What somebody is who opens a shop: one who trades in person, or a company.
    SignUpKind { Retailer = "retailer", Company = "company" }
}
