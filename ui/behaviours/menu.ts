/** A `<details>` that is a menu: Escape and a tap elsewhere close it. */
export function menu(element: HTMLElement): void {
  if (!(element instanceof HTMLDetailsElement)) return
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !element.open) return
    element.open = false
    element.querySelector('summary')?.focus()
  })
  document.addEventListener('pointerdown', (event) => {
    if (element.open && event.target instanceof Node && !element.contains(event.target)) element.open = false
  })
}
