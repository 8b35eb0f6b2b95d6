/** Draw the lots of a giveaway once more, here, and say whether the same numbers come out. */
export function redrawLots(element: HTMLElement): void {
  const { seed = '', hash = '', codesHash = '', winners = '0', drawn = '' } = element.dataset
  const codes = [...element.querySelectorAll('[data-codes] li')].map((code) => code.textContent ?? '')
  void again(seed, codes, Number(winners)).then((own) => {
    const isSame = own.seedHash === hash && own.codesHash === codesHash && own.winners.join(' ') === drawn.trim()
    element.querySelector(`[data-case="${isSame ? 'same' : 'other'}"]`)?.removeAttribute('hidden')
  })
}

async function again(seed: string, codes: string[], winners: number) {
  const codesHash = await sha256(codes.join('\n'))
  const left = codes.map((_, at) => at + 1)
  const won: number[] = []
  for (let round = 0; round < winners && left.length; round++) {
    const number = BigInt(`0x${(await sha256(`${seed}:${codesHash}:${round}`)).slice(0, 16)}`)
    won.push(...left.splice(Number(number % BigInt(left.length)), 1))
  }
  return { seedHash: await sha256(seed), codesHash, winners: won }
}

async function sha256(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
