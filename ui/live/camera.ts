import { light, sound } from './checks'
import { chooser, open, why, type Trouble } from './devices'
import { figures } from './figures'
import { onAir, type OnAir } from './on-air'
import { post } from './send'
import { become, onState, state } from './state'
import { choose } from './words'

/** From the first "switch on" to the end of the show: everything a host does with a camera. */
export function camera(studio: HTMLElement): void {
  const preview = studio.querySelector<HTMLVideoElement>('[data-preview]')
  const part = (name: string) => studio.querySelector<HTMLElement>(`[data-${name}]`)
  const ask = part('ask')
  if (!preview || !ask) return
  let picture: MediaStream | null = null
  let air: OnAir | null = null
  let stopChecks = () => {}
  const trouble = (which: Trouble | null) => choose(studio, 'trouble', which)

  if (!isSecureContext) return trouble('insecure')
  if (!('mediaDevices' in navigator) || !('RTCPeerConnection' in window)) return trouble('unsupported')
  const devices = chooser(studio, () => void begin())

  const begin = async () => {
    const before = picture
    // Two cameras of one telephone are not open at once.
    before?.getTracks().forEach((track) => track.stop())
    picture = await open(devices.chosen()).catch((error: DOMException) => {
      trouble(why(error))
      return null
    })
    studio.toggleAttribute('data-camera', picture !== null)
    ask.hidden = picture !== null
    if (!picture) return
    trouble(null)
    picture.getVideoTracks()[0]?.addEventListener('ended', lost)
    preview.srcObject = picture
    void preview.play().catch(() => {})
    await devices.show(picture)
    air?.replace(picture)
    check()
    // The page was loaded anew in the middle of a show.
    if (!air && (state() === 'live' || state() === 'paused')) publish(studio.dataset.whip ?? '', 'live')
  }
  const lost = () => {
    studio.removeAttribute('data-camera')
    ask.hidden = false
    trouble('busy')
  }
  const check = () => {
    stopChecks()
    if (!picture || air) return
    const ends = [light(studio, preview), sound(studio, picture)]
    stopChecks = () => ends.forEach((end) => end())
  }
  const publish = (address: string, as: 'live' | 'practice') => {
    if (!picture || air) return
    stopChecks()
    const shown = figures(studio)
    air = onAir(address, picture, {
      connected(peer) {
        trouble(null)
        become(as)
        shown.watch(peer)
      },
      lost() {
        trouble('lost')
        if (as === 'live') become('paused')
      },
      over(how) {
        trouble(how)
        if (how === 'refused') stop()
      },
    })
    studio.dataset.publishing = ''
    stopFigures = shown.stop
  }
  let stopFigures = () => {}
  const stop = () => {
    air?.stop()
    air = null
    stopFigures()
    delete studio.dataset.publishing
    if (state() === 'practice') become('soon')
    check()
  }

  ask.addEventListener('click', () => void begin())
  part('again')?.addEventListener('click', () => air?.again())
  part('stop')?.addEventListener('click', stop)
  for (const form of studio.querySelectorAll<HTMLFormElement>('form[data-go]')) {
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      if (!picture) return ask.focus()
      if (air) return
      // Whether it may begin, the server says; an address that is not given needs no asking.
      const mayBegin = !form.hasAttribute('action') || await post(form).then((answer) => answer?.ok || answer?.type === 'opaqueredirect')
      if (!mayBegin) return trouble('refused')
      publish(form.dataset.whip ?? studio.dataset.whip ?? '', form.dataset.go === 'practice' ? 'practice' : 'live')
    })
  }
  // The end was confirmed: nobody is asked once more whether to leave.
  for (const form of studio.querySelectorAll('.studio-end form')) form.addEventListener('submit', () => air?.letGo())
  onState((now) => now === 'ended' && stop())
}
