import { frame } from './frame'
import { hands, stick } from './hands'
import * as headset from './headset'
import { Stage } from './stage'
import { told } from './told'
import { ways } from './ways'

/** Open the room. */
export function open(): void {
  const { hall, words } = told()
  const parts = frame(hall.exhibits, words)
  document.body.append(parts.dialog)
  parts.dialog.showModal()
  try {
    const stage = new Stage(hall, words, parts)
    hands(stage)
    stick(stage)
    ways(stage)
    void headset.isThere().then((isThere) => { parts.headset.hidden = !isThere })
    parts.headset.addEventListener('click', () => void headset.enter(stage, stage.fit))
    parts.canvas.focus()
  } catch {
    parts.help.textContent = words.broken ?? ''
    parts.leave.addEventListener('click', () => parts.dialog.remove())
  }
}
