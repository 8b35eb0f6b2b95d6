import { stayAwake } from './awake'
import { Refused, type Session } from './join'
import { publish } from './whip'
import { wait } from './words'

/** As long as the server waits for a host who was lost. */
const GRACE = 30_000
/** Seconds in which a connection that says it is lost may find itself again. */
const MAY_RECOVER = 4

type Told = { connected: (peer: RTCPeerConnection) => void; lost: () => void; over: (how: 'gone' | 'refused') => void }
export type OnAir = { replace: (picture: MediaStream) => void; again: () => void; letGo: () => void; stop: () => void }

/** Keep a picture on air: again after each loss, and no longer than the show waits for its host. */
export function onAir(address: string, picture: MediaStream, told: Told): OnAir {
  let [isOn, isTrying] = [true, false]
  let peer: RTCPeerConnection | null = null
  let session: Session | null = null
  const sleep = stayAwake()
  const leaving = (event: BeforeUnloadEvent) => event.preventDefault()
  const hidden = () => session?.leave()
  addEventListener('beforeunload', leaving)
  addEventListener('pagehide', hidden)

  const run = async () => {
    if (isTrying) return
    isTrying = true
    let [lostAt, pause] = [Date.now(), 500]
    while (isOn) {
      try {
        const there = await publish(address, picture)
        peer = there.peer
        session = there.session
        // It was stopped while it began.
        if (!isOn) break
        told.connected(peer)
        await lost(peer)
        lostAt = Date.now()
        pause = 500
      } catch (why) {
        // Busy, or the place is still held by the connection that was lost.
        if (why instanceof Refused && ![409, 429, 502, 503].includes(why.status)) return end('refused')
      }
      // Left, so that the place is free for the next try.
      session?.leave()
      session = null
      if (!isOn) break
      told.lost()
      if (Date.now() - lostAt > GRACE) return end('gone')
      await wait(pause)
      pause = Math.min(pause * 2, 4000)
    }
    session?.leave()
    isTrying = false
  }
  const end = (how: 'gone' | 'refused') => {
    isTrying = false
    told.over(how)
  }
  const letGo = () => removeEventListener('beforeunload', leaving)
  void run()

  return {
    replace(next) {
      picture = next
      for (const sender of peer?.getSenders() ?? []) {
        const track = next.getTracks().find(({ kind }) => kind === sender.track?.kind)
        if (track) void sender.replaceTrack(track).catch(() => {})
      }
    },
    again: () => void run(),
    letGo,
    stop() {
      isOn = false
      session?.leave()
      letGo()
      removeEventListener('pagehide', hidden)
      sleep()
    },
  }
}

function lost(peer: RTCPeerConnection): Promise<void> {
  let seconds = 0
  return new Promise((done) => {
    const look = setInterval(() => {
      const now = peer.connectionState
      seconds = now === 'disconnected' ? seconds + 1 : 0
      if (seconds < MAY_RECOVER && now !== 'failed' && now !== 'closed') return
      clearInterval(look)
      done()
    }, 1000)
  })
}
