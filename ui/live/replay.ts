import { clock } from './clock'
import { caption, shown as offer } from './shown'

/** So many lines are on the screen. */
const MOST = 200
/** How long a caption stays, in programme time. */
const CAPTION = 6000

/** Beside a programme of the past, show at each moment what was there at it, also for those who wind back and forth. */
export function follow(list: HTMLElement): void {
  const moments = [...list.querySelectorAll<HTMLElement>('[data-at]')]
  const times = moments.map(({ dataset }) => Number(dataset.at))
  const lines = moments.filter(({ dataset }) => !dataset.kind)
  const ofKind = (...kinds: string[]) => moments.filter(({ dataset }) => kinds.includes(dataset.kind ?? ''))
  const [pins, captions] = [ofKind('pin', 'unpin'), ofKind('caption')]
  const box = list.closest('.chat')
  let [shown, pinned, said]: [number, HTMLElement | undefined, HTMLElement | undefined] = [-1, undefined, undefined]

  const look = () => {
    const now = clock.now() ?? -Infinity
    const count = before(times, now)
    const pin = lastBefore(pins, now)
    if (pin !== pinned) {
      pinned = pin
      void offer(list.dataset.at ?? '', pin?.dataset.listing)
    }
    const words = lastBefore(captions, now)
    const isSaid = words !== undefined && now - Number(words.dataset.at) < CAPTION
    if ((isSaid ? words : undefined) !== said) {
      said = isSaid ? words : undefined
      caption(said?.innerHTML ?? '')
    }
    if (count === shown) return
    shown = count
    const isAtEnd = !box || box.scrollHeight - box.scrollTop - box.clientHeight < 60
    const there = new Set(lines.filter(({ dataset }) => Number(dataset.at) <= now).slice(-MOST))
    for (const line of lines) if (line.hidden === there.has(line)) line.hidden = !there.has(line)
    if (box && isAtEnd) box.scrollTop = box.scrollHeight
  }
  setInterval(look, 250)
  look()
}

const lastBefore = (moments: HTMLElement[], now: number) => moments.filter(({ dataset }) => Number(dataset.at) <= now).at(-1)

/** How many of these times, which go up, are not after now. */
function before(times: number[], now: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? 0) <= now) low = middle + 1
    else high = middle
  }
  return low
}
