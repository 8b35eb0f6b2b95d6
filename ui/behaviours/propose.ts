/** Ask the page for the word it proposes as soon as the fields that it is made from change; what was typed stays. */
export function propose(root: HTMLElement): void {
  const name = root.dataset.to ?? ''
  const field = root.querySelector<HTMLInputElement>(`input[name="${name}"]`)
  const form = field?.form
  if (!field || !form) return
  const from = (root.dataset.from ?? '').split(' ')
  let proposed = field.value
  form.addEventListener('change', async (event) => {
    const changed = event.target as HTMLInputElement
    if (!from.includes(changed.name) || field.value !== proposed) return
    const asked = new URLSearchParams(from.map((name) => [name, String(new FormData(form).get(name) ?? '')]))
    const answer = await fetch(`${form.dataset.asks ?? location.pathname}?${asked}`).catch(() => null)
    if (!answer?.ok || field.value !== proposed) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    proposed = page.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value ?? ''
    field.value = proposed
  })
}
