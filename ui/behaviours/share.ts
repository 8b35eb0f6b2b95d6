/** Hand `data-share` on by the device's own sheet; where there is none, the button stays away. */
export function share(button: HTMLElement): void {
  if (typeof navigator.share !== 'function') return
  button.hidden = false
  button.addEventListener('click', () => {
    // Whoever closes the sheet has not shared, and that is all there is to it.
    navigator.share({ url: button.dataset.share, title: button.dataset.title }).catch(() => undefined)
  })
}
