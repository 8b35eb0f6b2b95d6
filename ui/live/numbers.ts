import { fill } from './enliven'

const EVERY = 10_000

/** Numbers that change while a show goes on, looked at again as long as somebody looks at the page. */
export function numbers(place: HTMLElement): void {
  const { from } = place.dataset
  if (!from) return
  setInterval(async () => {
    if (document.hidden || !place.checkVisibility()) return
    const answer = await fetch(from).catch(() => null)
    if (answer?.ok) fill(place, await answer.text())
  }, EVERY)
}
