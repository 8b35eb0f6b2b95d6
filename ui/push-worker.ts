// Wakes for a message while no page is open, shows it, and opens the conversation.
interface Told { title: string; body: string; lang: string; path: string }

const worker = self as unknown as {
  addEventListener(name: string, listener: (event: any) => void): void
  clients: { matchAll(options: object): Promise<any[]>; openWindow(path: string): Promise<unknown>; claim(): Promise<void> }
  registration: { showNotification(title: string, options: object): Promise<void>; pushManager: any }
  skipWaiting(): Promise<void>
}

/** One of our own pages, or none. */
const own = (path: unknown) => (typeof path === 'string' && /^\/(?![/\\])/.test(path) ? path : '/notifications')

const pages = () => worker.clients.matchAll({ type: 'window', includeUncontrolled: true })

async function show(told: Told): Promise<void> {
  const path = own(told.path)
  const isOpen = (await pages()).some((page) => page.visibilityState === 'visible' && new URL(page.url).pathname === path)
  if (isOpen) return
  // Of one conversation there is one, the newest.
  await worker.registration.showNotification(told.title, { body: told.body, lang: told.lang, dir: 'auto', tag: path, renotify: true, data: { path } })
}

async function open(path: string): Promise<void> {
  const all = await pages()
  const there = all.find((page) => new URL(page.url).pathname === path)
  if (there) return there.focus()
  await worker.clients.openWindow(path)
}

worker.addEventListener('install', () => void worker.skipWaiting())
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))
worker.addEventListener('push', (event) => {
  if (event.data) event.waitUntil(show(event.data.json() as Told))
})
worker.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(own(event.notification.data?.path)))
})
// The push service has moved us: the market is told the new address.
worker.addEventListener('pushsubscriptionchange', (event) => {
  const key = event.oldSubscription?.options?.applicationServerKey
  if (!key) return
  event.waitUntil(worker.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }).then((subscription: any) => {
    const { endpoint, keys } = subscription.toJSON()
    return fetch('/mine/notifications/devices', { method: 'POST', body: new URLSearchParams({ endpoint, ...keys }) })
  }))
})
