/** Bring the current entry of a list that scrolls sideways into sight. */
export function inSight(element: HTMLElement): void {
  const current = element.querySelector<HTMLElement>('[aria-current]')
  if (!current) return
  const outer = element.getBoundingClientRect()
  const inner = current.getBoundingClientRect()
  if (inner.left < outer.left || inner.right > outer.right) element.scrollLeft += inner.left - outer.left - outer.width / 3
}
