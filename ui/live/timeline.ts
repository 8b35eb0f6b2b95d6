import { listen } from '../behaviours/talk/listen'
import { chat } from './chat'
import { clock } from './clock'
import { follow } from './replay'
import { caption, shown } from './shown'
import { hear, type State } from './state'

type Kind = 'chat' | 'pin' | 'unpin' | 'caption' | 'hidden'
type Moment = { position: number; at: number; kind: Kind; html?: string; hides?: number; listing?: string }
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
    // What is taken away is taken away for everybody now.
    if (moment.kind === 'hidden') {
      lines.remove(moment.hides)
      held = held.filter(({ position }) => position !== moment.hides)
      return
    }
    held.push({ ...moment, until: Date.now() + LONGEST_HELD })
    held.sort((one, other) => one.at - other.at || one.position - other.position)
    look()
  }

  setInterval(look, 250)
  listen(() => `${at}/stream?after=${last}`, { moment: take, news })
}

function news(text: string): void {
  const said = JSON.parse(text) as { viewers?: number; state?: State; recording?: 'stopped' }
  if (said.viewers !== undefined) {
    const count = new Intl.NumberFormat(document.documentElement.lang).format(said.viewers)
    for (const place of document.querySelectorAll('[data-viewers]')) place.textContent = count
  }
  if (said.recording) document.querySelector('[data-recording-stopped]')?.removeAttribute('hidden')
  const next = said.state
  if (!next) return
  // Whoever is some seconds behind sees the show to its last frame.
  const behind = next === 'live' ? 0 : Math.min(Math.max(Date.now() - (clock.now() ?? Date.now()), 0), 15_000)
  setTimeout(() => hear(next), behind)
}
