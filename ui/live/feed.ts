/** Short films: the one in sight plays, keys go from one to the next, and more come before the last is reached. */
export function feed(box: HTMLElement): void {
  box.dataset.lively = ''
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  let [muted, isLoading] = [true, false]
  const seen = new IntersectionObserver((entries) => {
    for (const { target, intersectionRatio } of entries) {
      const video = target.querySelector('video')
      if (!video) continue
      if (intersectionRatio < 0.6) video.pause()
      else {
        video.muted = muted
        if (!calm) void video.play().catch(() => {})
        if (left(target) < 3) void more()
      }
    }
  }, { root: box, threshold: [0, 0.6] })

  const films = () => [...box.querySelectorAll<HTMLElement>('.feed-film')]
  const left = (film: Element) => films().length - films().indexOf(film as HTMLElement) - 1

  const begin = (film: HTMLElement) => {
    const [video, sound] = [film.querySelector('video'), film.querySelector<HTMLElement>('[data-sound]')]
    if (!video) return
    video.controls = calm
    if (!calm) video.addEventListener('click', () => void (video.paused ? video.play() : video.pause()))
    sound?.toggleAttribute('hidden', false)
    sound?.addEventListener('click', () => hush(!muted))
    seen.observe(film)
  }
  const hush = (now: boolean) => {
    muted = now
    for (const film of films()) {
      const video = film.querySelector('video')
      if (video) video.muted = muted
      film.querySelector('[data-sound]')?.setAttribute('aria-pressed', String(!muted))
    }
  }
  /** The page with older films brings them here. */
  const more = async () => {
    const link = box.querySelector<HTMLAnchorElement>('[data-older]')
    if (!link || isLoading) return
    isLoading = true
    const answer = await fetch(link.href).catch(() => null)
    isLoading = false
    if (!answer?.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    link.closest('.feed-end')?.remove()
    const there = films().length
    for (const [at, film] of [...page.querySelectorAll<HTMLElement>('.feed > *')].entries()) {
      if (film.matches('.feed-film')) film.setAttribute('aria-posinset', String(there + at + 1))
      box.append(film)
      if (film.matches('.feed-film')) begin(film)
    }
  }

  films().forEach(begin)
  box.addEventListener('keydown', (event) => {
    if (event.target instanceof HTMLInputElement || event.altKey || event.ctrlKey || event.metaKey) return
    const all = films()
    const at = all.findIndex((film) => film.contains(document.activeElement))
    const step = { ArrowDown: 1, PageDown: 1, j: 1, ArrowUp: -1, PageUp: -1, k: -1 }[event.key]
    const video = all[at]?.querySelector('video')
    if (step && at >= 0) {
      event.preventDefault()
      const next = all[at + step]
      next?.focus({ preventScroll: true })
      next?.scrollIntoView({ behavior: calm ? 'auto' : 'smooth' })
    } else if (event.key === 'm') hush(!muted)
    else if (event.key === ' ' && event.target === all[at] && video) {
      event.preventDefault()
      void (video.paused ? video.play() : video.pause())
    }
  })
}
