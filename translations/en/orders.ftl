cart-title = Cart
orders-sold = { $n } sold
cart-shops = { $n ->
    [one] From one shop
   *[other] From { $n } shops
}
cart-empty-title = Your cart is empty
cart-empty-words = Carved leather, mended bowls, this year's goji: somebody made them with care.
cart-empty-act = Browse the market
cart-sum = Total
cart-items = { $n ->
    [one] Goods (1 piece)
   *[other] Goods ({ $n } pieces)
}
cart-shipping = Shipping
cart-shipping-later = counted at checkout
cart-check-out = Check out
cart-not-ready = Something in the cart cannot be ordered now. Change or remove it first.
cart-promise = { $n ->
    [one] The market holds your money until the goods are in your hands.
   *[other] One payment for { $n } shops. The market holds your money until the goods are in your hands.
}
cart-one-currency = Each currency is paid separately.
cart-shop-away = This shop is on holiday or closed; nothing can be ordered there now.
cart-only-left = { $n ->
    [one] Only one is left
   *[other] Only { $n } are left
}
cart-too-many = { $n ->
    [0] None are left
    [one] Only one is left
   *[other] At most { $n } can be ordered
}
cart-obstacle-archived = No longer on sale
cart-obstacle-sold-out = Just sold out
cart-obstacle-too-many = More than can be ordered at once; please take fewer
cart-left-out = Not in the cart
cart-left-out-unnamed = Something you had added
cart-left-out-gone = The shop does not sell it like this any more
cart-left-out-full = { $n ->
    [one] A cart holds one thing
   *[other] A cart holds { $n } things; this one waits here
}
cart-put-in = Add to cart
cart-quantity = Quantity
cart-update = Update
cart-take-out = Take out { $name }
checkout-title = Checkout
checkout-steps = Steps
checkout-step-address = Address and shipping
checkout-step-pay = Payment
checkout-who = Your contact
checkout-login = E-mail address or phone number
checkout-login-hint = Enough to buy: we make you an account on the way. With an e-mail address you come back to it by a code; a phone number needs a password, since this market sends no text messages.
checkout-have-account = Have an account?
checkout-where = Delivery address
checkout-new-address = Another address
checkout-count-again = Update shipping
checkout-days = { $low }–{ $high } days on the way
checkout-ship = Shipped by the shop
checkout-free = free
checkout-no-zone = This shop does not ship to that address.
checkout-note = A note to the shop
checkout-sum = This purchase
checkout-items = Goods
checkout-total = Total
checkout-pay = Pay { $amount }
checkout-promise = { $n ->
   *[other] The goods are kept for you for { $n } minutes. The shop gets the money when you have them.
}
checkout-total-changed = A price or the shipping has changed. Please look at the new total before paying.
checkout-not-ready = Something cannot be ordered or shipped there. Please look again.
checkout-sold-out = Somebody was faster: a piece has just sold out. Nothing was charged.
checkout-cart-changed = Your cart has changed in the meantime, perhaps in another window. Please look at it once more.
refused-login-known = This login has an account already. Sign in first, with a password or a code; your cart comes along.
orders-title = My orders
orders-empty-title = No orders yet
orders-empty-words = What you buy appears here, with whose turn it is and until when.
orders-things = Items
orders-shop = Shop
orders-state = Status
orders-deadline = Deadline
orders-and-more = { $n ->
    [one] and one more
   *[other] and { $n } more
}
orders-all = All
orders-search = Thing, shop or order number
orders-standing-to-pay = To pay
orders-standing-in-preparation = Being prepared
orders-standing-on-the-way = On the way
orders-standing-done = Done
orders-standing-cancelled = Cancelled
orders-none = None here
orders-none-words = No order of yours fits. Look among all of them.
orders-again = Buy again
cart-again-missing = { $n ->
    [one] This of your order cannot be bought now:
   *[other] These of your order cannot be bought now:
}
order-title = Order
order-number = Order
order-timeline = Progress
order-details = This order
order-ship-to = Deliver to
order-note = Your note
order-in-escrow = { $amount } is held in escrow
order-state-unpaid = Unpaid
order-state-paid = To be shipped
order-state-shipped = On the way
order-state-completed = Completed
order-state-closed = Closed
order-state-refunded = Refunded
order-headline-unpaid = Waiting for your payment
order-headline-paid = Paid; the shop is packing
order-headline-shipped = On its way to you
order-headline-completed = Received
order-headline-closed = Closed
order-headline-refunded = Refunded
order-now-unpaid = Pay to keep it
order-now-paid = The shop's turn
order-now-shipped = Has it arrived?
order-now-completed = All done
order-now-closed = Nothing to do
order-now-refunded = Your money is on its way back
order-now-words-unpaid = The goods are kept for you until the deadline.
order-now-words-paid = Your money waits in escrow. If the parcel is not sent in time, you get it back by itself.
order-now-words-shipped = Look at it first, then confirm. When you confirm, the shop gets the money.
order-now-words-completed = The shop has its money. Thank you for buying from the one who made it.
order-now-words-closed = It was not paid in time or was cancelled.
order-nothing-charged = Nothing was charged.
order-now-words-refunded = The whole amount goes back the way it was paid.
order-due-unpaid = Payment due:
order-due-paid = Shipping due:
order-ready = Ready
order-at-the-latest = At the latest
order-ready-words = The shop has promised it for { $day }. It has some days of grace: what has not left by { $due } is refunded.
order-due-shipped = Counts as received:
order-act-pay = Pay now
order-act-receive = I have received it
order-act-extend = Wait longer
order-act-cancel = Cancel
order-act-ship = Ship
order-confirm-receipt = Do you have the goods? The shop gets the money then.
order-confirm-cancel = Cancel this order? The whole amount comes back to you.
order-step-place = Ordered
order-step-pay = Paid
order-step-close = Closed
order-step-ship = Shipped
order-step-extend = More time taken
order-step-receive = Received, money released to the shop
order-step-refund = Refunded
order-ahead-paid = Payment
order-ahead-shipped = The shop ships
order-ahead-completed = Received, money released to the shop
done-order-received = Thank you. The shop has its money now.
done-order-extended = You have more time.
done-order-cancelled = Cancelled. What was paid goes back.
done-order-shipped = The parcel is recorded. The buyer can see it.
breadcrumbs = You are here
copy-number = Copy number
copied = Copied
purchase-title = Purchase
purchase-headline-unpaid = Waiting for the payment
purchase-headline-confirming = We are confirming your payment
purchase-headline-declined = Your payment did not go through
purchase-headline-paid = Thank you, it is paid
purchase-headline-closed = This purchase was closed
purchase-words-unpaid = Pay until the time below: what you ordered is kept for you until then.
purchase-words-confirming = Please do not pay again. This page looks again by itself; it usually takes some seconds.
purchase-words-declined = Nothing was charged.
purchase-words-deposit = The deposit of { $amount } is paid and held; { $due } is to be paid when the piece is ready. The shop begins.
purchase-confirming-words = Waiting for the word of the payment provider …
purchase-declined-words = The bank or the provider declined it. Try again, or pay another way: what you ordered is kept for you until the time below.
purchase-words-paid = The money waits in escrow. Each shop has been told to pack.
purchase-words-closed = It was not paid in time.
purchase-in-vain = Your payment of { $amount } came too late, or a second time. All of it goes back to you.
unfinished-orders = { $n ->
    [one] One order is under way
   *[other] { $n } orders are under way
}
unfinished-gifts = { $n ->
    [one] One gift waits for its address
   *[other] { $n } gifts wait for their addresses
}
unfinished-refunds = { $n ->
    [one] One request for money back is open
   *[other] { $n } requests for money back are open
}
desk-buyer-closed = The buyer has closed their account. The order goes on by its clocks; what you write does not reach them.
purchase-orders = { $n ->
    [one] One order
   *[other] { $n } orders, one for each shop
}
desk-title = Shop desk
desk-today = { $n ->
    [0] Nothing waits today
    [one] One parcel to send
   *[other] { $n } parcels to send
}
desk-new-listing = New listing
desk-to-ship = To be shipped
desk-on-the-way = On the way
desk-in-escrow = In escrow
desk-earned = Paid out to your balance
desk-to-do = To do
desk-nothing = All parcels are on their way
desk-nothing-words = New orders appear here as soon as they are paid.
desk-orders = Orders
desk-no-orders = No orders with this status
desk-no-orders-words = Choose another status above.
desk-orders-seek = Search orders
desk-orders-seek-hint = Buyer, phone, thing or order number
desk-orders-more = Dates, status, order
desk-orders-from = From
desk-orders-to = Until
desk-any-state = Any status
desk-sort = Sort by
desk-sort-newest = Newest first
desk-sort-oldest = Oldest first
desk-orders-find = Search
desk-orders-clear = Clear
desk-none-found = Nothing found
desk-none-found-words = Try fewer letters, or other dates.
desk-orders-file = As a file (CSV)
desk-choose = Choose the order
desk-ship-chosen = Ship the chosen
desk-print-chosen = Print slips and labels
desk-ship-several = Ship several orders
desk-ship-several-words = Carrier and number of each parcel; both may be empty. What cannot be shipped stays here and says why.
desk-ship-done = { $n ->
    [one] One order is shipped.
   *[other] { $n } orders are shipped.
}
desk-ship-left = { $n ->
    [one] One order is not shipped yet: see below.
   *[other] { $n } orders are not shipped yet: see below.
}
desk-ship-all = { $n ->
    [one] Ship one order
   *[other] Ship { $n } orders
}
desk-none-chosen = Nothing to ship
desk-none-chosen-words = Tick orders that are to be shipped in the list first.
done-orders-shipped = The orders are shipped.
desk-buyer = Buyer
desk-act = Action
desk-look = Open
desk-headline-unpaid = Not paid yet
desk-headline-paid = Paid: please pack and send
desk-headline-shipped = On its way
desk-headline-completed = Completed
desk-headline-closed = Closed
desk-headline-refunded = Refunded
desk-ship-title = Send the parcel
desk-ship-words = The money is held for you. Without a carrier's number you may leave both fields empty.
desk-carrier = Carrier
desk-tracking = Tracking number
desk-act-cancel = I cannot deliver it
desk-confirm-cancel = Cancel this order? The buyer gets the whole amount back.
desk-commission = Market's commission
desk-payout = You receive
desk-payout-now = You receive of the deposit
desk-payout-end = You receive in total
money-title = Money
money-words = What waits in escrow and what has been released to you, line by line.
money-empty = No money yet
money-empty-words = When the first buyer confirms, the released amount appears here.
money-statement = Statement, newest first
money-when = Date
money-cause = Reason
money-amount = Amount
ledger-cause-capture = Paid into escrow
ledger-cause-release = Released, less commission
ledger-cause-refund = Refunded
problem-order-state = This is not possible at this point of the order
problem-too-few-left = Fewer pieces are left than you asked for
problem-cart-full = The cart is full
problem-cart-empty = There is nothing to buy
problem-cart-not-ready = Something in the cart cannot be ordered now
problem-cart-changed = The cart has changed in the meantime; look at it once more.
problem-unpayable-too-fine = Cards take this currency only when the last of its three decimals is 0. Please ask the shop for a rounder price, or change the number of pieces.
problem-unpayable-too-small = The payment provider takes no amount as small as this. Please add something.
problem-unpayable-too-large = The payment provider takes no amount as large as this. Please buy it in parts.
problem-provider-refused = The payment provider refuses this payment.
purchase-payment-refused = The payment provider refuses this payment. What you ordered is kept for you until the time below; nothing was taken.
purchase-payment-unanswered = The payment provider does not answer. What you ordered is kept for you until the time below: please try again in a moment.
problem-total-changed = The total has changed since you saw it
problem-amount = The amounts do not fit
problem-sold-out = A piece has just sold out
problem-purchase-state = This purchase does not wait for a payment
problem-provider = The payment provider does not answer. Please try again.
problem-signature = The signature is missing or wrong
problem-stale = This notice is too old
order-ask-shop = Ask the shop

scope-orders-read = Read orders
scope-orders-write = Place, ship and confirm orders
api-scope-orders-read = See your cart, your orders and the orders of your shop
api-scope-orders-write = Buy, pay, ship, confirm and cancel
order-about = When you ordered
checkout-login-texts = Enough to buy: we make you an account on the way. You come back to it by a code, by e-mail or by text message.

order-channel = Sold by
order-channel-listing = Listing page
order-channel-search = Search
order-channel-offer = Bargaining
order-channel-quote = Custom quote
order-channel-live = Live room
order-channel-replay = Replay
order-channel-video = Short video
order-channel-festival = Festival
checkout-nothing-sent = Nothing is sent by post, so no address is asked for.
checkout-for-whom = For whom
