/**
 * Ask the server for what depends on an answer as soon as it is given: the fields of another country, the price of the
 * way to another address, whether a login is known. `data-redraw` names the fields; what was typed stays.
 *
 * The buttons with `data-draws` do the same by sending the form, and remain for those without scripts.
 */
export function redraw(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return
  const names = (form.dataset.redraw ?? '').split(' ')
  const buttons = () => form.querySelectorAll<HTMLButtonElement>('button[data-draws]')
  const hide = () => buttons().forEach((button) => (button.hidden = true))
  let asked = 0
  hide()
  form.addEventListener('change', async ({ target }) => {
    const button = buttons()[0]
    if (!button || !names.includes((target as HTMLInputElement).name)) return
    const question = ++asked
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
    body.set(button.name, button.value)
    form.setAttribute('aria-busy', 'true')
    const answer = await fetch(form.action, { method: 'POST', body }).catch(() => null)
    if (question !== asked) return
    form.removeAttribute('aria-busy')
    if (!answer || ![200, 422].includes(answer.status)) return form.requestSubmit(button)
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    for (const fresh of page.querySelectorAll<HTMLElement>('[data-fresh]')) put(fresh)
    hide()
  })
}

/** Take the place of what was drawn before, unless it reads the same: then nobody who types there is disturbed. */
function put(fresh: HTMLElement): void {
  const old = document.getElementById(fresh.id)
  if (!old || (old.querySelector('input') && words(old) === words(fresh) && sum(old) === sum(fresh))) return
  const focus = old.contains(document.activeElement) ? document.activeElement?.id : ''
  for (const field of old.querySelectorAll<HTMLInputElement>('input[name]')) {
    const same = fresh.querySelector<HTMLInputElement>(`input[name="${field.name}"]`)
    if (same && field.type !== 'hidden') same.value = field.value
  }
  // Only the reader moves the focus.
  fresh.querySelectorAll('[autofocus]').forEach((field) => field.removeAttribute('autofocus'))
  old.replaceWith(fresh)
  if (focus) document.getElementById(focus)?.focus()
}

const words = (part: HTMLElement) => part.textContent?.replace(/\s+/g, ' ').trim()
const sum = (part: HTMLElement) => part.querySelector<HTMLInputElement>('input[type="hidden"]')?.value
