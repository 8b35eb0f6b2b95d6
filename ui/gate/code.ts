import { verifyAsync } from '@noble/ed25519'

/** What a code says; `gatherings/festivals/tickets/code.rs` draws it. */
export interface Pass { number: number; version: number; kind: number; day: number; zone: number }
/** `octets` and `mark` are hexadecimal. */
export interface Key { id: number; octets: string; mark: string }
export type Fault = 'no-ticket' | 'unknown-key' | 'other-market' | 'forged' | 'other-festival'

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const CONTEXT = new TextEncoder().encode('jishi ticket\0')
const PAYLOAD = 16
const WHOLE = 80

/** Octets of base 45 (RFC 9285); nothing of what is no such text. */
export function base45(text: string): Uint8Array | null {
  const octets: number[] = []
  for (let at = 0; at < text.length; at += 3) {
    const part = [...text.slice(at, at + 3)].map((letter) => DIGITS.indexOf(letter))
    if (part.includes(-1) || part.length === 1) return null
    const value = part.reduceRight((sum, digit) => sum * 45 + digit, 0)
    if (value > (part.length === 3 ? 0xffff : 0xff)) return null
    if (part.length === 3) octets.push(value >> 8)
    octets.push(value & 0xff)
  }
  return Uint8Array.from(octets)
}

export const hex = (octets: Uint8Array) => [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join('')
const unhex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16))

/** A whole number of more than 32 bits. */
export const whole = (octets: Uint8Array, from: number, count: number) =>
  octets.subarray(from, from + count).reduce((sum, octet) => sum * 256 + octet, 0)

/** What a code says, if one of these keys has signed it for this festival; else why not. */
export async function read(text: string, keys: Key[], festival: string): Promise<Pass | Fault> {
  const octets = base45(text)
  if (octets?.length !== WHOLE || octets[0] !== 1) return 'no-ticket'
  const named = keys.filter((key) => (key.id & 0xff) === octets[1])
  if (!named.length) return 'unknown-key'
  const key = named.find((key) => key.mark === hex(octets.subarray(2, 4)))
  if (!key) return 'other-market'
  const signed = new Uint8Array(CONTEXT.length + PAYLOAD)
  signed.set(CONTEXT)
  signed.set(octets.subarray(0, PAYLOAD), CONTEXT.length)
  const isSigned = await verifyAsync(octets.subarray(PAYLOAD), signed, unhex(key.octets)).catch(() => false)
  if (!isSigned) return 'forged'
  if (hex(octets.subarray(4, 7)) !== festival) return 'other-festival'
  const [kind, version, day, zone] = [...octets.subarray(12, 16)] as [number, number, number, number]
  return { number: whole(octets, 7, 5), kind, version, day, zone }
}
