/** Look at a page again after `data-look` (`SECONDS;url=PATH`), as its `meta` does without scripts. Only while it is seen. */
export function lookAgain(page: HTMLElement): void {
  const [, seconds, path] = /^(\d+);url=(.+)$/.exec(page.dataset.look ?? '') ?? []
  if (!path) return
  const look = () => document.hidden ? document.addEventListener('visibilitychange', look, { once: true }) : location.replace(path)
  setTimeout(look, Number(seconds) * 1000)
}
