// The hall in a real browser: read and operated without scripts and by axe, walked through by keyboard, a piece taken into the hand,
// and entered with a headset that is made of software. What is drawn is counted, never timed. node hall.mjs BASE [--shots DIR | --bench]
import { chromium } from 'playwright-core'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createRequire } from 'node:module'
import { flags, sizes } from './shots.mjs'

const [base, mode, out] = process.argv.slice(2)
const MOST = { triangles: 180_000, calls: 150, bytes: 3_000_000 }
const soft = [...flags.filter((flag) => flag !== '--disable-gpu'), '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jishi-hall-'))
const context = await chromium.launchPersistentContext(folder, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: soft, viewport: sizes.desktop, reducedMotion: 'reduce',
})
await context.addCookies([{ name: 'lang', value: 'en', url: base }])
const iwer = fs.readFileSync(new URL('../node_modules/iwer/build/iwer.min.js', import.meta.url), 'utf8')
const page = context.pages()[0] ?? await context.newPage()
page.setDefaultTimeout(60_000)
await page.addInitScript(`
  window.violations = []
  addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI))`)
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const canvas = page.locator('.hall-canvas')

/** What axe finds fault with. */
async function faults(within = 'html') {
  await page.evaluate(axe)
  const { violations } = await page.evaluate((within) => globalThis.axe.run(within, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }), within)
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(' ')}`)
}

/** What was drawn last, once no model is on its way. */
async function counts() {
  for (let tries = 0; tries < 240; tries++) {
    const data = await page.evaluate(() => {
      document.querySelector('.hall-room')?.dispatchEvent(new Event('hall-count'))
      return { ...document.querySelector('.hall-canvas')?.dataset }
    })
    if (data.settled === 'true' && Number(data.here) > 0) return data
    await page.waitForTimeout(250)
  }
  assert.fail('the models never came')
}

async function walkIn() {
  await page.goto(`${base}/hall`)
  await page.locator('button[data-walk]').focus()
  await page.keyboard.press('Enter')
  await canvas.waitFor()
}

async function look() {
  let bytes = 0
  page.on('response', async (response) => { bytes += Number((await response.allHeaders())['content-length'] ?? 0) })
  await walkIn()
  assert.ok(await canvas.evaluate((it) => it === document.activeElement), 'the room has the focus')
  const first = await counts()
  assert.ok(bytes <= MOST.bytes, `the first view is ${bytes} bytes`)
  assert.ok(Number(first.triangles) <= MOST.triangles && Number(first.calls) <= MOST.calls, JSON.stringify(first))
  assert.ok(Number(first.here) >= 6, `only ${first.here} models came`)

  // Walk by keys, then from piece to piece by Tab, which says what each is.
  await page.keyboard.down('ArrowUp')
  // What draws by software takes its time.
  await page.waitForFunction((z) => {
    document.querySelector('.hall-room')?.dispatchEvent(new Event('hall-count'))
    return Number(document.querySelector('.hall-canvas')?.dataset.z) < z
  }, Number(first.z))
  await page.keyboard.up('ArrowUp')
  for (let tabs = 0; tabs < 6 && await page.locator('.hall-caption:visible').count() === 0; tabs++) await page.keyboard.press('Tab')
  const stop = await page.evaluate(() => document.activeElement?.textContent)
  assert.ok((await page.locator('.hall-caption').textContent())?.includes(stop ?? '?'), 'the piece that has the focus is named')
  const near = await counts()
  assert.ok(Number(near.triangles) <= MOST.triangles && Number(near.calls) <= MOST.calls, JSON.stringify(near))

  // Take it into the hand, and go on to where it is sold.
  await page.keyboard.press('Enter')
  await page.locator('.hall-panel').waitFor()
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), stop)
  await page.waitForFunction(() => document.querySelector('.hall-panel [role="status"]')?.textContent === '')
  const held = await counts()
  assert.ok(Number(held.triangles) <= MOST.triangles, JSON.stringify(held))
  assert.match(await page.locator('.hall-panel .exhibit-facts').textContent() ?? '', /own table/)
  assert.deepEqual(await faults('.hall-room'), [])
  const href = await page.locator('.hall-panel a.button--primary').getAttribute('href')
  await page.keyboard.press('Escape')
  assert.equal(await page.locator('.hall-panel:visible').count(), 0)
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), stop, 'one is back before the piece')
  assert.deepEqual(await page.evaluate(() => window.violations), [])
  await page.keyboard.press('Escape')
  await page.locator('.hall-room').waitFor({ state: 'detached' })
  assert.equal((await context.request.get(new URL(href ?? '', base).href)).status(), 200)
  console.log(`first view: ${bytes} bytes, ${JSON.stringify(first)}`)
}

/** The page itself: by keyboard, and without scripts. */
async function read() {
  await page.goto(`${base}/hall`)
  assert.deepEqual(await faults(), [])
  const html = await (await context.request.get(`${base}/hall`)).text()
  const count = html.match(/class="exhibit"/g)?.length ?? 0
  assert.ok(count >= 12 && count <= 24, `${count} pieces stand in the hall`)
  for (const part of ['exhibit-why', 'exhibit-story', 'exhibit-price', 'See and buy', '<noscript>']) assert.ok(html.includes(part), part)
}

async function headset() {
  await page.addInitScript(`${iwer};
    const device = new IWER.XRDevice(IWER.metaQuest3)
    device.installRuntime({ forceInstall: true })
    window.headset = device`)
  await walkIn()
  await page.locator('.hall-bar button', { hasText: 'headset' }).click()
  await page.waitForFunction(() => {
    document.querySelector('.hall-room')?.dispatchEvent(new Event('hall-count'))
    return document.querySelector('.hall-canvas')?.dataset.headset === 'true'
  })
  await page.evaluate(() => window.headset.activeSession?.end())
  await page.waitForFunction(() => {
    document.querySelector('.hall-room')?.dispatchEvent(new Event('hall-count'))
    return document.querySelector('.hall-canvas')?.dataset.headset === 'false'
  })
  assert.deepEqual(await page.evaluate(() => window.violations), [])
}

/** Frames of the room against frames of nothing, both drawn by the same software on the same machine. */
async function bench() {
  await walkIn()
  await counts()
  const ratio = await page.evaluate(async () => {
    const room = document.querySelector('.hall-room')
    const spent = (draw) => { const from = performance.now(); for (let at = 0; at < 20; at++) draw(); return performance.now() - from }
    const empty = document.createElement('canvas')
    ;[empty.width, empty.height] = [1280, 800]
    const gl = empty.getContext('webgl2', { antialias: true })
    const pixel = new Uint8Array(4)
    const nothing = () => { gl.clearColor(1, 1, 1, 1); gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT); gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel) }
    const drawn = document.querySelector('.hall-canvas').getContext('webgl2')
    const all = () => { room.dispatchEvent(new Event('hall-count')); drawn.readPixels(0, 0, 1, 1, drawn.RGBA, drawn.UNSIGNED_BYTE, pixel) }
    nothing(); all()
    return { room: spent(all) / 20, empty: spent(nothing) / 20 }
  })
  console.log(`a frame of the room ${ratio.room.toFixed(1)} ms, of nothing ${ratio.empty.toFixed(2)} ms: ${(ratio.room / ratio.empty).toFixed(0)} to 1`)
}

async function shots() {
  fs.mkdirSync(out, { recursive: true })
  for (const [size, viewport] of Object.entries({ phone: sizes.phone, desktop: sizes.desktop })) {
    for (const scheme of ['light', 'dark']) {
      await page.setViewportSize(viewport)
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      const shot = (name) => page.screenshot({ path: path.join(out, `${name}-${size}-${scheme}.png`) })
      await page.goto(`${base}/hall`)
      await shot('page')
      await walkIn()
      await counts()
      await shot('room')
      await page.locator('.hall-foot button').last().click()
      await page.locator('.hall-foot button').last().click()
      await counts()
      await page.waitForTimeout(400)
      await shot('stop')
      await page.keyboard.press('Enter')
      await page.waitForFunction(() => document.querySelector('.hall-panel [role="status"]')?.textContent === '')
      await page.waitForTimeout(300)
      await shot('piece')
    }
  }
}

try {
  if (mode === '--shots') await shots()
  else if (mode === '--bench') await bench()
  else {
    await read()
    await look()
    await headset()
    console.log('hall: ok')
  }
} catch (error) {
  await page.screenshot({ path: path.join(os.tmpdir(), 'hall-failed.png') }).catch(() => {})
  throw error
} finally {
  await context.close()
  fs.rmSync(folder, { recursive: true, force: true })
}
