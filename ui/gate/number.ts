const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const PLACES = 7

const twice = (value: number) => (value & 16 ? ((value << 1) ^ 0b100101) & 31 : value << 1)
const digits = (number: number) => Array.from({ length: PLACES }, (_, at) => Math.floor(number / 32 ** (PLACES - 1 - at)) % 32)
const check = (number: number) => digits(number).reduce((sum, digit) => twice(sum ^ digit), 0)

/** The number that people say: `7K3M-9QXR`. */
export function written(number: number): string {
  const text = [...digits(number), check(number)].map((digit) => DIGITS[digit]).join('')
  return `${text.slice(0, 4)}-${text.slice(4)}`
}

/** The number that somebody typed; nothing when there is a slip in it. */
export function read(text: string): number | null {
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0')
  const all = [...plain].map((letter) => DIGITS.indexOf(letter))
  if (all.length !== PLACES + 1 || all.includes(-1)) return null
  const number = all.slice(0, PLACES).reduce((sum, digit) => sum * 32 + digit, 0)
  return check(number) === all[PLACES] ? number : null
}
