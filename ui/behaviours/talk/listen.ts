/** What is told as it happens, each kind to its own hearer. */
type Hearers = Record<string, (data: string) => void>

/**
 * Hear what an address tells, over a WebSocket, or by an event stream where none can be opened. The address is asked for
 * again each time, so that it can say what was heard last.
 */
export function listen(address: () => string, hearers: Hearers): void {
  const socket = new WebSocket(new URL(address(), location.href.replace(/^http/, 'ws')))
  let isOpen = false
  socket.addEventListener('open', () => {
    isOpen = true
  })
  socket.addEventListener('message', (event: MessageEvent<string>) => {
    const told = JSON.parse(event.data) as { event: string; data: string }
    hearers[told.event]?.(told.data)
  })
  socket.addEventListener('close', () => {
    if (isOpen) setTimeout(() => listen(address, hearers), 1000)
    else stream(address, hearers)
  })
}

function stream(address: () => string, hearers: Hearers): void {
  const events = new EventSource(address())
  for (const [name, hear] of Object.entries(hearers)) events.addEventListener(name, (event) => hear((event as MessageEvent<string>).data))
  // The browser comes back by itself after a lost connection; after a refusal it does not.
  events.addEventListener('error', () => {
    if (events.readyState === EventSource.CLOSED) setTimeout(() => listen(address, hearers), 5000)
  })
}
