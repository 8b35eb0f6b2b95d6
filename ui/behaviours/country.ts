/**
 * Ask the server for the fields and prices of another country as soon as it is chosen. What was typed stays.
 *
 * The button beside the list does the same by sending the form, and remains for those without scripts.
 */
export function country(select: HTMLElement): void {
  const form = select instanceof HTMLSelectElement ? select.form : null
  const button = form?.querySelector<HTMLButtonElement>('button[data-draws]')
  if (!form || !button) return
  button.hidden = true
  select.addEventListener('change', async () => {
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
    body.set(button.name, button.value)
    form.setAttribute('aria-busy', 'true')
    const answer = await fetch(form.action, { method: 'POST', body }).catch(() => null)
    form.removeAttribute('aria-busy')
    if (!answer || ![200, 422].includes(answer.status)) return form.requestSubmit(button)
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    for (const fresh of page.querySelectorAll<HTMLElement>('[data-fresh]')) {
      const old = document.getElementById(fresh.id)
      if (!old) continue
      for (const field of old.querySelectorAll<HTMLInputElement>('input[name]')) {
        const same = fresh.querySelector<HTMLInputElement>(`input[name="${field.name}"]`)
        if (same && field.type !== 'hidden') same.value = field.value
      }
      old.replaceWith(fresh)
    }
  })
}
