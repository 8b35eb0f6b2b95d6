import { clock } from './clock'
import { controls } from './controls'
import { byHls } from './hls-way'
import { replayed } from './replayed'
import { onState, state } from './state'
import { byWhep } from './whep'
import { choose, wait } from './words'

/** How watching ended: there was no seat, nothing came at all, it broke, or the programme was over. */
export type End = 'full' | 'never' | 'broken' | 'over'

/** Nobody waits longer than this between two tries. */
const LONGEST_WAIT = 8000

/** Show the programme: without delay where it can be had so, else by HLS; and try again for as long as the room is open. */
export function player(stage: HTMLElement): void {
  const video = stage.querySelector('video')
  const { hls, whep, replay, script } = stage.dataset
  if (!video) return
  tellShape(stage, video)
  if (replay) return void replayed(video, replay, script, Number(stage.dataset.from) || undefined)
  if (!hls) return
  const ways = [() => byHls(video, hls, script)]
  if (whep) ways.unshift(() => byWhep(video, whep))
  let isRunning = false
  const run = async () => {
    if (isRunning || !isOpen()) return
    isRunning = true
    controls(stage, video)
    await watch(stage, video, ways)
    isRunning = false
  }
  onState(() => void run())
  void run()
}

const isOpen = () => state() === 'live' || state() === 'paused'

async function watch(stage: HTMLElement, video: HTMLVideoElement, ways: (() => Promise<End>)[]): Promise<void> {
  let [pause, refusals] = [500, 0]
  video.addEventListener('playing', () => choose(stage, 'play', null))
  choose(stage, 'play', 'starting')
  while (isOpen() && ways[0]) {
    const began = Date.now()
    const end = await ways[0]().catch((): End => 'broken')
    clock.stop()
    // The quick way is given up where it never came; where it did, it may come again with the host. Who finds no seat on it
    // watches the other at once.
    if (ways.length > 1 && (end === 'full' || (end === 'never' && --refusals < 0))) {
      ways.shift()
      continue
    }
    if (end === 'broken') refusals = 3
    // What went well for a while is tried again soon.
    pause = Date.now() - began > 15_000 ? 500 : Math.min(pause * 2, LONGEST_WAIT)
    choose(stage, 'play', state() === 'live' ? 'trouble' : null)
    await wait(pause * (0.75 + Math.random() / 2))
  }
  choose(stage, 'play', null)
}

/** The page is laid out by whether the camera was held upright. */
function tellShape(stage: HTMLElement, video: HTMLVideoElement): void {
  const tell = () => {
    if (video.videoWidth) stage.dataset.shape = video.videoWidth > video.videoHeight ? 'wide' : 'tall'
  }
  for (const event of ['loadedmetadata', 'resize']) video.addEventListener(event, tell)
}
