import-title = Import and export
import-words = Bring your listings from another shop in one file. You see first what would happen; nothing is in your shop until you say so.
import-file = Product file (CSV, TSV or XML, up to 64 MB)
import-look = Check the file
import-dialects = Which file
import-dialects-words = In Shopify: Products, Export, “CSV for Excel” or “Plain CSV”. Both kinds of column names are understood:
import-dialect-current = Now: Title, URL handle, Price, Inventory quantity …
import-dialect-legacy = Before: Handle, Title, Variant Price, Variant Inventory Qty …
import-rules = A listing that is in your shop under the same handle is changed, and keeps its craft, its English words and its bargaining. A column that is missing leaves things as they are.
import-earlier = Earlier imports
import-name = File
import-nameless = File without a name
import-when = When
import-listings = Listings
import-variants = Variants
import-refused-rows = Rows refused
import-encoding = Encoding
import-state-previewed = Checked
import-state-running = Under way
import-state-done = Done
import-head-previewed = This is in the file
import-head-running = The import is under way
import-head-done = The import is done
import-start = { $n ->
    [one] Import one listing
   *[other] Import { $n } listings
}
import-other-file = Another file
import-nothing = No listing of this file can be taken. The reasons are below.
import-progress = Listings
import-new = { $n ->
    [one] One listing is new.
   *[other] { $n } listings are new.
}
import-changed = { $n ->
    [one] One was changed.
   *[other] { $n } were changed.
}
import-see = See the listings
import-first = The first ones
import-refused-title = What is not taken
import-refused-words = Everything else is: where a column is named, only that cell is left out. Mend these rows and bring the file again: what is there already is only changed.
import-refused-file = Every refused row as a file
import-line-nr = Line { $line }
import-line = Line
import-column = Column
import-reason = Reason
import-more = { $n ->
    [one] and one more row
   *[other] and { $n } more rows
}
import-notes = Worth knowing
import-unreadable-empty = The file is empty
import-unreadable-too-many-bytes = The file is larger than 64 MB
import-unreadable-too-many-columns = The file has too many columns
import-unreadable-too-many-rows = The file has more than 200,000 rows; bring it in parts
import-unreadable-not-products = The first row names neither a handle nor a title, so this is no product file
import-refused-not-kept = The listing contradicts itself and could not be kept
import-refused-broken-quote = The quotes around a cell do not match
import-refused-after-broken-row = It follows a broken row and cannot be told from it
import-refused-too-many-cells = It has { $found } cells instead of { $expected }
import-refused-too-few-cells = It has only { $found } cells instead of { $expected }
import-refused-forbidden-character = It holds a character that no text may hold
import-refused-no-handle = It has no handle and no title to make one from
import-refused-same-title = Line { $first } has the same title; give both a handle
import-refused-no-first-row = No row with a title came before it, or that one was refused
import-refused-nothing-new = It adds nothing to the listing of line { $first }
import-refused-listing-refused = The listing of line { $first } has no variant that could be used
import-refused-too-long = The text is longer than { $max } characters
import-refused-price-empty = There is no price
import-refused-price-decimal-comma = A price needs a point, not a comma: 12.50
import-refused-price-currency-sign = A price stands without a currency sign: 12.50
import-refused-price-exponent = A price stands in plain digits: 12.50
import-refused-price-thousands-separator = A price stands without separators: 1234.50
import-refused-price-too-many-decimals = A price has at most { $max } decimals here
import-refused-price-negative = A price cannot be below zero
import-refused-price-too-large = The amount is too large
import-refused-price-not-a-number = This is not a price
import-refused-negative = The number is below zero
import-refused-too-large = The number is too large
import-refused-not-a-whole-number = This is not a whole number
import-refused-not-a-weight = This is not a weight in grams
import-refused-unknown-word = It must be one of: { $known }
import-refused-not-a-link = An address begins with https:// or http://
import-refused-too-many-options = A listing has at most { $max } options
import-refused-option-without-name = The option has no name in the first row
import-refused-option-named-twice = Two options have the same name
import-refused-no-option-value = The option has no value
import-refused-same-options = Line { $first } has these options already
import-refused-too-many-variants = A listing has at most { $max } variants
import-refused-too-many-pictures = A listing has at most { $max } pictures
import-refused-too-many-tags = A listing has at most { $max } tags
import-note-encoding = The file is not UTF-8 and was read as { $encoding }.
import-note-unreadable-letters = Some letters could not be read and were replaced.
import-note-separator = The cells are separated by { $by }, not by commas.
import-note-repeated-column = Column { $name } is there twice; the second was not read.
import-note-unnamed-column = Column { $position } has no name and was not read.
import-note-handle-changed = Line { $line }: the handle { $from } was written as { $to }.
import-note-first-row-counts = Line { $line } says something else about the listing than line { $first }, which counts.
import-note-same-sku = Line { $line } has the same SKU as line { $first }: { $sku }
import-others = Files of WooCommerce, Etsy and Open Food Network and feeds for Google Merchant are understood as well. Of any other table you say once what its columns mean.
import-kind-shopify = This is a Shopify product file.
import-kind-woocommerce = This is a WooCommerce product file.
import-kind-etsy = This is Etsy’s file of listings.
import-kind-google-merchant = This is a Google Merchant feed.
import-kind-open-food-network = This is a product file of Open Food Network.
import-kind-table = This is a table of your own: no program that is known here writes such a first row.
import-keep-stock = Keep the number of pieces of what is in the shop already
import-stock-changes = { $n ->
    [one] The file says another number for one variant.
   *[other] The file says another number for { $n } variants.
}
import-changes = What will change
import-changes-none = What is in the shop already stays as it is.
import-change = Change
import-from = Now
import-to = After
import-more-changes = { $n ->
    [one] One more listing will change.
   *[other] { $n } more listings will change.
}
import-not-compared = { $n ->
    [one] One listing that is in the shop was not compared: there are too many.
   *[other] { $n } listings that are in the shop were not compared: there are too many.
}
import-change-state = State
import-change-title = Title
import-change-variant-new = New variant
import-change-variant-gone = Variant goes
import-change-price = Price
import-change-compare-at = Price before
import-change-stock = Pieces
import-change-backorder = Sold when none is left
import-change-cost = Cost
import-change-sku = SKU
import-change-weight = Grams
import-change-photos = Photos
import-change-body = Description
import-change-vendor = Vendor
import-change-type = Type
import-change-materials = Materials
import-change-seo-title = Title for search engines
import-change-tags = Tags
import-columns = What the columns mean
import-columns-words = Say what each column holds. It is remembered for your next table with the same first row.
import-samples = Examples
import-meaning = Meaning
import-look-again = Check the file with this
import-column-unread = Not read
import-column-title = Title
import-column-handle = Address (handle)
import-column-body = Description
import-column-price = Price
import-column-compare_at = Price before
import-column-cost = Cost
import-column-currency = Currency
import-column-sku = SKU
import-column-barcode = Barcode
import-column-quantity = Pieces
import-column-grams = Weight in grams
import-column-kilograms = Weight in kilograms
import-column-choice = Option that buyers choose
import-column-tags = Tags
import-column-type = Type
import-column-vendor = Vendor
import-column-materials = Materials
import-column-picture = Addresses of pictures
import-column-published = On sale: yes or no
import-pictures = Pictures of the file
import-pictures-coming = Pictures are being fetched
import-pictures-fetched = { $n ->
    [one] One is here.
   *[other] { $n } are here.
}
import-pictures-failed = { $n } did not come.
import-pictures-again = Try again
import-address = Address
picture-failed-bad-address = This is no address of a picture
picture-failed-out-of-reach = This address is not public
picture-failed-not-found = There is nothing at this address
picture-failed-forbidden = The other server does not give it out
picture-failed-too-many-bytes = It is larger than 25 MB
picture-failed-too-many-redirects = The address leads on and on
picture-failed-no-answer = The other server does not answer
picture-failed-not-a-picture = It is not a picture
picture-failed-too-many-pixels = It has more than 50 megapixels
picture-failed-damaged = It is damaged
picture-failed-unsupported = It is of a kind that cannot be read here; JPEG, PNG, WebP and GIF can
import-unmapped = Say which column is the title, please
problem-import-begun = The import is under way already
import-state-unmapped = Waits for its columns
import-head-unmapped = What do the columns mean?
import-more-notes = And { $n } more of the same kind.
import-unreadable-is-a-workbook = This is a workbook of a spreadsheet program. Save it there as CSV and bring that
import-unreadable-is-a-pdf = This is a PDF, and no table can be read from it. Bring a CSV file
import-unreadable-is-a-picture = This is a picture. Photos are put on each listing; here a table is needed
import-unreadable-is-a-web-page = This is a web page. Export the products there as CSV and bring that
import-unreadable-is-a-json = This is JSON. Bring a table, or use the API
import-unreadable-is-a-xml = This is XML, but no feed for Google Merchant that could be read to its end
import-unreadable-is-a-archive = This is a packed file or a document. Bring the table itself as CSV
import-refused-same-address = It gets the same address as line { $first }, which is another listing; give it another handle
import-refused-other-currency = The amount is in another currency: { $found }
import-refused-two-ways = The number can be read in two ways, and its column does not tell which; write it without separators between thousands: 1234.50
import-refused-other-kind = A product of the kind { $kind } cannot be sold here
import-refused-no-parent = No row of the file is the product { $parent } that it is a variation of
import-note-kept-aside = These columns are kept for the way back out and shown to nobody: { $names }
import-note-not-read = These columns were not read: { $names }
import-note-lines-left-out = Lines { $first } to { $last } were taken for a part of the broken row before them.
import-note-negative-quantity = Line { $line }: { $found } pieces were taken for none.
import-note-not-counted = In { $count } rows, the first in line { $first }, nobody counts the pieces: they are always available.
import-note-sale-left-out = Line { $line }: a price for some days only was left out; the regular one was taken.
import-note-one-for-all = Line { $line }: the file says one price and { $quantity } pieces for all variations together, so the listing begins as a draft. Say what each costs and how many there are, then publish it.
import-note-stock-of-parent = Line { $line } is the row of a whole product; its stock counts for none of the variations.
import-note-no-price = Line { $line }: there is no price, so it is not on sale. Only a written 0 costs nothing.
import-note-price-kept = Line { $line }: the price cell is empty, so the price stays { $price }.
import-note-draft-without-price = Line { $line }: the listing has no price and is a draft until it has one.
import-note-begins-as-draft = Line { $line }: the file leaves something open, so the listing begins as a draft.
import-note-listed = Line { $line }: in the other shop it is in no list; here it is on sale like all others.
import-note-pictures-left-out = Line { $line }: { $count } pictures of the file found no place beside those that are there.
listings-no-price = No price yet
refused-no-price = Nothing is on sale without a price. Write 0 if it costs nothing
refused-pieces = How many are there? Write 0 if there are none
problem-listing-no-price = Nothing is on sale without a price
problem-listing-barred = The market keeps this listing off sale after a ruling. It can be changed, but not put on sale
import-note-always-there = Line { $line }: the file says no number of pieces, so nobody counts them: they are always available.
