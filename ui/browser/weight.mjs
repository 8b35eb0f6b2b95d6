// What a page weighs on a phone before anybody scrolls: bytes as they come over the wire, by kind, from an empty cache.
// node weight.mjs BASE [--lang=zh-CN] ROLE:PATH…
import { chromium } from 'playwright-core'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { flags, sizes, there } from './shots.mjs'

const options = Object.fromEntries(process.argv.slice(2).filter((word) => word.startsWith('--')).map((word) => word.slice(2).split('=')))
const [base, ...stops] = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const kinds = { Document: 'html', Stylesheet: 'css', Script: 'js', Image: 'pictures' }

for (const stop of stops) {
  const [role, where] = [stop.slice(0, stop.indexOf(':')), stop.slice(stop.indexOf(':') + 1)]
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jishi-weight-'))
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags, viewport: sizes.phone, deviceScaleFactor: 2,
    hasTouch: true, isMobile: true,
  })
  if (role !== 'guest') await context.request.post(`${base}/demo/role`, { form: { role }, maxRedirects: 0 })
  await context.addCookies([{ name: 'lang', value: options.lang ?? 'zh-CN', url: base }])
  const page = context.pages()[0] ?? await context.newPage()
  const client = await context.newCDPSession(page)
  await client.send('Network.enable')
  const [kind, bytes] = [new Map(), {}]
  let count = 0
  client.on('Network.responseReceived', ({ requestId, type, response }) => {
    kind.set(requestId, response.mimeType === 'image/svg+xml' ? 'icons' : kinds[type] ?? 'other')
  })
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const name = kind.get(requestId)
    if (!name) return
    bytes[name] = (bytes[name] ?? 0) + encodedDataLength
    count++
  })
  await there(page, base + where)
  // What is lazy and near comes now.
  await page.waitForTimeout(1500)
  const all = Object.values(bytes).reduce((sum, part) => sum + part, 0)
  const kib = (part) => (part / 1024).toFixed(1)
  console.log(`${stop}: ${count} requests, ${kib(all)} KiB (${Object.entries(bytes).map(([name, part]) => `${name} ${kib(part)}`).join(', ')})`)
  await context.close()
  fs.rmSync(folder, { recursive: true, force: true })
}
