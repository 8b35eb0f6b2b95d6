/** Words of the buttons; where there are none, a click closes. */
export type Words = { close: string, previous: string, next: string }

/**
 * Show one of several photos large, over the page. Escape and the back button close it; the page stays where it was.
 * With buttons, arrow keys and a swipe go to the next, and a click looks closer.
 */
export function large(links: HTMLAnchorElement[], start: number, words?: Words): void {
  const dialog = document.createElement('dialog')
  dialog.className = words ? 'photo-large photo-large--whole' : 'photo-large'
  const place = document.createElement('div')
  place.className = 'photo-large-place'
  const picture = document.createElement('img')
  place.append(picture)
  dialog.append(place)
  let at = start
  const show = (index: number) => {
    at = (index + links.length) % links.length
    dialog.classList.remove('is-closer')
    picture.src = links[at]?.href ?? ''
    picture.alt = links[at]?.querySelector('img')?.alt ?? ''
  }
  const close = () => dialog.close()
  const button = (name: keyof Words, act: () => void) => {
    const made = document.createElement('button')
    made.className = `photo-large-${name}`
    made.type = 'button'
    made.setAttribute('aria-label', words?.[name] ?? '')
    made.addEventListener('click', act)
    dialog.append(made)
  }
  if (words) {
    button('close', close)
    if (links.length > 1) {
      button('previous', () => show(at - 1))
      button('next', () => show(at + 1))
    }
    picture.addEventListener('click', (event) => closer(dialog, place, event))
    place.addEventListener('click', (event) => event.target === place && close())
    dialog.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowLeft') show(at - 1)
      if (event.key === 'ArrowRight') show(at + 1)
    })
    swipes(place, (step) => !dialog.classList.contains('is-closer') && links.length > 1 && show(at + step))
  } else {
    dialog.addEventListener('click', close)
  }
  dialog.addEventListener('close', () => {
    removeEventListener('popstate', close)
    dialog.remove()
    links[at]?.focus({ preventScroll: true })
    // Closed otherwise than by going back, the step that was put there is taken away.
    if ((history.state as { photo?: string } | null)?.photo) history.back()
  })
  show(start)
  history.pushState({ photo: picture.src }, '')
  addEventListener('popstate', close)
  document.body.append(dialog)
  dialog.showModal()
}

/** Twice as large around the place of the click, and back. */
function closer(dialog: HTMLElement, place: HTMLElement, event: MouseEvent): void {
  const picture = event.currentTarget as HTMLElement
  const [x, y] = [event.offsetX / picture.clientWidth, event.offsetY / picture.clientHeight]
  if (!dialog.classList.toggle('is-closer')) return
  place.scrollTo(x * picture.clientWidth - place.clientWidth / 2, y * picture.clientHeight - place.clientHeight / 2)
}

function swipes(place: HTMLElement, go: (step: number) => void): void {
  let from = 0
  place.addEventListener('touchstart', (event) => { from = event.touches.length === 1 ? event.touches[0]?.clientX ?? 0 : 0 }, { passive: true })
  place.addEventListener('touchend', (event) => {
    const way = (event.changedTouches[0]?.clientX ?? from) - from
    if (from && Math.abs(way) > 50) go(way < 0 ? 1 : -1)
  })
}
