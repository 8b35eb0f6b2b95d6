import { large } from './photo/large'

/** Thumbnails scroll the track, the track marks its thumbnail, arrow keys move by one photo, a tap shows it large. */
export function gallery(root: HTMLElement): void {
  const track = root.querySelector<HTMLElement>('.gallery-track')
  if (!track) return
  const items = [...track.children] as HTMLElement[]
  const thumbs = [...root.querySelectorAll<HTMLElement>('.gallery-thumb')]
  const count = root.querySelector('.gallery-count')
  let current = 0

  const show = (index: number) => {
    const item = items[Math.max(0, Math.min(index, items.length - 1))]
    if (item) track.scrollTo({ left: item.offsetLeft - track.offsetLeft })
  }
  const mark = (index: number) => {
    current = index
    thumbs.forEach((thumb, at) => (at === index ? thumb.setAttribute('aria-current', 'true') : thumb.removeAttribute('aria-current')))
    if (count) count.textContent = `${index + 1} / ${items.length}`
  }

  thumbs.forEach((thumb, index) => thumb.addEventListener('click', (event) => {
    event.preventDefault()
    show(index)
  }))
  if (items.length > 1) track.tabIndex = 0
  track.addEventListener('keydown', (event) => {
    const forward = getComputedStyle(track).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const back = forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight'
    if (event.key !== forward && event.key !== back) return
    event.preventDefault()
    show(current + (event.key === forward ? 1 : -1))
  })
  const links = [...track.querySelectorAll<HTMLAnchorElement>('.gallery-large')]
  const { close = '', previous = '', next = '' } = root.dataset
  links.forEach((link, index) => link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey) return
    event.preventDefault()
    large(links, index, { close, previous, next })
  }))
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) mark(items.indexOf(entry.target as HTMLElement))
  }, { root: track, threshold: 0.6 })
  items.forEach((item) => watcher.observe(item))
  root.addEventListener('gallery:show', (event) => show((event as CustomEvent<number>).detail))
}
