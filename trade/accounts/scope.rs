use kernel::words;

words! {
    /// What a token may do in its owner's name.
    Scope {
        AccountRead = "account:read", AccountWrite = "account:write",
        ShopsWrite = "shops:write", CatalogWrite = "catalog:write",
        OrdersRead = "orders:read", OrdersWrite = "orders:write",
        LedgerRead = "ledger:read", PayoutsWrite = "payouts:write", Operator = "operator",
    }
}
