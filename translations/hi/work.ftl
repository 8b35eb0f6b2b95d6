# What is made for one buyer: the order, paid in two parts
order-state-deposited = बन रहा है
order-state-due = बाकी रकम देनी है
order-state-forfeited = बयाना दुकान का
order-headline-deposited = आपकी चीज़ बन रही है
order-headline-due = आपकी चीज़ तैयार है
order-headline-forfeited = बाकी रकम नहीं आई, चीज़ नहीं भेजी गई
order-now-deposited = अब दुकान की बारी
order-now-due = बाकी रकम चुकाएँ
order-now-forfeited = बयाना दुकान को मिल गया
order-now-words-deposited = आपका बयाना बाज़ार के पास अमानत है। चीज़ समय पर तैयार नहीं हुई तो वह अपने-आप वापस मिल जाएगा।
order-now-words-due = बाकी रकम भी बयाने के साथ अमानत में जुड़ जाएगी और दुकान चीज़ भेज देगी। समय पर नहीं चुकाई तो बयाना दुकान का हो जाएगा।
order-now-words-forfeited = बाकी रकम समय पर नहीं चुकाई गई, इसलिए चीज़ नहीं भेजी गई और बयाना दुकान को मिल गया। आपको यह ठीक न लगे तो पैसे वापस माँगिए; फ़ैसला बाज़ार करेगा।
order-due-deposited = तैयार करने की समय-सीमा:
order-due-due = बाकी रकम की समय-सीमा:
order-ahead-due = चीज़ तैयार, बाकी रकम देनी है
order-step-pay-deposit = बयाना दिया
order-step-ready = चीज़ तैयार हुई
order-step-pay-rest = बाकी रकम दी
order-step-forfeit = बयाना दुकान को दिया गया
order-act-pay-rest = बाकी { $amount } चुकाएँ
order-deposit = बयाना
order-rest-due = बाकी रकम, तैयार होने पर
order-rest-paid = बाकी रकम
done-order-ready = खरीदार से बाकी रकम के लिए कह दिया गया है
problem-order-begun = दुकान बनाना शुरू कर चुकी है। दुकान से बात कीजिए; अब सिर्फ़ वही रद्द कर सकती है।
milestones-title = काम की प्रगति
desk-headline-deposited = बनाना है
desk-headline-due = बन गया; बाकी रकम अभी नहीं आई
desk-headline-forfeited = बयाना आपका हुआ
desk-ready-title = क्या चीज़ तैयार है?
desk-ready-words = आपके बताने पर खरीदार बाकी रकम चुकाएगा। चीज़ उसके बाद ही भेजिए।
desk-act-ready = तैयार है
desk-due-title = अब खरीदार की बारी
desk-due-words = बाकी रकम आने तक आपको कुछ नहीं करना है। नहीं आई तो बयाना आपका।
desk-progress-title = अगला काम: { $title }
desk-progress-words = आपके शब्द और फ़ोटो खरीदार को बातचीत में दिखेंगे।
desk-progress-note = आपने क्या किया
desk-progress-photos = फ़ोटो
desk-act-progress = यह हो गया
mail-deposit-subject = बयाना मिल गया: { $amount }
mail-deposit-words = { $amount } बाज़ार के पास अमानत हैं। बाकी { $due } चीज़ तैयार होने पर देने हैं।
mail-deposit-by = चीज़ { $day } तक तैयार होनी है; नहीं हुई तो बयाना अपने-आप आपको वापस मिल जाएगा।
mail-ready-subject = आपकी चीज़ तैयार है: बाकी { $due }
mail-ready-words = { $shop } ने आपकी चीज़ बना दी है। बाकी { $due } चुका दीजिए, फिर वह भेज दी जाएगी।
mail-ready-by = { $day } तक चुका दीजिए। उसके बाद { $amount } का बयाना दुकान का हो जाएगा।
mail-ready-call = { $due } चुकाएँ
mail-forfeited-subject = { $amount } का बयाना दुकान को मिल गया
mail-forfeited-words = बाकी रकम समय पर नहीं चुकाई गई, इसलिए चीज़ नहीं भेजी गई और { $amount } का बयाना दुकान को मिल गया। आपको यह ठीक न लगे तो ऑर्डर के पन्ने पर अब भी पैसे वापस माँग सकते हैं।
mail-to-make-subject = { $amount } बयाना अमानत में, { $day } तक बनाना है
mail-to-make-words = चीज़ तैयार हो जाए तो ऑर्डर के पन्ने पर बता दीजिए; फिर खरीदार बाकी रकम चुकाएगा। { $day } तक तैयार नहीं हुई तो बयाना खरीदार को वापस मिल जाएगा।
mail-kept-subject = { $amount } का बयाना आपका हुआ
mail-kept-words = खरीदार ने बाकी रकम समय पर नहीं चुकाई। { $amount } का बयाना आपका हुआ; कमीशन काटकर आपको { $kept } मिलेंगे।
notification-kind-orders-deposit-paid = बयाना मिल गया
notification-kind-orders-ready = आपके लिए बनी चीज़ तैयार है
notification-kind-orders-deposit-forfeited = बयाना दुकान को मिल गया
notification-kind-orders-to-make = एक चीज़ बनानी है
notification-kind-orders-deposit-kept = बयाना आपका हुआ
operator-job-kind-orders-forfeit-deposit = बयाना दुकान को देना
operator-number-work-regret-hours = ऑर्डर पर बनने वाली चीज़ के लिए मन बदलने का समय
operator-number-rest-days = तैयार चीज़ की बाकी रकम चुकाने का समय
operator-number-deposit-most-basis-points = सबसे ज़्यादा बयाना, सामान के दाम में से
operator-number-quote-answer-days = कोटेशन की माँग का जवाब देने का समय
operator-number-quote-valid-days = कोटेशन कितने दिन चलता है
# Quotes: what a shop would make for one buyer
shelf-quote = अपनी पसंद का बनवाएँ
talk-preview-quote = [कोटेशन]
talk-preview-progress = [प्रगति]
progress-badge = { $of } में से { $position }
progress-order = ऑर्डर देखें
quote-ask = कोटेशन माँगें
quote-ask-words = बताइए कि क्या बनवाना है। दुकान दाम, समय और क्या-क्या शामिल है, सब बताएगी; फिर फ़ैसला आपका।
quote-ask-then = { $n ->
    [one] दुकान के पास जवाब देने के लिए एक दिन है। जब तक आप कोटेशन मंज़ूर नहीं करते, कुछ देना नहीं है।
   *[other] दुकान के पास जवाब देने के लिए { $n } दिन हैं। जब तक आप कोटेशन मंज़ूर नहीं करते, कुछ देना नहीं है।
}
quote-like = इसके जैसी:
quote-wish = क्या बनवाना है?
quote-wish-hint = नाप, सामग्री, रंग, किसके लिए, कब तक
quote-sketches = स्केच या फ़ोटो
quote-sketch = स्केच { $n }
quote-budget = आप कितना खर्च करेंगे
quote-budget-hint = इससे दुकान आपके बजट में बैठती चीज़ बता सकेगी
quote-budget-of = बजट { $amount }
quote-brief = खरीदार क्या चाहता है
quote-waits = दुकान ने अभी जवाब नहीं दिया है।
quote-page = कोटेशन
quote-terms = दुकान की पेशकश
quote-order = इस कोटेशन पर ऑर्डर दें
quote-form = आपका कोटेशन
quote-title = आप क्या बनाएँगे
quote-title-hint = यह ऑर्डर और बिल पर लिखा जाएगा
quote-includes = क्या-क्या शामिल है
quote-includes-hint = सामग्री, नाप, पैकिंग, और क्या शामिल नहीं है
quote-amount = दाम
quote-shipping-in = शामिल है
quote-shipping-hint = खाली छोड़ें तो दाम में शामिल
quote-deposit-hint = काम शुरू करने से पहले मिलेगा, बाकी तैयार होने पर। खाली छोड़ें तो पूरी रकम एक साथ
quote-deposit-of = बयाना { $amount }
quote-days-field = कितने दिन में तैयार होगा
quote-time = समय
quote-days = { $n ->
    [one] एक दिन में तैयार
   *[other] { $n } दिन में तैयार
}
quote-revisions = बीच में बदलाव
quote-revisions-count = { $n ->
    [one] { $n } बदलाव शामिल
   *[other] { $n } बदलाव शामिल
}
quote-revisions-none = कोई शामिल नहीं
quote-milestones-hint = हर लाइन में एक, जैसे: खाका, नक्काशी, रंगाई। हर काम पूरा होने पर खरीदार को दिखाइए
quote-now = अभी देना है
quote-change = कोटेशन बदलें
quote-then-ready = { $n ->
    [one] चीज़ एक दिन में तैयार होनी है; नहीं बनी तो आपके पैसे अपने-आप वापस मिल जाएँगे।
   *[other] चीज़ { $n } दिन में तैयार होनी है; नहीं बनी तो आपके पैसे अपने-आप वापस मिल जाएँगे।
}
quote-then-rest = { $n ->
    [one] तैयार होने पर बाकी रकम चुकाने के लिए एक दिन मिलेगा। नहीं चुकाई तो बयाना दुकान का हो जाएगा।
   *[other] तैयार होने पर बाकी रकम चुकाने के लिए { $n } दिन मिलेंगे। नहीं चुकाई तो बयाना दुकान का हो जाएगा।
}
quote-then-regret = { $n ->
    [one] भुगतान के बाद एक घंटे तक आप मन बदल सकते हैं; उसके बाद दुकान काम शुरू कर देगी।
   *[other] भुगतान के बाद { $n } घंटे तक आप मन बदल सकते हैं; उसके बाद दुकान काम शुरू कर देगी।
}
quote-state-asked = माँगा गया
quote-state-quoted = कोटेशन तैयार
quote-state-declined = नामंज़ूर
quote-state-withdrawn = वापस लिया
quote-state-expired = समय निकल गया
quote-state-ordered = ऑर्डर हुआ
quote-headline-asked-mine = आपने कोटेशन माँगा
quote-headline-asked-theirs = आपसे कोटेशन माँगा गया
quote-headline-quoted-mine = आपका कोटेशन
quote-headline-quoted-theirs = आपके लिए कोटेशन
quote-headline-declined = कोटेशन मंज़ूर नहीं हुआ
quote-headline-withdrawn = वापस ले लिया गया
quote-headline-expired = समय पर किसी ने जवाब नहीं दिया
quote-headline-ordered = इन्हीं शर्तों पर ऑर्डर हुआ
quote-due-asked = जवाब की समय-सीमा:
quote-due-quoted = कोटेशन की मियाद खत्म:
quote-act-ask = दुकान को भेजें
quote-act-look = देखें और ऑर्डर दें
quote-act-open = कोटेशन देखें
quote-act-quote = कोटेशन दें
quote-act-anew = नया कोटेशन दें
quote-act-propose = कोटेशन लिखें
quote-act-order = मंज़ूर, ऑर्डर दें
quote-act-decline = मना करें
quote-act-withdraw = वापस लें
quote-confirm-decline = मना करना है? सामने वाले को बता दिया जाएगा।
quote-confirm-withdraw = वापस लेना है? सामने वाले को बता दिया जाएगा।
done-quote-asked = आपकी माँग दुकान तक पहुँच गई
done-quoted = आपका कोटेशन खरीदार तक पहुँच गया
done-quote-declined = मना कर दिया गया
done-quote-withdrawn = वापस ले लिया गया
done-progress = खरीदार को दिखा दिया गया
refused-quote-amount = दाम शून्य से ज़्यादा होना चाहिए
refused-quote-deposit = ज़्यादा से ज़्यादा { $max }, और दाम से कम
refused-milestones = ज़्यादा से ज़्यादा { $max }
refused-milestone-long = हर लाइन में ज़्यादा से ज़्यादा { $max } अक्षर
problem-quote-state = कोटेशन अभी जिस हाल में है, उसमें यह नहीं हो सकता
problem-quotes-open = आप दोनों के बीच बहुत सारे कोटेशन खुले हैं। पहले किसी एक का जवाब दीजिए या वापस लीजिए
problem-quote-changed = इस बीच दुकान ने नया कोटेशन दे दिया है। शर्तें एक बार फिर देख लीजिए
problem-shop-resting = दुकान अभी ऑर्डर नहीं ले रही है
problem-milestone-reached = यह काम पहले ही पूरा हो चुका है
operator-job-kind-negotiation-end-quote-turn = जिस कोटेशन का समय निकल गया, उसे बंद करना
operator-about-work-regret-hours = भुगतान के बाद से। उसके बाद किसी एक खरीदार के लिए बन रही चीज़ को सिर्फ़ दुकान रद्द कर सकती है।
operator-about-rest-days = चीज़ तैयार होने के दिन से। उसके बाद बयाना दुकान का हो जाता है।
operator-about-deposit-most-basis-points = 5,000 का मतलब आधा। दुकान काम शुरू करने से पहले इससे ज़्यादा नहीं माँग सकती।
operator-about-quote-answer-days = उसके बाद माँग अपने-आप खत्म हो जाती है।
operator-about-quote-valid-days = कोटेशन बनने या बदलने के दिन से।
quote-headline-asked-told = कोटेशन की माँग
quote-headline-quoted-told = कोटेशन
