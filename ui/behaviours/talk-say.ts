/** Send what is typed at once, show it as sending, and let it be sent again under the same key when that failed. */
export function say(list: HTMLElement, at: string, toEnd: () => void): void {
  const form = document.querySelector<HTMLFormElement>('#say')
  const words = form?.querySelector<HTMLTextAreaElement>('textarea')
  const photos = form?.querySelector<HTMLInputElement>('input[type=file]')
  if (!form || !words || !photos) return
  const draft = `draft:${at}`
  let told = 0

  const deliver = async (letter: FormData, line: HTMLElement) => {
    line.lastElementChild!.textContent = list.dataset.sending ?? ''
    const answer = await fetch(form.action, { method: 'POST', body: letter, redirect: 'manual' }).catch(() => null)
    if (answer && (answer.ok || answer.type === 'opaqueredirect')) return
    const again = document.createElement('button')
    again.type = 'button'
    again.className = 'button button--small'
    again.textContent = list.dataset.again ?? ''
    again.addEventListener('click', () => void deliver(letter, line))
    line.lastElementChild!.replaceChildren(`${list.dataset.failed ?? ''} `, again)
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const about = form.querySelector('.conversation-about')
    if (!words.value.trim() && !photos.files?.length && !about) return
    const letter = new FormData(form)
    const key = crypto.randomUUID()
    letter.set('key', key)
    const line = document.createElement('li')
    line.className = 'message message--mine message--waiting'
    line.dataset.waiting = words.value.trim() || photos.files?.length ? key : `${key}-about`
    const text = document.createElement('p')
    text.className = 'user-words'
    text.dir = 'auto'
    text.textContent = words.value.trim() || [...(photos.files ?? [])].map((file) => file.name).join(', ')
    const state = document.createElement('p')
    state.className = 'message-when'
    line.append(text, state)
    list.append(line)
    about?.remove()
    form.reset()
    words.value = ''
    name()
    localStorage.removeItem(draft)
    words.focus()
    toEnd()
    void deliver(letter, line)
  })

  words.addEventListener('keydown', (event) => {
    // Enter also ends a word that is being composed, in Chinese say.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    form.requestSubmit()
  })
  words.addEventListener('input', () => {
    localStorage.setItem(draft, words.value)
    if (Date.now() - told < 3000) return
    told = Date.now()
    void fetch(`${at}/typing`, { method: 'POST' }).catch(() => {})
  })
  words.addEventListener('paste', (event) => {
    const files = event.clipboardData?.files
    if (!files?.length) return
    photos.files = files
    name()
  })
  photos.addEventListener('change', () => name())
  for (const reply of form.querySelectorAll<HTMLElement>('[data-reply]')) {
    reply.addEventListener('click', () => {
      words.value = reply.dataset.reply ?? ''
      words.focus()
    })
  }

  const name = () => {
    const shown = form.querySelector<HTMLElement>('[data-files]')
    const names = [...(photos.files ?? [])].map((file) => file.name)
    shown?.toggleAttribute('hidden', names.length === 0)
    if (shown) shown.textContent = names.join(', ')
  }
  words.value ||= localStorage.getItem(draft) ?? ''
}
