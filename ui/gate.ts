import { gate } from './gate/gate'

const page = document.querySelector<HTMLElement>('[data-gate]')
if (page) void gate(page)

// The worker keeps this page and what it is made of, so that it opens without a network.
if (page && 'serviceWorker' in navigator) {
  void navigator.serviceWorker.register('/gate/worker.js', { scope: '/gate/' }).then(async () => {
    const { active } = await navigator.serviceWorker.ready
    const made = [...document.querySelectorAll<HTMLElement>('link[rel="stylesheet"], link[rel="icon"], script[src]')]
    const parts = made.map((one) => one.getAttribute('href') ?? one.getAttribute('src') ?? '')
    const icons = [...document.querySelectorAll('use')].map((one) => one.getAttribute('href')?.split('#')[0] ?? '')
    active?.postMessage({ keep: location.pathname, parts: [...new Set([...parts, ...icons])].filter(Boolean) })
  })
}
