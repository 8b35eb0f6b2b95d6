// The main job in a real browser, once with JavaScript and once without: a maker imports a file, a guest buys from two
// shops at once and pays, both sellers ship, the buyer confirms. And a newcomer opens a shop: in seven taps its first listing is
// public, with a photo. node journey.mjs BASE [--out=DIR]
import { chromium } from 'playwright-core'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { flags, sizes } from './shots.mjs'

const [base, ...options] = process.argv.slice(2)
const out = options.find((option) => option.startsWith('--out='))?.slice(6)
const file = path.join(import.meta.dirname, 'journey.csv')

async function as(role, javaScriptEnabled, act) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jishi-journey-'))
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags, viewport: sizes.phone, javaScriptEnabled,
    reducedMotion: 'reduce',
  })
  if (role) await context.request.post(`${base}/demo/role`, { form: { role }, maxRedirects: 0 })
  await context.addCookies([{ name: 'lang', value: 'en', url: base }])
  const page = context.pages()[0] ?? await context.newPage()
  const go = (where) => page.goto(base + where)
  const press = (name) => Promise.all([page.waitForLoadState(), page.getByRole('main').getByRole('button', { name }).first().click()])
  const shows = async (text) => { await page.getByText(text).first().waitFor({ timeout: 30_000 }) }
  const shoot = (name) => out && page.screenshot({ path: path.join(out, `journey-${name}-${javaScriptEnabled ? 'js' : 'nojs'}.png`), fullPage: true })
  try {
    return await act({ page, go, press, shows, shoot })
  } catch (error) {
    const at = path.join(os.tmpdir(), 'jishi-journey.png')
    await page.screenshot({ path: at, fullPage: true })
    throw new Error(`${role ?? 'guest'} at ${page.url()} (${at}): ${error.message}`)
  } finally {
    await context.close()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

/** Reload until `text` is there: what a job does a moment later. */
async function comes(page, text) {
  for (const until = Date.now() + 10_000; Date.now() < until;) {
    if (await page.getByText(text).count()) return
    await page.waitForTimeout(100)
    await page.reload()
  }
  assert.fail(`${text} does not come`)
}

for (const script of [true, false]) {
  await as('maker', script, async ({ page, go, press, shows, shoot }) => {
    await go('/desk/helan-leather/import')
    await page.setInputFiles('#file', file)
    await press('Check the file')
    await shows('Carp mug')
    await shows('in plain digits')
    await shoot('import')
    await press('Import')
    await comes(page, 'See the listings')
  })
  const orders = await as(null, script, async ({ page, go, press, shows, shoot }) => {
    await go('/search?q=carp+mug')
    await comes(page, 'Carp mug')
    await page.getByRole('main').getByRole('link', { name: 'Carp mug' }).first().click()
    await page.getByRole('radio', { name: 'Large' }).check()
    await press('Add to cart')
    await go('/shops/zhongning-goji')
    await page.locator('main a[href^="/shops/zhongning-goji/"]').first().click()
    await press('Add to cart')
    await go('/cart')
    await shows('Large')
    await shoot('cart')
    await page.locator('a[href^="/checkout/"]').first().click()
    await page.fill('[name=login]', `guest-${script}-${Date.now()}@fair.example`)
    for (const [name, value] of Object.entries({ name: '林晓雨 🌾', phone: '+86 138 0013 8000', region: '浙江省', city: '杭州市', line1: '仓前街道 12 号', postal_code: '311121' })) {
      await page.fill(`[name=${name}]`, value)
    }
    await shows('88.05')
    await shoot('checkout')
    await page.locator('main form button').last().click()
    await page.waitForURL('**/sandbox/**')
    await shoot('gateway')
    await page.locator('button[value=paid]').click()
    await page.waitForURL('**/purchases/**')
    await comes(page, 'To be shipped')
    await go('/orders')
    await shoot('orders')
    const links = await page.locator('main a[href^="/orders/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href')))
    const orders = [...new Set(links)]
    assert.equal(orders.length, 2, `one purchase of two shops is two orders: ${links}`)
    for (const [role, shop] of [['maker', 'helan-leather'], ['farmer', 'zhongning-goji']]) {
      await as(role, script, async ({ page, go, press, shows }) => {
        await go(`/desk/${shop}/orders`)
        const mine = page.locator(orders.map((order) => `a[href="/desk/${shop}${order}"]`).join(', ')).first()
        await mine.click()
        await page.fill('[name=tracking]', 'SF1398')
        await press('Ship')
        await shows('SF1398')
      })
    }
    await go(orders[0])
    await shows('On the way')
    await shoot('order')
    await press('I have received it')
    if (script) await page.locator('dialog[open]').getByRole('button', { name: 'I have received it' }).click()
    await shows('Completed')
    await go(orders[1])
    await shows('On the way')
    await go(orders[0])
    await press('Buy again')
    await page.locator('a[href^="/checkout/"]').first().click()
    // The address is in the book now: another one is asked for where it is chosen.
    const street = page.locator('[name=line1]')
    assert.equal(await street.isVisible(), false)
    await page.locator('[name=address][value=new]').check()
    assert.equal(await street.isVisible(), true)
    return orders
  })
  console.log(`the main job ${script ? 'with' : 'without'} JavaScript: ${orders.length} orders`)
}

/** Taps that a newcomer may need from the page about selling to a listing that everybody sees. */
const MOST_TAPS = 7

for (const script of [true, false]) {
  const word = `kiln-${Date.now()}`
  const taps = await as(null, script, async ({ page, go, shows, shoot }) => {
    let taps = 0
    const tap = async (button) => { taps++; await Promise.all([page.waitForLoadState(), button.click()]) }
    const main = page.getByRole('main')
    await go('/sell')
    await tap(main.locator('a[href="/shops/new"]').first())
    await tap(main.locator('a[href^="/register"]').first())
    for (const [name, value] of Object.entries({ name: 'Ana', login: `${word}@fair.example`, password: 'kiln and clay 7' })) {
      await page.fill(`[name=${name}]`, value)
    }
    await tap(main.locator('form button').last())
    await page.fill('[name=name]', word)
    await tap(main.locator('form button').last())
    await shows('of 5 done')
    await shoot('start')
    await tap(main.locator('.start a[href$="/listings/new"]').first())
    taps++
    await page.setInputFiles('#photos', { name: 'pot.png', mimeType: 'image/png', buffer: await page.screenshot() })
    if (script) await page.locator('.photo-list img').first().waitFor()
    for (const [name, value] of Object.entries({ title: 'Moon jar', 'variants.0.price': '50', 'variants.0.available': '3' })) {
      await page.fill(`[name="${name}"]`, value)
    }
    await shoot('first-listing')
    await tap(main.locator('.form-end button').last())
    await shows('The listing is saved')
    await as(null, script, async ({ page, go }) => {
      const answer = await go(`/shops/${word}/moon-jar`)
      assert.equal(answer.status(), 200, 'the first listing is public')
      assert.ok(await page.locator('main img[src^="/media/"]').count(), 'and has its photo')
    })
    return taps
  })
  assert.ok(taps <= MOST_TAPS, `a first listing takes ${taps} taps`)
  console.log(`a first listing with a photo ${script ? 'with' : 'without'} JavaScript: ${taps} taps`)
}
