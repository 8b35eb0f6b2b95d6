/** What a behaviour does to one element that names it in `data-behaviour`. */
export type Behaviour = (element: HTMLElement) => void

let known: Record<string, Behaviour> = {}

/** Give every element below `root` the behaviours it names; safe to call again on a swapped partial. */
export function attach(root: ParentNode, behaviours = known): void {
  known = behaviours
  for (const element of root.querySelectorAll<HTMLElement>('[data-behaviour]:not([data-ready])')) {
    for (const name of (element.dataset.behaviour ?? '').split(' ')) known[name]?.(element)
    element.dataset.ready = ''
  }
}
