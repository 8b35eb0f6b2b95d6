login-label = E-mail or phone
login-hint = A phone number with its country code: +86 138 0013 8000
name-label = Your name
name-hint = Shops see it on your orders.
password-label = Password
password-hint = At least 8 characters. A sentence of your own is easiest to keep in mind.
signin-title = Sign in
signin-submit = Sign in
signin-no-account = New here?
signout = Sign out
register-title = Make an account
register-words = One account to buy, to bargain and to open a shop.
register-submit = Make an account
register-have-account = You have one already?
save = Save
mine-title = Mine
mine-place = Where you are
mine-no-password = This account has no password yet. On another device a code by e-mail opens it.
mine-no-password-phone = This account has no password yet. Without one you cannot sign in on another device: this market sends no text messages.
mine-buying = Buying
mine-orders = My orders
mine-orders-words = What is on its way, and until when your money is held
mine-addresses-words = Where parcels go
mine-shops = Selling
mine-no-shops = You have no shop yet. Opening one costs nothing.
mine-market = The market
mine-account = Account
mine-profile-words = Name, language, time zone
mine-password-words = Set or change it
mine-sessions-words = Devices that are signed in
mine-tokens-words = Keys for your own programs
mine-own = What is kept about you
mine-own-words = Take everything with you as a file, or close the account.
export-submit = Download my data
sessions-title = Where you are signed in
sessions-words = End whatever you do not know. Changing the password ends all but this one.
session-this = this one
session-times = since { $since }, last seen { $seen }
session-revoke = End
sessions-revoke-others = End all the others
profile-title = Profile
zone-label = Time zone
zone-hint = Deadlines are shown on this clock.
birth-year-label = Year of birth
birth-year-hint = Counted only in reports about 20 people or more.
password-title = Change the password
password-set-title = Set a password
password-set-words = With a password you can sign in anywhere.
password-change-words = All your other devices will be signed out.
password-before-label = Password until now
password-new-label = New password
addresses-title = Addresses
addresses-empty = No address yet
addresses-empty-words = Keep one now and checkouts begin with it filled in.
address-new-title = New address
address-edit-title = Change address
address-country = Country or region
address-country-choose = Use its form
address-country-hint = Choose this first: every country writes addresses its own way.
address-make-default = Begin checkouts with this one
address-is-default = default
address-remove = Remove
address-remove-question = Remove this address?
address-remove-words = Orders that were placed keep it.
address-name = Who receives it
address-phone = Phone for the carrier
address-region = State or province
address-city = City
address-line1 = Street and number
address-line2 = Flat, floor, building
address-postal-code = Postal code
address-cn-region = Province
address-cn-city = City and district
address-cn-line1 = Street, number, village
address-cn-line2 = Building and room
address-jp-postal-code = Postal code (〒)
address-jp-region = Prefecture
address-jp-city = City, ward or town
address-jp-line1 = District and number
address-jp-line2 = Building and room
address-in-line1 = House, flat, street
address-in-line2 = Area, village, landmark
address-in-city = Town or district
address-in-region = State
address-in-postal-code = PIN code
address-id-line1 = Street and number (Jalan)
address-id-line2 = RT/RW, kelurahan, kecamatan
address-id-city = City or regency
address-id-region = Province
tokens-title = Tokens for programs
tokens-words = A token lets a program of yours act in your name, within what you tick.
token-made = Here is the token. Copy it now: it is shown only this once.
token-copy = Copy
token-copied = Copied
token-used = last used { $when }
token-unused = never used
token-revoke = End
token-revoke-question = End this token? Programs that use it stop working at once.
token-new-title = New token
token-name-label = What it is for
token-name-hint = “Stock sheet on the office computer”
token-scopes-label = What it may do
token-make = Make the token
scope-account-read = Read your profile and addresses
scope-account-write = Change your profile and addresses
scope-operator = Run the market
api-scope-account-read = See your account, your addresses and your sessions
api-scope-account-write = Change them
api-scope-operator = Run the market; only for operators
closure-title = Close the account
closure-words = This cannot be taken back.
closure-goes = Your name, login, addresses and tokens are deleted, and you are signed out everywhere.
closure-stays = Orders stay in the books of the shops, as the law asks, without your account.
closure-submit = Close my account for good
about-title = About the market
about-lead = A village fair that is open every day: makers, farmers and young designers sell what their own hands made or grew.
about-makers = Every shop has a face and a place. You read who made a thing, where and how, before you read its price.
about-escrow = Nobody has to trust a stranger with money: the market holds it until the goods are in your hands.
about-escrow-more = How escrow works
about-own = The market belongs to those who run it: a co-operative, a county, a guild. Its program is free, and everything it keeps about you is yours to take along.
help-title = Help
help-escrow = How your money is kept safe
help-escrow-words = You pay the market, not the shop. The market keeps the money in escrow and gives it to the shop when you have the goods. These are the clocks:
help-account = Do I need an account?
help-account-words = To look around, no. At the checkout an e-mail address or a phone number is enough: the account is made on the way, and on another device a code by e-mail opens it. With a phone number only, set a password: this market sends no text messages.
help-cancel = Can I change my mind?
help-cancel-words = Until the parcel is on its way you can cancel the order on its page, and all the money comes back.
help-shop = Can I sell here?
help-shop-words = Anybody with an account can.
sell-title = Open a shop
sell-lead = Your name over the door, your story, your prices. What you need is a phone and something you made or grew.
sell-open = Open the shop: a name, an address for its page, a place. Two minutes.
sell-goods = Put up your first things: a photo by the window, a price, how many there are. A sheet from another shop system can be brought in whole.
sell-shipping = Say where you ship to and what it costs.
sell-orders = Ship what was paid for and enter the tracking number.
sell-cost = What it costs
sell-cost-words = Opening and keeping a shop costs nothing. When you sell, the market keeps { $percent } % of the price of the goods; nothing of the shipping.
sell-money = When the money comes
refused-sign-in = Login and password do not belong together
refused-login = This is neither an e-mail address nor a phone number with its country code
refused-login-taken = This login has an account already. Sign in instead.
refused-password-short = At least { $min } characters
refused-password-long = At most { $max } characters
refused-password-is-login = Anybody who knows your address would guess this password
refused-password-wrong = This is not your password
refused-phone = Please give a phone number: digits, blanks, + and hyphens
refused-postal-code = The postal code should look like { $form } (9 is any digit, A any letter)
refused-no-scope = Please tick at least one
refused-owns-shop = A shop of yours is open. Close it first: its buyers count on it.
problem-login-taken = This login has an account already
problem-addresses-full = The address book is full: remove an address first
problem-tokens-full = There are 20 tokens already: end one first
done-registered = Welcome to the market.
done-signed-out = You are signed out.
done-session-revoked = That device is signed out.
done-sessions-revoked = All other devices are signed out.
done-profile = Your profile is saved.
done-password = The new password is set.
done-address = The address is saved.
done-address-removed = The address is removed.
done-token-revoked = The token has ended.
done-closed = Your account is closed. Farewell.
help-unpaid = An order that is not paid within { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
} is closed, and the things go back on the shelf.
help-ship-within = What the shop has not sent within { $n ->
    [one] { $n } day
   *[other] { $n } days
} is refunded to you.
help-objection-home = When the parcel is sent you have { $n ->
    [one] { $n } day
   *[other] { $n } days
} to object, or to say it has arrived.
help-objection-abroad = From abroad you have { $n ->
    [one] { $n } day
   *[other] { $n } days
}. If you say nothing until then, the shop gets its money.
help-extension = If the parcel is late, you may add { $n ->
    [one] { $n } day
   *[other] { $n } days
} once.
sell-money-words = The buyer pays before you ship, and the money waits in escrow. It is yours when the buyer says the parcel has arrived, or { $n ->
    [one] { $n } day
   *[other] { $n } days
} after you shipped if the buyer says nothing.
