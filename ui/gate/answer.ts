import type { Verdict } from './judge'

/** Sounds are made after the first tap, which starts the camera. */
let audio: AudioContext | undefined
export const beginSound = () => { audio ??= new AudioContext() }

const TONES = { good: [880, 1320], warn: [660, 660], bad: [220, 180] }
const SHAKES = { good: [60], warn: [60, 60, 60], bad: [250, 80, 250] }

function sound(colour: Verdict['colour']): void {
  if (!audio) return
  TONES[colour].forEach((pitch, at) => {
    const [tone, volume] = [audio!.createOscillator(), audio!.createGain()]
    const from = audio!.currentTime + at * 0.14
    tone.frequency.value = pitch
    volume.gain.value = 0.15
    tone.connect(volume).connect(audio!.destination)
    tone.start(from)
    tone.stop(from + 0.12)
  })
  navigator.vibrate?.(SHAKES[colour])
}

/** Words of the page, with places for what is said of one ticket. */
export type Words = Record<string, string>

export const say = (words: Words, key: string, places: Record<string, string> = {}) =>
  (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => places[name] ?? whole)

/** The answer, large and in its colour, with its reason in words. */
export function show(box: HTMLElement, words: Words, verdict: Verdict, places: Record<string, string>): void {
  box.dataset.colour = verdict.colour
  box.querySelector('[data-answer-head]')!.textContent = say(words, verdict.colour)
  box.querySelector('[data-answer-why]')!.textContent = say(words, verdict.why, places)
  box.querySelector('[data-answer-kind]')!.textContent = verdict.kind ?? ''
  box.querySelector('[data-answer-number]')!.textContent = places.number ?? ''
  box.hidden = false
  sound(verdict.colour)
}
