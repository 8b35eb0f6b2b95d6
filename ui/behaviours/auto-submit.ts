/** Send the form as soon as a choice changes; its own button stays for those without scripts. */
export function autoSubmit(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return
  for (const button of form.querySelectorAll<HTMLElement>('[data-without-script]')) button.hidden = true
  form.addEventListener('change', (event) => {
    const field = event.target as HTMLElement
    if (!field.matches('[data-no-submit]')) form.requestSubmit()
  })
}
