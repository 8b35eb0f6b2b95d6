use kernel::words;

words! {
    /// How a listing is taxed, where its shop states a tax at all.
    TaxClass {
        Standard = "standard",
        /// At the lower rate of its shop, where it has one.
        Reduced = "reduced",
        /// At a rate of nothing.
        Zero = "zero",
        /// Not taxed, which is another thing than a rate of nothing.
        Exempt = "exempt",
    }
}
