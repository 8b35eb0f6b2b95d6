import * as THREE from 'three'
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js'
import { METRE, TOP, place } from './room'
import type { Hall, Told } from './told'

/** What one view may have: phones of some years ago draw so much without a pause. */
export const MOST = { triangles: 170_000, calls: 130 }
/** Bytes of models before anybody walks, and metres within which they come later. */
const FIRST_BYTES = 1_900_000
const NEAR = 9
const AT_ONCE = 3

export interface Piece { told: Told; place: THREE.Group; state: 'away' | 'coming' | 'here' | 'broken' }

const loader = new GLTFLoader()
export const load = async (url: string) => (await loader.loadAsync(url)).scene

/** Free what the graphics card holds of something. */
export function discard(root: THREE.Object3D): void {
  root.traverse((it) => {
    if (!(it instanceof THREE.Mesh)) return
    it.geometry.dispose()
    for (const material of [it.material].flat() as THREE.MeshStandardMaterial[]) {
      for (const value of Object.values(material)) if (value instanceof THREE.Texture) value.dispose()
      material.dispose()
    }
  })
}

/** Models come the nearest first, and posters stand where none is. */
export class Pieces {
  readonly all: Piece[]
  private bytes = 0
  private coming = 0
  private hasWalked = false

  constructor(hall: Hall, scene: THREE.Scene, private changed: () => void) {
    const hit = new THREE.BoxGeometry(0.95, 2, 0.95)
    const unseen = new THREE.MeshBasicMaterial({ visible: false })
    this.all = hall.exhibits.map((told) => {
      const group = new THREE.Group()
      // What a finger hits: the plinth, and the air above it.
      const target = new THREE.Mesh(hit, unseen)
      target.position.set(told.x * METRE, 1, told.z * METRE)
      target.rotation.y = told.turn * Math.PI / 180
      target.userData.id = told.id
      group.add(target)
      scene.add(group)
      return { told, place: group, state: 'away' }
    })
  }

  get targets(): THREE.Object3D[] { return this.all.map((piece) => piece.place.children[0] as THREE.Object3D) }
  get isSettled(): boolean { return this.coming === 0 }

  walked(): void { this.hasWalked = true }

  private far = (piece: Piece, from: THREE.Vector3) => Math.hypot(piece.told.x * METRE - from.x, piece.told.z * METRE - from.z)

  /** Fetch what is missing and near; the farthest goes where there is no room. */
  tend(from: THREE.Vector3): void {
    const byDistance = [...this.all].sort((a, b) => this.far(a, from) - this.far(b, from))
    let [triangles, calls] = [4_000, 40]
    for (const piece of byDistance) {
      triangles += piece.told.triangles
      calls += piece.told.pieces
      const fits = triangles <= MOST.triangles && calls <= MOST.calls
      if (!fits && piece.state === 'here') this.drop(piece)
      if (!fits || piece.state !== 'away' || this.coming >= AT_ONCE) continue
      const isFree = this.bytes + piece.told.bytes <= FIRST_BYTES || (this.hasWalked && this.far(piece, from) < NEAR)
      if (isFree) void this.fetch(piece, from)
      else if (piece.told.poster) this.poster(piece)
    }
  }

  private async fetch(piece: Piece, from: THREE.Vector3): Promise<void> {
    piece.state = 'coming'
    this.coming++
    this.bytes += piece.told.bytes
    try {
      const model = await load(piece.told.light)
      place(model, piece.told)
      this.clear(piece)
      piece.place.add(model)
      piece.state = 'here'
    } catch {
      piece.state = 'broken'
      this.poster(piece)
    }
    this.coming--
    this.changed()
    this.tend(from)
  }

  private clear(piece: Piece): void {
    for (const old of piece.place.children.slice(1)) {
      piece.place.remove(old)
      discard(old)
    }
  }

  private drop(piece: Piece): void {
    this.clear(piece)
    piece.state = 'away'
    this.poster(piece)
  }

  /** The photo of a piece on a card that leans on its plinth. */
  private poster(piece: Piece): void {
    if (!piece.told.poster || piece.place.children.length > 1) return
    const photo = new THREE.TextureLoader().load(piece.told.poster, this.changed)
    photo.colorSpace = THREE.SRGBColorSpace
    const card = new THREE.Mesh(new THREE.PlaneGeometry(0.52, 0.65), new THREE.MeshBasicMaterial({ map: photo, toneMapped: false, side: THREE.DoubleSide }))
    card.position.set(piece.told.x * METRE, TOP + 0.33, piece.told.z * METRE)
    card.rotation.set(-0.08, piece.told.turn * Math.PI / 180, 0, 'YXZ')
    piece.place.add(card)
  }
}
