import type Hls from 'hls.js'
import { clock } from './clock'
import { play } from './controls'
import { dated, library, type Dated } from './hls-way'

/** A programme of the past: it is loaded when somebody begins to watch, and the browser's own buttons steer it. */
export async function replayed(video: HTMLVideoElement, address: string, script?: string, from?: number): Promise<void> {
  const Player = await library(video, script)
  if (!Player) {
    video.src = address
    dated(video)
    const go = (at: number) => seek(video, (at - ((video as Dated).getStartDate?.().getTime() ?? NaN)) / 1000)
    if (from) video.addEventListener('loadedmetadata', () => go(from), { once: true })
    onJump((at) => go(at))
    return
  }
  const hls = new Player({ enableWorker: false, autoStartLoad: false, startPosition: 0 })
  let mended = 0
  hls.on(Player.Events.ERROR, (_, error) => {
    if (!error.fatal) return
    if (error.type === Player.ErrorTypes.MEDIA_ERROR && mended++ < 3) hls.recoverMediaError()
    else setTimeout(() => hls.startLoad(video.currentTime), 3000)
  })
  hls.loadSource(address)
  hls.attachMedia(video)
  let wanted = from
  const go = () => {
    const place = wanted && placeOf(hls, wanted)
    if (place === undefined || !wanted) return
    wanted = undefined
    seek(video, place)
  }
  hls.on(Player.Events.LEVEL_LOADED, go)
  onJump((at) => {
    wanted = at
    go()
    void play(video)
  })
  const begin = () => {
    hls.startLoad(0)
    clock.follow(() => hls.playingDate?.getTime() ?? null)
  }
  // Whoever was quicker than the library has pressed already.
  if (video.paused) video.addEventListener('play', begin, { once: true })
  else begin()
}

function onJump(go: (at: number) => void): void {
  document.addEventListener('jump', (event) => go((event as CustomEvent<number>).detail))
}

function seek(video: HTMLVideoElement, seconds: number): void {
  if (Number.isFinite(seconds)) video.currentTime = Math.max(0, seconds)
}

/** Where a moment of the programme is in the film, which has no gaps: the first frame from then on. */
function placeOf(hls: Hls, at: number): number | undefined {
  const fragments = hls.levels[hls.currentLevel < 0 ? 0 : hls.currentLevel]?.details?.fragments
  const fragment = fragments?.find(({ programDateTime, duration }) => programDateTime !== null && at < programDateTime + duration * 1000)
  if (!fragment || fragment.programDateTime === null) return fragments?.length ? hls.media?.duration : undefined
  return fragment.start + Math.max(0, at - fragment.programDateTime) / 1000
}
