/** Go to a moment of a programme of the past; without a player the page itself is opened there. */
export function jump(link: HTMLElement): void {
  link.addEventListener('click', (event) => {
    const at = Number(link.dataset.at)
    const stage = document.querySelector('.room-stage[data-replay]')
    if (!stage || !Number.isFinite(at) || event.metaKey || event.ctrlKey) return
    event.preventDefault()
    document.dispatchEvent(new CustomEvent('jump', { detail: at }))
    stage.scrollIntoView({ behavior: 'smooth', block: 'nearest' })
    history.replaceState(null, '', link.getAttribute('href'))
  })
}
