// A tour of a demo market in a real browser: screenshots, axe, or both, as any of its people.
// node tour.mjs BASE [--out=DIR] [--axe] [--lang=zh-CN] [--only=phone-dark] [--full] ROLE:PATH…
// ROLE:PATH>START is the page of the first link on PATH that begins with START, in a table if one has such a link;
// ROLE:PATH>START>PART goes on from there to the first link with PART in it, >*END to the first that ends with END.
// >~ waits until the page looks no more for itself, >!SELECTOR presses what it finds, >@PATH goes to another page, and
// >?NAME=VALUE fills in a field ({n} is another number each time).
// A newcomer is a guest whom nobody has seen before. ROLE:=404:PATH is a page that answers so.
// What must hold of every page: nothing wider than the window, the current tab in sight, a code beside every sign that
// currencies share, and no line in another language than the page's.
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { drawn, flags, schemes, sizes, there } from './shots.mjs'
import { foreign, hiddenTabs, signs } from './wrongs.mjs'

const options = Object.fromEntries(process.argv.slice(2).filter((word) => word.startsWith('--')).map((word) => word.slice(2).split('=')))
const [base, ...stops] = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const isStream = (socket) => socket.url().includes('/stream?')
let faults = 0

for (const [size, viewport] of Object.entries(sizes)) for (const colorScheme of schemes) {
  const corner = `${size}-${colorScheme}`
  if (options.only && options.only !== corner && options.only !== size) continue
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jishi-tour-'))
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags, viewport, colorScheme,
    deviceScaleFactor: 1, hasTouch: size === 'phone', reducedMotion: 'reduce', bypassCSP: 'axe' in options,
  })
  const page = context.pages()[0] ?? await context.newPage()
  const noise = []
  page.on('console', (message) => message.type() === 'error' && noise.push(message.text()))
  page.on('pageerror', (error) => noise.push(String(error)))
  // A page that listens is there when it has asked to be told.
  let listening = ''
  page.on('websocket', (socket) => { if (isStream(socket)) listening = page.url() })
  const visit = async (where) => {
    const answer = await there(page, base + where)
    const listens = await page.locator('[data-behaviour~="talk"][data-at]').count()
    if (listens && listening !== page.url()) await page.waitForEvent('websocket', isStream)
    return answer
  }
  /** Go where a stop begins, and on by its hops. */
  const arrive = async (where, hops) => {
    let answer = await visit(where)
    for (const hop of hops) {
      if (hop === '~') {
        await page.waitForFunction(() => !document.querySelector('[data-look]'), undefined, { timeout: 30_000 })
        continue
      }
      if (hop.startsWith('@')) { answer = await visit(hop.slice(1)); continue }
      if (hop.startsWith('?')) {
        const [name, value] = hop.slice(1).split('=')
        await page.fill(`main [name="${name}"]`, value.replace('{n}', `${Date.now()}`))
        continue
      }
      if (hop.startsWith('!')) {
        const [landed] = await Promise.all([page.waitForNavigation(), page.locator(hop.slice(1)).first().click()])
        answer = landed ?? answer
        continue
      }
      const link = hop.startsWith('*') ? `a[href$="${hop.slice(1)}"]` : `a[href${hop.startsWith('/') ? '^' : '*'}="${hop}"]`
      const inTable = page.locator(`main table ${link}`)
      const found = await inTable.count() ? inTable : page.locator(`main ${link}`)
      answer = await visit(await found.first().getAttribute('href'))
    }
    return answer
  }
  let role = ''
  for (const stop of stops) {
    const [, wanted, answers, where, ...hops] = /^(\w+):(?:=(\d+):)?(.*)$/.exec(stop).flatMap((part, at) => at === 3 ? part.split('>') : [part])
    const start = hops.join('')
    if (wanted !== role || wanted === 'newcomer') {
      await context.clearCookies()
      if (!['guest', 'newcomer'].includes(wanted)) await context.request.post(`${base}/demo/role`, { form: { role: wanted }, maxRedirects: 0 })
      await context.addCookies([{ name: 'lang', value: options.lang ?? 'zh-CN', url: base }])
      role = wanted
    }
    let answer
    try {
      answer = await arrive(where, hops)
    } catch (error) {
      faults++
      console.log(`${stop} ${corner}: ${String(error).split('\n')[0]}`)
      continue
    }
    const label = `${role}${(where + start).replace(/\W+/g, '-').replace(/-$/, '') || '-home'}-${corner}`
    if (answers ? answer.status() !== Number(answers) : !answer.ok()) { faults++; console.log(`${stop} ${corner}: ${answer.status()}`) }
    for (const [wrong, find] of Object.entries({ 'the current tab is out of sight': hiddenTabs, 'a sign without its code': signs, 'in another language': foreign })) {
      for (const what of await page.evaluate(find, { path: new URL(page.url()).pathname })) { faults++; console.log(`${stop} ${corner}: ${wrong}: ${what}`) }
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (wide > 0) { faults++; console.log(`${stop} ${corner}: ${wide} px wider than the window`) }
    if (options.out) {
      fs.mkdirSync(options.out, { recursive: true })
      await drawn(page)
      await page.screenshot({ path: path.join(options.out, `${label}.png`), fullPage: 'full' in options })
    }
    if ('axe' in options) {
      await page.evaluate(axeSource)
      const { violations } = await page.evaluate(() => axe.run())
      for (const violation of violations) {
        faults++
        console.log(`${stop} ${corner}: ${violation.id} (${violation.impact}): ${violation.help}`)
        for (const node of violation.nodes.slice(0, 3)) console.log(`    ${node.html.slice(0, 160)}`)
      }
    }
    for (const words of noise.splice(0).filter((words) => !(answers && words.includes(answers)))) { faults++; console.log(`${stop} ${corner}: console: ${words}`) }
  }
  await context.close()
  fs.rmSync(folder, { recursive: true, force: true })
}
console.log(`${stops.length} pages, ${faults} faults`)
process.exitCode = faults ? 1 : 0
