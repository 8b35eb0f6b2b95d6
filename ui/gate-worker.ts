// Keeps the pages of gates and what they are made of. What they know is in the page's own store: this knows no ticket.
const KEPT = 'gate-1'
const PATIENCE = 4_000

const keeper = self as unknown as {
  addEventListener(name: string, listener: (event: any) => void): void
  clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  location: Location
}

async function keep(path: string, parts: string[]): Promise<void> {
  const cache = await caches.open(KEPT)
  const page = await fetch(path, { credentials: 'omit' })
  if (page.ok) await cache.put(path, page)
  await Promise.all(parts.map(async (part) => { if (!await cache.match(part)) await cache.add(part) }))
}

/** From the network while there is one; a page that is gone is kept no longer. */
async function page(request: Request): Promise<Response> {
  const cache = await caches.open(KEPT)
  const path = new URL(request.url).pathname
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) })
    if (answer.ok) await cache.put(path, answer.clone())
    if (answer.status === 404) await cache.delete(path)
    return answer
  } catch (error) {
    const kept = await cache.match(path)
    if (kept) return kept
    throw error
  }
}

/** The name of a part changes with what is in it. */
async function part(request: Request): Promise<Response> {
  return await (await caches.open(KEPT)).match(request, { ignoreVary: true }) ?? fetch(request)
}

keeper.addEventListener('install', () => void keeper.skipWaiting())
keeper.addEventListener('activate', (event) => event.waitUntil(keeper.clients.claim()))
keeper.addEventListener('message', (event) => {
  const { keep: path, parts, forget } = event.data as { keep?: string; parts?: string[]; forget?: string }
  if (path) event.waitUntil(keep(path, parts ?? []))
  if (forget) event.waitUntil(caches.open(KEPT).then((cache) => cache.delete(forget)))
})
keeper.addEventListener('fetch', (event) => {
  const request = event.request as Request
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== keeper.location.origin) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (url.pathname.startsWith('/assets/')) event.respondWith(part(request))
})
