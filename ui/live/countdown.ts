import { behind, now } from './sale'
import { shown } from './shown'

/**
 * A countdown as the picture here has it: who is two seconds behind sees it end two seconds later, up to the allowance, since
 * their claim still counts. When it is over the thing costs again what it did.
 */
export function countdown(element: HTMLElement): void {
  const [begins, ends, until] = ['begins', 'ends', 'until'].map((name) => Number(element.dataset[name]))
  const left = element.querySelector<HTMLElement>('[data-left]')
  const form = element.closest('form')
  if (!left || !form || begins === undefined || ends === undefined || until === undefined) return
  const room = form.action.match(/\/live\/[^/]+/)?.[0] ?? ''
  const late = Math.min(behind(), until - ends)
  const note = form.querySelector<HTMLElement>('[data-behind]')
  if (note && behind() > until - ends + 500) {
    note.textContent = (note.textContent ?? '').replace('SECONDS', String(Math.round(behind() / 1000)))
    note.hidden = false
  }
  const tell = () => {
    if (!element.isConnected) return
    const seconds = Math.max(Math.ceil((ends + late - now()) / 1000), 0)
    left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
    element.style.setProperty('--left', String(Math.max((ends + late - now()) / (ends - begins), 0)))
    element.toggleAttribute('data-last', seconds <= 10)
    if (seconds > 0) return void setTimeout(tell, 250)
    form.querySelector('button')?.toggleAttribute('disabled', true)
    setTimeout(() => element.isConnected && void shown(room, element.dataset.listing, `over-${ends}`), Math.max(until - now(), 0) + 500)
  }
  tell()
}
