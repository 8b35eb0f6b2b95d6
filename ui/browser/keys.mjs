// By keyboard alone: a farmer takes a course from its page through a quiz to work that is handed in, and a maker who helps a
// drive asks somebody at the stall. What has the focus is always in sight. node keys.mjs BASE
import { chromium } from 'playwright-core'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { flags, sizes } from './shots.mjs'

const [base] = process.argv.slice(2)
const MOST = 120
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jishi-keys-'))
const context = await chromium.launchPersistentContext(folder, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags, viewport: sizes.desktop, reducedMotion: 'reduce',
})
const page = context.pages()[0] ?? await context.newPage()
page.setDefaultTimeout(45_000)

const become = async (role) => {
  await context.request.post(`${base}/demo/role`, { form: { role }, maxRedirects: 0 })
  await context.addCookies([{ name: 'lang', value: 'en', url: base }])
}

/** Tab until what `selector` means has the focus, which is then to be seen. */
async function reach(selector) {
  for (let tabs = 0; tabs < MOST; tabs++) {
    await page.keyboard.press('Tab')
    const there = await page.evaluate((selector) => {
      const it = document.activeElement
      if (!it?.matches(selector)) return null
      const { outlineStyle, boxShadow } = getComputedStyle(it)
      const box = it.getBoundingClientRect()
      return { marked: outlineStyle !== 'none' || boxShadow !== 'none', inSight: box.bottom > 0 && box.top < innerHeight }
    }, selector)
    if (!there) continue
    assert.ok(there.marked, `${selector} does not show that it has the focus`)
    assert.ok(there.inSight, `${selector} has the focus out of sight`)
    return
  }
  assert.fail(`no Tab leads to ${selector} on ${page.url()}`)
}

/** Reach it, press a key there, and be where that leads. */
async function follow(selector, key = 'Enter') {
  await reach(selector)
  await Promise.all([page.waitForNavigation(), page.keyboard.press(key)])
}

try {
  await become('farmer')
  await page.goto(`${base}/academy`)
  await page.keyboard.press('Tab')
  assert.ok(await page.evaluate(() => document.activeElement.getAttribute('href')?.startsWith('#')), 'the first Tab skips to the content')
  await page.keyboard.press('Enter')
  await reach('main a[href^="/academy/"]')
  await page.keyboard.press('Tab')
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  const course = new URL(page.url()).pathname
  await follow('form[action$="/enrolment"] button.button--primary')
  await follow(`main a[href^="${course}/"][href*="/lessons/"]`)
  const lesson = page.url()
  await reach('form[action$="/reading"] button')
  await page.keyboard.press('Enter')
  await page.locator('.lesson-read, [data-told]:visible').first().waitFor()
  // A group of choices is one stop; Space takes what has the focus, the arrows go on.
  await page.goto(lesson)
  const questions = await page.locator('#quiz fieldset').count()
  assert.ok(questions > 0, 'the lesson has a quiz')
  for (let at = 1; at <= questions; at++) {
    await reach(`#quiz fieldset:nth-of-type(${at}) input`)
    await page.keyboard.press('Space')
  }
  await follow('#quiz button.button--primary')
  await page.locator('#quiz').getByText(/of/).first().waitFor()
  // The last lesson asks for some words.
  await page.goto(base + course)
  await follow('li:last-child a[href*="/lessons/"]')
  await reach('#task textarea')
  await page.keyboard.type('Six bowls of one clay: sent in straw, taken back for 14 days. 🐂')
  await follow('#task button.button--primary')
  await page.locator('#task blockquote, #task .work-words').getByText('Six bowls').first().waitFor()

  // At the stall: a name and an address, and the person hears of it themselves.
  await page.goto(`${base}/mine/drives`)
  await follow('main a[href$="/helping"]')
  await reach('main input[name="name"]')
  await page.keyboard.type('Mei')
  await reach('main input[name="login"]')
  await page.keyboard.type(`mei-${Date.now()}@fair.example`)
  await reach('main input[name="kind"]')
  await page.keyboard.press('Space')
  await follow('main form[action$="/invitations"] button')
  await page.getByText('Mei ·').waitFor()
  console.log('keys: ok')
} catch (error) {
  await page.screenshot({ path: path.join(os.tmpdir(), 'keys-failed.png') }).catch(() => {})
  throw error
} finally {
  await context.close()
  fs.rmSync(folder, { recursive: true, force: true })
}
