/** A `<details>` that is open where there is room (desktop) and folded on a phone. */
export function openWide(element: HTMLElement): void {
  if (!(element instanceof HTMLDetailsElement)) return
  const wide = matchMedia(element.dataset.wide ?? '(min-width: 58rem)')
  const follow = () => (element.open = wide.matches)
  wide.addEventListener('change', follow)
  follow()
}
