// Being told while no page is open, in a real browser: the switch asks only when it is pressed, the market is told of the
// subscription, and a message that is delivered shows a notification that opens the conversation. The browser's own push
// service is not asked: the subscription is a made-up one and the message is handed to the worker. node push.mjs BASE
import { chromium } from 'playwright-core'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { flags, sizes } from './shots.mjs'

const [base, ...options] = process.argv.slice(2)
const out = options.find((option) => option.startsWith('--out='))?.slice(6)
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jishi-push-'))
const context = await chromium.launchPersistentContext(folder, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags, viewport: sizes.phone,
})
const page = context.pages()[0] ?? await context.newPage()
page.setDefaultTimeout(45_000)
const noise = []
page.on('console', (message) => message.type() === 'error' && noise.push(message.text()))
page.on('pageerror', (error) => noise.push(String(error)))
const shoot = async (name) => { if (out) { fs.mkdirSync(out, { recursive: true }); await page.screenshot({ path: path.join(out, `push-${name}.png`), fullPage: true }) } }

try {
  await context.request.post(`${base}/demo/role`, { form: { role: 'buyer' }, maxRedirects: 0 })
  await context.addCookies([{ name: 'lang', value: 'en', url: base }])
  // Chromium without a network has no push service; what it would give is given here.
  await page.addInitScript(() => {
    window.asked = 0
    let kept = null
    const key = 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4'
    PushManager.prototype.subscribe = async (wanted) => {
      if (wanted.applicationServerKey.length !== 65 || !wanted.userVisibleOnly) throw new Error('not a key')
      kept = { options: wanted, toJSON: () => ({ endpoint: 'https://push.example/made-up', keys: { p256dh: key, auth: 'BTBZMqHH6r4Tts7J_aSIgg' } }), unsubscribe: async () => true }
      return kept
    }
    PushManager.prototype.getSubscription = async () => kept
    const ask = Notification.requestPermission.bind(Notification)
    Notification.requestPermission = () => { window.asked++; return ask() }
  })
  await page.goto(`${base}/mine/notifications`)
  const button = page.getByRole('button', { name: 'Tell me on this device' })
  await button.waitFor()
  assert.equal(await page.evaluate(() => window.asked), 0, 'nobody is asked before they press the switch')
  await shoot('off')
  await context.grantPermissions(['notifications'], { origin: base })
  await button.click()
  await page.getByText('this device', { exact: false }).first().waitFor()
  await page.getByRole('button', { name: 'Remove' }).waitFor()
  await shoot('on')

  // The hint in a conversation is quiet, and goes away for good when it is not wanted.
  await page.goto(`${base}/conversations`)
  const conversation = await page.locator('main a[href^="/conversations/"]').first().getAttribute('href')
  await page.goto(base + conversation)
  await page.getByRole('button', { name: 'No, thanks' }).click()
  await page.reload()
  // What must not come can only be waited for.
  await page.waitForTimeout(300)
  assert.equal(await page.getByRole('button', { name: 'No, thanks' }).isVisible(), false)

  // A message comes for a page that is closed.
  await page.goto(`${base}/browse`)
  const session = await context.newCDPSession(page)
  const registered = new Promise((found) => session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => registrations[0] && found(registrations[0])))
  await session.send('ServiceWorker.enable')
  const { registrationId } = await registered
  const deliver = (told) => session.send('ServiceWorker.deliverPushMessage', { origin: base, registrationId, data: JSON.stringify(told) })
  const shown = () => page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, lang, tag }) => ({ title, body, lang, tag })))
  const told = (words) => page.waitForFunction(async (words) => (await (await navigator.serviceWorker.ready).getNotifications()).some((one) => one.body === words), words)
  await deliver({ title: '贺兰皮雕', body: '可以刻字', lang: 'zh-CN', path: conversation })
  await told('可以刻字')
  await deliver({ title: '贺兰皮雕', body: '明天发货', lang: 'zh-CN', path: conversation })
  // One of each conversation, the newest; the browser takes a moment to put it in the place of the one before.
  const only = [{ title: '贺兰皮雕', body: '明天发货', lang: 'zh-CN', tag: conversation }]
  let seen = await shown()
  for (let tries = 0; tries < 200 && JSON.stringify(seen) !== JSON.stringify(only); tries++) {
    await page.waitForTimeout(50)
    seen = await shown()
  }
  assert.deepEqual(seen, only, 'one of each conversation, the newest')
  // An address that is not one of ours is not opened.
  await deliver({ title: 'x', body: 'y', lang: 'en', path: '//evil.example' })
  await page.waitForFunction(async () => (await (await navigator.serviceWorker.ready).getNotifications()).some((one) => one.body === 'y' && one.tag === '/notifications'))

  await page.goto(`${base}/mine/notifications`)
  await page.getByRole('button', { name: 'Remove' }).click()
  await page.getByText('That device is told no more.').waitFor()
  assert.deepEqual(noise.filter((line) => !line.includes('favicon')), [])
  console.log('a browser is woken')
} finally {
  await context.close()
  fs.rmSync(folder, { recursive: true, force: true })
}
