import { fill, fragment } from './enliven'
import { wait } from './words'

const CAPTION = 6000
let isOver: ReturnType<typeof setTimeout>

/** Put words under the picture for as long as they take to read. */
export function caption(html: string): void {
  const place = document.querySelector('[data-caption]')
  if (!place) return
  place.replaceChildren(fragment(html))
  clearTimeout(isOver)
  isOver = setTimeout(() => place.replaceChildren(), CAPTION)
}

/** What everybody in a room fetches is fetched by not all at once: within so many milliseconds. */
const SPREAD = 400
let wanted: string | undefined

/** Show another listing of a room, as its reader is to see it, or none. What has been overtaken meanwhile is not shown. */
export async function shown(room: string, listing?: string, price = ''): Promise<void> {
  const asked = listing && `${listing}${price && `&price=${price}`}`
  wanted = asked
  press(listing)
  if (!document.querySelector('[data-pin]')) return
  if (!listing) return offer('')
  await wait(Math.random() * SPREAD)
  const answer = await fetch(`${room}/pin?listing=${asked}`).catch(() => null)
  if (answer?.ok && wanted === asked) offer(await answer.text())
}

/**
 * Put a listing where what is on show stands. Of the same one, whose price has changed, what somebody has chosen stays chosen,
 * and where the focus was it is again.
 */
function offer(html: string): void {
  const place = document.querySelector<HTMLElement>('[data-pin]')
  if (!place) return
  const old = place.querySelector<HTMLElement>('[data-listing]')
  const chosen = place.querySelector<HTMLSelectElement>('select')?.value
  const focus = place.contains(document.activeElement) ? focused() : null
  const coming = fragment(html).querySelector<HTMLElement>('[data-listing]')
  const isSame = coming !== null && coming.dataset.listing === old?.dataset.listing
  fill(place, html)
  const select = place.querySelector<HTMLSelectElement>('select')
  if (isSame && select && chosen) select.value = chosen
  if (focus && isSame) place.querySelector<HTMLElement>(focus)?.focus()
  else if (focus) place.querySelector<HTMLElement>('button')?.focus()
  const told = document.querySelector('[data-tell]:not([data-listing])')
  if (told && !isSame) told.textContent = coming?.dataset.tell ?? ''
}

function focused(): string {
  const { name, value, tagName } = document.activeElement as HTMLInputElement
  return name && value ? `[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]` : tagName.toLowerCase()
}

/** In a console, the button of what is shown is pressed, and no other. */
function press(listing?: string): void {
  for (const form of document.querySelectorAll<HTMLElement>('[data-behaviour~="press"][data-group="pins"]')) {
    form.dispatchEvent(new CustomEvent('press', { detail: form.dataset.listing === listing }))
  }
}
