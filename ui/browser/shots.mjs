// Screenshots in both sizes and both schemes: node shots.mjs OUT [--full] [--only=phone-light] URL…
import { chromium } from 'playwright-core'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

export const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
export const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } }
export const schemes = ['light', 'dark']

/** A page that is there: loaded, and its words in their fonts. */
export async function there(page, url) {
  const answer = await page.goto(url, { waitUntil: 'load' })
  await page.evaluate(() => document.fonts.ready.then(() => {}))
  return answer
}

/** Its pictures in view are drawn; those that a narrow strip hides are never fetched, so not for ever. */
export const drawn = (page) => page.evaluate(async () => {
  const seen = [...document.images].filter((image) => image.getBoundingClientRect().top < innerHeight)
  const all = Promise.all(seen.map((image) => image.decode().catch(() => {})))
  await Promise.race([all, new Promise((enough) => setTimeout(enough, 2000))])
})

/** Calls `visit(page, url, label)` for every address in every size and scheme. */
export async function everywhere(urls, visit, only) {
  for (const [size, viewport] of Object.entries(sizes)) for (const scheme of schemes) {
    if (only && only !== `${size}-${scheme}` && only !== size) continue
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jishi-browser-'))
    const browser = await chromium.launchPersistentContext(folder, {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags, viewport, colorScheme: scheme,
      deviceScaleFactor: size === 'phone' ? 2 : 1, hasTouch: size === 'phone', reducedMotion: 'reduce',
    })
    const page = browser.pages()[0] ?? await browser.newPage()
    for (const url of urls) {
      const label = `${new URL(url).pathname.slice(1).replace(/\W+/g, '-') || 'index'}-${size}-${scheme}`
      await there(page, url)
      await visit(page, url, label)
    }
    await browser.close()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

if (process.argv[1] === import.meta.filename) {
  const options = process.argv.slice(2).filter((word) => word.startsWith('--'))
  const [out, ...urls] = process.argv.slice(2).filter((word) => !word.startsWith('--'))
  fs.mkdirSync(out, { recursive: true })
  const only = options.find((option) => option.startsWith('--only='))?.slice(7)
  await everywhere(urls, async (page, _url, label) => {
    page.on('console', (message) => message.type() === 'error' && console.log(label, message.text()))
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (wide > 0) console.log(label, `is ${wide}px wider than the screen`)
    if (options.includes('--full')) await page.evaluate(async () => {
      for (const image of document.images) image.loading = 'eager'
      await Promise.all([...document.images].map((image) => image.decode().catch(() => {})))
    })
    await drawn(page)
    await page.screenshot({ path: path.join(out, `${label}.png`), fullPage: options.includes('--full') })
  }, only)
}
