import { beginSound, say, show, type Words } from './answer'
import { Camera } from './camera'
import { read as readCode, type Pass } from './code'
import { judge, passOf, type Verdict } from './judge'
import { Kept } from './kept'
import { List, type Sent } from './list'
import { tell } from './market'
import { read as readNumber, written } from './number'

/** A code that stays before the camera is one showing, not many. */
const SAME = 4_000
const OFTEN = 20_000
/** A clock that is wrong by more than this is spoken of. */
const WRONG = 120_000

/** The scanner: what it must know is on the phone, so that it works where there is no network. */
export async function gate(page: HTMLElement): Promise<void> {
  const path = page.dataset.gate!
  const calls = page.dataset.calls!
  const words = JSON.parse(page.querySelector('[data-words]')!.textContent!) as Words
  const part = <T extends HTMLElement>(name: string) => page.querySelector<T>(`[data-part="${name}"]`)!
  const kept = await Kept.open(path)
  let list: List | null = null
  let clockOff = await kept.said<number>('clock') ?? 0
  let [shown, shownAt, isHeard] = ['', 0, false]
  const language = document.documentElement.lang

  const take = async (sent: Sent) => {
    list = new List(sent)
    // What this gate has not told yet is not in the market's list.
    for (const one of await kept.untold(100_000)) list.add(one.number, { at: one.at - clockOff, gate: sent.gate.id, way: one.way })
  }
  const state = async () => {
    const places = {
      time: list ? new Date(list.sent.made_at).toLocaleString(language, { dateStyle: 'short', timeStyle: 'short' }) : '',
      tickets: (list?.length ?? 0).toLocaleString(language), waiting: (await kept.untold(100_000)).length.toLocaleString(language),
    }
    part('state').textContent = say(words, isHeard ? 'heard' : 'unheard', places)
    part('state').dataset.heard = String(isHeard)
    part('clock').hidden = Math.abs(clockOff) < WRONG
    part('way').hidden = !list?.sent.kinds.some((kind) => kind.reentry === 'free')
  }
  let isTelling: Promise<void> | null = null
  const hear = () => isTelling ??= (async () => {
    const heard = await tell(calls, kept)
    isHeard = heard.kind === 'heard'
    if (heard.kind === 'revoked') return revoked()
    if (heard.kind === 'heard') {
      clockOff = heard.clockOff
      await kept.say('list', heard.list)
      await kept.say('clock', clockOff)
      await take(heard.list)
    }
    await state()
  })().finally(() => { isTelling = null })

  const revoked = () => {
    kept.forget()
    navigator.serviceWorker?.controller?.postMessage({ forget: path })
    part('scanner').hidden = true
    part('revoked').hidden = false
  }
  const answer = async (verdict: Verdict, pass: Pass | null) => {
    const at = Date.now()
    const [before, timeZone] = [verdict.before, list?.sent.festival.time_zone]
    const time = before ? new Date(before.at).toLocaleTimeString(language, { timeStyle: 'short', timeZone }) : ''
    const gateName = before && list ? list.gateName(before.gate) : ''
    if (list && pass && verdict.colour !== 'bad') {
      const way = chosenWay()
      await kept.add({ number: pass.number, version: pass.version, way, at })
      list.add(pass.number, { at: at - clockOff, gate: list.sent.gate.id, way })
    }
    show(part('answer'), words, verdict, { time, gate: gateName, number: pass ? written(pass.number) : '' })
    await state()
    void hear()
  }
  const rightNow = () => Date.now() - clockOff
  const chosenWay = () => page.querySelector<HTMLInputElement>('input[name="way"]:checked')?.value === 'out' ? 'out' : 'in'
  let last: Promise<void> = Promise.resolve()
  const inTurn = (act: () => Promise<void>) => { last = last.then(act, act) }

  const seen = (text: string) => {
    const isSame = text === shown && Date.now() - shownAt < SAME
    ;[shown, shownAt] = [text, Date.now()]
    if (!isSame) inTurn(async () => {
      if (!list) return answer({ colour: 'bad', why: 'no-list' }, null)
      const pass = await readCode(text, list.sent.keys, list.sent.festival.mark)
      if (typeof pass === 'string') return answer({ colour: 'bad', why: pass }, null)
      return answer(judge(list, pass, chosenWay(), rightNow()), pass)
    })
  }
  const camera = new Camera(part<HTMLVideoElement>('video'), seen)
  part('start').addEventListener('click', async () => {
    beginSound()
    const isOn = await camera.start()
    part('start').hidden = isOn
    part('no-camera').hidden = isOn
    part('torch').hidden = !camera.hasTorch
  })
  part('torch').addEventListener('click', async () => part('torch').setAttribute('aria-pressed', String(await camera.torch())))
  part<HTMLFormElement>('number').addEventListener('submit', (event) => {
    event.preventDefault()
    const field = part<HTMLInputElement>('number-field')
    beginSound()
    inTurn(async () => {
      if (!list) return answer({ colour: 'bad', why: 'no-list' }, null)
      const number = readNumber(field.value)
      if (number === null) return answer({ colour: 'bad', why: 'slip' }, null)
      const pass = passOf(list, number)
      field.value = ''
      return answer(pass ? judge(list, pass, chosenWay(), rightNow(), true) : { colour: 'bad', why: 'unknown-number' }, pass)
    })
  })
  addEventListener('online', hear)
  setInterval(hear, OFTEN)
  const before = await kept.said<Sent>('list')
  if (before) await take(before)
  await state().then(hear)
  page.dataset.ready = ''
}
