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
  page.setDefaultTimeout(45_000)
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
  // Who is not listening yet hears of nobody who writes.
  const listens = maker.page.waitForEvent('websocket', (socket) => socket.url().includes('/stream?'))
    .then((socket) => socket.waitForEvent('framereceived'))
  await maker.page.locator(`a[href="${at}"]`).first().click()
  await maker.page.getByText('You were made an offer').last().waitFor()
  await listens
  const words = buyer.page.getByRole('textbox', { name: 'Message' })
  await words.pressSequentially('可以刻字吗？ 🐎')
  const writes = maker.page.locator('[data-typing]:visible')
  for (let tries = 0; tries < 40 && !await writes.count(); tries++) {
    await words.press('End')
    await words.pressSequentially(' ')
    await words.press('Backspace')
    await maker.page.waitForTimeout(250)
  }
  await maker.shows('is writing')
  await words.press('Enter')
  await maker.shows('可以刻字吗？ 🐎')
  assert.equal(await words.inputValue(), '')
  assert.ok(await words.evaluate((field) => field === document.activeElement), 'the keyboard stays')

  // Without a connection it is kept, and sent once when there is one.
  await buyer.context.setOffline(true)
  await words.fill('Are you still there?')
  await words.press('Enter')
  await buyer.shows('Not sent')
  await buyer.shoot('offline')
  await buyer.context.setOffline(false)
  await maker.shows('Are you still there?')
  await buyer.page.locator('[data-position]', { hasText: 'Are you still there?' }).waitFor()
  for (const { page } of [buyer, maker]) {
    assert.equal(await page.locator('li.message', { hasText: 'Are you still there?' }).count(), 1, 'nothing is said twice')
  }
  await buyer.page.locator('[data-seen-mark]').last().waitFor()

  // An answer that is lost on its way back: sent again, it is said once.
  let isLost = true
  await buyer.page.route('**/messages', async (route) => {
    if (isLost) await route.fetch()
    await (isLost ? route.abort() : route.continue())
  })
  await buyer.page.route('**/stream?*', (route) => route.abort())
  await words.fill('Did this arrive?')
  await words.press('Enter')
  await maker.shows('Did this arrive?')
  const lost = buyer.page.locator('li.message--mine', { hasText: 'Did this arrive?' })
  const again = lost.getByRole('button', { name: 'Send again' })
  // Unless it was heard of before, by what was open still.
  if (await again.count()) {
    isLost = false
    await again.click({ timeout: 5_000 }).catch(() => {})
  }
  await buyer.page.unroute('**/messages')
  await buyer.page.unroute('**/stream?*')
  await buyer.page.locator('[data-position]', { hasText: 'Did this arrive?' }).waitFor()
  for (const { page } of [buyer, maker]) {
    assert.equal(await page.locator('li.message', { hasText: 'Did this arrive?' }).count(), 1, 'nothing is said twice')
  }
  // What did not get through goes out by itself a little later: nobody taps, and nothing says that one is online.
  await buyer.page.route('**/messages', (route) => route.abort(), { times: 1 })
  await words.fill('Through at the second try.')
  await words.press('Enter')
  await buyer.shows('Not sent')
  await maker.shows('Through at the second try.')
  await buyer.page.locator('[data-position]', { hasText: 'Through at the second try.' }).waitFor()
  // Left unsent and the page closed: it is sent when one comes back, once.
  await buyer.context.setOffline(true)
  await words.fill('Written on the train.')
  await words.press('Enter')
  await buyer.shows('Not sent')
  await buyer.context.setOffline(false)
  await buyer.page.reload()
  await maker.shows('Written on the train.')
  await buyer.page.locator('[data-position]', { hasText: 'Written on the train.' }).waitFor()
  assert.equal(await buyer.page.locator('li.message', { hasText: 'Written on the train.' }).count(), 1)

  // A picture is there at once, opens large, and is closed by Escape and by going back; the page stays.
  const here = buyer.page.url()
  await buyer.page.locator('input[type=file]').setInputFiles({ name: 'belt.png', mimeType: 'image/png', buffer: await maker.page.screenshot() })
  await buyer.page.locator('[data-files]').waitFor()
  await words.fill('Like this one?')
  await words.press('Enter')
  await buyer.page.locator('.message--waiting .proofs img').waitFor()
  const picture = buyer.page.locator('[data-position] .proofs a').last()
  await picture.waitFor()
  for (const close of [() => buyer.page.keyboard.press('Escape'), () => buyer.page.goBack(), () => buyer.page.locator('dialog.photo-large').click()]) {
    await picture.click()
    await buyer.page.locator('dialog.photo-large img').evaluate((image) => image.decode())
    await buyer.shoot('photo')
    await close()
    await buyer.page.locator('dialog.photo-large').waitFor({ state: 'detached' })
    await buyer.page.waitForFunction(() => !history.state?.photo)
    assert.equal(buyer.page.url(), here)
  }

  // Earlier messages come above, and what is being read stays where it is; what is new is told and not scrolled to.
  const say = async (person, text) => {
    const form = { key: crypto.randomUUID(), words: text, script: 'true' }
    const answer = await person.context.request.post(base + at + '/messages', { multipart: form })
    assert.ok(answer.ok(), `${answer.status()}`)
  }
  for (let n = 0; n < 22; n++) for (const person of [buyer, maker]) await say(person, `${n}: ${'one line after another '.repeat(3)}`)
  await buyer.page.goto(base + at)
  await buyer.page.locator('[data-older]').waitFor()
  const top = buyer.page.locator('[data-position]').first()
  const position = await top.getAttribute('data-position')
  const first = buyer.page.locator(`[data-position="${position}"]`)
  await buyer.page.evaluate(() => scrollTo(0, 300))
  const before = await first.evaluate((line) => line.getBoundingClientRect().top)
  await buyer.page.waitForFunction((from) => Number(document.querySelector('[data-position]').dataset.position) < from, Number(position))
  const moved = Math.abs((await first.evaluate((line) => line.getBoundingClientRect().top)) - before)
  assert.ok(moved < 4, `what is read has moved by ${moved} px`)
  const scrolled = await buyer.page.evaluate(() => scrollY)
  await say(maker, 'Something new below.')
  await buyer.page.locator('[data-new]').waitFor()
  assert.equal(await buyer.page.evaluate(() => scrollY), scrolled)
  await buyer.shoot('older')
  await buyer.page.locator('[data-new]').click()
  await buyer.page.getByText('Something new below.').waitFor()
  assert.ok(await buyer.page.locator('[data-new]').isHidden())

  // One tap away from the list, and back to the conversation.
  await buyer.page.locator('.conversation-back').click()
  await buyer.page.waitForURL('**/conversations')
  await buyer.page.goBack()
  await buyer.page.locator('[data-position]').last().waitFor()

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
