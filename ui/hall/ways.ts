import { onTable, putBack, readAloud, take } from './piece'
import { METRE } from './room'
import type { Stage } from './stage'
import { before } from './way'

/** The ways out and on, and a stop for each piece. */
export function ways(stage: Stage): void {
  const { parts, renderer, walk } = stage
  parts.leave.addEventListener('click', () => parts.dialog.close())
  parts.dialog.addEventListener('cancel', (event) => {
    if (!stage.opened) return
    event.preventDefault()
    putBack(stage)
  })
  parts.dialog.addEventListener('close', () => {
    speechSynthesis?.cancel()
    walk.stop()
    renderer.dispose()
    renderer.forceContextLoss()
    parts.dialog.remove()
  })
  const stops = [...parts.stops.querySelectorAll<HTMLButtonElement>('button')]
  stops.forEach((stop, at) => {
    stop.addEventListener('focus', () => visit(stage, at))
    stop.addEventListener('click', () => { const told = stage.hall.exhibits[at]; if (told) take(stage, told) })
  })
  const step = (by: number) => stops[(stage.current + by + stops.length) % stops.length]?.focus()
  parts.next.addEventListener('click', () => step(1))
  parts.previous.addEventListener('click', () => step(stage.current < 0 ? 0 : -1))
  parts.canvas.addEventListener('focus', () => { parts.caption.hidden = true })
  parts.back.addEventListener('click', () => putBack(stage))
  parts.read.addEventListener('click', () => readAloud(stage))
  parts.table.addEventListener('click', () => void onTable(stage))
}

/** Go before a piece and say what it is. */
function visit(stage: Stage, at: number): void {
  const told = stage.hall.exhibits[at]
  if (!told || stage.opened) return
  stage.current = at
  const { caption, name, why } = stage.parts
  name.textContent = `${told.title} · ${told.price}`
  name.lang = told.lang
  why.textContent = told.why
  caption.hidden = false
  stage.pieces.walked()
  stage.walk.to(before({ x: told.x * METRE, z: told.z * METRE, turn: told.turn }))
}
