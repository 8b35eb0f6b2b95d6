room-tools = Tools of the room
room-prices = Room price
room-prices-words = For as long as a countdown runs, so many pieces cost less for whoever watches.
room-price-of = Which thing
room-price-amount = Price in the room
room-price-how-many = How many pieces
room-price-per-buyer = How many for each buyer
room-price-per-buyer-hint = 1 unless you say more.
room-price-seconds = How long
room-seconds = { $n ->
    [one] 1 second
   *[other] { $n } seconds
  }
room-allowance-now = { $n ->
    [0] A claim counts until the countdown is over.
    [one] A claim counts until one second after the countdown, since pictures are behind by different times.
   *[other] A claim counts until { $n } seconds after the countdown, since pictures are behind by different times.
  }
room-price-give = Start the countdown
room-price-not-on-air = Prices are given while the room is on air.
room-prices-given = Given so far
room-prices-none = No price was given yet.
room-price-running = Running
room-price-gone = All claimed
room-price-over = Over
room-price-claimed = { $taken } of { $pieces } claimed
room-price-end = End it now
room-manners = How this room is held
room-allowance = Seconds that claims count longer
room-allowance-hint = 0 to 20. Viewers whose picture is further behind see a price at once and are told.
room-slow = Seconds between two lines of one viewer
room-slow-hint = 0 to 300; 0 lets them write as they like.
room-claim = Claim
room-claim-title = Claim the room price
room-back = Back to the room
room-claim-pieces = Pieces
room-claim-until = Countdown until
room-shows-name = The room may be told my name
room-price-pieces = { $n ->
    [one] one piece
   *[other] { $n } pieces
  }
room-price-each = { $n ->
    [one] one for each
   *[other] { $n } for each
  }
room-price-behind = Your picture is { $seconds } seconds behind. The price counts already: look at the clock.
room-price-line = Room price { $amount }, { $pieces } pieces
room-price-over-line = The countdown is over
room-price-gone-line = All pieces are claimed
room-bought-line = A buyer in { $place } bought this
room-bought-name-line = { $name } bought this
done-room-price = The countdown runs
done-room-price-over = The countdown is over
done-room-manners = It holds from now on
refused-room-price = Give less than the { $price } that it costs now.
refused-room-pieces = There are only { $left } pieces.
refused-room-price-runs = A price of this thing runs already.
refused-room-listing = This thing is not on sale here.
problem-room-price-limits = A countdown has 10 to 300 seconds, and each buyer a part of the pieces
problem-room-price-runs = A price of this thing runs already
problem-claim-over = The countdown is over
problem-claim-gone = All pieces are claimed
problem-claim-too-many = You have as many as each buyer may have at this price
problem-claim-not-on-sale = This is not on sale any more
price-deduction-room-shop = Room price
operator-number-room-price-with-campaign-allowed = Room price beside campaigns
operator-about-room-price-with-campaign-allowed = 1 takes both off a piece, 0 the better of the two.
operator-number-room-price-with-tiers-allowed = Room price beside prices by quantity
operator-about-room-price-with-tiers-allowed = 1 takes both off a piece, 0 the better of the two.
desk-host-share = Share of the host
statement-hosts = Shares of hosts
ledger-cause-host-share = Share of a host
ledger-cause-host-share-back = Share of a host given back
operator-cause-host-share = Share of a host
operator-cause-host-share-back = Share of a host given back
operator-account-hosts = Between shops and hosts
room-buy-title = Buy now
room-offer = Make an offer
room-offer-title = Make an offer
room-offer-taps = Amounts
room-offer-words = Only the shop sees what you offer. The answer comes into your conversation.
room-offer-own = Your own amount, for all pieces
room-offer-send = Offer this
room-offers = Offers
room-offers-words = Equal offers stand together: one tap answers all of them.
room-offers-none = No open offer
room-offers-none-words = When viewers bargain for what is on show, it stands here.
room-offers-at = { $count } at { $amount }
room-offers-accept = Accept all
room-offers-decline = Decline all
room-offers-counter = Ask for another price
room-offers-counter-amount = What you ask
room-offers-line = { $n ->
    [one] The host accepted an offer
   *[other] The host accepted { $n } offers
  }
room-offers-told = Offers accepted: { $count }
room-look-again = Look again
done-room-offers = The offers are answered
problem-room-not-shown = This is not on show in this room
problem-room-offer-agreed = The shop whose it is lets hosts go no lower than that.
hosting-title = Selling for others
hosting-words = With their yes, a host shows and sells things of other shops, for a share that both agree on before.
hosting-hosts = Who sells for you
hosting-choose = Only some things
hosting-agree = Agree
hosting-decline = Decline
hosting-end = End it
hosting-ask = Ask a shop
hosting-shop = The shop
hosting-shop-hint = Its address, or the last part of it: helan-leather
hosting-share = Your share, in percent
hosting-share-hint = Of what its goods are sold for: 10, say. 50 at the most.
hosting-say = What you say with it
hosting-send = Ask
hosting-asked = For whom you sell
hosting-none = You have asked nobody yet.
hosting-withdraw = Take back
hosting-listings = { $n ->
    [one] one thing
   *[other] { $n } things
  }
