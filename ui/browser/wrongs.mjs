// What must hold of every page, asked in the page itself: each answers a list of what is wrong.

/** Current entries of a bar that lie outside of the window. */
export const hiddenTabs = () => [...document.querySelectorAll('nav [aria-current="page"], [role="tab"][aria-selected="true"]')]
  .map((tab) => [tab.getBoundingClientRect(), tab.textContent.trim()])
  .filter(([box]) => box.width > 0 && (box.left < -1 || box.right > innerWidth + 1))
  .map(([box, words]) => `${words} at ${Math.round(box.left)}`)

/** Amounts of yen with nothing beside the sign that says so: the market's own money is yuan. */
export const signs = ({ path }) => {
  if (!/kanazawa-kintsugi|kyoto-fans|mashiko-ueda|toki-shino|wajima-nuri|checkout\/JPY/.test(path)) return []
  const words = document.querySelector('main')?.innerText ?? ''
  return [...words.matchAll(/¥\s?[\d,.]*\d(?![\d,.])(?!\s?(?:JPY|CNY|日元|円|日本円|येन|yen))[^\n]{0,12}/g)].map(([found]) => found)
}

/** Lines of English on a page of a language with another script. What people wrote has a language of its own. */
export const foreign = ({ path }) => {
  const lang = document.documentElement.lang
  if (!/^(zh|ja|hi)/.test(lang) || /^\/(operator|moderator|api|help|demo)/.test(path)) return []
  // Names that are the same everywhere.
  const allowed = /^[\s\d\W]*(?:(?:SF|EMS|DHL|UPS|USPS|FedEx|JP Post|Yamato|Sagawa|India Post|Delhivery|JNE|J&T|Pos Indonesia|English|Bahasa Indonesia|Jishi|CSV|PDF|XML|TSV|Shopify|WooCommerce|Etsy|Google Merchant|Open Food Network|Stripe|Standard Webhooks|Web Push|HTTPS?|URL|SKU|GLB|QR|EXIF|WebP|JPEG|PNG)[\s\d\W]*)+$/
  const own = (element) => element.closest('[lang]') !== document.documentElement || element.closest('code, pre, kbd, samp, input, textarea, option, bdi, [dir="auto"], [translate="no"], address, .number')
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found = []
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent.trim()
    const element = walk.currentNode.parentElement
    if (!/[A-Za-z]{2,}(?:[ ,][A-Za-z'’]{2,}){2,}/.test(text) || allowed.test(text)) continue
    if (['SCRIPT', 'STYLE', 'TEMPLATE'].includes(element.tagName) || own(element) || !element.checkVisibility()) continue
    found.push(text.slice(0, 60))
  }
  return found
}
