import * as THREE from 'three'
import type { Frame } from './frame'
import { Pieces } from './pieces'
import { METRE, build } from './room'
import { type Hall, type Told, type Words, colours as read } from './told'
import { Turn } from './turn'
import { Walk } from './walk'
import type { Floor } from './way'

/** The room as it stands, who walks in it, and the piece in their hand. It is drawn when something has changed, and at no other time. */
export class Stage {
  readonly renderer: THREE.WebGLRenderer
  readonly camera = new THREE.PerspectiveCamera(62, 1, 0.05, 80)
  readonly scene: THREE.Scene
  readonly pieces: Pieces
  readonly walk: Walk
  readonly turn: Turn
  readonly colours = read()
  readonly floor: Floor
  opened: Told | null = null
  /** The place of the piece that was visited last. */
  current = -1
  private isDirty = false

  constructor(readonly hall: Hall, readonly words: Words, readonly parts: Frame) {
    this.renderer = new THREE.WebGLRenderer({ canvas: parts.canvas, antialias: true, powerPreference: 'low-power' })
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, 2))
    this.renderer.toneMapping = THREE.NeutralToneMapping
    this.scene = build(hall, this.colours, this.renderer)
    this.turn = new Turn(this.colours, this.scene.environment)
    this.scene.add(this.camera)
    this.pieces = new Pieces(hall, this.scene, this.draw)
    const stands = hall.exhibits.map((it) => ({ x: it.x * METRE, z: it.z * METRE }))
    this.floor = { width: hall.width * METRE, depth: hall.depth * METRE, stands }
    this.walk = new Walk(this.camera, this.floor, hall.entrance * METRE, this.walked)
    this.fit()
    new ResizeObserver(this.fit).observe(parts.canvas)
    this.pieces.tend(this.camera.position)
    // What a test counts.
    parts.dialog.addEventListener('hall-count', () => { this.render(); this.say() })
  }

  /** Fit the picture into its place, and draw it. */
  fit = (): void => {
    const { clientWidth: width, clientHeight: height } = this.parts.canvas
    if (!width || !height || this.renderer.xr.isPresenting) return
    this.renderer.setSize(width, height, false)
    for (const camera of [this.camera, this.turn.camera]) {
      camera.aspect = width / height
      camera.updateProjectionMatrix()
    }
    // A tall picture looks wider up and down, so that the rows stay in it.
    this.camera.fov = width < height ? 74 : 58
    this.camera.updateProjectionMatrix()
    if (this.opened) this.turn.look(0, 0)
    this.render()
  }

  draw = (): void => {
    if (this.isDirty) return
    this.isDirty = true
    requestAnimationFrame(() => { this.isDirty = false; this.render() })
  }

  private walked = (): void => {
    this.pieces?.tend(this.camera.position)
    this.draw()
  }

  private render(): void {
    if (this.renderer.xr.isPresenting) return
    if (this.opened) this.renderer.render(this.turn.scene, this.turn.camera)
    else this.renderer.render(this.scene, this.camera)
  }

  private say(): void {
    const { render } = this.renderer.info
    const { x, z } = this.camera.position
    const here = this.pieces.all.filter((it) => it.state === 'here').length
    const drawn = { triangles: render.triangles, calls: render.calls, settled: this.pieces.isSettled, here }
    const place = { x: x.toFixed(2), z: z.toFixed(2), headset: this.renderer.xr.isPresenting }
    Object.assign(this.parts.canvas.dataset, drawn, place)
  }
}
