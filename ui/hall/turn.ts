import * as THREE from 'three'
import { shade } from './draw'
import { METRE } from './room'
import type { Colours } from './told'

/** A piece in the hand: alone, before plain paper, turned by a finger or by keys. */
export class Turn {
  readonly scene = new THREE.Scene()
  readonly camera = new THREE.PerspectiveCamera(32, 1, 0.001, 100)
  private model: THREE.Object3D | null = null
  private yaw = 0.5
  private pitch = 0.28
  private away = 1
  private reach = 1
  private middle = 0

  constructor(colours: Colours, environment: THREE.Texture | null) {
    this.scene.background = new THREE.Color(colours.surface)
    this.scene.environment = environment
    this.scene.environmentIntensity = colours.dark ? 0.6 : 0.75
    const lamp = new THREE.DirectionalLight('#fff4e2', 1.6)
    lamp.position.set(1.5, 3, 2)
    const shadow = new THREE.Mesh(new THREE.PlaneGeometry(1, 1), new THREE.MeshBasicMaterial({ map: shade(0.5), transparent: true, depthWrite: false, toneMapped: false }))
    shadow.rotation.x = -Math.PI / 2
    shadow.name = 'shadow'
    this.scene.add(lamp, shadow)
  }

  /** Take something into the hand; what was there is given back. */
  take(model: THREE.Object3D, sizeMm: readonly number[]): THREE.Object3D | null {
    const before = this.model
    if (before) this.scene.remove(before)
    model.position.set(0, 0, 0)
    const box = new THREE.Box3().setFromObject(model)
    const size = box.getSize(new THREE.Vector3())
    const middle = box.getCenter(new THREE.Vector3())
    model.position.set(-middle.x, -box.min.y, -middle.z)
    this.model = model
    this.scene.add(model)
    this.reach = Math.max(size.length() / 2, Math.max(...sizeMm) * METRE / 2, 0.001)
    this.middle = size.y / 2
    const wide = Math.max(size.x, size.z) * 1.55
    this.scene.getObjectByName('shadow')?.scale.set(wide, wide, 1)
    if (!before) [this.yaw, this.pitch, this.away] = [0.5, 0.28, 1]
    this.look(0, 0)
    return before
  }

  leave(): THREE.Object3D | null {
    const before = this.model
    if (before) this.scene.remove(before)
    this.model = null
    return before
  }

  look(yaw: number, pitch: number, closer = 1): void {
    this.yaw += yaw
    this.pitch = Math.min(Math.max(this.pitch + pitch, -0.15), 1.45)
    this.away = Math.min(Math.max(this.away * closer, 0.45), 2)
    // The whole of it fits the shorter side.
    const half = THREE.MathUtils.degToRad(this.camera.fov / 2)
    const narrow = Math.atan(Math.tan(half) * Math.min(this.camera.aspect, 1))
    const far = this.reach / Math.sin(narrow) * 1.08 * this.away
    this.camera.position.set(Math.sin(this.yaw) * Math.cos(this.pitch) * far, this.middle + Math.sin(this.pitch) * far, Math.cos(this.yaw) * Math.cos(this.pitch) * far)
    this.camera.near = far / 50
    this.camera.far = far * 10
    this.camera.lookAt(0, this.middle, 0)
    this.camera.updateProjectionMatrix()
  }
}
