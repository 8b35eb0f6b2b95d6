/** Play, without sound where a page may not begin with it. */
export async function play(video: HTMLVideoElement): Promise<void> {
  if (video.dataset.stopped !== undefined) return
  await video.play().catch(async (why: DOMException) => {
    // AbortError: the source is being changed, and the next one plays.
    if (why.name !== 'NotAllowedError' || video.muted) return
    video.muted = true
    await video.play().catch(() => {})
  })
}

/** The few buttons of a live picture; there is nothing to wind in it. */
export function controls(stage: HTMLElement, video: HTMLVideoElement): void {
  if (stage.dataset.steered !== undefined) return
  stage.dataset.steered = ''
  video.controls = false
  const button = (name: string) => stage.querySelector<HTMLElement>(`[data-${name}]`)
  const [sound, start, stop, mute, whole] = ['sound', 'play', 'pause', 'mute', 'whole'].map(button)

  const show = () => {
    const focused = document.activeElement
    sound?.toggleAttribute('hidden', !video.muted || video.paused)
    mute?.toggleAttribute('hidden', video.muted)
    start?.toggleAttribute('hidden', !video.paused)
    stop?.toggleAttribute('hidden', video.paused)
    // The button that was pressed gives way to its opposite, and the focus with it.
    if (focused === start) stop?.focus()
    else if (focused === stop) start?.focus()
    else if (focused === sound) mute?.focus()
    else if (focused === mute) sound?.focus()
  }

  sound?.addEventListener('click', () => {
    video.muted = false
    void play(video)
  })
  mute?.addEventListener('click', () => {
    video.muted = true
  })
  start?.addEventListener('click', () => {
    delete video.dataset.stopped
    void play(video)
  })
  stop?.addEventListener('click', () => {
    video.dataset.stopped = ''
    video.pause()
  })
  whole?.toggleAttribute('hidden', !canBeWhole(stage, video))
  whole?.addEventListener('click', () => void toggleWhole(stage, video))
  // A telephone stops the picture when something else comes to the front.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && video.paused) void play(video)
  })
  for (const event of ['play', 'playing', 'pause', 'volumechange', 'loadedmetadata']) video.addEventListener(event, show)
  show()
}

/** An iPhone shows only the picture itself on the whole screen, without what lies over it. */
type IPhone = HTMLVideoElement & { webkitEnterFullscreen?: () => void }

function canBeWhole(stage: HTMLElement, video: IPhone): boolean {
  return document.fullscreenEnabled || video.webkitEnterFullscreen !== undefined
}

async function toggleWhole(stage: HTMLElement, video: IPhone): Promise<void> {
  if (document.fullscreenElement) return document.exitFullscreen()
  if (document.fullscreenEnabled) return stage.requestFullscreen()
  video.webkitEnterFullscreen?.()
}
