import * as THREE from 'three'
import { take } from './piece'
import type { Stage } from './stage'

/** A finger that goes no farther than this has tapped. */
const TAP = 8

/** What arrows do to a piece in the hand: to the side, and up. */
const TURNS: Record<string, [number, number]> = {
  ArrowLeft: [-0.15, 0], ArrowRight: [0.15, 0], ArrowUp: [0, 0.1], ArrowDown: [0, -0.1],
}

/** Fingers, the mouse and keys on the picture. */
export function hands(stage: Stage): void {
  const { turn, walk } = stage
  const { canvas, dialog } = stage.parts
  let from: { x: number, y: number, moved: number } | null = null
  canvas.addEventListener('pointerdown', (event) => {
    from = { x: event.clientX, y: event.clientY, moved: 0 }
    canvas.setPointerCapture(event.pointerId)
  })
  canvas.addEventListener('pointermove', (event) => {
    if (!from) return
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y]
    from = { x: event.clientX, y: event.clientY, moved: from.moved + Math.abs(dx) + Math.abs(dy) }
    if (stage.opened) {
      turn.look(-dx * 0.01, dy * 0.008)
      stage.draw()
    } else if (from.moved > TAP) walk.look(dx * 0.0045, dy * 0.0035)
  })
  canvas.addEventListener('pointerup', (event) => {
    if (from && from.moved <= TAP && !stage.opened) tap(stage, event)
    from = null
  })
  canvas.addEventListener('pointercancel', () => { from = null })
  canvas.addEventListener('wheel', (event) => {
    if (!stage.opened) return
    event.preventDefault()
    turn.look(0, 0, event.deltaY > 0 ? 1.08 : 0.92)
    stage.draw()
  }, { passive: false })
  const keys = (event: KeyboardEvent, isDown: boolean) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const turned = TURNS[event.key]
    if (stage.opened && turned && event.target === canvas) {
      if (isDown) turn.look(...turned)
      stage.draw()
      event.preventDefault()
    } else if (!stage.opened && walk.key(event.code, isDown)) {
      stage.pieces.walked()
      event.preventDefault()
    }
  }
  dialog.addEventListener('keydown', (event) => keys(event, true))
  dialog.addEventListener('keyup', (event) => keys(event, false))
  window.addEventListener('blur', () => walk.stop())
}

/** Take the piece that was tapped, or walk where the floor was. */
function tap(stage: Stage, event: PointerEvent): void {
  const box = stage.parts.canvas.getBoundingClientRect()
  const [x, y] = [(event.clientX - box.left) / box.width * 2 - 1, 1 - (event.clientY - box.top) / box.height * 2]
  const ray = new THREE.Raycaster()
  ray.setFromCamera(new THREE.Vector2(x, y), stage.camera)
  const floor = stage.scene.getObjectByName('floor')
  const { targets } = stage.pieces
  const hit = ray.intersectObjects(floor ? [...targets, floor] : targets, false)[0]
  if (!hit) return
  stage.pieces.walked()
  const told = stage.hall.exhibits.find((it) => it.id === hit.object.userData.id)
  if (told) take(stage, told)
  else stage.walk.to(hit.point)
}

/** The stick for thumbs. */
export function stick({ parts: { stick }, pieces, walk }: Stage): void {
  const knob = stick.firstElementChild as HTMLElement
  const lean = (x: number, z: number) => {
    knob.style.setProperty('translate', `${x * 24}px ${z * 24}px`)
    walk.lean({ x, z })
  }
  let isHeld = false
  const follow = (event: PointerEvent) => {
    const box = stick.getBoundingClientRect()
    const [x, z] = [(event.clientX - box.left) / box.width * 2 - 1, (event.clientY - box.top) / box.height * 2 - 1]
    const far = Math.max(1, Math.hypot(x, z))
    pieces.walked()
    lean(x / far, z / far)
  }
  stick.addEventListener('pointerdown', (event) => {
    isHeld = true
    stick.setPointerCapture(event.pointerId)
    follow(event)
  })
  stick.addEventListener('pointermove', (event) => { if (isHeld) follow(event) })
  for (const end of ['pointerup', 'pointercancel'] as const) {
    stick.addEventListener(end, () => { isHeld = false; lean(0, 0) })
  }
}
