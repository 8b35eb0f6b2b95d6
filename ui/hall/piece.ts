import { discard, load } from './pieces'
import type { Stage } from './stage'
import * as table from './table'
import type { Told } from './told'

/** Take a piece into the hand: what stands in the room at first, then the model itself. */
export function take(stage: Stage, told: Told): void {
  const { parts, words } = stage
  stage.opened = told
  stage.current = stage.hall.exhibits.indexOf(told)
  stage.walk.stop()
  say(stage, told)
  parts.note.textContent = words.loading ?? ''
  parts.panel.hidden = false
  parts.caption.hidden = true
  parts.dialog.classList.add('hall-room--piece')
  parts.title.focus()
  const held = (url: string) => load(url).then((model) => {
    if (stage.opened !== told) return discard(model)
    const old = stage.turn.take(model, told.sizeMm)
    if (old) discard(old)
    stage.fit()
  })
  void held(told.light).then(() => told.full === told.light ? undefined : held(told.full)).then(
    () => { if (stage.opened === told) parts.note.textContent = '' },
    () => { if (stage.opened === told) parts.note.textContent = words.broken ?? '' })
  void table.way().then((way) => {
    parts.table.hidden = !way
    if (!way && stage.opened === told) parts.size.textContent = `${told.size} · ${words.noTable ?? ''}`
  })
  stage.fit()
}

/** What is said of a piece beside it. */
function say({ parts }: Stage, told: Told): void {
  parts.title.textContent = told.title
  parts.title.lang = told.lang
  parts.maker.textContent = told.maker
  parts.maker.lang = told.makerLang
  parts.price.textContent = told.price
  parts.reason.textContent = told.why
  parts.size.textContent = told.size
  parts.story.textContent = told.story
  parts.story.lang = told.storyLang
  parts.buy.href = told.url
  parts.read.hidden = !told.story || !('speechSynthesis' in window)
}

export function putBack(stage: Stage): void {
  const { parts, opened: told } = stage
  stage.opened = null
  speechSynthesis?.cancel()
  const old = stage.turn.leave()
  if (old) discard(old)
  parts.panel.hidden = true
  parts.dialog.classList.remove('hall-room--piece')
  stage.fit()
  if (told) parts.stops.querySelector<HTMLElement>(`[data-id="${told.id}"]`)?.focus()
}

export function readAloud({ parts: { read }, words, opened: told }: Stage): void {
  if (speechSynthesis.speaking || !told) return speechSynthesis.cancel()
  const speech = new SpeechSynthesisUtterance(told.story)
  speech.lang = told.storyLang
  speech.onend = speech.onerror = () => { read.textContent = words.read ?? '' }
  read.textContent = words.hush ?? ''
  speechSynthesis.speak(speech)
}

/** Show it on its owner's own table. */
export async function onTable({ parts: { note }, words, opened: told, renderer, fit }: Stage): Promise<void> {
  if (!told) return
  note.textContent = words.loading ?? ''
  try {
    await table.put(await table.way(), told, renderer, fit)
    note.textContent = ''
  } catch {
    note.textContent = words.noTable ?? ''
  }
}
