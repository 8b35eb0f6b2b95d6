/** Show photos large, over the page. A click, Escape and the back button close one; the page stays where it was. */
export function photos(list: HTMLElement): void {
  list.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('.proofs a')
    if (!link || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    open(link)
  })
}

function open(link: HTMLAnchorElement): void {
  const dialog = document.createElement('dialog')
  dialog.className = 'photo-large'
  const picture = document.createElement('img')
  picture.src = link.href
  picture.alt = link.querySelector('img')?.alt ?? ''
  dialog.append(picture)
  const close = () => dialog.close()
  dialog.addEventListener('click', close)
  dialog.addEventListener('close', () => {
    removeEventListener('popstate', close)
    dialog.remove()
    // Closed otherwise than by going back, the step that was put there is taken away.
    if ((history.state as { photo?: string } | null)?.photo) history.back()
  })
  history.pushState({ photo: link.href }, '')
  addEventListener('popstate', close)
  document.body.append(dialog)
  dialog.showModal()
}
