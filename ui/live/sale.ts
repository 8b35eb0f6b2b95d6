import { clock } from './clock'
import { shown } from './shown'

export type Sale = {
  what: 'price' | 'price-over' | 'offers' | 'coupon' | 'bought' | 'question' | 'question-over' | 'giveaway' | 'drawn'
  price?: string
  listing?: string
  amount?: { minor: number; currency: string }
  pieces?: number
  allowance?: number
  place?: string
  name?: string
  is_sold_out?: boolean
  accepted?: number
  words?: string
  giveaway?: string
  coupon?: string
  least?: { minor: number; currency: string }
  ends?: string
  winners?: number | number[]
}

/** Whether somebody is so far behind the host that a price would be over before their picture comes to it: they are told at once. */
export function isAhead(sale: Sale): boolean {
  return (sale.what === 'price' || sale.what === 'coupon') && behind() > (sale.allowance ?? 0) * 1000
}

/** How far the picture here is behind the host, in milliseconds. */
export function behind(): number {
  const at = clock.now()
  return at === null ? 0 : Math.max(now() - at, 0)
}

let skew: number | null = null

/** What the market's clock says; this device's may be wrong. */
export function now(): number {
  if (skew === null) {
    const told = Number(document.querySelector<HTMLElement>('[data-now]')?.dataset.now)
    skew = told ? performance.timeOrigin - told : 0
  }
  return Date.now() - skew
}

/** Something was told as it happened: the shortest way it took says best what time it is there. */
export function heardAt(at: number): void {
  const late = Date.now() - at
  if (skew === null || Math.abs(late) < 60_000 && late < skew) skew = late
}

/** Show a sale: what is on show has another price, and the chat says what happened. */
export function sold(room: string, listing: string | undefined, sale: Sale): string {
  if (sale.what === 'price') void shown(room, listing, sale.price)
  if (sale.what === 'price-over') void shown(room, listing, `over-${sale.price}`)
  if (sale.what === 'question' || sale.what === 'question-over') ask(sale.words)
  if (sale.what === 'coupon') give(room, sale)
  return words(sale)
}

/** A coupon stands above the chat while it can be taken. */
function give(room: string, sale: Sale): void {
  const place = document.querySelector<HTMLAnchorElement>('a[data-coupon]')
  const inner = place?.querySelector('[data-words]')
  if (!place || !inner || !sale.amount) return
  inner.textContent = (place.dataset.text ?? '').replace('AMOUNT', money(sale.amount))
  place.href = `${room}/coupons/${sale.coupon}`
  place.dataset.until = String(Date.parse(sale.ends ?? '') + (sale.allowance ?? 0) * 1000)
  place.hidden = false
}

/** A line stands above the chat while the host answers it. */
function ask(words?: string): void {
  const place = document.querySelector<HTMLElement>('[data-question]')
  const inner = place?.querySelector('[data-words]')
  if (!place || !inner) return
  inner.textContent = words ?? ''
  place.hidden = !words
}

function words(sale: Sale): string {
  const kind = sale.is_sold_out ? 'price-gone' : sale.what === 'bought' && sale.name ? 'bought-name' : sale.what
  const text = document.querySelector<HTMLTemplateElement>(`template[data-sold="${kind}"]`)?.content.textContent ?? ''
  return text
    .replace('AMOUNT', () => sale.amount ? money(sale.amount) : '')
    .replace('LEAST', () => sale.least ? money(sale.least) : '')
    .replace('PIECES', () => new Intl.NumberFormat(document.documentElement.lang).format(sale.pieces ?? 0))
    .replace('ACCEPTED', () => String(sale.accepted ?? 0))
    .replace('WINNERS', () => String(sale.winners ?? 0))
    .replace('NUMBERS', () => Array.isArray(sale.winners) ? sale.winners.join(', ') : '')
    .replace('PLACE', () => sale.place ?? '')
    .replace('NAME', () => sale.name ?? '')
}

function money({ minor, currency }: { minor: number; currency: string }): string {
  const format = new Intl.NumberFormat(document.documentElement.lang, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(minor / 10 ** digits)
}
