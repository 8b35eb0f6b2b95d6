import { crop, shrink } from './photo/size'

/**
 * Choose photos by drop, picker or camera; shrink them before they travel; set their order.
 *
 * The file input stays the form's own field, so without scripts the same form sends the originals.
 * Kept photos carry their order by the order of their hidden `photo` fields in the list.
 */
export function photoDrop(root: HTMLElement): void {
  const input = root.querySelector<HTMLInputElement>('input[type="file"]')
  const list = root.querySelector<HTMLElement>('.photo-list')
  const template = root.querySelector<HTMLTemplateElement>('template')
  const status = root.querySelector<HTMLElement>('[role="status"]')
  if (!input || !list || !template) return
  const files = new Map<Element, File>()
  let dragged: HTMLElement | null = null

  const order = () => {
    const data = new DataTransfer()
    for (const item of list.children) {
      const file = files.get(item)
      if (file) data.items.add(file)
    }
    input.files = data.files
    ;[...list.children].forEach((item, at) => {
      const up = item.querySelector<HTMLButtonElement>('[data-act="earlier"]')
      const down = item.querySelector<HTMLButtonElement>('[data-act="later"]')
      if (up) up.disabled = at === 0
      if (down) down.disabled = at === list.children.length - 1
    })
  }
  const sync = () => {
    order()
    root.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const show = (item: Element, file: File) => {
    files.set(item, file)
    const image = item.querySelector('img')
    if (!image) return
    if (image.src.startsWith('blob:')) URL.revokeObjectURL(image.src)
    image.src = URL.createObjectURL(file)
  }
  const add = async (chosen: FileList | File[]) => {
    root.setAttribute('aria-busy', 'true')
    const most = Number(root.dataset.most ?? 12)
    for (const file of [...chosen]) {
      if (!file.type.startsWith('image/') || list.children.length >= most) continue
      const small = await shrink(file).catch(() => file)
      const item = template.content.firstElementChild!.cloneNode(true) as HTMLElement
      show(item, small)
      list.append(item)
    }
    root.removeAttribute('aria-busy')
    sync()
    if (status) status.textContent = `${list.children.length} / ${most}`
  }

  input.addEventListener('change', () => {
    const fresh = [...(input.files ?? [])].filter((file) => ![...files.values()].includes(file))
    void add(fresh)
  })
  const target = root.querySelector<HTMLElement>('.drop-target') ?? root
  target.addEventListener('dragover', (event) => {
    if (dragged) return
    event.preventDefault()
    root.dataset.over = ''
  })
  target.addEventListener('dragleave', () => delete root.dataset.over)
  target.addEventListener('drop', (event) => {
    event.preventDefault()
    delete root.dataset.over
    if (event.dataTransfer) void add(event.dataTransfer.files)
  })

  list.addEventListener('click', async (event) => {
    const button = (event.target as HTMLElement).closest<HTMLButtonElement>('[data-act]')
    const item = button?.closest<HTMLElement>('.photo')
    if (!button || !item) return
    // Without scripts the button sends the form; here the order is kept until it is saved.
    event.preventDefault()
    const act = button.dataset.act
    if (act === 'remove') {
      const near = item.nextElementSibling ?? item.previousElementSibling
      item.remove()
      ;(near?.querySelector<HTMLElement>('[data-act="remove"]') ?? input).focus()
    } else if (act === 'earlier') item.previousElementSibling?.before(item)
    else if (act === 'later') item.nextElementSibling?.after(item)
    else if (act === 'crop') {
      const file = files.get(item)
      if (file) show(item, await crop(file, Number(button.dataset.ratio ?? 0.8)))
    }
    if (act === 'earlier' || act === 'later') button.focus()
    sync()
  })
  list.addEventListener('dragstart', (event) => {
    dragged = (event.target as HTMLElement).closest<HTMLElement>('.photo')
    dragged?.setAttribute('data-dragging', '')
  })
  list.addEventListener('dragover', (event) => {
    const over = (event.target as HTMLElement).closest<HTMLElement>('.photo')
    if (!dragged) return
    event.preventDefault()
    if (!over || over === dragged) return
    const before = dragged.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_PRECEDING
    before ? over.before(dragged) : over.after(dragged)
  })
  list.addEventListener('dragend', () => {
    dragged?.removeAttribute('data-dragging')
    dragged = null
    sync()
  })
  for (const item of list.children) (item as HTMLElement).draggable = true
  order()
}
