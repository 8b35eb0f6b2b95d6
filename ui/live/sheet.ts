/**
 * Buy without leaving the picture: the form or the link opens in a frame of a sheet that comes over the page, and the
 * picture goes on behind it. Escape, the button and a tap beside the sheet close it.
 */
export function sheet(element: HTMLElement): void {
  const dialog = document.querySelector<HTMLDialogElement>('.sheet-dialog')
  const frame = dialog?.querySelector('iframe')
  if (!dialog || !frame) return
  ready(dialog)
  if (element instanceof HTMLFormElement || element instanceof HTMLAnchorElement) element.target = frame.name
  element.addEventListener(element instanceof HTMLFormElement ? 'submit' : 'click', (event) => {
    const { ctrlKey, metaKey, shiftKey } = event as MouseEvent
    // A window or a tab of its own is what was asked for.
    if (ctrlKey || metaKey || shiftKey) return
    open(dialog)
  })
}

function open(dialog: HTMLDialogElement): void {
  dialog.dataset.loading = ''
  if (!dialog.open) dialog.showModal()
}

/** Once for each page, however many forms lead into the sheet. */
function ready(dialog: HTMLDialogElement): void {
  if (dialog.dataset.armed !== undefined) return
  dialog.dataset.armed = ''
  arm(dialog)
  dialog.querySelector('[data-close]')?.addEventListener('click', () => dialog.close())
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
  dialog.addEventListener('close', () => {
    // Another frame of the same name, so that nothing of the last purchase is seen in the next.
    const frame = dialog.querySelector('iframe')
    const next = frame?.cloneNode() as HTMLIFrameElement | undefined
    if (frame && next) frame.replaceWith(next)
    arm(dialog)
    // What was pressed may have given way to another listing.
    if (document.activeElement === document.body) document.querySelector<HTMLElement>('[data-pin] button, #words')?.focus()
  })
}

function arm(dialog: HTMLDialogElement): void {
  const frame = dialog.querySelector('iframe')
  frame?.addEventListener('load', () => {
    // A page of somebody else's, where one pays, cannot be looked into.
    const page = frame.contentDocument
    if (page?.URL === 'about:blank') return
    delete dialog.dataset.loading
    // In the frame the key would otherwise reach only the page there.
    page?.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !page.querySelector('dialog[open]')) dialog.close()
    })
  })
}
