import { clock } from './clock'
import { play } from './controls'
import { join, Refused } from './join'
import type { End } from './player'
import { onState, state } from './state'

/** Within so long the first frame must be there. */
const FIRST_FRAME = 5000
/** What lies between the camera and this screen: the network twice, and what is kept back against its jitter. */
const BEHIND = 500

/** Watch by WebRTC, half a second behind the camera, until it breaks. */
export async function byWhep(video: HTMLVideoElement, address: string): Promise<End> {
  if (!('RTCPeerConnection' in window)) return 'never'
  const peer = new RTCPeerConnection()
  const stream = new MediaStream()
  peer.addEventListener('track', ({ track }) => stream.addTrack(track))
  for (const kind of ['video', 'audio']) peer.addTransceiver(kind, { direction: 'recvonly' })
  let isFull = false
  const session = await join(peer, address).catch((why: unknown) => {
    isFull = why instanceof Refused && why.status === 503
    return null
  })
  if (!session) {
    peer.close()
    return isFull ? 'full' : 'never'
  }
  addEventListener('pagehide', session.leave)
  video.srcObject = stream
  void play(video)
  const end = await watched(peer, () => clock.follow(() => Date.now() - BEHIND))
  removeEventListener('pagehide', session.leave)
  session.leave()
  video.srcObject = null
  return end
}

async function watched(peer: RTCPeerConnection, isThere: () => void): Promise<End> {
  const began = Date.now()
  let [hasCome, heard, heardAt] = [false, 0, began]
  return new Promise((ends) => {
    const end = (how: End) => {
      clearInterval(look)
      ends(how)
    }
    const look = setInterval(async () => {
      const { frames, bytes } = await received(peer)
      const now = Date.now()
      if (frames > 0 && !hasCome) {
        hasCome = true
        isThere()
      }
      // While the show has paused nothing comes, and that is well.
      if (bytes > heard || state() === 'paused') [heard, heardAt] = [bytes, now]
      if (state() === 'ended') end('over')
      else if (!hasCome && (isGone(peer) || (now - began > FIRST_FRAME && state() === 'live'))) end('never')
      else if (isGone(peer) || now - heardAt > 6000) end('broken')
    }, 500)
    onState(() => {
      heardAt = Date.now()
    })
  })
}

const isGone = (peer: RTCPeerConnection) => peer.connectionState === 'failed' || peer.connectionState === 'closed'

async function received(peer: RTCPeerConnection): Promise<{ frames: number; bytes: number }> {
  const sum = { frames: 0, bytes: 0 }
  const all = await peer.getStats()
  all.forEach((report: RTCInboundRtpStreamStats) => {
    if (report.type !== 'inbound-rtp') return
    sum.frames += report.framesDecoded ?? 0
    sum.bytes += report.bytesReceived ?? 0
  })
  return sum
}
