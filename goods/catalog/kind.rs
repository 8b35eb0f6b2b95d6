use kernel::words;

words! {
    /// How a listing comes to be: ready in stock, made when ordered, or grown.
    Kind { Stock = "stock", MadeToOrder = "made_to_order", Harvest = "harvest" }
}
