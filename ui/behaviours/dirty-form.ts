/** Warn before leaving a form whose values differ from those the page came with. */
export function dirtyForm(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return
  const now = () => {
    const pairs = [...new FormData(form)].map(([key, value]) => `${key}=${value instanceof File ? value.name : value}`)
    return pairs.join('\n')
  }
  const first = now()
  let sending = false
  form.addEventListener('submit', () => (sending = true))
  form.addEventListener('input', () => form.toggleAttribute('data-dirty', now() !== first))
  addEventListener('pageshow', () => (sending = false))
  addEventListener('beforeunload', (event) => {
    if (!sending && now() !== first) event.preventDefault()
  })
}
