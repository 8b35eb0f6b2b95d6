notifications-title = Notifications
notifications-bell = { $n ->
    [0] Notifications
    [one] Notifications, one unread
   *[other] Notifications, { $n } unread
}
notifications-unread = { $n ->
    [0] All of them are read.
    [one] One is unread.
   *[other] { $n } are unread.
}
notifications-read-all = Mark all as read
notifications-choose = Notification settings
notifications-choose-words = Everything that concerns your orders comes by mail and stands in your list. Switch off what you do not want.
notifications-new = New
notifications-none = Nothing yet
notifications-none-words = What happens to your orders, your requests and your reviews stands here.
notifications-kept = Notifications are kept for 90 days.
notifications-kind = Event
notifications-by-mail = E-mail
notifications-in-list = List
notifications-must = always: money or a deadline depends on it
notifications-no-email = Your account has no e-mail address, so everything stands in the list only.
notifications-keep = Save
mine-notifications-words = By mail, in the list, or not at all
done-all-read = All of them are read.
done-choices = Your notification settings are saved.
notification-topic-purchases = What you buy
notification-topic-sales = What you sell
notification-topic-refunds = Refunds and disputes
notification-topic-reviews = Reviews
notification-topic-following = Shops you follow
notification-kind-catalog-fresh = New things in shops I follow, once a day at most
notification-kind-orders-paid = Your money has arrived and is held
notification-kind-orders-shipped = Your parcel is on its way
notification-kind-orders-release-near = Your order will soon count as received
notification-kind-orders-refunded = An order is refunded
notification-kind-orders-closed = A purchase was not paid and is closed
notification-kind-orders-payment-sent-back = A payment came too late and goes back
notification-kind-orders-to-ship = An order is to be shipped
notification-kind-orders-ship-reminder = An order still waits to be shipped
notification-kind-refunds-asked = A buyer asks for money back
notification-kind-refunds-offered = A shop offers you a smaller sum
notification-kind-refunds-refused = A shop has refused your request
notification-kind-refunds-address-needed = A return waits for your address
notification-kind-refunds-return-awaited = You are to send goods back
notification-kind-refunds-return-ordered = The market wants goods sent back
notification-kind-refunds-posted = A return is on its way to you
notification-kind-refunds-disputed = The market was called in
notification-kind-refunds-evidence = Somebody has added words or photos
notification-kind-refunds-repaid = Money was given back
notification-kind-refunds-ruled = The market has decided
notification-kind-refunds-closed = A request is closed
notification-kind-reviews-reminder = You could review an order
notification-kind-reviews-published = A review of you is published
notification-kind-reviews-replied = Your review was replied to
api-group-notifications = Notifications
operator-number-notification-days = Keeping notifications
operator-about-notification-days = So long what somebody was told stands in their list.
operator-job-kind-notifications-forget = Forget old notifications
notifications-texts = Your account has a phone number and no e-mail address. What money or a deadline depends on comes as a text message; choose what else should.
notifications-by-text = By text
