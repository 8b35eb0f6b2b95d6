import { choose } from './words'

/** Mean brightness, of 255, below which faces and colours are not seen, and above which they are washed out. */
const DARK = 60
const BRIGHT = 200

/** Say whether the light is good, by a very small picture of the picture; gives what ends it. */
export function light(studio: HTMLElement, video: HTMLVideoElement): () => void {
  const canvas = document.createElement('canvas')
  canvas.width = 32
  canvas.height = 32
  const context = canvas.getContext('2d', { willReadFrequently: true })
  const look = setInterval(() => {
    if (!context || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return
    context.drawImage(video, 0, 0, 32, 32)
    const { data } = context.getImageData(0, 0, 32, 32)
    let sum = 0
    for (let at = 0; at < data.length; at += 4) sum += 0.2126 * (data[at] ?? 0) + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0)
    const mean = sum / (data.length / 4)
    choose(studio, 'light', mean < DARK ? 'dark' : mean > BRIGHT ? 'bright' : 'good')
  }, 700)
  return () => clearInterval(look)
}

/** From here on, of 100, it is a voice and not the room. */
const VOICE = 45
const SILENT_AFTER = 8000

/** Show how loud it is, and whether a voice was heard; gives what ends it. */
export function sound(studio: HTMLElement, picture: MediaStream): () => void {
  const meter = studio.querySelector<HTMLMeterElement>('[data-level]')
  const audio = new AudioContext()
  void audio.resume()
  const analyser = audio.createAnalyser()
  analyser.fftSize = 1024
  audio.createMediaStreamSource(picture).connect(analyser)
  const wave = new Float32Array(analyser.fftSize)
  const began = Date.now()
  let loud = 0
  choose(studio, 'sound', 'wait')
  const look = setInterval(() => {
    analyser.getFloatTimeDomainData(wave)
    const power = wave.reduce((sum, value) => sum + value * value, 0) / wave.length
    // Decibels below full scale, of which sixty are shown.
    const level = Math.max(0, Math.min(100, (10 * Math.log10(power || 1e-9) + 60) / 0.6))
    if (meter) meter.value = level
    if (level > VOICE) loud += 1
    if (loud >= 4) choose(studio, 'sound', 'heard')
    else if (Date.now() - began > SILENT_AFTER) choose(studio, 'sound', 'silent')
  }, 100)
  return () => {
    clearInterval(look)
    if (audio.state !== 'closed') void audio.close()
  }
}
