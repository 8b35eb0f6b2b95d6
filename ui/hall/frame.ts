import type { Told, Words } from './told'

const make = <Name extends keyof HTMLElementTagNameMap>(name: Name, kind = '', words = ''): HTMLElementTagNameMap[Name] => {
  const element = document.createElement(name)
  if (kind) element.className = kind
  if (words) element.textContent = words
  return element
}

const button = (kind: string, words: string) => {
  const element = make('button', `button ${kind}`, words)
  element.type = 'button'
  return element
}

/** What stands around the picture: the ways out and on, a stop for each piece, and what is said of one. */
export function frame(told: Told[], words: Words) {
  const dialog = make('dialog', 'hall-room')
  const canvas = make('canvas', 'hall-canvas')
  canvas.tabIndex = 0
  canvas.setAttribute('role', 'application')
  canvas.setAttribute('aria-label', words.label ?? '')
  canvas.setAttribute('aria-describedby', 'hall-help')
  const help = make('p', 'hall-help', words.help)
  help.id = 'hall-help'
  const bar = make('div', 'hall-bar')
  const leave = button('button--small', words.close ?? '')
  const headset = button('button--small', words.headset ?? '')
  headset.hidden = true
  bar.append(leave, headset)
  const stops = make('ul', 'hall-stops')
  for (const one of told) {
    const stop = button('hall-stop', one.title)
    stop.lang = one.lang
    stop.dataset.id = one.id
    const item = make('li')
    item.append(stop)
    stops.append(item)
  }
  const caption = make('div', 'hall-caption')
  caption.hidden = true
  const [name, why] = [make('p', 'hall-caption-name'), make('p', 'hall-caption-why')]
  caption.append(name, why)
  const foot = make('div', 'hall-foot')
  const stick = make('div', 'hall-stick')
  stick.setAttribute('aria-hidden', 'true')
  stick.append(make('span', 'hall-stick-knob'))
  const [previous, next] = [button('button--small', words.previous ?? ''), button('button--small', words.next ?? '')]
  foot.append(previous, next)

  const panel = make('section', 'hall-panel')
  panel.hidden = true
  panel.setAttribute('aria-labelledby', 'hall-panel-name')
  const title = make('h2', 'hall-panel-name')
  title.id = 'hall-panel-name'
  title.tabIndex = -1
  const [maker, price, reason, size, story] = [make('p', 'hall-panel-maker'), make('p', 'price'), make('p', 'exhibit-why'), make('p', 'exhibit-facts'), make('p', 'hall-panel-story')]
  const buy = make('a', 'button button--primary', words.buy)
  const [read, table, back] = [button('', words.read ?? ''), button('', words.table ?? ''), button('', words.back ?? '')]
  const note = make('p', 'quiet')
  note.setAttribute('role', 'status')
  const turning = make('p', 'quiet', words.turn)
  const acts = make('div', 'buttons')
  acts.append(buy, read, table, back)
  panel.append(title, maker, price, reason, acts, note, story, size, turning)
  dialog.append(canvas, bar, help, stops, caption, stick, foot, panel)
  return { dialog, canvas, help, leave, headset, stops, caption, name, why, stick, previous, next, panel, title, maker, price, reason, size, story, buy, read, table, back, note }
}

export type Frame = ReturnType<typeof frame>
