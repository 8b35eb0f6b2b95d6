paper-invoice = Invoice
paper-slip = Packing slip
paper-label = Shipping label
paper-print = Print
paper-from = From
paper-to = To
paper-ordered = Ordered on
paper-sku = SKU
paper-unit = Each
paper-total = Total
paper-left = Remaining
paper-note = The buyer's note
paper-refunded = This order was refunded in full.
paper-invoice-words = Sold by the shop named above through { $market }, which holds the payment until the goods have arrived.
paper-slip-words = Please check the contents against this slip. If something is missing or damaged, say so on the order's page before you confirm it.
paper-pieces = { $n ->
    [one] 1 piece
   *[other] { $n } pieces
}
statement-cut-paper = The paper shows the first lines; the CSV file has all of them.
problem-nothing-to-print = There is no paper for an order that was not paid.
problem-no-fonts = Papers cannot be printed yet: fonts are missing on the server. Its operator installs the packages fonts-noto-core and fonts-noto-cjk.
operator-history = History
operator-step = Step
operator-step-by = By
paper-without-font = Some letters could not be printed: no font that is installed here has them. The operator of the market can install one.
paper-invoice-number = Invoice number
paper-issued = Issued
paper-tax-number = Tax number of the shop
