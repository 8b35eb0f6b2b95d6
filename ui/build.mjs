// Bundles styles, behaviours, icons and patterns into dist/ with hashed names, .br and .gz beside
// each file, and manifest.json from logical name to URL. JISHI_UI_FAST=1 compresses lightly.
import * as esbuild from 'esbuild'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'

const here = import.meta.dirname
const dist = path.join(here, 'dist')
const fast = process.env.JISHI_UI_FAST === '1'
fs.rmSync(dist, { recursive: true, force: true })
fs.mkdirSync(dist, { recursive: true })

// A style sheet with the name of a layer is that layer's; every other is a part, and no part overrides another.
const layers = ['reset', 'tokens', 'base', 'layout', 'parts', 'print']
const named = (folder, ending) =>
  fs.readdirSync(path.join(here, folder)).filter((file) => file.endsWith(ending)).sort().map((file) => path.parse(file).name)
const styles = () => {
  const layer = (name) => layers.includes(name) ? name : 'parts'
  return [`@layer ${layers};`, ...named('css', '.css').map((name) => `@import "./css/${name}.css" layer(${layer(name)});`)].join('\n')
}

// `photo-drop` is what `behaviours/photo-drop.ts` exports as `photoDrop`.
const behaviours = () => {
  const all = named('behaviours', '.ts').map((name) => [name, name.replace(/-./g, (part) => part[1].toUpperCase())])
  const imports = all.map(([name, word]) => `import { ${word} } from './behaviours/${name}'`)
  return [...imports, `export const behaviours = { ${all.map(([name, word]) => `'${name}': ${word}`).join(', ')} }`].join('\n')
}

const found = {
  name: 'found by folder and name',
  setup(build) {
    build.onResolve({ filter: /^found:/ }, ({ path }) => ({ path, namespace: 'found' }))
    build.onLoad({ filter: /styles$/, namespace: 'found' }, () => ({ contents: styles(), loader: 'css', resolveDir: here }))
    build.onLoad({ filter: /behaviours$/, namespace: 'found' }, () => ({ contents: behaviours(), loader: 'ts', resolveDir: here }))
  },
}

const { metafile } = await esbuild.build({
  absWorkingDir: here,
  entryPoints: { app: 'app.ts', 'push-worker': 'push-worker.ts', gate: 'gate.ts', 'gate-worker': 'gate-worker.ts', model: 'model.ts', hall: 'hall.ts', live: 'live.ts', hls: 'live/hls.ts', style: 'found:styles' },
  plugins: [found],
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['chrome100', 'safari15.4', 'firefox100'],
  outdir: 'dist',
  publicPath: '/assets',
  entryNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  loader: { '.svg': 'file' },
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
})

const manifest = {}
for (const file of Object.keys(metafile.outputs)) {
  const name = path.basename(file)
  manifest[name.replace(/-[0-9A-Z]{8}\./, '.')] = `/assets/${name}`
}

function emit(logical, content) {
  const { name, ext } = path.parse(logical)
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8).toUpperCase()
  fs.writeFileSync(path.join(dist, `${name}-${hash}${ext}`), content)
  manifest[logical] = `/assets/${name}-${hash}${ext}`
}

const symbols = fs.readdirSync(path.join(here, 'icons')).sort().map((file) =>
  fs.readFileSync(path.join(here, 'icons', file), 'utf8').trim()
    .replace('<svg xmlns="http://www.w3.org/2000/svg"', `<symbol id="${path.parse(file).name}"`)
    .replace('</svg>', '</symbol>'))
emit('icons.svg', `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`)
emit('favicon.svg', fs.readFileSync(path.join(here, 'favicon.svg'), 'utf8'))

const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)))
fs.writeFileSync(path.join(dist, 'manifest.json'), JSON.stringify(sorted, null, 1) + '\n')

const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = zlib.constants
for (const file of Object.values(manifest).map((url) => path.join(dist, path.basename(url)))) {
  const bytes = fs.readFileSync(file)
  const brotli = zlib.brotliCompressSync(bytes, { params: { [BROTLI_PARAM_QUALITY]: fast ? 4 : 11, [BROTLI_PARAM_SIZE_HINT]: bytes.length } })
  fs.writeFileSync(`${file}.br`, brotli)
  fs.writeFileSync(`${file}.gz`, zlib.gzipSync(bytes, { level: fast ? 4 : 9 }))
  console.log(path.basename(file).padEnd(28), String(bytes.length).padStart(8), 'br', String(brotli.length).padStart(7))
}
