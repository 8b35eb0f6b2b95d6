import * as THREE from 'three'
import type { Colours, Told } from './told'

function canvas(width: number, height: number, paint: (pen: CanvasRenderingContext2D) => void): THREE.CanvasTexture {
  const sheet = document.createElement('canvas')
  ;[sheet.width, sheet.height] = [width, height]
  const pen = sheet.getContext('2d')
  if (pen) paint(pen)
  const texture = new THREE.CanvasTexture(sheet)
  texture.colorSpace = THREE.SRGBColorSpace
  texture.anisotropy = 8
  return texture
}

/** A soft round shadow. */
export const shade = (strength: number) => canvas(128, 128, (pen) => {
  const soft = pen.createRadialGradient(64, 64, 8, 64, 64, 64)
  soft.addColorStop(0, `rgba(10, 12, 18, ${strength})`)
  soft.addColorStop(0.55, `rgba(10, 12, 18, ${strength * 0.45})`)
  soft.addColorStop(1, 'rgba(10, 12, 18, 0)')
  pen.fillStyle = soft
  pen.fillRect(0, 0, 128, 128)
})

/** Boards of one wood, each a little lighter or darker than its neighbour. */
export function boards(colours: Colours): THREE.CanvasTexture {
  const texture = canvas(512, 512, (pen) => {
    pen.fillStyle = colours.dark ? '#232a36' : '#d9c8a8'
    pen.fillRect(0, 0, 512, 512)
    for (let board = 0; board < 8; board++) {
      const light = Math.sin(board * 2.7) * 0.05
      pen.fillStyle = light > 0 ? `rgba(255, 246, 226, ${light})` : `rgba(40, 24, 8, ${-light})`
      pen.fillRect(board * 64, 0, 64, 512)
      pen.fillStyle = `rgba(20, 14, 6, ${colours.dark ? 0.45 : 0.16})`
      pen.fillRect(board * 64, 0, 1.5, 512)
      pen.fillRect(board * 64, (board * 197) % 512, 64, 1.5)
    }
  })
  texture.wrapS = texture.wrapT = THREE.RepeatWrapping
  return texture
}

/** Plaster, a little darker at the floor and in the height, as it is in a room lit from above. */
export const plaster = (colours: Colours) => canvas(16, 256, (pen) => {
  const [low, middle, high] = colours.dark ? ['#1a202b', '#2a3241', '#20262f'] : ['#d9cdb6', '#f4eddd', '#ebe2cf']
  const fade = pen.createLinearGradient(0, 256, 0, 0)
  fade.addColorStop(0, low ?? '')
  fade.addColorStop(0.12, middle ?? '')
  fade.addColorStop(0.75, middle ?? '')
  fade.addColorStop(1, high ?? '')
  pen.fillStyle = fade
  pen.fillRect(0, 0, 16, 256)
})

const wrapped = (pen: CanvasRenderingContext2D, text: string, width: number, most: number): string[] => {
  const lines: string[] = []
  let line = ''
  for (const part of text.match(/[\u3000-\u9fff\uff00-\uffef]|\S+\s*/gu) ?? []) {
    if (line && pen.measureText(line + part).width > width) {
      lines.push(line.trim())
      line = part
    } else line += part
  }
  lines.push(line.trim())
  if (lines.length <= most) return lines
  return [...lines.slice(0, most - 1), `${lines[most - 1]}…`]
}

/** The label of a plinth: what it is and what it costs, in letters that are read from three steps away. */
export const label = (told: Told, colours: Colours) => canvas(512, 300, (pen) => {
  const fonts = getComputedStyle(document.documentElement)
  const [serif, sans] = [fonts.getPropertyValue('--serif'), fonts.getPropertyValue('--sans')]
  pen.fillStyle = colours.surface
  pen.fillRect(0, 0, 512, 300)
  pen.fillStyle = colours.action
  pen.fillRect(0, 0, 512, 6)
  pen.textBaseline = 'top'
  pen.fillStyle = colours.text
  pen.font = `600 46px ${serif}`
  wrapped(pen, told.title, 456, 3).forEach((line, at) => pen.fillText(line, 28, 34 + at * 56, 456))
  pen.font = `600 40px ${sans}`
  pen.fillStyle = colours.action
  pen.fillText(told.price, 28, 230, 456)
})

/** A board above a piece, for who has no page before them. */
export const board = (told: Told, colours: Colours) => canvas(768, 420, (pen) => {
  const serif = getComputedStyle(document.documentElement).getPropertyValue('--serif')
  pen.fillStyle = colours.surface
  pen.fillRect(0, 0, 768, 420)
  pen.textBaseline = 'top'
  pen.fillStyle = colours.text
  pen.font = `600 52px ${serif}`
  wrapped(pen, told.title, 700, 2).forEach((line, at) => pen.fillText(line, 34, 30 + at * 62, 700))
  pen.font = `30px ${serif}`
  pen.fillStyle = colours.quiet
  wrapped(pen, told.story || told.maker, 700, 4).forEach((line, at) => pen.fillText(line, 34, 168 + at * 42, 700))
  pen.font = `600 44px ${serif}`
  pen.fillStyle = colours.action
  pen.fillText(told.price, 34, 352, 700)
})
