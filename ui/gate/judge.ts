import type { Fault, Pass } from './code'
import type { List, Passage } from './list'

export type Why = Fault | 'welcome' | 'goodbye' | 'void' | 'old-code' | 'wrong-day' | 'wrong-zone' | 'other-gate'
  | 'already' | 'already-today' | 'inside' | 'not-inside' | 'not-listed' | 'by-number' | 'unknown-number' | 'slip' | 'no-list'
/** Green lets in, amber lets in with a second look, red does not. */
export interface Verdict { colour: 'good' | 'warn' | 'bad'; why: Why; before?: Passage; kind?: string }

const bad = (why: Why, more: Partial<Verdict> = {}): Verdict => ({ colour: 'bad', why, ...more })

/** Days since 1970 by the calendar of a place. */
export function dayThere(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
  return Date.parse(`${parts}T00:00:00Z`) / 86_400_000
}

/** Whether somebody may go through with what they show, `at` by a clock that is right. */
export function judge(list: List, pass: Pass, way: 'in' | 'out', at: number, isTyped = false): Verdict {
  const { festival, gate } = list.sent
  const known = list.find(pass.number)
  if (known?.isVoid) return bad('void')
  if (known && pass.version < known.version) return bad('old-code')
  const kind = list.kind(pass.kind)
  const more = { kind: kind?.name }
  const past = list.past(pass.number)
  const last = past[past.length - 1]
  if (way === 'out') return last?.way === 'in' ? { colour: 'good', why: 'goodbye', ...more } : { colour: 'warn', why: 'not-inside', ...more }
  const today = dayThere(at, festival.time_zone)
  const isOpen = today >= festival.first_day && today <= festival.last_day
  if (!isOpen || (pass.day && today !== festival.first_day + pass.day - 1)) return bad('wrong-day', more)
  if (gate.zone && pass.zone && gate.zone !== pass.zone) return bad('wrong-zone', more)
  if (kind?.gate && kind.gate !== gate.id) return bad('other-gate', more)
  const before = [...past].reverse().find((one) => one.way === 'in')
  const reentry = kind?.reentry ?? 'once'
  if (before && reentry === 'once') return bad('already', { before, ...more })
  if (before && reentry === 'daily' && dayThere(before.at, festival.time_zone) === today) return bad('already-today', { before, ...more })
  if (last?.way === 'in' && reentry === 'free') return bad('inside', { before: last, ...more })
  if (isTyped) return { colour: 'warn', why: 'by-number', ...more }
  // Its signature is good: it was issued after the list was made.
  if (!known) return { colour: 'warn', why: 'not-listed', ...more }
  return { colour: 'good', why: 'welcome', ...more }
}

/** The pass of a number that was typed, as far as the list knows it. */
export function passOf(list: List, number: number): Pass | null {
  const known = list.find(number)
  const kind = known && list.kind(known.kind)
  return kind ? { number, version: known.version, kind: kind.position, day: kind.day, zone: kind.zone } : null
}
