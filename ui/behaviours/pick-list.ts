/** A long list of boxes to tick gets a field that narrows it down; what is ticked stays in sight. */
export function pickList(root: HTMLElement): void {
  const search = root.querySelector<HTMLInputElement>('input[type="search"]')
  if (!search) return
  const lines = [...root.querySelectorAll<HTMLElement>('.choice')]
  const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const names = lines.map((line) => plain(`${line.textContent ?? ''} ${line.querySelector('input')?.value ?? ''}`))
  search.hidden = false
  search.addEventListener('input', () => {
    const wanted = plain(search.value.trim())
    lines.forEach((line, at) => {
      line.hidden = !names[at]!.includes(wanted) && !line.querySelector('input')?.checked
    })
  })
  // The list belongs to a form: the key that ends a search must not send it.
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault()
  })
}
