import jsQR from 'jsqr'

/** Pixels of the side that is looked at: a code of 49 modules on a screen is read from them, and they are quick to walk. */
const SIDE = 640
const EVERY = 120

/** The camera at the back, and what it sees. */
export class Camera {
  private canvas = document.createElement('canvas')
  private track: MediaStreamTrack | undefined
  private isLit = false

  constructor(private video: HTMLVideoElement, private seen: (text: string) => void) {}

  /** Whether there is one, and its holder lets us. */
  async start(): Promise<boolean> {
    try {
      const wanted = { video: { facingMode: 'environment', width: { ideal: 1280 } }, audio: false }
      const stream = await navigator.mediaDevices.getUserMedia(wanted)
      this.track = stream.getVideoTracks()[0]
      this.video.srcObject = stream
      await this.video.play()
    } catch {
      return false
    }
    void this.look()
    return true
  }

  get hasTorch(): boolean {
    const able = this.track?.getCapabilities?.() as { torch?: boolean } | undefined
    return able?.torch === true
  }

  async torch(): Promise<boolean> {
    this.isLit = !this.isLit
    await this.track?.applyConstraints({ advanced: [{ torch: this.isLit } as MediaTrackConstraintSet] }).catch(() => { this.isLit = false })
    return this.isLit
  }

  private async look(): Promise<void> {
    const context = this.canvas.getContext('2d', { willReadFrequently: true })
    while (context && this.track?.readyState === 'live') {
      const { videoWidth, videoHeight } = this.video
      if (videoWidth && !document.hidden) {
        const scale = Math.min(1, SIDE / Math.min(videoWidth, videoHeight))
        const [width, height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)]
        if (this.canvas.width !== width) [this.canvas.width, this.canvas.height] = [width, height]
        context.drawImage(this.video, 0, 0, width, height)
        const { data } = context.getImageData(0, 0, width, height)
        const code = jsQR(data, width, height, { inversionAttempts: 'attemptBoth' })
        if (code?.data) this.seen(code.data)
      }
      await new Promise((later) => setTimeout(later, EVERY))
    }
  }
}
