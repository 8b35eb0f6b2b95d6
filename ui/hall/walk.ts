import * as THREE from 'three'
import { type Floor, type Spot, free } from './way'

const EYES = 1.58
/** Metres and quarters of a turn in a second. */
const PACE = 2.4
const TURN = 1.5
const KEYS: Record<string, [number, number, number]> = {
  ArrowUp: [0, -1, 0], KeyW: [0, -1, 0], ArrowDown: [0, 1, 0], KeyS: [0, 1, 0],
  KeyA: [-1, 0, 0], KeyD: [1, 0, 0], ArrowLeft: [0, 0, 1], ArrowRight: [0, 0, -1],
}

/** Where one stands and looks. Nothing moves but while a key, a finger or a way to go moves it. */
export class Walk {
  private yaw = 0
  private pitch = -0.06
  private held = new Set<string>()
  private stick: Spot = { x: 0, z: 0 }
  private goal: (Spot & { yaw: number }) | null = null
  private before = 0
  private frame = 0

  constructor(private camera: THREE.PerspectiveCamera, private floor: Floor, entrance: number, private moved: () => void) {
    camera.position.set(0, EYES, entrance)
    camera.rotation.order = 'YXZ'
    this.look(0, 0)
  }

  private get isStill() { return matchMedia('(prefers-reduced-motion: reduce)').matches }

  look(yaw: number, pitch: number): void {
    this.yaw += yaw
    this.pitch = Math.min(Math.max(this.pitch + pitch, -1.1), 0.8)
    this.camera.rotation.set(this.pitch, this.yaw, 0)
    this.moved()
  }

  /** Whether a key is one of those that walk. */
  key(code: string, isDown: boolean): boolean {
    if (!KEYS[code]) return false
    if (isDown) this.held.add(code)
    else this.held.delete(code)
    this.goal = null
    this.go()
    return true
  }

  lean(stick: Spot): void {
    this.stick = stick
    this.goal = null
    this.go()
  }

  /** Go somewhere; whoever wants no motion is there at once. */
  to(spot: Spot & { yaw?: number }): void {
    const goal = { ...free(this.floor, spot), yaw: spot.yaw ?? this.yaw }
    if (!this.isStill) {
      this.goal = goal
      return this.go()
    }
    this.camera.position.set(goal.x, EYES, goal.z)
    this.yaw = goal.yaw
    this.pitch = -0.12
    this.look(0, 0)
  }

  stop(): void {
    this.held.clear()
    this.stick = { x: 0, z: 0 }
    this.goal = null
  }

  private go(): void {
    if (this.frame) return
    this.before = performance.now()
    this.frame = requestAnimationFrame(this.step)
  }

  private step = (now: number): void => {
    this.frame = 0
    const seconds = Math.min((now - this.before) / 1000, 0.1)
    this.before = now
    const { position } = this.camera
    let [x, z, turn] = [this.stick.x, this.stick.z, 0]
    for (const code of this.held) {
      const key = KEYS[code] ?? [0, 0, 0]
      ;[x, z, turn] = [x + key[0], z + key[1], turn + key[2]]
    }
    let isOver = x === 0 && z === 0 && turn === 0
    if (this.goal) {
      const [dx, dz] = [this.goal.x - position.x, this.goal.z - position.z]
      const far = Math.hypot(dx, dz)
      const round = Math.atan2(Math.sin(this.goal.yaw - this.yaw), Math.cos(this.goal.yaw - this.yaw))
      const pace = Math.min(far, Math.max(PACE, far * 1.4) * seconds)
      const spot = free(this.floor, { x: position.x + (far ? dx / far * pace : 0), z: position.z + (far ? dz / far * pace : 0) })
      const got = Math.hypot(spot.x - position.x, spot.z - position.z)
      position.set(spot.x, EYES, spot.z)
      this.yaw += round * Math.min(1, seconds * 4)
      this.pitch += (-0.12 - this.pitch) * Math.min(1, seconds * 3)
      isOver = (far < 0.02 || got < 0.001) && Math.abs(round) < 0.01
      if (isOver) this.goal = null
    } else {
      const [sin, cos] = [Math.sin(this.yaw), Math.cos(this.yaw)]
      const spot = free(this.floor, { x: position.x + (x * cos + z * sin) * PACE * seconds, z: position.z + (z * cos - x * sin) * PACE * seconds })
      position.set(spot.x, EYES, spot.z)
      this.yaw += turn * TURN * seconds
    }
    this.look(0, 0)
    if (!isOver) this.frame = requestAnimationFrame(this.step)
  }
}
