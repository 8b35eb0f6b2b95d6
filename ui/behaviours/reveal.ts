/** Bring what was just unfolded into the middle of the window, with its first field ready to be filled in. */
export function reveal(details: HTMLElement): void {
  if (!(details instanceof HTMLDetailsElement)) return
  details.addEventListener('toggle', () => {
    if (!details.open) return
    const field = details.querySelector<HTMLElement>('input:not([type="hidden"]), textarea, select')
    field?.focus({ preventScroll: true })
    details.scrollIntoView({ block: 'center' })
  })
}
