// Two people bargain in two real browsers: a buyer makes an offer, talks, loses the connection and finds it again; the
// maker sees it come, counters; they agree, and the buyer pays. node bargain.mjs BASE [--out=DIR]
import { chromium } from 'playwright-core'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { flags, sizes } from './shots.mjs'

const [base, ...options] = process.argv.slice(2)
const out = options.find((option) => option.startsWith('--out='))?.slice(6)
const folders = []

async function person(role, viewport) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jishi-bargain-'))
  folders.push(folder)
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags, viewport, reducedMotion: 'reduce',
  })
  await context.request.post(`${base}/demo/role`, { form: { role }, maxRedirects: 0 })
  await context.addCookies([{ name: 'lang', value: 'en', url: base }])
  const page = context.pages()[0] ?? await context.newPage()
  page.setDefaultTimeout(15_000)
  const shows = (text) => page.getByText(text).last().waitFor()
  const shoot = async (name) => { if (out) { fs.mkdirSync(out, { recursive: true }); await page.screenshot({ path: path.join(out, `bargain-${name}.png`) }) } }
  return { context, page, shows, shoot }
}

const buyer = await person('buyer', sizes.phone)
const maker = await person('maker', sizes.desktop)
try {
  // The offer.
  await buyer.page.goto(`${base}/shops/helan-leather/rock-picture-belt`)
  await buyer.page.getByRole('link', { name: 'Make an offer' }).click()
  await buyer.page.getByText('Others usually agree on').waitFor()
  await buyer.shoot('offer')
  await buyer.page.getByLabel('Your price').fill('100')
  await buyer.page.getByRole('button', { name: 'Send the offer' }).click()
  await buyer.shows('Your offer was sent.')
  const at = new URL(buyer.page.url()).pathname

  // The maker is there; what the buyer writes appears as it is sent.
  await maker.page.goto(`${base}/desk/helan-leather/conversations`)
  await maker.shoot('desk')
  await maker.page.locator(`a[href="${at}"]`).first().click()
  await maker.page.getByText('You were made an offer').last().waitFor()
  const words = buyer.page.getByRole('textbox', { name: 'Message' })
  await words.pressSequentially('可以刻字吗？ 🐎')
  await maker.shows('is writing')
  await words.press('Enter')
  await maker.shows('可以刻字吗？ 🐎')
  assert.equal(await words.inputValue(), '')
  assert.ok(await words.evaluate((field) => field === document.activeElement), 'the keyboard stays')

  // Without a connection it is kept, and sent once when asked to again.
  await buyer.context.setOffline(true)
  await words.fill('Are you still there?')
  await words.press('Enter')
  await buyer.shows('Not sent')
  await buyer.shoot('offline')
  await buyer.context.setOffline(false)
  await buyer.page.getByRole('button', { name: 'Send again' }).click()
  await maker.shows('Are you still there?')
  await buyer.page.locator('[data-position]', { hasText: 'Are you still there?' }).waitFor()
  for (const { page } of [buyer, maker]) {
    assert.equal(await page.locator('li.message', { hasText: 'Are you still there?' }).count(), 1, 'nothing is said twice')
  }
  await buyer.page.locator('[data-seen-mark]').last().waitFor()

  // The counter-offer, live on the buyer's page; the offer before it can no longer be answered.
  const card = maker.page.locator('[data-acts]').last()
  await card.locator('summary').click()
  await card.locator('[name=amount]').fill('110')
  await maker.shoot('counter')
  await card.getByRole('button', { name: 'Send the offer' }).click()
  await buyer.shows('You were made a counter-offer')
  await buyer.shoot('talk')
  await buyer.page.getByRole('button', { name: 'Accept' }).last().click()
  await buyer.shows('The price is locked')
  await maker.shows('The price is locked')
  await maker.shoot('agreed')

  // Bought at that price.
  await buyer.page.getByRole('link', { name: 'Buy at this price' }).last().click()
  await buyer.shows('Agreed price')
  await buyer.shoot('deal')
  await buyer.page.locator('main form button').last().click()
  await buyer.page.waitForURL('**/sandbox/**')
  await buyer.page.locator('button[value=paid]').click()
  await buyer.page.waitForURL('**/purchases/**')
  await maker.shows('Bought at the agreed price.')
  console.log('two people bargain to a paid order')
} catch (error) {
  for (const [name, { page }] of Object.entries({ buyer, maker })) await page.screenshot({ path: path.join(os.tmpdir(), `jishi-bargain-${name}.png`) })
  throw error
} finally {
  for (const { context } of [buyer, maker]) await context.close()
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
}
