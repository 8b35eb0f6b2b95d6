notifications-title = सूचनाएँ
notifications-bell = { $n ->
    [0] सूचनाएँ
   *[other] सूचनाएँ, { $n } बिना पढ़ी
}
notifications-unread = { $n ->
    [0] सब पढ़ी हुई हैं।
    [one] { $n } बिना पढ़ी है।
   *[other] { $n } बिना पढ़ी हैं।
}
notifications-read-all = सबको पढ़ा हुआ मानें
notifications-choose = किन बातों की खबर मिले
notifications-choose-words = आपके ऑर्डर से जुड़ी हर बात ईमेल से आती है और आपकी सूची में रहती है। जो न चाहिए, उसे बंद कर दीजिए।
notifications-new = नई
notifications-none = अभी कुछ नहीं
notifications-none-words = आपके ऑर्डर, माँगों और राय में जो होगा, वह यहाँ दिखेगा।
notifications-kept = सूचनाएँ 90 दिन तक रखी जाती हैं।
notifications-kind = क्या होने पर
notifications-by-mail = ईमेल
notifications-in-list = सूची
notifications-must = हमेशा: पैसे या समय-सीमा की बात है
notifications-no-email = आपके खाते में ईमेल पता नहीं है, इसलिए सब कुछ सिर्फ़ सूची में दिखता है।
notifications-keep = सेव करें
mine-notifications-words = ईमेल से, सूची में, या बिल्कुल नहीं
done-all-read = सब पढ़ी हुई मान ली गईं।
done-choices = आपकी पसंद सेव हो गई।
notification-topic-purchases = आपकी खरीदारी
notification-topic-sales = आपकी बिक्री
notification-topic-refunds = रिफ़ंड और विवाद
notification-topic-reviews = राय
notification-topic-following = जिन दुकानों को आप फ़ॉलो करते हैं
notification-kind-catalog-fresh = फ़ॉलो की हुई दुकानों में नई चीज़ें, दिन में एक बार से ज़्यादा नहीं
notification-kind-orders-paid = आपके पैसे मिल गए और अमानत रखे हैं
notification-kind-orders-shipped = आपका पार्सल रास्ते में है
notification-kind-orders-release-near = आपका ऑर्डर जल्द “मिल गया” माना जाएगा
notification-kind-orders-refunded = ऑर्डर का रिफ़ंड हुआ
notification-kind-orders-closed = खरीद का भुगतान नहीं हुआ और वह बंद हो गई
notification-kind-orders-payment-sent-back = भुगतान देर से आया और लौटाया जा रहा है
notification-kind-orders-to-ship = एक ऑर्डर भेजना है
notification-kind-orders-ship-reminder = एक ऑर्डर अब भी भेजना बाकी है
notification-kind-refunds-asked = खरीदार ने पैसे वापस माँगे
notification-kind-refunds-offered = दुकान ने कम रकम की पेशकश की
notification-kind-refunds-refused = दुकान ने आपकी माँग नहीं मानी
notification-kind-refunds-address-needed = वापसी के लिए आपका पता चाहिए
notification-kind-refunds-return-awaited = आपको सामान लौटाना है
notification-kind-refunds-return-ordered = बाज़ार का फ़ैसला: सामान लौटे
notification-kind-refunds-posted = लौटाया हुआ सामान आपकी ओर आ रहा है
notification-kind-refunds-disputed = बाज़ार को बुलाया गया
notification-kind-refunds-evidence = किसी ने बातें या फ़ोटो जोड़ीं
notification-kind-refunds-repaid = पैसे लौटाए गए
notification-kind-refunds-ruled = बाज़ार ने फ़ैसला कर दिया
notification-kind-refunds-closed = माँग बंद हो गई
notification-kind-reviews-reminder = आप एक ऑर्डर पर राय दे सकते हैं
notification-kind-reviews-published = आपके बारे में राय सबके सामने आई
notification-kind-reviews-replied = आपकी राय का जवाब आया
api-group-notifications = सूचनाएँ
operator-number-notification-days = सूचनाएँ कब तक रखें
operator-about-notification-days = किसी को बताई गई बात इतने दिन उसकी सूची में रहती है।
operator-job-kind-notifications-forget = पुरानी सूचनाएँ मिटाना
notifications-texts = आपके खाते में फ़ोन नंबर है, ईमेल नहीं। पैसों या समय-सीमा से जुड़ी बातें SMS से आती हैं; बाकी आप चुनें।
notifications-by-text = SMS से
