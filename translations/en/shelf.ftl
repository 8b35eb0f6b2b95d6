shelf-breadcrumbs = You are here
shelf-photos = Photos
shelf-photo = Photo { $n }
mail-fresh-subject-one = New in { $shop }
mail-fresh-subject = { $n ->
    [one] New things in { $n } shop you follow
   *[other] New things in { $n } shops you follow
}
mail-fresh-words = Put out since you were last told:
mail-fresh-things = { $n ->
    [one] { $n } new thing
   *[other] { $n } new things
}
mail-fresh-call = Have a look
mail-fresh-because = You get this because you follow shops at the market. Under Account you can choose what you are told.
mail-fresh-sample-shop = Helan Leather
mail-fresh-sample-other = Moon Village Pottery
photo-large = (show it large)
photo-close = Close
photo-previous = Previous photo
photo-next = Next photo
shelf-model = View in 3D
shelf-from = from { $price }
shelf-sold-out = Sold out
shelf-not-yet = Not on sale yet
shelf-resting = Not on sale now
shelf-in-stock = In stock
shelf-left = { $n ->
    [one] The last one
   *[other] Only { $n } left
}
shelf-made-to-order = Made when you order it
shelf-lead = { $n ->
    [one] Made for you within a day
   *[other] Made for you in { $n } days
}
shelf-dispatch = { $n ->
    [0] leaves the day you pay
    [one] leaves within a day
   *[other] leaves within { $n } days
}
shelf-mark-made = Made to order
shelf-mark-made-days = { $n ->
    [one] Made in a day
   *[other] Made in { $n } days
}
shelf-mark-harvest = Harvest
shelf-mark-ready = From { $day }
shelf-negotiable = The maker is open to an offer
shelf-quantity = Quantity
shelf-add = Add to cart
shelf-escrow = The market holds your money until you say that the goods arrived.
shelf-ships-from = Ships from { $place }.
shelf-returns = You may send it back without a reason for 7 days after it arrives.
shelf-no-returns = Made or picked for you, so it cannot be sent back without a reason. If something is wrong, you get your money back.
shelf-only-you-draft = This is a draft. Only people of this shop see this page.
shelf-only-you-archived = This is archived. Only people of this shop see this page.
shelf-only-you-active = On sale
shelf-holiday = This shop rests until { $day }. You can look around; buying opens again then.
shelf-about = About it
shelf-about-harvest = About this harvest
shelf-own-words = In the maker’s own words
shelf-facts = Materials and making
shelf-facts-harvest = Where it comes from
shelf-craft = Craft
shelf-materials = Materials
shelf-technique = How it is made
shelf-plot = Field
shelf-picked = Picked
shelf-season = { $from } to { $to }
shelf-ready = Leaves from
shelf-keeps = Keeps for
shelf-lead-time = Time to make
shelf-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
shelf-weight = Weight
shelf-grams = { $n } g
shelf-origin = Origin
shelf-maker = The maker
shelf-enter-shop = Visit
shelf-lineage = Lineage
shelf-generation = { $n ->
    [1] First generation
    [2] Second generation
    [3] Third generation
    [4] Fourth generation
    [5] Fifth generation
   *[other] { $n }th generation
}
shelf-open-since = On the market
shelf-years = { $n ->
    [one] 1 year
   *[other] { $n } years
}
shelf-dispatches = Parcels
shelf-more = More from this shop
shelf-whole-shop = The whole shop
shelf-heritage-county = County heritage
shelf-heritage-city = City heritage
shelf-heritage-province = Provincial heritage
shelf-heritage-national = National heritage
craft-leather = Leather carving
craft-ceramics = Ceramics
craft-dyeing = Dyeing and printing
craft-weaving = Weaving
craft-embroidery = Embroidery and quilting
craft-paper = Paper
craft-bamboo = Bamboo, rattan and willow
craft-wood = Wood and lacquer
craft-metal = Metalwork
craft-jewellery = Silver and jade
craft-toys = Toys
craft-design = Original design
craft-vintage = Vintage, restored
craft-fruit = Fruit
craft-vegetables = Vegetables, roots, eggs
craft-grain = Grain and pulses
craft-tea = Tea
craft-spice = Coffee and spice
craft-dried = Dried fruit and nuts
craft-pantry = Honey, preserves, wine
