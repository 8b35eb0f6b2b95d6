import { choose } from './words'

/** Where the network lets less through in a second, a moving picture is seen to be coarse; and how much may be lost. */
const WEAK_BITS = 500_000
const MOST_LOST = 0.06
/** Until then it is found out what the network carries. */
const SETTLED = 8000

/** How long the show has been on, what goes up, and whether that is enough. */
export function figures(studio: HTMLElement): { watch: (peer: RTCPeerConnection) => void; stop: () => void } {
  const elapsed = studio.querySelector('[data-elapsed]')
  const rate = studio.querySelector<HTMLElement>('[data-rate]')
  const lang = document.documentElement.lang
  const megabits = new Intl.NumberFormat(lang, { style: 'unit', unit: 'megabit-per-second', maximumFractionDigits: 1, minimumFractionDigits: 1 })
  let began = Number(studio.dataset.began) || 0
  let peer: RTCPeerConnection | null = null
  let [bytes, at, since, weak] = [0, 0, 0, 0]

  const clock = setInterval(() => {
    if (elapsed && began) elapsed.textContent = duration(Date.now() - began)
  }, 1000)
  const look = setInterval(async () => {
    if (peer?.connectionState !== 'connected') return
    const now = await sent(peer)
    const bits = at ? (now.bytes - bytes) * 8000 / (now.at - at) : 0
    ;[bytes, at] = [now.bytes, now.at]
    if (now.at - since < SETTLED) return
    weak = now.isHeldBack || now.lost > MOST_LOST ? weak + 1 : 0
    choose(studio, 'upload', weak >= 2 ? 'weak' : 'good')
    if (!rate) return
    rate.textContent = megabits.format(bits / 1e6)
    rate.hidden = false
  }, 2000)

  return {
    watch(next) {
      began ||= Date.now()
      peer = next
      ;[bytes, at, since] = [0, 0, performance.now()]
    },
    stop() {
      clearInterval(clock)
      clearInterval(look)
    },
  }
}

type Report = { type: string; bytesSent?: number; fractionLost?: number; availableOutgoingBitrate?: number; qualityLimitationReason?: string }

async function sent(peer: RTCPeerConnection): Promise<{ bytes: number; lost: number; at: number; isHeldBack: boolean }> {
  const sum = { bytes: 0, lost: 0, at: performance.now(), isHeldBack: false }
  let [limit, isLimited] = [Infinity, false]
  const all = await peer.getStats()
  all.forEach((report: Report) => {
    if (report.type === 'outbound-rtp') sum.bytes += report.bytesSent ?? 0
    if (report.type === 'remote-inbound-rtp') sum.lost = Math.max(sum.lost, report.fractionLost ?? 0)
    if (report.qualityLimitationReason === 'bandwidth') isLimited = true
    limit = Math.min(limit, report.availableOutgoingBitrate ?? Infinity)
  })
  // A picture in which nothing moves needs little, which is no fault of the network.
  sum.isHeldBack = isLimited && limit < WEAK_BITS
  return sum
}

/** 1:05, 1:02:05. */
function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const two = (part: number) => String(part).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}
