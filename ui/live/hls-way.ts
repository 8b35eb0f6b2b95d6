import type Hls from 'hls.js'
import { clock } from './clock'
import { play } from './controls'
import type { End } from './player'
import { stuck } from './stuck'

/** Safari says in a method of its own when its first frame was. */
export type Dated = HTMLVideoElement & { getStartDate?: () => Date }

/** Watch by HLS until it breaks: by Media Source where there is one, since only so it is quick, else by the browser itself. */
export async function byHls(video: HTMLVideoElement, address: string, script?: string): Promise<End> {
  const Player = await library(video, script)
  if (!Player && !video.canPlayType('application/vnd.apple.mpegurl')) return 'never'
  const leave = new AbortController()
  const { signal } = leave
  const ends = new Promise<End>((end) => {
    video.addEventListener('ended', () => end('over'), { signal })
    stuck(video, signal, () => end('broken'))
    if (Player) bySource(Player, video, address, signal, () => end('broken'))
    else byBrowser(video, address, signal, () => end('broken'))
  })
  void play(video)
  const end = await ends
  leave.abort()
  return end
}

export async function library(video: HTMLVideoElement, script?: string): Promise<typeof Hls | null> {
  for (const source of video.querySelectorAll('source')) source.remove()
  const found = script ? await import(script).catch(() => null) as { default: typeof Hls } | null : null
  return found?.default.isSupported() ? found.default : null
}

function bySource(Player: typeof Hls, video: HTMLVideoElement, address: string, signal: AbortSignal, broken: () => void): void {
  // Fragments are MP4 as they come, so a worker would have nothing to do. Who was held up catches up a little faster.
  const hls = new Player({ enableWorker: false, lowLatencyMode: true, backBufferLength: 30, maxLiveSyncPlaybackRate: 1.08 })
  let mended = 0
  hls.on(Player.Events.ERROR, (_, error) => {
    if (!error.fatal) return
    if (error.type === Player.ErrorTypes.MEDIA_ERROR && mended++ < 3) hls.recoverMediaError()
    else broken()
  })
  // Who stopped the picture, or was held up for long, goes on with what is said now.
  const toNow = () => {
    const now = hls.liveSyncPosition
    if (now && now - video.currentTime > 6) video.currentTime = now
  }
  for (const event of ['play', 'playing']) video.addEventListener(event, toNow, { signal })
  signal.addEventListener('abort', () => hls.destroy())
  clock.follow(() => hls.playingDate?.getTime() ?? null)
  hls.loadSource(address)
  hls.attachMedia(video)
}

function byBrowser(video: Dated, address: string, signal: AbortSignal, broken: () => void): void {
  video.srcObject = null
  video.src = address
  video.addEventListener('error', broken, { signal })
  dated(video)
  signal.addEventListener('abort', () => {
    video.removeAttribute('src')
    video.load()
  })
}

export function dated(video: Dated): void {
  clock.follow(() => video.readyState ? (video.getStartDate?.().getTime() ?? NaN) + video.currentTime * 1000 : null)
}
