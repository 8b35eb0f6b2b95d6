// Draws the textile tiles. Each tile repeats seamlessly in both directions.
// Run `node patterns/draw.mjs` after a change and commit the SVG files.
import fs from 'node:fs'
import path from 'node:path'

const here = import.meta.dirname
const round = (n) => +n.toFixed(2)
const save = (name, width, height, body) =>
  fs.writeFileSync(path.join(here, `${name}.svg`),
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>\n`)

// A cross-stitch or tapestry tile from rows of letters; '.' is the ground.
function woven(name, rows, colours, cell, ground, stitch) {
  const width = rows[0].length * cell, height = rows.length * cell
  const paths = {}
  rows.forEach((row, y) => [...row].forEach((letter, x) => {
    if (letter === '.') return
    const left = x * cell, top = y * cell
    paths[letter] ??= ''
    paths[letter] += stitch
      ? `M${left + 1} ${top + 1}l${cell - 2} ${cell - 2}m0 ${2 - cell}l${2 - cell} ${cell - 2}`
      : `M${left} ${top}h${cell}v${cell}h${-cell}z`
  }))
  const body = Object.entries(paths).map(([letter, d]) => stitch
    ? `<path d="${d}" fill="none" stroke="${colours[letter]}" stroke-width="1.7" stroke-linecap="round"/>`
    : `<path d="${d}" fill="${colours[letter]}"/>`).join('')
  save(name, width, height, `<rect width="${width}" height="${height}" fill="${ground}"/>${body}`)
}

// Mirrors a quarter into a whole motif: the last row and column are the axes.
const mirror = (quarter) => {
  const half = quarter.map((row) => row + [...row].slice(0, -1).reverse().join(''))
  return [...half, ...half.slice(0, -1).reverse()]
}

// Kawung, Java: four sugar-palm fruits around each point, two seeds in each.
{
  const petal = (x, y, turn) =>
    `<g transform="translate(${x} ${y}) rotate(${turn})">` +
    '<path d="M-26.5 0C-24 -10.5 -13 -15.2 0 -15.2S24 -10.5 26.5 0C24 10.5 13 15.2 0 15.2S-24 10.5 -26.5 0z" fill="#ead9b5"/>' +
    '<path d="M-20.5 0C-18 -7 -10 -10.3 0 -10.3S18 -7 20.5 0C18 7 10 10.3 0 10.3S-18 7 -20.5 0z" fill="none" stroke="#4a2f1c" stroke-width="1.7"/>' +
    '<path d="M-12.5 0C-10 -3.6 -6.5 -3.9 -3.4 0C-6.5 3.9 -10 3.6 -12.5 0zM12.5 0C10 -3.6 6.5 -3.9 3.4 0C6.5 3.9 10 3.6 12.5 0z" fill="#8a5a2b"/></g>'
  const star = (x, y) => `<path d="M${x - 6} ${y}h12M${x} ${y - 6}v12" stroke="#c99a55" stroke-width="2.4" stroke-linecap="round"/>` +
    [[-9, 0], [9, 0], [0, -9], [0, 9]].map(([dx, dy]) => `<circle cx="${x + dx}" cy="${y + dy}" r="1.3" fill="#ead9b5"/>`).join('')
  const knot = (x, y) => `<circle cx="${x}" cy="${y}" r="3.4" fill="#4a2f1c"/><circle cx="${x}" cy="${y}" r="1.6" fill="#c99a55"/>`
  save('kawung', 80, 80, '<rect width="80" height="80" fill="#4a2f1c"/>' +
    petal(20, 20, 45) + petal(60, 20, -45) + petal(20, 60, -45) + petal(60, 60, 45) +
    [[40, 0], [40, 80], [0, 40], [80, 40]].map(([x, y]) => star(x, y)).join('') +
    [[0, 0], [80, 0], [0, 80], [80, 80], [40, 40]].map(([x, y]) => knot(x, y)).join(''))
}

// Parang, Java: slanting rows of S-shaped blades with a line of lozenges between the rows.
{
  const along = 120 / Math.SQRT2 / 3, across = 120 / Math.SQRT2
  const u = along / 28.284
  const blade = (dx) => `<g transform="translate(${round(dx)} 0) scale(${round(u)} 1)">` +
    '<path d="M3 70C-1 56 3 46 12 39C20 33 23 26 20 17C17.5 10 9 9 7.5 15.5C6.6 20 11 22.5 13.6 19.6" fill="none" stroke="#efe3c8" stroke-width="8.5" stroke-linecap="round"/>' +
    '<path d="M3 69C0 56 4 47 12.6 40C21 33.6 23.6 26 20.4 17" fill="none" stroke="#23304a" stroke-width="1.5" stroke-linecap="round"/>' +
    '<path d="M17 69C15 60 18 53 24 48" fill="none" stroke="#b9854a" stroke-width="2.2" stroke-linecap="round"/>' +
    '<circle cx="24.6" cy="44" r="1.7" fill="#b9854a"/></g>'
  const half = round(along / 2)
  const lozenge = (cx) => `<path d="M${round(cx - half * .62)} 79.5L${round(cx)} 75.4L${round(cx + half * .62)} 79.5L${round(cx)} 83.6z" fill="#b9854a"/>`
  save('parang', 120, 120, '<defs><pattern id="p" width="' + round(along) + '" height="' + round(across) + '" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">' +
    `<rect width="${round(along)}" height="${round(across)}" fill="#23304a"/>${blade(-along)}${blade(0)}${blade(along)}` +
    `<path d="M0 74H${round(along)}M0 85H${round(along)}" stroke="#23304a" stroke-width="2.4"/><path d="M0 73.4H${round(along)}M0 84.6H${round(along)}" stroke="#efe3c8" stroke-width="1.3"/>` +
    `<rect y="74.2" width="${round(along)}" height="9.8" fill="#23304a"/>${lozenge(half)}${lozenge(-half)}${lozenge(along + half)}</pattern></defs>` +
    '<rect width="120" height="120" fill="url(#p)"/>')
}

// Sashiko, Japan: the hemp leaf (asanoha) in white running stitch on indigo.
{
  const side = 48, height = round(side * Math.sqrt(3)), rise = height / 2, third = rise / 3
  const lines = []
  const line = (a, b) => lines.push(`M${a.map(round).join(' ')}L${b.map(round).join(' ')}`)
  const triangle = (a, b, c) => {
    const centre = [(a[0] + b[0] + c[0]) / 3, (a[1] + b[1] + c[1]) / 3]
    for (const corner of [a, b, c]) line(corner, centre)
  }
  for (let row = 0; row < 2; row++) {
    const top = row * rise, shift = row % 2 ? -side / 2 : 0
    for (let i = -1; i < 3; i++) {
      const x = shift + i * side
      const a = [x, top], b = [x + side, top], c = [x + side / 2, top + rise], d = [x + side * 1.5, top + rise]
      triangle(a, b, c); triangle(b, c, d)
      line(a, b); line(a, c); line(b, c)
    }
  }
  save('sashiko', side, height, `<rect width="${side}" height="${height}" fill="#1f3358"/><path d="${lines.join('')}" fill="none" stroke="#e9e4d6" stroke-width="1.5" stroke-linecap="round" stroke-dasharray="4.1 2.8"/>`)
}

// Kullu, Himachal: bright stepped lozenges woven into a wool shawl's border.
woven('kullu', [
  'nnnnnnnnnnnnnnnnnnnnnnnn', 'yyyyyyyyyyyyyyyyyyyyyyyy', 'gggggggggggggggggggggggg', 'bbbbbbbbbbbbbbbbbbbbbbbb',
  ...[
    'b..........rr..........b', '..........rrrr..........', '.........rryyrr.........', 'w.......rryyyyrr.......w',
    'ww.....rryyggyyrr.....ww', '.ww...rryyggggyyrr...ww.', 'w.wwwrryyggwwggyyrrwww.w', '.w.rrryyggwppwggyyrrr.w.',
  ],
  ...[
    '.w.rrryyggwppwggyyrrr.w.', 'w.wwwrryyggwwggyyrrwww.w', '.ww...rryyggggyyrr...ww.', 'ww.....rryyggyyrr.....ww',
    'w.......rryyyyrr.......w', '.........rryyrr.........', '..........rrrr..........', 'b..........rr..........b',
  ],
  'bbbbbbbbbbbbbbbbbbbbbbbb', 'gggggggggggggggggggggggg', 'yyyyyyyyyyyyyyyyyyyyyyyy', 'nnnnnnnnnnnnnnnnnnnnnnnn',
], { r: '#c4392b', y: '#e3a72f', g: '#2f7d57', w: '#efe6d2', p: '#c2447e', b: '#17141a', n: '#8c7a68' }, 4, '#3b2a25', false)

// Miao, Guizhou: counted cross-stitch, the eight-petalled flower between hooked lozenges.
woven('miao', (() => {
  const flower = mirror([
    'b...........w', '.b.........ww', '..b.......w.r', '...b.ww..w.rr', '....bwrw.w.rr', '...wwbrrww.rr',
    '...wrrbrrw.r.', '....wrrbrw...', '.....wwrbw.y.', '...wwwwwwbyyy', '..w......ybyy', '.w.rrrr.yyyby', 'ww.rrrr..yyyg',
  ])
  return flower.map((row) => row.slice(0, -1)).slice(0, -1)
})(), { r: '#cf3b3b', w: '#f0ead9', y: '#e0a93a', b: '#4f7fb8', g: '#3f9a78' }, 5, '#1b1f33', true)

// Waves (seigaiha), for coasts and plains without a cloth of their own here.
{
  const wave = (x, y) => [20, 14.5, 9, 3.5].map((r) => `<circle cx="${x}" cy="${y}" r="${r}"/>`).join('')
  const rows = [[0, 0], [40, 0], [20, 10], [-20, 10], [60, 10], [0, 20], [40, 20], [20, 30], [0, 40], [40, 40]]
  save('wave', 40, 20, `<rect width="40" height="20" fill="#23403c"/><g fill="#23403c" stroke="#c8d8c4" stroke-width="1.3">${rows.map(([x, y]) => wave(x, y)).join('')}</g>`)
}
