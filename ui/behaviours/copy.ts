/** Copy `data-copy` (or the text of the element that `data-copy-from` selects) and say so. */
export function copy(button: HTMLElement): void {
  if (!navigator.clipboard) {
    button.hidden = true
    return
  }
  button.addEventListener('click', async () => {
    const from = button.dataset.copyFrom
    const text = button.dataset.copy ?? (from ? document.querySelector(from)?.textContent : '') ?? ''
    await navigator.clipboard.writeText(text.trim())
    const words = button.querySelector<HTMLElement>('[data-words]') ?? button
    const before = words.textContent
    words.textContent = button.dataset.copied ?? '✓'
    setTimeout(() => (words.textContent = before), 2000)
  })
}
