import { post } from './send'

/** Hearts of one request: fingers are faster than the net. */
const MOST = 50
const EVERY = 1000

/** Each tap shows a heart at once; how many there were is sent once a second. */
export function hearts(element: HTMLElement): void {
  const form = element as HTMLFormElement
  const place = form.querySelector('[data-likes]')
  let waiting = 0
  const send = async () => {
    const count = Math.min(waiting, MOST)
    waiting = 0
    if (count) await post(form, form.action, { count: String(count) })
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (!waiting) setTimeout(() => void send(), EVERY)
    waiting++
    if (place) place.textContent = new Intl.NumberFormat(document.documentElement.lang).format(Number((place.textContent ?? '').replace(/\D/g, '')) + 1)
    rise(form)
  })
}

function rise(form: HTMLElement): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
  const heart = form.querySelector('svg')?.cloneNode(true) as SVGElement | undefined
  if (!heart) return
  heart.classList.add('heart-rises')
  heart.style.setProperty('--sway', `${Math.round(Math.random() * 40 - 20)}px`)
  form.append(heart)
  heart.addEventListener('animationend', () => heart.remove())
}