agreement-state-asked = Asked
agreement-state-agreed = Agreed
agreement-state-declined = Declined
agreement-state-withdrawn = Taken back
agreement-state-ended = Ended
done-hosting-asked = The shop is asked
done-hosting-agreed = It is agreed
done-hosting-declined = It is declined
done-hosting-withdrawn = It is taken back
done-hosting-ended = It has ended
refused-hosting-shop = There is no open shop of this name.
refused-hosting-own = For your own shop you need nobody's yes.
refused-hosting-currency = This shop sells in another currency.
problem-agreement-state = This agreement has been answered or has ended
problem-hosting-full = As many askings wait as may wait
room-question = Question
room-question-put = Answer it
room-question-done = Question answered
room-like = Like
room-order = People and words
room-order-words = Who is silent in your rooms, and which words no viewer's line may have.
room-unwanted = Unwanted words
room-unwanted-word = A word
room-unwanted-hint = A line with it is refused, and its writer is told why.
room-unwanted-add = Keep it away
room-unwanted-remove = Let it back
room-silenced = Silent now
room-silenced-none = Nobody. In the studio you mute somebody beside their line.
room-silenced-until = Until
room-banned = For good
room-release = Let them speak
room-ban = Keep out for good
done-unwanted = The words are kept
done-released = They may speak again
done-banned = They stay silent for good
problem-room-slow = The host has slowed the chat down: wait a little
problem-room-unwanted = The line has a word that this shop does not want to read
problem-unwanted-full = There are as many words as a shop may keep away
room-figures = Figures
room-figures-words = What was watched and bought, minute by minute.
room-viewers-now = Watching now
room-money = Sold in the room
room-purchases = Purchases
room-watched = Minutes watched
room-likes = Hearts
room-lines = Lines
room-stayed = Stayed to the end
room-by-minute = Minute by minute
room-viewers = Viewers
room-pieces = Pieces sold
room-minute = Minute
giveaways-title = Giveaway
giveaways-words = Free to enter, for adults, drawn so that everybody can draw again. The pieces are held from the beginning.
giveaways-winners = How many pieces, each for another
giveaways-seconds = How long, in seconds
giveaways-seconds-hint = 30 to 3600.
giveaways-open = Begin
giveaways-not-on-air = A giveaway begins while the room is on air.
giveaways-none = Nothing was given away yet.
giveaways-pieces = { $n ->
    [one] one piece
   *[other] { $n } pieces
  }
giveaways-entries = { $n ->
    [one] one entry
   *[other] { $n } entries
  }
giveaway-state-open = Open
giveaway-state-drawn = Drawn
giveaway-title = Giveaway
giveaway-closes = Enter until
giveaway-entries = Entries
giveaway-odds = Your chance
giveaway-one-in = one in { $count }
giveaway-adult = I am 18 or older
giveaway-free = It costs nothing and needs no purchase. Your answer about your age is kept with its date, not your birthday.
giveaway-enter = Take part
giveaway-sign-in = Sign in to take part
giveaway-yours = You take part with number { $number }, code { $code }.
giveaway-won = You have won! Say within seven days where it is to be sent.
giveaway-prize = Your prize
giveaway-prize-words = It costs nothing, shipping included.
giveaway-prize-take = Have it sent
giveaway-prize-taken = Your prize is an order now.
giveaway-prize-gone = The prize was not taken within seven days.
giveaway-sum = How it is drawn
giveaway-sum-words = The hash of the seed stands here before anybody enters. Then seed, the hash of all codes in their order, and the round are hashed; the first eight bytes as a number, divided by how many are left, leave the winner's place.
giveaway-seed-hash = Hash of the seed
giveaway-seed = Seed
giveaway-codes-hash = Hash of all codes
giveaway-codes = All codes as a text file
giveaway-winner = Number { $number } wins
giveaway-place = Divided by { $left } it leaves { $place }: that place from 0 on among those who are left.
giveaway-nobody = Nobody took part.
giveaway-same = Drawn again on this device: the same numbers.
giveaway-other = Drawn again on this device: other numbers. Tell the market.
giveaway-line = { $n ->
    [one] One piece is given away: take part
   *[other] { $n } pieces are given away: take part
  }
