import { state } from './state'

/** Seconds without movement that a slow network may take. */
const PATIENCE = 12

/** Act when nothing moves for long although the show goes on; not while somebody has stopped the picture. */
export function stuck(video: HTMLVideoElement, signal: AbortSignal, act: () => void): void {
  let [seen, still] = [-1, 0]
  const look = setInterval(() => {
    const isMoving = video.currentTime !== seen || state() !== 'live' || video.dataset.stopped !== undefined
    seen = video.currentTime
    still = isMoving || document.visibilityState === 'hidden' ? 0 : still + 1
    if (still >= PATIENCE) act()
  }, 1000)
  signal.addEventListener('abort', () => clearInterval(look))
}
