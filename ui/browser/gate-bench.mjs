// How long a gate's page takes over a ticket among 50,000, and how large its list is. node gate-bench.mjs [TICKETS]
import * as esbuild from 'esbuild'
import { chromium } from 'playwright-core'
import crypto from 'node:crypto'
import http from 'node:http'
import path from 'node:path'
import zlib from 'node:zlib'
import { flags } from './shots.mjs'

const count = Number(process.argv[2] ?? 50_000)
const ui = path.join(import.meta.dirname, '..')
const source = `import { read } from './gate/code'; import { List } from './gate/list'; import { judge } from './gate/judge'; globalThis.gate = { read, List, judge }`
const { outputFiles } = await esbuild.build({ stdin: { contents: source, resolveDir: ui, loader: 'ts' }, bundle: true, minify: true, write: false, format: 'esm' })

// Tickets with numbers drawn by chance, and a third of them in already.
const numbers = new Set()
while (numbers.size < count) numbers.add(crypto.randomInt(2 ** 35))
const sorted = [...numbers].sort((one, other) => one - other)
const five = (number) => { const octets = Buffer.alloc(5); octets.writeUIntBE(number, 0, 5); return octets }
const tickets = Buffer.concat(sorted.map((number) => Buffer.concat([five(number), Buffer.from([1, 1, 0])])))
const now = Math.floor(Date.now() / 1000)
const entries = Buffer.concat(sorted.filter((_, at) => at % 3 === 0).map((number) => {
  const at = Buffer.alloc(4)
  at.writeUInt32BE(now - 3600)
  return Buffer.concat([five(number), Buffer.from([0]), at])
}))
const { privateKey, publicKey } = crypto.generateKeyPairSync('ed25519')
const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
const mark = crypto.createHash('sha256').update(key).digest().subarray(0, 2)
const day = Math.floor(Date.now() / 86_400_000)
const list = {
  gate: { id: 'a', name: 'North', zone: 0 }, gates: [{ id: 'a', name: 'North' }],
  festival: { mark: '010203', name: 'Fair', time_zone: 'Asia/Shanghai', first_day: day - 1, last_day: day + 1 },
  keys: [{ id: 1, octets: key.toString('hex'), mark: mark.toString('hex') }],
  kinds: [{ position: 1, name: 'All', day: 0, zone: 0, reentry: 'once', gate: null }],
  tickets: tickets.toString('base64'), entries: entries.toString('base64'), made_at: new Date().toISOString(),
}
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const base45 = (octets) => Array.from({ length: octets.length / 2 }, (_, at) => {
  const value = octets.readUInt16BE(at * 2)
  return DIGITS[value % 45] + DIGITS[Math.floor(value / 45) % 45] + DIGITS[Math.floor(value / 2025)]
}).join('')
const code = (number) => {
  const payload = Buffer.concat([Buffer.from([1, 1]), mark, Buffer.from([1, 2, 3]), five(number), Buffer.from([1, 1, 0, 0])])
  return base45(Buffer.concat([payload, crypto.sign(null, Buffer.concat([Buffer.from('jishi ticket\0'), payload]), privateKey)]))
}
const codes = Array.from({ length: 200 }, () => code(sorted[crypto.randomInt(count)]))

const server = http.createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<title>gate</title>')).listen(0, '127.0.0.1')
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags })
const page = await browser.newPage()
await page.goto(`http://127.0.0.1:${server.address().port}/`)
await page.addScriptTag({ content: outputFiles[0].text, type: 'module' })
await page.waitForFunction(() => globalThis.gate)
const { opened, times, good } = await page.evaluate(async ({ list, codes }) => {
  const begun = performance.now()
  const open = new gate.List(list)
  const opened = performance.now() - begun
  const times = []
  let good = 0
  for (const code of codes) {
    const from = performance.now()
    const pass = await gate.read(code, list.keys, list.festival.mark)
    if (typeof pass !== 'string') good += Number(gate.judge(open, pass, 'in', Date.now()).colour === 'good')
    times.push(performance.now() - from)
  }
  return { opened, times: times.sort((one, other) => one - other), good }
}, { list, codes })
await browser.close()
server.close()
const text = JSON.stringify(list)
const part = (share) => times[Math.floor((times.length - 1) * share)]
console.log(JSON.stringify({
  tickets: count, list_bytes: text.length, list_gzip_bytes: zlib.gzipSync(text, { level: 1 }).length,
  open_ms: Number(opened.toFixed(1)), check_median_ms: Number(part(0.5).toFixed(2)), check_p95_ms: Number(part(0.95).toFixed(2)), good, of: codes.length,
}))
