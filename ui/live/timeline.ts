import { listen } from '../behaviours/talk/listen'
import { chat } from './chat'
import { clock } from './clock'
import { follow } from './replay'
import { caption, shown } from './shown'
import { heardAt, isAhead, now, type Sale, sold } from './sale'
import { hear, type State } from './state'

type Kind = 'chat' | 'pin' | 'unpin' | 'caption' | 'hidden' | Sale['what']
type Moment = { position: number; at: number; kind: Kind; html?: string; hides?: number; listing?: string; sale?: Sale }
type Held = Moment & { until: number }

/** However far behind a picture is, nothing is held longer. */
const LONGEST_HELD = 30_000

/**
 * Show what happens beside the picture when the picture has come to it, so that nobody sees a thing before the host speaks
 * of it on their screen. Where no picture runs, it is shown at once.
 */
export function timeline(list: HTMLElement): void {
  const { at } = list.dataset
  const lines = chat(list)
  list.addEventListener('said', (event) => lines.put((event as CustomEvent<string>).detail))
  if (document.querySelector('.room-stage[data-replay]')) return follow(list)
  if (!at) return
  let last = Number(list.dataset.last ?? 0)
  let held: Held[] = []

  const show = (moment: Moment) => {
    if (moment.kind === 'chat') lines.put(moment.html ?? '')
    else if (moment.kind === 'caption') caption(moment.html ?? '')
    else if (moment.kind === 'pin' || moment.kind === 'unpin') void shown(at, moment.listing)
    else if (moment.sale) lines.tell(moment.position, sold(at, moment.sale.listing, moment.sale), more(at, moment.sale))
  }
  const isDue = ({ at, until }: Held) => at <= (clock.now() ?? Infinity) || Date.now() >= until
  const look = () => {
    const due = held.filter(isDue)
    if (!due.length) return
    held = held.filter((moment) => !due.includes(moment))
    due.forEach(show)
  }
  const take = (text: string) => {
    const moment = JSON.parse(text) as Moment
    if (moment.position <= last) return
    last = moment.position
    heardAt(moment.at)
    // What is taken away is taken away for everybody now.
    if (moment.kind === 'hidden') {
      lines.remove(moment.hides)
      held = held.filter(({ position }) => position !== moment.hides)
      return
    }
    // A price that would be over before this picture comes to it, and what it is of.
    if (moment.sale && isAhead(moment.sale)) return show(moment)
    held.push({ ...moment, until: Date.now() + LONGEST_HELD })
    held.sort((one, other) => one.at - other.at || one.position - other.position)
    look()
  }

  setInterval(() => (look(), expire()), 250)
  listen(() => `${at}/stream?after=${last}`, { moment: take, news })
}

/** What can be taken no more is offered no more. */
function expire(): void {
  const place = document.querySelector<HTMLElement>('[data-coupon]:not([hidden])')
  if (place && now() > Number(place.dataset.until)) place.hidden = true
}

/** Where more of it stands. */
function more(at: string, sale: Sale): string | undefined {
  if (sale.giveaway) return `${at}/giveaways/${sale.giveaway}`
  return sale.coupon && `${at}/coupons/${sale.coupon}`
}

function count(places: string, number: number): void {
  const text = new Intl.NumberFormat(document.documentElement.lang).format(number)
  for (const place of document.querySelectorAll(places)) place.textContent = text
}

/** A host is told when there are more lines than anybody reads, of which viewers see a part. */
const READABLE = 5
function fast(lines: number): void {
  const place = document.querySelector<HTMLElement>('[data-pace]')
  if (!place) return
  place.dataset.words ??= place.textContent ?? ''
  place.hidden = lines <= READABLE
  place.textContent = place.dataset.words.replace('LINES', new Intl.NumberFormat(document.documentElement.lang).format(lines))
}

function news(text: string): void {
  const said = JSON.parse(text) as { viewers?: number; likes?: number; pace?: number; state?: State; recording?: 'stopped' }
  if (said.viewers !== undefined) count('[data-viewers]', said.viewers)
  if (said.likes !== undefined) count('[data-likes]', said.likes)
  if (said.pace !== undefined) fast(said.pace)
  if (said.recording) document.querySelector('[data-recording-stopped]')?.removeAttribute('hidden')
  const next = said.state
  if (!next) return
  // Whoever is some seconds behind sees the show to its last frame.
  const behind = next === 'live' ? 0 : Math.min(Math.max(Date.now() - (clock.now() ?? Date.now()), 0), 15_000)
  setTimeout(() => hear(next), behind)
}
