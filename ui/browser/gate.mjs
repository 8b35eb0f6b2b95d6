// The gate in a real browser, with a camera that shows a ticket: a maker holds a festival today, a buyer takes a ticket, and a
// phone lets it in without a network, knows it again, opens once more without a network, and tells the market when it is back.
// node gate.mjs BASE [--out=DIR]
import { chromium } from 'playwright-core'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { flags, sizes } from './shots.mjs'

const [base, ...options] = process.argv.slice(2)
const out = options.find((option) => option.startsWith('--out='))?.slice(6)
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jishi-gate-'))
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const word = `gate-${process.pid}`
const desk = `/desk/helan-leather/festivals/${word}`

const open = async (name, more = []) => {
  const context = await chromium.launchPersistentContext(path.join(folder, name), {
    executablePath, args: [...flags, ...more], viewport: sizes.phone, reducedMotion: 'reduce', permissions: more.length ? ['camera'] : [],
  })
  context.setDefaultTimeout(30_000)
  await context.addCookies([{ name: 'lang', value: 'en', url: base }])
  return context
}
const post = async (context, where, form) => {
  const answer = await context.request.post(base + where, { form })
  assert.ok(answer.ok(), `${where}: ${answer.status()} ${(await answer.text()).slice(0, 400)}`)
  return answer
}

/** The dark modules of the square code on a page, as rows of a picture of the fake camera: YUV 4:2:0 without colour. */
function film(svg, file) {
  const side = Number(/viewBox="0 0 (\d+)/.exec(svg)[1])
  const dark = [...svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => [Number(x), Number(y)])
  const [width, height, scale] = [640, 480, Math.floor(440 / side)]
  const [left, top] = [(width - side * scale) >> 1, (height - side * scale) >> 1]
  const light = Buffer.alloc(width * height, 120)
  for (let y = 0; y < side * scale; y++) light.fill(235, (top + y) * width + left, (top + y) * width + left + side * scale)
  for (const [x, y] of dark) {
    for (let row = 0; row < scale; row++) {
      const from = (top + y * scale + row) * width + left + x * scale
      light.fill(20, from, from + scale)
    }
  }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, Buffer.alloc(width * height / 2, 128)])
  fs.writeFileSync(file, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420\n`), ...Array(10).fill(frame)]))
}

const day = (ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10)
try {
  const people = await open('people')
  await people.request.post(`${base}/demo/role`, { form: { role: 'maker' }, maxRedirects: 0 })
  await post(people, '/desk/helan-leather/festivals', {
    handle: word, language: 'en', name: 'Gate test', first_day: day(-1), last_day: day(2), opens: '00:00', closes: '24:00',
    time_zone: 'Asia/Shanghai', country: 'CN', city: 'Yinchuan', address: 'Lake Street', words: 'Come.',
  })
  await post(people, `${desk}/announcement`, {})
  await post(people, `${desk}/tickets`, {
    name: 'All days', day: '0', zone: '0', capacity: '5', most_per_person: '2', reentry: 'once', gate: '',
    sale_from: `${day(-2)}T00:00`, sale_until: `${day(2)}T00:00`,
  })
  const registered = await (await post(people, `${desk}/gate`, { name: 'North gate', zone: '0' })).text()
  const link = new URL(/href="([^"]*\/gate\/[0-9a-z]+)"/.exec(registered)[1]).pathname
  await people.request.post(`${base}/demo/role`, { form: { role: 'buyer' }, maxRedirects: 0 })
  const shelf = await (await people.request.get(`${base}/festivals/${word}/tickets`)).text()
  const take = /action="(\/festivals\/[^"]*\/tickets\/[^"]+)"/.exec(shelf)[1]
  const ticket = await (await post(people, take, {})).text()
  film(/<svg class="ticket-square"[\s\S]*?<\/svg>/.exec(ticket)[0], path.join(folder, 'ticket.y4m'))
  const number = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(ticket)[0]

  const phone = await open('phone', [
    '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${path.join(folder, 'ticket.y4m')}`,
  ])
  const page = phone.pages()[0] ?? await phone.newPage()
  const noise = []
  page.on('console', (message) => message.type() === 'error' && !/ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(message.text()) && noise.push(message.text()))
  page.on('pageerror', (error) => noise.push(String(error)))
  const shoot = async (name) => { if (out) { fs.mkdirSync(out, { recursive: true }); await page.screenshot({ path: path.join(out, `gate-${name}.png`), fullPage: true }) } }
  const answer = (colour) => page.locator(`[data-part="answer"][data-colour="${colour}"]`)
  const start = () => page.getByRole('button', { name: 'Start scanning' }).click()

  await page.goto(base + link)
  await page.locator('[data-gate][data-ready]').waitFor()
  await page.waitForFunction(async () => await caches.has('gate-1') && (await (await caches.open('gate-1')).keys()).length > 2)
  await page.getByText('Connected').waitFor()
  await shoot('ready')
  await phone.setOffline(true)
  await start()
  await answer('good').waitFor()
  await page.getByText('The ticket is good.').waitFor()
  await page.locator('[data-part="state"]').getByText('No network').waitFor()
  await shoot('good')
  const type = async (text) => { await page.getByLabel('Number of the ticket').fill(text); await page.getByRole('button', { name: 'Look it up' }).click() }
  await type(number)
  await answer('bad').getByText('Already entered').waitFor()
  await shoot('again')
  await type('14SC-0PJ7')
  await page.getByText('There is a slip in this number').waitFor()

  // Opened once more without a network, it knows what it knew.
  await page.reload()
  await page.locator('[data-gate][data-ready]').waitFor()
  await page.getByText('Not told yet: 1').waitFor()
  await start()
  await answer('bad').getByText('Already entered').waitFor()

  await phone.setOffline(false)
  await page.getByText('Not told yet: 0').waitFor({ timeout: 60_000 })
  await people.request.post(`${base}/demo/role`, { form: { role: 'maker' }, maxRedirects: 0 })
  const told = await (await people.request.get(`${base}/api/v1/shops/helan-leather/festivals/${word}/gates`)).json()
  assert.deepEqual([told.hours.map((hour) => hour.entries), told.doubles], [[1], []], 'one entry on the server')

  // A phone that was lost forgets all it knew.
  await post(people, `${desk}/gate/${told.gates[0].id}/revocation`, {})
  await page.reload()
  assert.ok(!(await page.content()).includes('North gate'), 'a revoked gate is not shown')
  assert.deepEqual(noise.filter((line) => !/404|favicon/.test(line)), [])
  await phone.close()
  await people.close()
  console.log('a gate lets in without a network')
} finally {
  fs.rmSync(folder, { recursive: true, force: true })
}
