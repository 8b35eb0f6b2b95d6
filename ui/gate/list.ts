import { whole, type Key } from './code'

export type Reentry = 'once' | 'daily' | 'free'
export interface Kind { position: number; name: string; day: number; zone: number; reentry: Reentry; gate: string | null }
/** What a gate keeps, as the market sends it: no name of a person is in it. */
export interface Sent {
  gate: { id: string; name: string; zone: number }
  festival: { mark: string; name: string; time_zone: string; first_day: number; last_day: number }
  gates: { id: string; name: string }[]
  keys: Key[]
  kinds: Kind[]
  tickets: string
  entries: string
  made_at: string
}
export interface Known { version: number; kind: number; isVoid: boolean }
/** Somebody went through; `at` in milliseconds. */
export interface Passage { at: number; gate: string; way: 'in' | 'out' }

const octets = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
const TICKET = 8
const ENTRY = 10

/** A list that is asked ticket by ticket. */
export class List {
  private tickets: Uint8Array
  private passages = new Map<number, Passage[]>()

  constructor(readonly sent: Sent) {
    this.tickets = octets(sent.tickets)
    const entries = octets(sent.entries)
    for (let at = 0; at < entries.length; at += ENTRY) {
      const place = entries[at + 5]!
      const gate = sent.gates[place & 127]?.id ?? ''
      this.add(whole(entries, at, 5), { at: whole(entries, at + 6, 4) * 1000, gate, way: place & 128 ? 'out' : 'in' })
    }
  }

  get length(): number {
    return this.tickets.length / TICKET
  }

  /** By halves, since the tickets stand in the order of their numbers. */
  find(number: number): Known | null {
    let [low, high] = [0, this.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const at = middle * TICKET
      const here = whole(this.tickets, at, 5)
      if (here === number) {
        return { version: this.tickets[at + 5]!, kind: this.tickets[at + 6]!, isVoid: this.tickets[at + 7] === 1 }
      }
      if (here < number) low = middle + 1
      else high = middle
    }
    return null
  }

  /** Who went through with a ticket, the earliest first. */
  past(number: number): Passage[] {
    return this.passages.get(number) ?? []
  }

  add(number: number, passage: Passage): void {
    const all = [...this.past(number), passage]
    this.passages.set(number, all.sort((one, other) => one.at - other.at))
  }

  kind(position: number): Kind | undefined {
    return this.sent.kinds.find((kind) => kind.position === position)
  }

  gateName(id: string): string {
    return this.sent.gates.find((gate) => gate.id === id)?.name ?? ''
  }
}
