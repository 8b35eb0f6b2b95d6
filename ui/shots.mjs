// Screenshots in both sizes and both schemes.
// node shots.mjs OUT [--full] [--only=phone-light] NAME-OR-URL…   (a bare name is a specimen)
import { chromium } from 'playwright-core'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { serve } from './specimens/serve.mjs'

export const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
export const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } }
export const schemes = ['light', 'dark']

/** Calls `visit(page, url, label)` for every target in every size and scheme. */
export async function everywhere(targets, visit, only) {
  const port = 4180 + Math.floor(Math.random() * 800)
  const server = targets.some((target) => !target.includes('://')) ? await serve(port) : null
  try {
    for (const [size, viewport] of Object.entries(sizes)) for (const scheme of schemes) {
      if (only && only !== `${size}-${scheme}` && only !== size) continue
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jishi-browser-'))
      const browser = await chromium.launchPersistentContext(folder, {
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags, viewport, colorScheme: scheme,
        deviceScaleFactor: size === 'phone' ? 2 : 1, hasTouch: size === 'phone', reducedMotion: 'reduce',
      })
      const page = browser.pages()[0] ?? await browser.newPage()
      for (const target of targets) {
        const url = target.includes('://') ? target : `http://127.0.0.1:${port}/${target}`
        const label = `${new URL(url).pathname.slice(1).replace(/\W+/g, '-') || 'index'}-${size}-${scheme}`
        await page.goto(url, { waitUntil: 'networkidle' })
        await visit(page, url, label)
      }
      await browser.close()
      fs.rmSync(folder, { recursive: true, force: true })
    }
  } finally {
    server?.closeAllConnections()
    server?.close()
  }
}

if (process.argv[1] === import.meta.filename) {
  const options = process.argv.slice(2).filter((word) => word.startsWith('--'))
  const [out, ...targets] = process.argv.slice(2).filter((word) => !word.startsWith('--'))
  fs.mkdirSync(out, { recursive: true })
  const only = options.find((option) => option.startsWith('--only='))?.slice(7)
  await everywhere(targets, async (page, _url, label) => {
    page.on('console', (message) => message.type() === 'error' && console.log(label, message.text()))
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (wide > 0) console.log(label, `is ${wide}px wider than the screen`)
    if (options.includes('--full')) await page.evaluate(async () => {
      for (const image of document.images) image.loading = 'eager'
      await Promise.all([...document.images].map((image) => image.decode().catch(() => {})))
    })
    await page.screenshot({ path: path.join(out, `${label}.png`), fullPage: options.includes('--full') })
  }, only)
}
