const WORKER = '/push-worker.js'

/** Octets of base64url. */
function octets(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(plain, (character) => character.charCodeAt(0))
}

const isSame = (one: ArrayBuffer | null, other: Uint8Array) => {
  const octetsOf = new Uint8Array(one ?? new ArrayBuffer(0))
  return octetsOf.length === other.length && octetsOf.every((octet, at) => octet === other[at])
}

async function tell(subscription: PushSubscription): Promise<boolean> {
  const { endpoint, keys } = subscription.toJSON()
  const body = new URLSearchParams({ endpoint: endpoint ?? '', p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' })
  const answer = await fetch('/mine/notifications/devices', { method: 'POST', body }).catch(() => null)
  return answer?.ok ?? false
}

/**
 * Being told on this device while no page is open. Nobody is asked before they press the switch. `data-key` is the market's
 * key; `data-hint` marks the quiet offer inside a conversation, which is made once.
 */
export function push(box: HTMLElement): void {
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) {
    show(box, 'none')
    return
  }
  const key = octets(box.dataset.key ?? '')
  const isHint = box.dataset.hint !== undefined
  const button = box.querySelector<HTMLButtonElement>('[data-switch]')
  const no = box.querySelector<HTMLButtonElement>('[data-no]')

  const look = async () => {
    const registration = await navigator.serviceWorker.getRegistration('/')
    const subscription = await registration?.pushManager.getSubscription()
    const state = Notification.permission === 'denied' ? 'denied' : subscription && box.dataset.isKept !== undefined ? 'on' : 'off'
    if (isHint && (state !== 'off' || subscription || localStorage.getItem('push-hint') === 'no')) return
    show(box, state)
  }

  button?.addEventListener('click', async () => {
    button.disabled = true
    if (await Notification.requestPermission() === 'granted') {
      try {
        const registration = await navigator.serviceWorker.register(WORKER, { scope: '/' })
        await navigator.serviceWorker.ready
        const old = await registration.pushManager.getSubscription()
        // A subscription to another market's key, of a time when this address was another's.
        if (old && !isSame(old.options.applicationServerKey, key)) await old.unsubscribe()
        const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
        if (await tell(subscription)) {
          show(box, 'on')
          if (!isHint) location.reload()
          return
        }
      } catch { /* The browser has no push service, or none that answers. */ }
      show(box, 'failed')
      return
    }
    show(box, Notification.permission === 'denied' ? 'denied' : 'off')
    button.disabled = false
  })
  no?.addEventListener('click', () => {
    localStorage.setItem('push-hint', 'no')
    box.hidden = true
  })
  void look()
}

function show(box: HTMLElement, state: string): void {
  if (box.dataset.hint !== undefined && state === 'none') return
  box.hidden = false
  for (const part of box.querySelectorAll<HTMLElement>('[data-state]')) part.hidden = !part.dataset.state!.split(' ').includes(state)
}
