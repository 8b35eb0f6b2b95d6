// A maker goes on air with the browser's own camera, shows a bag, and a buyer who watches from a phone buys it while the video
// goes on: without a delay by WHEP, then by low-latency HLS, then from the replay. node live.mjs BASE [--out=DIR]
import { chromium } from 'playwright-core'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { flags, sizes } from './shots.mjs'

const [base, ...options] = process.argv.slice(2)
const out = options.find((option) => option.startsWith('--out='))?.slice(6)
const folders = []
const camera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', '--autoplay-policy=no-user-gesture-required']

async function person(role, viewport) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jishi-live-'))
  folders.push(folder)
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...flags, ...camera], viewport, reducedMotion: 'reduce',
  })
  if (role) await context.request.post(`${base}/demo/role`, { form: { role }, maxRedirects: 0 })
  await context.addCookies([{ name: 'lang', value: 'en', url: base }])
  const page = context.pages()[0] ?? await context.newPage()
  page.setDefaultTimeout(90_000)
  const shoot = async (name) => { if (out) { fs.mkdirSync(out, { recursive: true }); await page.screenshot({ path: path.join(out, `live-${name}.png`) }) } }
  return { context, page, shoot }
}

/** Until the picture goes on: frames that were shown, and seconds that went by. */
const plays = (page) => page.waitForFunction(() => {
  const video = document.querySelector('.room-video')
  return video.getVideoPlaybackQuality().totalVideoFrames > 20 && video.currentTime > 1
})
const state = (page, selector, word) => page.locator(`${selector}[data-state="${word}"]`).waitFor({ state: 'attached' })

const maker = await person('maker', sizes.phone)
const buyer = await person('buyer', sizes.phone)
const guest = await person('', sizes.desktop)
try {
  // A show is planned for now, and the studio asks for the camera, looks at the light and listens.
  await maker.page.goto(`${base}/desk/helan-leather/live/new`)
  await maker.page.getByLabel('What the show is called').fill('Carving by the window 🐎')
  await maker.page.getByRole('button', { name: 'Go on' }).click()
  // No camera before everybody who appears has agreed.
  await maker.page.getByLabel('That is so').check()
  await maker.shoot('consent')
  await maker.page.getByRole('button', { name: 'Go on' }).click()
  await maker.page.locator('[data-ask]').waitFor()
  await maker.shoot('studio')
  const room = `/live/${new URL(maker.page.url()).pathname.split('/').at(-1)}`
  await buyer.page.goto(base + room)
  await state(buyer.page, '.room', 'soon')
  await buyer.shoot('soon')
  await maker.page.getByRole('button', { name: 'Switch the camera on' }).click()
  await maker.page.locator('[data-words=light] [data-case]:visible').first().waitFor()
  await maker.shoot('checks')
  // What is practised is seen by nobody.
  await maker.page.getByRole('button', { name: 'Practise first' }).click()
  await state(maker.page, '.studio', 'practice')
  await state(buyer.page, '.room', 'soon')
  await maker.page.getByRole('button', { name: 'Stop practising' }).click()
  await state(maker.page, '.studio', 'soon')
  await maker.page.getByRole('button', { name: 'Go live' }).click()
  await state(maker.page, '.studio', 'live')

  // Who waited sees it without loading anything again.
  await state(buyer.page, '.room', 'live')
  await plays(buyer.page)
  await buyer.shoot('watch')
  await maker.page.locator('.console-thing', { hasText: 'satchel' }).first().click()
  await buyer.page.locator('[data-pin] form').waitFor()
  await buyer.page.getByLabel('Say something').fill('Is it heavy? 集市 🐂')
  await buyer.page.getByLabel('Say something').press('Enter')
  await maker.page.locator('.chat-line', { hasText: 'Is it heavy?' }).waitFor()
  await maker.shoot('console')
  await buyer.shoot('pin')
  await guest.page.goto(base + room)
  await plays(guest.page)
  await guest.page.locator('[data-pin] form').waitFor()
  await guest.shoot('guest')

  // The buyer buys, and the video goes on.
  await buyer.page.locator('[data-pin]').getByRole('button', { name: 'Buy' }).click()
  const sheet = buyer.page.frameLocator('iframe[name=sheet]')
  const pay = sheet.getByRole('button', { name: /pay/i }).first()
  await pay.waitFor()
  await buyer.shoot('sheet')
  await pay.click()
  await sheet.locator('button[value=paid]').first().click()
  await sheet.getByText(/paid|thank/i).first().waitFor()
  await buyer.shoot('bought')
  const at = await buyer.page.evaluate(() => document.querySelector('.room-video').currentTime)
  await buyer.page.waitForFunction((at) => document.querySelector('.room-video').currentTime > at + 1, at)
  await buyer.page.locator('#sheet [data-close]').click()
  assert.ok(await buyer.page.evaluate(() => !document.querySelector('.room-video').paused))

  // Who takes it by HLS sees it too: the playlist advances, and so does the picture.
  const page = await guest.context.newPage()
  page.setDefaultTimeout(90_000)
  await page.route('**/whep', (route) => route.fulfill({ status: 503 }))
  await page.goto(base + room)
  await plays(page)
  assert.ok(await page.evaluate(() => document.querySelector('.room-video').src.startsWith('blob:')), 'by HLS')
  await page.close()

  // It ends for everybody, and can be seen again with what was shown.
  await maker.page.getByRole('button', { name: 'End the show' }).click()
  await maker.page.getByRole('dialog').getByRole('button', { name: 'End the show' }).click()
  await maker.page.getByText('The show is over').first().waitFor()
  await state(buyer.page, '.room', 'ended')
  await buyer.page.goto(base + room)
  await buyer.page.evaluate(() => document.querySelector('.room-video').play())
  await plays(buyer.page)
  await buyer.page.locator('[data-pin] form').waitFor()
  await buyer.shoot('replay')
  console.log('live: ok')
} catch (error) {
  for (const [name, { page }] of Object.entries({ maker, buyer, guest })) await page.screenshot({ path: path.join(os.tmpdir(), `live-failed-${name}.png`) }).catch(() => {})
  throw error
} finally {
  for (const { context } of [maker, buyer, guest]) await context.close().catch(() => {})
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
}
