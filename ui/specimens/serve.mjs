// Serves the specimens: each fragment in this folder inside the page frame, with the built assets.
// `node specimens/serve.mjs [port]`, then open /home, /listing, …; JISHI_PICTURES names the photo folder.
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'

const here = import.meta.dirname
const dist = path.join(here, '../dist')
const pictures = process.env.JISHI_PICTURES ?? path.join(here, '../../demo/art/pictures')
const types = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.webp': 'image/webp', '.html': 'text/html; charset=utf-8', '.json': 'application/json' }

function page(name) {
  const manifest = JSON.parse(fs.readFileSync(path.join(dist, 'manifest.json'), 'utf8'))
  const part = fs.readFileSync(path.join(here, `${name}.html`), 'utf8')
  const whole = part.startsWith('<!doctype') ? part : fs.readFileSync(path.join(here, '_frame.html'), 'utf8')
    .replace('{{ title }}', /<h1[^>]*>([^<]*)/.exec(part)?.[1] ?? name)
    .replaceAll(`data-section="${/data-section="(\w+)"/.exec(part)?.[1]}" `, 'aria-current="page" ')
    .replace('{{ main }}', () => part)
  return whole
    .replace(/\{\{ ui::icon\("(\w+)"(?:, "(\w+)")?\) \}\}/g, (_, icon, kind) =>
      `<svg class="icon${kind ? ` icon--${kind}` : ''}" aria-hidden="true"><use href="${manifest['icons.svg']}#${icon}"/></svg>`)
    .replace(/\{\{ shell\.asset\("([\w.]+)"\) \}\}/g, (_, asset) => manifest[asset])
}

function answer(url) {
  const name = url.pathname.slice(1) || 'patterns'
  if (name.startsWith('assets/')) return [path.extname(name), fs.readFileSync(path.join(dist, path.basename(name)))]
  if (name.startsWith('pictures/')) return ['.webp', fs.readFileSync(path.join(pictures, path.basename(name)))]
  if (name === 'search/suggest') return ['.json', JSON.stringify([{ text: '竹篮', note: '12' }, { text: '竹蒸笼', note: '4' }, { text: 'bamboo basket', note: '8', lang: 'en' }])]
  return ['.html', page(path.basename(name))]
}

export const serve = (port) => new Promise((started) => {
  const server = http.createServer((request, response) => {
    try {
      const [kind, body] = answer(new URL(request.url, 'http://localhost'))
      response.writeHead(200, { 'content-type': types[kind], 'content-security-policy': "default-src 'self'; img-src 'self' blob: data:" })
      response.end(body)
    } catch (error) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end(String(error.message))
    }
  }).listen(port, '127.0.0.1', () => started(server))
})

if (process.argv[1] === import.meta.filename) {
  const port = Number(process.argv[2] ?? 4180)
  await serve(port)
  console.log(`http://127.0.0.1:${port}/`)
}
