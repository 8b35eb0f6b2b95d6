/** Hand an address on by the phone's own list of ways. Where there is none, a link leads to a page with the address and its
 * code, and a button stays away. */
export function share(element: HTMLElement): void {
  if (!navigator.share) return
  element.hidden = false
  element.addEventListener('click', async (event) => {
    if (!(event instanceof MouseEvent) || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const { address: url = location.href, title = document.title } = element.dataset
    // Somebody may think better of it, which is no fault.
    await navigator.share({ title, url }).catch(() => {})
  })
}
