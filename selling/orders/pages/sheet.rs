use kernel::words;

words! {
    /// A paper of an order, by the last part of its address.
    Sheet { Invoice = "invoice.pdf", PackingSlip = "packing-slip.pdf", Label = "label.pdf" }
}
