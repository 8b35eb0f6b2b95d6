use kernel::words;

words! {
    /// How a listing comes to be: ready in stock, made when ordered, grown, or a ticket that admits on its day.
    Kind { Stock = "stock", MadeToOrder = "made_to_order", Harvest = "harvest", Ticket = "ticket" }
}

impl Kind {
    /// The kinds that a shop says of what it lists. A ticket is listed by what it admits to.
    pub const SAID: [Self; 3] = [Self::Stock, Self::MadeToOrder, Self::Harvest];

    /// A kind that a shop may say.
    pub fn said(word: &str) -> Option<Self> {
        Self::parse(word).filter(|kind| Self::SAID.contains(kind))
    }
}
