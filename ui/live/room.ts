/** On a telephone the picture goes into a corner when somebody reads further down, so that it stays in sight. */
export function room(article: HTMLElement): void {
  article.dataset.lively = ''
  const mark = document.createElement('span')
  mark.className = 'room-mark'
  article.append(mark)
  new IntersectionObserver(([entry]) => {
    article.toggleAttribute('data-away', entry !== undefined && !entry.isIntersecting && entry.boundingClientRect.top < 0)
  }).observe(mark)
  article.querySelector('.room-stage')?.addEventListener('click', () => {
    if (article.hasAttribute('data-away')) article.scrollIntoView({ behavior: 'smooth' })
  })
}
