import type { Behaviour } from '../attach'
import { confirm } from '../behaviours/confirm'
import { quantity } from '../behaviours/quantity'
import { time } from '../behaviours/time'
import { variantPicker } from '../behaviours/variant-picker'

let live: Record<string, Behaviour> = {}
const everywhere: Record<string, Behaviour> = { confirm, quantity, time, 'variant-picker': variantPicker }

/** Give the page as it came what only live pages have; `app.js` brings the rest. */
export function begin(behaviours: Record<string, Behaviour>): void {
  live = behaviours
  for (const [name, behave] of Object.entries(live)) {
    document.querySelectorAll<HTMLElement>(`[data-behaviour~="${name}"]`).forEach(behave)
  }
}

/** Put in the place of what a part held what the server sent later, with all its behaviours. */
export function fill(part: Element, html: string): void {
  part.replaceChildren(fragment(html))
  enliven(part)
}

export function enliven(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-behaviour]:not([data-ready])')) {
    for (const name of (element.dataset.behaviour ?? '').split(' ')) (live[name] ?? everywhere[name])?.(element)
    element.dataset.ready = ''
  }
}

export function fragment(html: string): DocumentFragment {
  return document.createRange().createContextualFragment(html)
}
