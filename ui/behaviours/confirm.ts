/** Ask before an act that cannot be taken back: `data-confirm` holds the question, `data-confirm-no` the way out. */
export function confirm(element: HTMLElement): void {
  const button = element as HTMLButtonElement
  button.addEventListener('click', (event) => {
    if (button.dataset.sure !== undefined) return
    event.preventDefault()
    ask(button)
  })
}

function ask(button: HTMLButtonElement): void {
  const dialog = document.createElement('dialog')
  dialog.className = 'dialog'
  const question = document.createElement('p')
  question.id = 'confirm-question'
  question.textContent = button.dataset.confirm ?? ''
  dialog.setAttribute('aria-labelledby', question.id)
  const buttons = document.createElement('div')
  buttons.className = 'buttons'
  const no = choice(button.dataset.confirmNo ?? '×', 'button')
  const yes = choice(button.dataset.confirmYes ?? button.textContent ?? '', 'button button--danger')
  buttons.append(no, yes)
  dialog.append(question, buttons)
  document.body.append(dialog)
  no.addEventListener('click', () => dialog.close())
  yes.addEventListener('click', () => {
    dialog.close()
    button.dataset.sure = ''
    button.click()
    delete button.dataset.sure
  })
  dialog.addEventListener('close', () => {
    dialog.remove()
    button.focus()
  })
  dialog.showModal()
}

function choice(text: string, className: string): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = className
  button.textContent = text.trim()
  return button
}