giveaway-told = Given away: { $count }. Take part
giveaway-drawn-line = Drawn: { $numbers }
done-giveaway = The giveaway has begun
refused-prize-dear = A prize may be worth { $most } at most.
refused-prize-sold-out = There are not so many pieces.
refused-not-adult = Only who is 18 or older takes part. Tick it if that is so.
problem-giveaway-state = The giveaway is drawn
problem-giveaway-limits = There are 1 to 100 winners, and 30 to 3600 seconds
problem-giveaway-closed = Nobody can enter any more
problem-giveaway-own = Nobody of the shop takes part
problem-prize-late = The prize was not taken within seven days
operator-job-kind-live-draw-giveaway = Draw a giveaway
operator-job-kind-live-return-prizes = Give back prizes that nobody took
operator-number-live-prize-most-units = Value of a prize in a giveaway
operator-about-live-prize-most-units = In whole units of a currency that has no number of its own.
operator-number-live-prize-most-idr-units = Value of a prize in rupiah
operator-about-live-prize-most-idr-units = Of each piece that is given away.
operator-number-live-prize-most-inr-units = Value of a prize in rupees
operator-about-live-prize-most-inr-units = Of each piece that is given away.
operator-number-live-prize-most-jpy-units = Value of a prize in yen
operator-about-live-prize-most-jpy-units = Of each piece that is given away.
hosting-lowest = How low a price in their room may be
hosting-lowest-own = Never below your own price
hosting-lowest-of = { $percent } of your price
hosting-lowest-agreed = prices down to { $percent }
refused-room-price-agreed = The shop whose it is allows { $least } at the lowest.
mail-live-hosting-asked = { $shop } would like to sell for you
mail-live-hosting-agreed = { $shop } agrees: you may sell for it
mail-live-hosting-declined = { $shop } does not want you to sell for it
mail-live-hosting-withdrawn = { $shop } has taken its asking back
mail-live-hosting-ended = The agreement with { $shop } has ended
mail-live-hosting-share = The host's share
mail-live-hosting-words = What they say
mail-live-hosting-call = Selling for others
mail-live-hosting-because = You get this since it is your shop.
mail-live-hosting-sample = I show the harvest of our valley every Saturday.
notification-kind-live-hosting = Another shop asks or answers about selling for each other
mail-live-prize-subject = You have won in a giveaway of { $shop }
mail-live-prize-what = The prize
mail-live-prize-until = Take it until
mail-live-prize-call = Say where it is sent
mail-live-prize-because = You get this since you took part.
mail-live-prize-sample = A small leather purse
notification-kind-live-prize = You have won in a giveaway
operator-job-kind-live-tell-of-agreement = Tell a shop of an agreement with a host
operator-job-kind-live-tell-winner = Tell somebody that they have won
room-viewers-about = Viewers of each minute: { $most } at the most, { $last } in the last.
room-money-about = Sold in each minute: { $amount } in all.
room-sales = Sold in each minute
room-most-viewers = Most viewers at once
room-selling = What sold
room-thing = Thing
room-minutes = Minutes
room-pace = { $lines } lines a second. Each viewer sees a fair part of them.
room-figures-none = Nothing to count yet
room-figures-none-words = When the show is on air, its minutes stand here.
room-coupon = Coupon
room-coupons = Coupons
room-coupons-words = Viewers take them here and nowhere else, one each, while a countdown runs.
room-coupons-none = No coupon was given yet.
room-coupon-off = What it takes off
room-coupon-least = From which sum on
room-coupon-pieces = How many coupons
room-coupon-days = Days in which it is used
room-coupon-days-hint = 1 to 30; 1 unless you say more.
room-coupon-not-on-air = Coupons are given while the room is on air.
room-coupon-all = All taken
room-coupon-taken = { $taken } of { $pieces } taken
room-coupon-ends = Take it until
room-coupon-left = { $n ->
    [one] one left
   *[other] { $n } left
  }
room-coupon-take = Take it
room-coupon-sign-in = Sign in to take it
room-coupon-yours = It is yours. It comes off by itself when you buy in the room; in the cart you enter its code at the checkout.
room-coupon-cart = To the cart
room-coupon-over = This coupon can be taken no more.
room-coupon-line = Coupon: { $amount } off from { $least }, { $pieces } of them: take one
room-coupon-short = { $amount } off: take it
done-room-coupon = The coupon can be taken now
refused-room-coupon-least = It takes off less than the sum from which it counts.
problem-room-coupon-limits = A coupon has 10 to 300 seconds, 1 to 10000 pieces, and 1 to 30 days
problem-room-coupon-over = This coupon can be taken no more
problem-room-coupon-gone = All coupons are taken
run-sheet = Run sheet
run-sheet-words = What you will show, in order. Your show’s page says it before, and in the studio it stands first.
run-sheet-empty = Nothing yet: add what you will show.
run-sheet-others = Add
run-sheet-up = Earlier
run-sheet-down = Later
run-sheet-remove = Take off
run-sheet-add = Add
run-sheet-shown = What will be shown
problem-run-sheet = A run sheet names each thing once, 100 at the most
