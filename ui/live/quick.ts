import { send } from './send'

/** Send a form and stay; its text fields are empty for the next. */
export function quick(element: HTMLElement): void {
  const form = element as HTMLFormElement
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (form.getAttribute('aria-busy')) return
    const answer = await send(form)
    if (answer?.ok) form.reset()
  })
}
