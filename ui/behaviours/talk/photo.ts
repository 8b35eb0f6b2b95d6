import { large } from '../photo/large'

/** Show photos of messages large. */
export function photos(list: HTMLElement): void {
  list.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('.proofs a')
    if (!link || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    large([link], 0)
  })
}
