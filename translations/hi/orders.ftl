cart-title = कार्ट
orders-sold = { $n } बिके
cart-shops = { $n ->
    [one] एक दुकान से
   *[other] { $n } दुकानों से
}
cart-empty-title = आपका कार्ट खाली है
cart-empty-words = नक्काशीदार चमड़ा, जोड़े हुए प्याले, इस साल की गोजी: हर चीज़ किसी ने मन लगाकर बनाई है।
cart-empty-act = बाज़ार देखें
cart-sum = कुल
cart-items = सामान ({ $n } नग)
cart-shipping = डिलीवरी शुल्क
cart-shipping-later = चेकआउट पर जुड़ेगा
cart-check-out = चेकआउट करें
cart-not-ready = कार्ट की कोई चीज़ अभी ऑर्डर नहीं हो सकती। पहले उसे बदलिए या हटाइए।
cart-promise = { $n ->
    [one] सामान आपके हाथ में आने तक आपके पैसे बाज़ार के पास अमानत रहते हैं।
   *[other] { $n } दुकानों के लिए एक ही भुगतान। सामान आपके हाथ में आने तक आपके पैसे बाज़ार के पास अमानत रहते हैं।
}
cart-one-currency = हर मुद्रा का भुगतान अलग होता है।
cart-shop-away = यह दुकान छुट्टी पर है या बंद है; अभी यहाँ से कुछ ऑर्डर नहीं हो सकता।
cart-only-left = { $n ->
    [one] सिर्फ़ { $n } बचा है
   *[other] सिर्फ़ { $n } बचे हैं
}
cart-too-many = { $n ->
    [0] अब एक भी नहीं बचा
    [one] सिर्फ़ { $n } बचा है
   *[other] ज़्यादा से ज़्यादा { $n } ले सकते हैं
}
cart-obstacle-archived = अब बिक्री में नहीं
cart-obstacle-sold-out = अभी-अभी सब बिक गया
cart-obstacle-too-many = एक बार में इतने नहीं मिलते; थोड़े कम लीजिए
cart-left-out = कार्ट के बाहर
cart-left-out-unnamed = आपकी पहले रखी हुई कोई चीज़
cart-left-out-gone = दुकान अब इसे इस रूप में नहीं बेचती
cart-left-out-full = { $n ->
    [one] कार्ट में एक ही चीज़ आती है; यह यहाँ रुकी है
   *[other] कार्ट में { $n } चीज़ें आती हैं; यह यहाँ रुकी है
}
cart-put-in = कार्ट में डालें
cart-quantity = नग
cart-update = बदलें
cart-take-out = { $name } को कार्ट से हटाएँ
checkout-title = चेकआउट
checkout-steps = चरण
checkout-step-address = पता और डिलीवरी
checkout-step-pay = भुगतान
checkout-who = आपका परिचय
checkout-login = ईमेल या फ़ोन नंबर
checkout-login-hint = खरीदने के लिए इतना ही काफ़ी है: आपका खाता हम साथ-साथ बना देते हैं। ईमेल दें तो बाद में कोड से खाता खुल जाएगा; सिर्फ़ फ़ोन नंबर दें तो पासवर्ड चाहिए होगा, क्योंकि यह बाज़ार SMS नहीं भेजता।
checkout-have-account = पहले से खाता है?
checkout-where = कहाँ भेजना है
checkout-new-address = कोई और पता
checkout-count-again = इस पते का डिलीवरी शुल्क देखें
checkout-days = पहुँचने में { $low }–{ $high } दिन
checkout-ship = दुकान भेजेगी
checkout-free = मुफ़्त
checkout-no-zone = यह दुकान इस पते पर सामान नहीं भेजती।
checkout-note = दुकान के लिए दो शब्द
checkout-sum = यह खरीद
checkout-items = सामान
checkout-total = कुल
checkout-pay = { $amount } चुकाएँ
checkout-promise = सामान आपके लिए { $n } मिनट रोककर रखा जाएगा। दुकान को पैसे तभी मिलेंगे जब सामान आपको मिल जाएगा।
checkout-total-changed = कोई दाम या डिलीवरी शुल्क बदल गया है। भुगतान से पहले नया कुल देख लीजिए।
checkout-not-ready = कोई चीज़ ऑर्डर नहीं हो सकती या वहाँ नहीं भेजी जा सकती। एक बार फिर देख लीजिए।
checkout-sold-out = कोई आपसे पहले ले गया: एक चीज़ अभी-अभी बिक गई। आपसे कोई पैसा नहीं लिया गया।
checkout-cart-changed = इस बीच आपका कार्ट बदल गया है, शायद किसी दूसरी विंडो में। एक बार फिर देख लीजिए।
refused-login-known = इस ईमेल या फ़ोन से पहले से एक खाता है। पहले पासवर्ड या कोड से साइन इन कीजिए; आपका कार्ट साथ आ जाएगा।
orders-title = मेरे ऑर्डर
orders-empty-title = अभी कोई ऑर्डर नहीं है
orders-empty-words = आप जो खरीदेंगे वह यहाँ दिखेगा, साथ में यह भी कि अब किसे क्या करना है और कब तक।
orders-things = सामान
orders-shop = दुकान
orders-state = स्थिति
orders-deadline = समय-सीमा
orders-and-more = { $n ->
    [one] और { $n } चीज़
   *[other] और { $n } चीज़ें
}
orders-all = सभी
orders-search = चीज़, दुकान या ऑर्डर नंबर
orders-standing-to-pay = भुगतान बाकी
orders-standing-in-preparation = तैयार हो रहे
orders-standing-on-the-way = रास्ते में
orders-standing-done = पूरे हुए
orders-standing-cancelled = रद्द
orders-none = यहाँ कुछ नहीं
orders-none-words = आपका कोई ऑर्डर मेल नहीं खाता। सभी में देखिए।
orders-again = फिर से खरीदें
cart-again-missing = आपके ऑर्डर की ये चीज़ें अब नहीं मिल सकतीं:
order-title = ऑर्डर
order-number = ऑर्डर
order-timeline = ऑर्डर का सफ़र
order-details = यह ऑर्डर
order-ship-to = कहाँ जाएगा
order-note = दुकान के लिए दो शब्द
order-in-escrow = { $amount } बाज़ार के पास अमानत हैं
order-state-unpaid = भुगतान बाकी
order-state-paid = भेजना बाकी
order-state-shipped = रास्ते में
order-state-completed = पूरा हुआ
order-state-closed = बंद
order-state-refunded = रिफ़ंड हुआ
order-headline-unpaid = आपके भुगतान का इंतज़ार है
order-headline-paid = भुगतान हो गया; दुकान पैक कर रही है
order-headline-shipped = आपकी ओर रवाना
order-headline-completed = मिल गया
order-headline-closed = बंद हो गया
order-headline-refunded = रिफ़ंड हुआ
order-now-unpaid = भुगतान करके पक्का करें
order-now-paid = अब दुकान की बारी
order-now-shipped = क्या सामान मिल गया?
order-now-completed = सब हो गया
order-now-closed = कुछ करना नहीं है
order-now-refunded = आपके पैसे लौट रहे हैं
order-now-words-unpaid = समय-सीमा तक सामान आपके लिए रोककर रखा है।
order-now-words-paid = आपके पैसे बाज़ार के पास अमानत हैं। पार्सल समय पर नहीं भेजा गया तो वे अपने-आप वापस मिल जाएँगे।
order-now-words-shipped = पहले सामान देख लीजिए, फिर “मिल गया” दबाइए। उसके बाद पैसे दुकान को दे दिए जाएँगे।
order-now-words-completed = दुकान को पैसे मिल गए। सीधे बनाने वाले से खरीदने के लिए धन्यवाद।
order-now-words-closed = समय पर भुगतान नहीं हुआ, या ऑर्डर रद्द कर दिया गया।
order-nothing-charged = कोई पैसा नहीं लिया गया।
order-now-words-refunded = पूरी रकम उसी रास्ते लौटेगी, जिससे भुगतान हुआ था।
order-due-unpaid = भुगतान की समय-सीमा:
order-due-paid = भेजने की समय-सीमा:
order-ready = तैयार होने का दिन
order-at-the-latest = ज़्यादा से ज़्यादा
order-ready-words = दुकान ने { $day } का वादा किया है। उसे कुछ दिन की मोहलत और है: { $due } तक जो रवाना नहीं होगा, उसके पैसे वापस मिल जाएँगे।
order-due-shipped = अपने-आप “मिल गया” माना जाएगा:
order-act-pay = भुगतान करें
order-act-receive = मिल गया
order-act-extend = कुछ दिन और रुकें
order-act-cancel = रद्द करें
order-act-ship = भेजें
order-confirm-receipt = क्या सामान आपको मिल गया? इसके बाद पैसे दुकान को मिल जाएँगे।
order-confirm-cancel = यह ऑर्डर रद्द करना है? पूरी रकम आपको वापस मिल जाएगी।
order-step-place = ऑर्डर दिया गया
order-step-pay = भुगतान हुआ
order-step-close = बंद हुआ
order-step-ship = रवाना हुआ
order-step-extend = समय बढ़ाया गया
order-step-receive = मिल गया, पैसे दुकान को दिए
order-step-refund = रिफ़ंड हुआ
order-ahead-paid = भुगतान
order-ahead-shipped = दुकान भेजेगी
order-ahead-completed = सामान मिलेगा, पैसे दुकान को जाएँगे
done-order-received = धन्यवाद। पैसे दुकान को मिल गए।
done-order-extended = आपका समय बढ़ा दिया गया है।
done-order-cancelled = रद्द हो गया। जो पैसे दिए थे, वे वापस आ रहे हैं।
done-order-shipped = पार्सल दर्ज हो गया। खरीदार को अब यह दिख रहा है।
breadcrumbs = आप यहाँ हैं
copy-number = नंबर कॉपी करें
copied = कॉपी हो गया
purchase-title = खरीद
purchase-headline-unpaid = भुगतान का इंतज़ार है
purchase-headline-confirming = आपके भुगतान की पुष्टि हो रही है
purchase-headline-declined = भुगतान नहीं हो सका
purchase-words-confirming = दोबारा भुगतान न करें। यह पेज अपने-आप फिर देखता है; आम तौर पर कुछ सेकंड लगते हैं।
purchase-words-declined = आपके पैसे नहीं कटे हैं।
purchase-words-deposit = { $amount } का बयाना मिल गया और बाज़ार के पास अमानत है; बाक़ी { $due } चीज़ तैयार होने पर देने हैं। दुकान काम शुरू कर रही है।
purchase-confirming-words = भुगतान कंपनी के जवाब का इंतज़ार है …
purchase-declined-words = बैंक या भुगतान कंपनी ने मना कर दिया। फिर कोशिश करें, या किसी और तरीक़े से भुगतान करें: आपका सामान नीचे लिखे समय तक आपके लिए रखा है।
desk-payout-now = बयाने में से आपको
desk-payout-end = आख़िर में आपको
purchase-headline-paid = धन्यवाद, भुगतान हो गया
purchase-headline-closed = यह खरीद बंद हो गई
purchase-words-unpaid = नीचे लिखे समय तक भुगतान करें: तब तक आपका सामान आपके लिए रखा है।
purchase-words-paid = पैसे बाज़ार के पास अमानत हैं। हर दुकान को पैक करने के लिए कह दिया गया है।
purchase-words-closed = समय पर भुगतान नहीं हुआ।
purchase-in-vain = आपके दिए { $amount } देर से या दूसरी बार आए। पूरी रकम आपको वापस भेजी जा रही है।
unfinished-orders = { $n ->
    [one] { $n } ऑर्डर अभी चल रहा है
   *[other] { $n } ऑर्डर अभी चल रहे हैं
}
unfinished-gifts = { $n ->
    [one] { $n } तोहफ़े को अभी पते का इंतज़ार है
   *[other] { $n } तोहफ़ों को अभी पते का इंतज़ार है
}
unfinished-refunds = { $n ->
    [one] रिफ़ंड की { $n } माँग अभी खुली है
   *[other] रिफ़ंड की { $n } माँगें अभी खुली हैं
}
desk-buyer-closed = खरीदार ने अपना खाता बंद कर दिया है। ऑर्डर अपनी समय-सीमाओं से चलता रहेगा; आपके संदेश अब उन तक नहीं पहुँचेंगे।
purchase-orders = { $n ->
    [one] { $n } ऑर्डर
   *[other] { $n } ऑर्डर, हर दुकान का एक
}
desk-title = दुकान का काम
desk-today = { $n ->
    [0] आज कुछ भेजना नहीं है
    [one] { $n } पार्सल भेजना है
   *[other] { $n } पार्सल भेजने हैं
}
desk-new-listing = नई चीज़ लगाएँ
desk-to-ship = भेजना बाकी
desk-on-the-way = रास्ते में
desk-in-escrow = अमानत में
desk-earned = आपको मिले
desk-to-do = आज का काम
desk-nothing = सारे पार्सल रवाना हो चुके हैं
desk-nothing-words = नए ऑर्डर भुगतान होते ही यहाँ दिखेंगे।
desk-orders = ऑर्डर
desk-no-orders = इस स्थिति में कोई ऑर्डर नहीं है
desk-no-orders-words = ऊपर कोई दूसरी स्थिति देखिए।
desk-orders-seek = ऑर्डर खोजें
desk-orders-seek-hint = ख़रीदार, फ़ोन, चीज़ या ऑर्डर नंबर
desk-orders-more = तारीख़, स्थिति, क्रम
desk-orders-from = कब से
desk-orders-to = कब तक
desk-any-state = हर स्थिति
desk-sort = क्रम
desk-sort-newest = नए पहले
desk-sort-oldest = पुराने पहले
desk-orders-find = खोजें
desk-orders-clear = हटाएँ
desk-none-found = कुछ नहीं मिला
desk-none-found-words = कम अक्षर लिखिए, या दूसरी तारीख़ चुनिए।
desk-orders-file = फ़ाइल में (CSV)
desk-choose = ऑर्डर चुनें
desk-ship-chosen = चुने हुए भेजें
desk-print-chosen = पर्ची और लेबल छापें
desk-ship-several = कई ऑर्डर एक साथ भेजें
desk-ship-several-words = हर पार्सल का कूरियर और नंबर; दोनों खाली भी रह सकते हैं। जो नहीं भेजा जा सका, वह कारण के साथ यहीं रहेगा।
desk-ship-done = { $n ->
    [one] एक ऑर्डर भेज दिया गया।
   *[other] { $n } ऑर्डर भेज दिए गए।
}
desk-ship-left = { $n ->
    [one] एक ऑर्डर अभी नहीं भेजा गया: नीचे देखिए।
   *[other] { $n } ऑर्डर अभी नहीं भेजे गए: नीचे देखिए।
}
desk-ship-all = { $n ->
    [one] एक ऑर्डर भेजें
   *[other] { $n } ऑर्डर भेजें
}
desk-none-chosen = भेजने को कुछ नहीं
desk-none-chosen-words = पहले सूची में वे ऑर्डर चुनिए जो भेजने हैं।
done-orders-shipped = ऑर्डर भेज दिए गए।
desk-buyer = खरीदार
desk-act = क्या करना है
desk-look = देखें
desk-headline-unpaid = भुगतान अभी नहीं हुआ
desk-headline-paid = भुगतान हो गया: पैक करके भेज दीजिए
desk-headline-shipped = रास्ते में
desk-headline-completed = पूरा हुआ
desk-headline-closed = बंद हो गया
desk-headline-refunded = रिफ़ंड हुआ
desk-ship-title = पार्सल भेजें
desk-ship-words = आपके पैसे अमानत रखे हैं। कूरियर का नंबर न हो तो दोनों जगहें खाली छोड़ सकते हैं।
desk-carrier = कूरियर
desk-tracking = ट्रैकिंग नंबर
desk-act-cancel = नहीं भेज सकते
desk-confirm-cancel = यह ऑर्डर रद्द करना है? खरीदार को पूरी रकम वापस मिल जाएगी।
desk-commission = बाज़ार का कमीशन
desk-payout = आपको मिलेंगे
money-title = कमाई
money-words = कितने पैसे अमानत में हैं और कितने आपको मिल चुके, एक-एक लेन-देन के साथ।
money-empty = अभी कोई कमाई नहीं है
money-empty-words = जब पहले खरीदार “मिल गया” कहेंगे, आपको मिली रकम यहाँ दिखेगी।
money-statement = लेन-देन, नया ऊपर
money-when = कब
money-cause = किसलिए
money-amount = रकम
ledger-cause-capture = अमानत में आया
ledger-cause-release = आपको मिला, कमीशन काटकर
ledger-cause-refund = रिफ़ंड हुआ
problem-order-state = ऑर्डर जिस मुकाम पर है, वहाँ यह नहीं हो सकता
problem-too-few-left = जितने आपने माँगे, उतने बचे नहीं हैं
problem-cart-full = कार्ट भर गया है
problem-cart-empty = खरीदने के लिए कुछ नहीं है
problem-cart-not-ready = कार्ट की कोई चीज़ अभी ऑर्डर नहीं हो सकती
problem-cart-changed = इस बीच कार्ट बदल गया है; एक बार फिर देख लीजिए।
problem-unpayable-too-fine = कार्ड से यह मुद्रा तभी चुकाई जा सकती है जब बिंदु के बाद का तीसरा अंक 0 हो। दुकान से पूरे-पूरे दाम के लिए कहिए, या नग घटा-बढ़ा लीजिए।
problem-unpayable-too-small = भुगतान कंपनी इतनी छोटी रकम नहीं लेती। कुछ और भी ले लीजिए।
problem-unpayable-too-large = भुगतान कंपनी इतनी बड़ी रकम नहीं लेती। थोड़ा-थोड़ा करके खरीदिए।
problem-provider-refused = भुगतान कंपनी ने यह भुगतान लेने से मना कर दिया।
purchase-payment-refused = भुगतान कंपनी ने यह भुगतान लेने से मना कर दिया। आपका सामान नीचे लिखे समय तक रोककर रखा है; कोई पैसा नहीं कटा।
purchase-payment-unanswered = भुगतान कंपनी जवाब नहीं दे रही है। आपका सामान नीचे लिखे समय तक रोककर रखा है: थोड़ी देर में फिर कोशिश कीजिए।
problem-total-changed = आपने जो कुल रकम देखी थी, वह बदल गई है
problem-amount = रकमें आपस में मेल नहीं खातीं
problem-sold-out = एक चीज़ अभी-अभी बिक गई
problem-purchase-state = इस खरीद का भुगतान अब बाकी नहीं है
problem-provider = भुगतान कंपनी जवाब नहीं दे रही है। फिर कोशिश कीजिए।
problem-signature = हस्ताक्षर नहीं है या गलत है
problem-stale = यह सूचना बहुत पुरानी है
order-ask-shop = दुकान से पूछें
scope-orders-read = ऑर्डर पढ़ना
scope-orders-write = ऑर्डर देना, भेजना और “मिल गया” कहना
api-scope-orders-read = आपका कार्ट, आपके ऑर्डर और आपकी दुकान के ऑर्डर देखना
api-scope-orders-write = खरीदना, भुगतान करना, भेजना, “मिल गया” कहना और रद्द करना
order-about = ऑर्डर के समय
checkout-login-texts = खरीदने के लिए इतना ही काफ़ी है: आपका खाता हम साथ-साथ बना देते हैं। बाद में ईमेल या SMS से आए कोड से खाता खुल जाएगा।

order-channel = बिक्री का रास्ता
order-channel-listing = सामान का पन्ना
order-channel-search = खोज
order-channel-offer = मोल-भाव
order-channel-quote = ख़ास फ़रमाइश
order-channel-live = लाइव
order-channel-replay = रिकॉर्डिंग
order-channel-video = छोटा वीडियो
order-channel-festival = मेला
checkout-nothing-sent = डाक से कुछ नहीं भेजा जाएगा, इसलिए पता नहीं चाहिए।
checkout-for-whom = किसके लिए
