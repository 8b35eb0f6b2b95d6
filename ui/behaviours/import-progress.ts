import { attach } from '../attach'

/** Fetch `data-url` every `data-every-seconds` and put the answer in place, until it no longer asks for it. */
export function importProgress(element: HTMLElement): void {
  const url = element.dataset.url
  if (!url) return
  const pause = Number(element.dataset.everySeconds ?? 2) * 1000
  setTimeout(() => poll(element, url, pause), pause)
}

async function poll(element: HTMLElement, url: string, pause: number): Promise<void> {
  if (!element.isConnected) return
  const answer = await fetch(url, { headers: { accept: 'text/html', 'jishi-part': 'progress' } }).catch(() => null)
  if (!answer?.ok) {
    setTimeout(() => poll(element, url, pause * 2), pause * 2)
    return
  }
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const fresh = element.id ? page.getElementById(element.id) : page.body.firstElementChild
  if (!fresh) {
    location.reload()
    return
  }
  const parent = element.parentElement
  element.replaceWith(fresh)
  if (parent) attach(parent)
}
