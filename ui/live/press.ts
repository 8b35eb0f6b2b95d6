import { send } from './send'
import { choose } from './words'

/** A button that stays pressed, one of its group: it looks so at once, and goes back if the server says no. */
export function press(element: HTMLElement): void {
  const form = element as HTMLFormElement
  const button = form.querySelector('button')
  const { on, off, group } = form.dataset
  if (!button || !on || !off) return
  const isOn = () => button.getAttribute('aria-pressed') === 'true'
  const set = (next: boolean) => {
    button.setAttribute('aria-pressed', String(next))
    form.action = next ? off : on
    choose(form, 'pressed', next ? 'on' : 'off')
  }
  form.addEventListener('press', (event) => set((event as CustomEvent<boolean>).detail))
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (form.getAttribute('aria-busy')) return
    const next = !isOn()
    const others = [...document.querySelectorAll<HTMLElement>(`[data-group="${group ?? ''}"]`)].filter((other) => other !== form && other.querySelector('[aria-pressed="true"]'))
    const pressAll = (forms: HTMLElement[], how: boolean) => forms.forEach((other) => other.dispatchEvent(new CustomEvent('press', { detail: how })))
    set(next)
    if (next) pressAll(others, false)
    const answer = await send(form, next ? on : off)
    if (!answer || answer.ok) return
    set(!next)
    if (next) pressAll(others, true)
  })
  set(isOn())
}
