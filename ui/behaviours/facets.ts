/**
 * Choosing what to see: beside the list each choice is followed at once; in the sheet of a phone several are gathered, and
 * its button says how many things there will be. Its own buttons stay for those without scripts.
 */
export function facets(form: HTMLElement): void {
  const sheet = form.querySelector<HTMLDetailsElement>('.facets')
  if (!(form instanceof HTMLFormElement) || !sheet) return
  const wide = matchMedia('(min-width: 58rem)')
  const follow = () => (sheet.open = wide.matches)
  wide.addEventListener('change', follow)
  follow()
  form.dataset.ready = ''
  for (const button of form.querySelectorAll<HTMLElement>('[data-without-script]')) button.hidden = true

  form.addEventListener('change', (event) => {
    const isInSheet = event.target instanceof Node && sheet.contains(event.target)
    if (isInSheet && !wide.matches) void count(form)
    else form.requestSubmit()
  })
  // The way to open what is folded away is gone then, and the first of it takes its place for who goes by keys.
  for (const rest of sheet.querySelectorAll<HTMLDetailsElement>('.facet-rest')) {
    rest.addEventListener('toggle', () => rest.open && rest.querySelector<HTMLElement>('input')?.focus({ preventScroll: true }))
  }
  // What was left empty is not asked for, so that addresses stay short.
  form.addEventListener('formdata', ({ formData }) => {
    for (const name of new Set(formData.keys())) if (formData.getAll(name).join('') === '') formData.delete(name)
  })
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || wide.matches || !sheet.open) return
    sheet.open = false
    sheet.querySelector('summary')?.focus()
  })
}

let asked = 0

/** Ask for the page as it would be, and take over its numbers. */
async function count(form: HTMLFormElement): Promise<void> {
  const turn = ++asked
  const query = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]))
  const answer = await fetch(`${form.action}?${query}`).catch(() => undefined)
  const next = answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('.browse-form') : undefined
  const [button, words] = [form.querySelector('[data-show]'), next?.querySelector('[data-show]')]
  if (turn !== asked || !button || !words) return
  button.textContent = words.textContent
  const key = (input: HTMLInputElement) => `${input.name}=${input.value}`
  const numbers = new Map([...next?.querySelectorAll<HTMLInputElement>('.facet-choice > input') ?? []].map((input) => [key(input), input.parentElement?.querySelector('.facet-count')?.textContent ?? '']))
  for (const input of form.querySelectorAll<HTMLInputElement>('.facet-choice > input')) {
    const place = input.parentElement?.querySelector('.facet-count')
    if (place) place.textContent = numbers.get(key(input)) ?? (input.value ? '0' : '')
  }
}
