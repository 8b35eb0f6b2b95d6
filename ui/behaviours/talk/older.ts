import { attach } from '../../attach'

/** Earlier messages come above when one scrolls up to where they begin; what is on the screen stays where it is. */
export function older(list: HTMLElement): void {
  const box = document.querySelector<HTMLElement>('[data-older]')
  const link = box?.querySelector<HTMLAnchorElement>('a')
  if (!box || !link) return
  let isLoading = false

  const load = async () => {
    if (isLoading) return
    isLoading = true
    const answer = await fetch(link.href).catch(() => null)
    isLoading = false
    if (!answer?.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fromEnd = document.documentElement.scrollHeight - scrollY
    list.prepend(...[...page.querySelectorAll('ol.talk > li:not([data-seen-mark])')].filter((line) => !document.getElementById(line.id)))
    attach(list)
    scrollTo({ top: document.documentElement.scrollHeight - fromEnd })
    const next = page.querySelector<HTMLAnchorElement>('[data-older] a')
    if (next) link.href = next.href
    else {
      box.remove()
      sight.disconnect()
    }
  }

  link.addEventListener('click', (event) => {
    event.preventDefault()
    void load()
  })
  // Only once the reader has scrolled: the page begins at its end.
  const sight = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) void load()
  }, { rootMargin: '400px' })
  addEventListener('scroll', () => sight.observe(box), { once: true, passive: true })
}
