import * as THREE from 'three'
import { board } from './draw'
import type { Stage } from './stage'
import { free } from './way'

export const isThere = async () => await navigator.xr?.isSessionSupported('immersive-vr').catch(() => false) ?? false

/** Walk the room with a headset: point at the floor to stand there, at a piece to read of it. */
export async function enter(stage: Stage, ended: () => void): Promise<void> {
  const { scene, camera, renderer, pieces, floor, colours } = stage
  const session = await navigator.xr?.requestSession('immersive-vr', { optionalFeatures: ['local-floor'] })
  if (!session) return
  const [spot, height] = [camera.position.clone(), camera.position.y]
  const rig = new THREE.Group()
  rig.position.set(spot.x, 0, spot.z)
  rig.rotation.y = camera.rotation.y
  camera.position.set(0, 0, 0)
  camera.rotation.set(0, 0, 0)
  rig.add(camera)
  scene.add(rig)
  const sign = new THREE.Mesh(new THREE.PlaneGeometry(0.9, 0.49), new THREE.MeshBasicMaterial({ toneMapped: false }))
  sign.visible = false
  scene.add(sign)
  const ray = new THREE.Raycaster()
  const point = (hand: THREE.Object3D) => {
    const turn = new THREE.Matrix4().extractRotation(hand.matrixWorld)
    ray.ray.origin.setFromMatrixPosition(hand.matrixWorld)
    ray.ray.direction.set(0, 0, -1).applyMatrix4(turn)
    const ground = scene.getObjectByName('floor')
    const hit = ray.intersectObjects(ground ? [...pieces.targets, ground] : pieces.targets, false)[0]
    const piece = pieces.all.find((it) => it.told.id === hit?.object.userData.id)
    if (piece && hit) {
      sign.material.map?.dispose()
      sign.material.map = board(piece.told, colours)
      sign.material.needsUpdate = true
      sign.position.set(hit.object.position.x, 2.15, hit.object.position.z)
      sign.visible = true
    } else if (hit) {
      const to = free(floor, hit.point)
      rig.position.set(to.x, 0, to.z)
      sign.visible = false
      pieces.walked()
      pieces.tend(rig.position)
    }
  }
  for (const at of [0, 1]) {
    const hand = renderer.xr.getController(at)
    const beam = new THREE.Line(new THREE.BufferGeometry().setFromPoints([new THREE.Vector3(), new THREE.Vector3(0, 0, -4)]), new THREE.LineBasicMaterial({ color: colours.action }))
    hand.add(beam)
    hand.addEventListener('select', () => point(hand))
    rig.add(hand)
  }
  renderer.xr.enabled = true
  renderer.xr.setReferenceSpaceType('local-floor')
  await renderer.xr.setSession(session)
  session.addEventListener('end', () => {
    renderer.setAnimationLoop(null)
    renderer.xr.enabled = false
    scene.remove(rig, sign)
    scene.add(camera)
    camera.position.set(rig.position.x, height, rig.position.z)
    camera.rotation.set(0, rig.rotation.y, 0)
    ended()
  })
  renderer.setAnimationLoop(() => {
    const looking = renderer.xr.getCamera().position
    if (sign.visible) sign.lookAt(looking.x, sign.position.y, looking.z)
    renderer.render(scene, camera)
  })
}
