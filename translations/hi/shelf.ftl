shelf-breadcrumbs = आप यहाँ हैं
shelf-photos = फ़ोटो
shelf-photo = फ़ोटो { $n }
mail-fresh-subject-one = { $shop } में नई चीज़ें
mail-fresh-subject = आपकी फ़ॉलो की हुई { $n } दुकानों में नई चीज़ें
mail-fresh-words = पिछली बार बताने के बाद रखी गई चीज़ें:
mail-fresh-things = { $n } नई चीज़ें
mail-fresh-call = देखें
mail-fresh-because = यह आपको इसलिए मिला है कि आप बाज़ार में दुकानों को फ़ॉलो करते हैं। क्या-क्या बताया जाए, यह अपने खाते में चुन सकते हैं।
mail-fresh-sample-shop = हेलान चमड़ा
mail-fresh-sample-other = चंदा गाँव के बरतन
photo-large = (बड़ा करके देखें)
photo-close = बंद करें
photo-previous = पिछली फ़ोटो
photo-next = अगली फ़ोटो
shelf-model = घुमाकर देखें
shelf-from = { $price } से
shelf-sold-out = सब बिक गया
shelf-not-yet = अभी बिक्री पर नहीं
shelf-resting = अभी बिक्री में नहीं
shelf-in-stock = स्टॉक में है
shelf-left = { $n ->
    [one] सिर्फ़ { $n } बचा है
   *[other] सिर्फ़ { $n } बचे हैं
}
shelf-made-to-order = ऑर्डर देने पर बनेगा
shelf-lead = { $n ->
    [one] आपके लिए एक दिन में बनेगा
   *[other] आपके लिए { $n } दिन में बनेगा
}
shelf-dispatch = { $n ->
    [0] भुगतान के दिन ही रवाना
    [one] एक दिन में रवाना
   *[other] { $n } दिन में रवाना
}
shelf-mark-made = ऑर्डर पर बनेगा
shelf-mark-made-days = { $n ->
    [one] एक दिन में बनेगा
   *[other] { $n } दिन में बनेगा
}
shelf-mark-harvest = उपज
shelf-mark-ready = { $day } से
shelf-negotiable = मोल-भाव हो सकता है
shelf-quantity = कितने
shelf-add = कार्ट में डालें
shelf-escrow = जब तक आप “मिल गया” नहीं कहते, आपके पैसे बाज़ार के पास अमानत रहते हैं।
shelf-ships-from = { $place } से भेजा जाता है।
shelf-returns = मिलने के बाद 7 दिन तक बिना कारण बताए लौटा सकते हैं।
shelf-no-returns = यह खास आपके लिए बनता है या खेत से तोड़ा जाता है, इसलिए बिना कारण लौटाया नहीं जा सकता। कुछ खराब निकले तो पैसे वापस मिलते हैं।
shelf-only-you-draft = यह ड्राफ़्ट है। यह पन्ना सिर्फ़ इस दुकान के लोग देख सकते हैं।
shelf-only-you-archived = यह आर्काइव में है। यह पन्ना सिर्फ़ इस दुकान के लोग देख सकते हैं।
shelf-only-you-active = बिक्री में
shelf-holiday = यह दुकान { $day } तक छुट्टी पर है। देख सकते हैं; खरीदारी उसी दिन फिर शुरू होगी।
shelf-about = इस चीज़ के बारे में
shelf-about-harvest = इस उपज के बारे में
shelf-own-words = कारीगर के अपने शब्दों में
shelf-facts = सामग्री और बनावट
shelf-facts-harvest = कहाँ से आती है
shelf-craft = श्रेणी
shelf-materials = सामग्री
shelf-technique = कैसे बनता है
shelf-plot = खेत
shelf-picked = तुड़ाई
shelf-season = { $from } से { $to } तक
shelf-ready = रवाना होगा
shelf-keeps = कितने दिन टिकता है
shelf-lead-time = बनने का समय
shelf-days = { $n } दिन
shelf-weight = वज़न
shelf-grams = { $n } ग्राम
shelf-origin = कहाँ का
shelf-maker = कारीगर
shelf-enter-shop = दुकान देखें
shelf-lineage = परंपरा
shelf-generation = { $n ->
    [1] पहली पीढ़ी
    [2] दूसरी पीढ़ी
    [3] तीसरी पीढ़ी
    [4] चौथी पीढ़ी
    [5] पाँचवीं पीढ़ी
    [6] छठी पीढ़ी
   *[other] { $n }वीं पीढ़ी
}
shelf-open-since = बाज़ार में
shelf-years = { $n } साल से
shelf-dispatches = पार्सल
shelf-more = इस दुकान से और चीज़ें
shelf-whole-shop = पूरी दुकान
shelf-heritage-county = ज़िले की विरासत
shelf-heritage-city = शहर की विरासत
shelf-heritage-province = राज्य की विरासत
shelf-heritage-national = राष्ट्रीय विरासत
craft-leather = चमड़े का काम
craft-ceramics = मिट्टी के बर्तन
craft-dyeing = रंगाई और छपाई
craft-weaving = बुनाई
craft-embroidery = कढ़ाई और पैचवर्क
craft-paper = कागज़ का काम
craft-bamboo = बाँस और बेंत
craft-wood = लकड़ी और लाख
craft-metal = धातु का काम
craft-jewellery = चाँदी और जेड
craft-toys = खिलौने
craft-design = मौलिक डिज़ाइन
craft-vintage = सँवारी हुई पुरानी चीज़ें
craft-fruit = फल
craft-vegetables = सब्ज़ी, कंद, अंडे
craft-grain = अनाज और दालें
craft-tea = चाय
craft-spice = कॉफ़ी और मसाले
craft-dried = मेवे
craft-pantry = शहद, अचार, वाइन
