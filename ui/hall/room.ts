import * as THREE from 'three'
import { RoomEnvironment } from 'three/addons/environments/RoomEnvironment.js'
import { boards, label, plaster, shade } from './draw'
import type { Colours, Hall, Told } from './told'

export const METRE = 1 / 1000
const HEIGHT = 4.2
const PLINTH = 0.9
export const TOP = 0.95
/** How wide and high a piece is shown at most, whatever its size is. */
const WIDE = 0.68
const HIGH = 0.8

/** Walls, floor, plinths and labels; what casts a shadow here has it painted beneath. */
export function build(hall: Hall, colours: Colours, renderer: THREE.WebGLRenderer): THREE.Scene {
  const scene = new THREE.Scene()
  scene.background = new THREE.Color(colours.dark ? '#171c25' : '#efe7d6')
  const around = new THREE.PMREMGenerator(renderer)
  scene.environment = around.fromScene(new RoomEnvironment(), 0.04).texture
  scene.environmentIntensity = colours.dark ? 0.42 : 0.62
  around.dispose()
  const above = new THREE.HemisphereLight(colours.dark ? '#c7d4ee' : '#fff8ea', colours.dark ? '#1a1d24' : '#bda884', colours.dark ? 0.5 : 0.85)
  const lamp = new THREE.DirectionalLight('#fff1da', colours.dark ? 1.1 : 1.5)
  lamp.position.set(2, 6, 4)
  scene.add(above, lamp)

  const [width, depth] = [hall.width * METRE, hall.depth * METRE]
  const wood = boards(colours)
  wood.repeat.set(width / 2.4, depth / 2.4)
  const floor = new THREE.Mesh(new THREE.PlaneGeometry(width, depth), new THREE.MeshStandardMaterial({ map: wood, roughness: 0.72, metalness: 0 }))
  floor.rotation.x = -Math.PI / 2
  floor.name = 'floor'
  scene.add(floor, walls(width, depth, colours))

  const count = hall.exhibits.length
  const stone = new THREE.MeshStandardMaterial({ color: colours.dark ? '#3a4250' : '#fbf7ee', roughness: 0.9 })
  const plinths = new THREE.InstancedMesh(new THREE.BoxGeometry(PLINTH, TOP, PLINTH), stone, count)
  const shadows = new THREE.InstancedMesh(new THREE.PlaneGeometry(2.3, 2.3), lying(0.55), count)
  const below = new THREE.InstancedMesh(new THREE.PlaneGeometry(0.85, 0.85), lying(0.5), count)
  hall.exhibits.forEach((told, at) => {
    const [x, z, turn] = [told.x * METRE, told.z * METRE, told.turn * Math.PI / 180]
    const upright = new THREE.Quaternion().setFromEuler(new THREE.Euler(0, turn, 0))
    const flat = new THREE.Quaternion().setFromEuler(new THREE.Euler(-Math.PI / 2, 0, turn))
    const one = new THREE.Vector3(1, 1, 1)
    plinths.setMatrixAt(at, new THREE.Matrix4().compose(new THREE.Vector3(x, TOP / 2, z), upright, one))
    shadows.setMatrixAt(at, new THREE.Matrix4().compose(new THREE.Vector3(x, 0.006, z), flat, one))
    below.setMatrixAt(at, new THREE.Matrix4().compose(new THREE.Vector3(x, TOP + 0.004, z), flat, one))
    const sign = new THREE.Mesh(new THREE.PlaneGeometry(0.72, 0.42), new THREE.MeshBasicMaterial({ map: label(told, colours), toneMapped: false }))
    sign.position.set(x + Math.sin(turn) * (PLINTH / 2 + 0.012), 0.62, z + Math.cos(turn) * (PLINTH / 2 + 0.012))
    sign.rotation.y = turn
    scene.add(sign)
  })
  scene.add(plinths, shadows, below)
  return scene
}

const lying = (strength: number) => new THREE.MeshBasicMaterial({ map: shade(strength), transparent: true, depthWrite: false, toneMapped: false })

/** The four walls in one piece, seen from within, with a skirting that grounds them. */
function walls(width: number, depth: number, colours: Colours): THREE.Object3D {
  const group = new THREE.Group()
  const paint = new THREE.MeshBasicMaterial({ map: plaster(colours), toneMapped: false })
  const dark = new THREE.MeshBasicMaterial({ color: colours.dark ? '#11151c' : '#8a7a60', toneMapped: false })
  const sides: [number, number, number, number][] = [[0, -depth / 2, 0, width], [0, depth / 2, Math.PI, width], [-width / 2, 0, Math.PI / 2, depth], [width / 2, 0, -Math.PI / 2, depth]]
  for (const [x, z, turn, long] of sides) {
    const wall = new THREE.Mesh(new THREE.PlaneGeometry(long, HEIGHT), paint)
    wall.position.set(x, HEIGHT / 2, z)
    wall.rotation.y = turn
    const skirting = new THREE.Mesh(new THREE.BoxGeometry(long, 0.1, 0.04), dark)
    skirting.position.set(x, 0.05, z)
    skirting.rotation.y = turn
    group.add(wall, skirting)
  }
  return group
}

/** Set a model upon its plinth, as large as fits there. */
export function place(model: THREE.Object3D, told: Told): void {
  const [wide, high, deep] = told.sizeMm.map((side) => Math.max(side * METRE, 0.001)) as [number, number, number]
  const scale = Math.min(WIDE / Math.hypot(wide, deep) * 1.25, WIDE / Math.max(wide, deep), HIGH / high)
  model.scale.setScalar(scale)
  model.rotation.y = told.turn * Math.PI / 180
  model.updateMatrixWorld(true)
  const box = new THREE.Box3().setFromObject(model)
  const middle = box.getCenter(new THREE.Vector3())
  model.position.set(told.x * METRE - middle.x, TOP + 0.002 - box.min.y, told.z * METRE - middle.z)
}
