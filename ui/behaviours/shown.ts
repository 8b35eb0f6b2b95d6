// Of which shops something stood in sight for a moment, told once when the page is left: a page that many read is the same
// for all of them, so it is the browser that knows.
const MOMENT = 1000
const waiting = new Map<Element, number>()
const shops = new Set<string>()

const watch = new IntersectionObserver((cards) => {
  for (const { target, isIntersecting } of cards) {
    clearTimeout(waiting.get(target))
    if (isIntersecting) waiting.set(target, window.setTimeout(() => note(target), MOMENT))
  }
}, { threshold: 0.5 })

function note(card: Element): void {
  watch.unobserve(card)
  const href = card.querySelector('a[href^="/shops/"]')?.getAttribute('href') ?? ''
  const shop = href.split('/')[2]
  if (shop) shops.add(shop)
}

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState !== 'hidden' || shops.size === 0) return
  const body = new URLSearchParams({ shops: [...shops].join(' ') })
  shops.clear()
  void fetch('/shown', { method: 'POST', body, keepalive: true, headers: { Accept: 'text/html' } }).catch(() => undefined)
})

export function shown(card: HTMLElement): void {
  watch.observe(card)
}
