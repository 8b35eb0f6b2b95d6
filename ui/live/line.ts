import { send } from './send'

// A UUID is made only where the page came by https.
const newKey = () => [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('')

/** Say a line: Enter sends it, it stands there at once, and words that were not sent stay in the field. */
export function line(element: HTMLElement): void {
  const form = element as HTMLFormElement
  const words = form.querySelector<HTMLTextAreaElement>('[name=words]')
  const list = document.querySelector('[data-behaviour~="timeline"]')
  if (!words) return
  // A line that may have arrived is sent again under the same key.
  let [key, of] = [newKey(), '']

  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const said = words.value.trim()
    if (!said || form.getAttribute('aria-busy')) return
    if (of && of !== said) key = newKey()
    of = said
    const answer = await send(form, form.action, { key })
    if (!answer?.ok) return
    if (words.value.trim() === said) words.value = ''
    of = ''
    key = newKey()
    list?.dispatchEvent(new CustomEvent('said', { detail: await answer.text() }))
    words.focus({ preventScroll: true })
  })
  words.addEventListener('keydown', (event) => {
    // Enter also ends a word that is being composed, in Chinese say.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    form.requestSubmit()
  })
}
