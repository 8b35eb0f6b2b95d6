/** A message of ours that is on its way, with its pictures as they are here; the last part says how it stands. */
export function waiting(letter: FormData, key: string): HTMLElement {
  const line = document.createElement('li')
  line.className = 'message message--mine message--waiting'
  line.dataset.waiting = key
  const files = letter.getAll('photos').filter((file): file is File => file instanceof File && file.size > 0)
  if (files.length) {
    const proofs = document.createElement('ul')
    proofs.className = 'proofs'
    proofs.append(...files.map(proof))
    line.append(proofs)
  }
  const text = document.createElement('p')
  text.className = 'user-words'
  text.dir = 'auto'
  text.textContent = String(letter.get('words') ?? '').trim()
  const state = document.createElement('p')
  state.className = 'message-when'
  line.append(text, state)
  return line
}

function proof(file: File): HTMLElement {
  const picture = document.createElement('img')
  picture.src = URL.createObjectURL(file)
  picture.alt = file.name
  picture.addEventListener('load', () => URL.revokeObjectURL(picture.src), { once: true })
  const one = document.createElement('li')
  one.append(picture)
  return one
}
