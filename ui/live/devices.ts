/** Why there is no picture, as the page has words for it. */
export type Trouble = 'denied' | 'none' | 'busy' | 'insecure' | 'unsupported' | 'refused' | 'lost' | 'gone'

type Chosen = { camera?: string; microphone?: string; facing: 'user' | 'environment' }

/** Ask for camera and microphone. One that was chosen and is there no more gives way to any other. */
export async function open({ camera, microphone, facing }: Chosen): Promise<MediaStream> {
  const size = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } }
  const sound = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
  try {
    return await navigator.mediaDevices.getUserMedia({
      video: { ...size, ...(camera ? { deviceId: { exact: camera } } : { facingMode: facing }) },
      audio: { ...sound, ...(microphone ? { deviceId: { exact: microphone } } : {}) },
    })
  } catch (error) {
    if ((error as DOMException).name !== 'OverconstrainedError') throw error
    return navigator.mediaDevices.getUserMedia({ video: size, audio: sound })
  }
}

export function why(error: DOMException): Trouble {
  if (error.name === 'NotAllowedError' || error.name === 'SecurityError') return 'denied'
  if (error.name === 'NotFoundError' || error.name === 'OverconstrainedError') return 'none'
  if (error.name === 'NotReadableError' || error.name === 'AbortError') return 'busy'
  return 'unsupported'
}

/** The lists of cameras and microphones, and the button that turns the telephone's camera round. */
export function chooser(studio: HTMLElement, changed: () => void): { chosen: () => Chosen; show: (picture: MediaStream) => Promise<void> } {
  const cameras = studio.querySelector<HTMLSelectElement>('[data-cameras]')
  const microphones = studio.querySelector<HTMLSelectElement>('[data-microphones]')
  const flip = studio.querySelector<HTMLElement>('[data-flip]')
  let facing: Chosen['facing'] = 'user'
  let camera = ''

  cameras?.addEventListener('change', () => {
    camera = cameras.value
    changed()
  })
  microphones?.addEventListener('change', changed)
  flip?.addEventListener('click', () => {
    facing = facing === 'user' ? 'environment' : 'user'
    camera = ''
    changed()
  })

  return {
    chosen: () => ({ camera, microphone: microphones?.value, facing }),
    async show(picture) {
      const all = await navigator.mediaDevices.enumerateDevices()
      const used = (kind: 'video' | 'audio') => picture.getTracks().find((track) => track.kind === kind)?.getSettings()
      list(cameras, all.filter(({ kind }) => kind === 'videoinput'), used('video')?.deviceId)
      list(microphones, all.filter(({ kind }) => kind === 'audioinput'), used('audio')?.deviceId)
      const facings = used('video')?.facingMode
      if (facings === 'user' || facings === 'environment') facing = facings
      // One's own face is seen as in a mirror; things are not.
      studio.toggleAttribute('data-mirrored', facings === 'user')
      studio.querySelector('[data-devices]')?.removeAttribute('hidden')
      flip?.toggleAttribute('hidden', (cameras?.length ?? 0) < 2 || !facings)
    },
  }
}

function list(select: HTMLSelectElement | null, devices: MediaDeviceInfo[], used?: string): void {
  select?.replaceChildren(...devices.map(({ deviceId, label }, index) => new Option(label || String(index + 1), deviceId, false, deviceId === used)))
}
