/** Show one of the sentences that the page holds under a name, or none. */
export function choose(root: ParentNode, name: string, which: string | null): void {
  for (const place of root.querySelectorAll<HTMLElement>(`[data-words="${name}"]`)) {
    for (const one of place.querySelectorAll<HTMLElement>('[data-case]')) {
      const isHidden = one.dataset.case !== which
      // Written only when it changes, or a reader of the screen would say it again and again.
      if (one.hidden !== isHidden) one.hidden = isHidden
    }
  }
}

export const wait = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds))
