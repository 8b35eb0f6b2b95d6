import * as THREE from 'three'
import { load } from './pieces'
import type { Told } from './told'

export type Way = 'glasses' | 'quick look' | null

/** How this device shows something on its owner's own table, if it can. */
export async function way(): Promise<Way> {
  if (await navigator.xr?.isSessionSupported('immersive-ar').catch(() => false)) return 'glasses'
  return document.createElement('a').relList.supports('ar') ? 'quick look' : null
}

/** Show it there, as large as it is. */
export async function put(way: Way, told: Told, renderer: THREE.WebGLRenderer, ended: () => void): Promise<void> {
  const model = await load(told.full)
  if (way === 'quick look') return quickLook(model, told)
  if (way === 'glasses') return glasses(model, renderer, ended)
}

async function quickLook(model: THREE.Object3D, told: Told): Promise<void> {
  const { USDZExporter } = await import('three/addons/exporters/USDZExporter.js')
  const scene = new THREE.Scene()
  scene.add(model)
  scene.updateMatrixWorld(true)
  const bytes = await new USDZExporter().parseAsync(scene)
  const link = document.createElement('a')
  link.rel = 'ar'
  link.href = URL.createObjectURL(new Blob([bytes as BlobPart], { type: 'model/vnd.usdz+zip' }))
  link.download = `${told.id}.usdz`
  // Safari takes a link for this only where a picture stands in it.
  link.append(document.createElement('img'))
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

async function glasses(model: THREE.Object3D, renderer: THREE.WebGLRenderer, ended: () => void): Promise<void> {
  const session = await navigator.xr?.requestSession('immersive-ar', { requiredFeatures: ['hit-test'], optionalFeatures: ['local-floor'] })
  if (!session) return
  const scene = new THREE.Scene()
  const ring = new THREE.Mesh(new THREE.RingGeometry(0.06, 0.075, 32).rotateX(-Math.PI / 2), new THREE.MeshBasicMaterial({ color: '#ffffff' }))
  ring.visible = model.visible = false
  scene.add(new THREE.HemisphereLight('#ffffff', '#998877', 2.4), ring, model)
  const camera = new THREE.PerspectiveCamera()
  renderer.xr.enabled = true
  renderer.xr.setReferenceSpaceType('local')
  await renderer.xr.setSession(session)
  const viewer = await session.requestReferenceSpace('viewer')
  const source = await session.requestHitTestSource?.({ space: viewer })
  session.addEventListener('select', () => {
    if (!ring.visible) return
    model.position.copy(ring.position)
    model.visible = true
  })
  session.addEventListener('end', () => {
    renderer.setAnimationLoop(null)
    renderer.xr.enabled = false
    ended()
  })
  renderer.setAnimationLoop((_, frame) => {
    const space = renderer.xr.getReferenceSpace()
    const pose = source && space ? frame?.getHitTestResults(source)[0]?.getPose(space) : undefined
    ring.visible = !!pose && !model.visible
    if (pose) ring.position.setFromMatrixPosition(new THREE.Matrix4().fromArray(pose.transform.matrix))
    renderer.render(scene, camera)
  })
}
