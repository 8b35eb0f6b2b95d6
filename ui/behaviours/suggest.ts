/** Suggestions while typing, as an ARIA combobox over `/search/suggest?q=` (a list of {text, note, url}). */
type Suggestion = { text: string; note?: string; url?: string; lang?: string }

export function suggest(root: HTMLElement): void {
  const input = root.querySelector<HTMLInputElement>('input[type="search"]')
  if (!input) return
  const list = document.createElement('ul')
  list.className = 'suggestions'
  list.id = 'suggestions'
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', input.labels?.[0]?.textContent ?? '')
  list.hidden = true
  root.append(list)
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-controls': list.id, 'aria-expanded': 'false', 'aria-autocomplete': 'list', autocomplete: 'off' })) input.setAttribute(name, value)

  let shown: Suggestion[] = []
  let at = -1
  let timer = 0
  let asked = 0

  const close = () => {
    list.hidden = true
    at = -1
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }
  const mark = (index: number) => {
    at = index
    ;[...list.children].forEach((row, i) => row.setAttribute('aria-selected', String(i === index)))
    if (index >= 0) {
      input.setAttribute('aria-activedescendant', `suggestion-${index}`)
      list.children[index]?.scrollIntoView({ block: 'nearest' })
    } else input.removeAttribute('aria-activedescendant')
  }
  const choose = (suggestion: Suggestion | undefined) => {
    if (!suggestion) return
    if (suggestion.url) location.assign(suggestion.url)
    else {
      input.value = suggestion.text
      input.form?.requestSubmit()
    }
  }
  const draw = () => {
    list.replaceChildren(...shown.map((suggestion, index) => {
      const row = document.createElement('li')
      row.className = 'suggestion'
      row.id = `suggestion-${index}`
      row.setAttribute('role', 'option')
      row.setAttribute('aria-selected', 'false')
      const words = document.createElement('span')
      words.textContent = suggestion.text
      if (suggestion.lang) words.lang = suggestion.lang
      row.append(words)
      if (suggestion.note) {
        const note = document.createElement('small')
        note.textContent = suggestion.note
        row.append(note)
      }
      row.addEventListener('pointerdown', (event) => event.preventDefault())
      row.addEventListener('click', () => choose(suggestion))
      return row
    }))
    list.hidden = shown.length === 0
    input.setAttribute('aria-expanded', String(!list.hidden))
    at = -1
  }
  const ask = async () => {
    const words = input.value.trim()
    const mine = ++asked
    if (!words) return close()
    const answer = await fetch(`${root.dataset.url ?? '/search/suggest'}?q=${encodeURIComponent(words)}`, { headers: { accept: 'application/json' } }).catch(() => null)
    if (!answer?.ok || mine !== asked) return
    const body = await answer.json()
    if (mine !== asked) return
    shown = Array.isArray(body) ? body : body.suggestions ?? []
    draw()
  }

  input.addEventListener('input', (event) => {
    if ((event as InputEvent).isComposing) return
    clearTimeout(timer)
    timer = window.setTimeout(ask, 150)
  })
  input.addEventListener('compositionend', ask)
  input.addEventListener('keydown', (event) => {
    if (list.hidden || event.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const last = shown.length - 1
      mark(event.key === 'ArrowDown' ? (at >= last ? -1 : at + 1) : at < 0 ? last : at - 1)
    } else if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && at >= 0) {
      event.preventDefault()
      choose(shown[at])
    }
  })
  input.addEventListener('blur', close)
}
