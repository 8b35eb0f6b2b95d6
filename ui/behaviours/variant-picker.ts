/**
 * Keep price, availability and photo in step with the chosen options.
 *
 * The form holds a `<script type="application/json" data-variants>` block, a list of
 * {options: [value id per option], id, price, was, reduced, about, note, available, most, photo}; texts come
 * formatted from the server. Radios are named `option-1`, `option-2`, …; `[data-variant-id]` is the
 * hidden field that is sent.
 */
type Variant = { options: string[]; id: string; price: string; was?: string; reduced?: string; about?: string; note?: string; available: boolean; most?: number; photo?: number }

export function variantPicker(form: HTMLElement): void {
  const block = form.querySelector('script[data-variants]')
  if (!block?.textContent) return
  const variants = JSON.parse(block.textContent) as Variant[]
  const groups = [...form.querySelectorAll<HTMLElement>('[data-option]')]
  const chosen = () => groups.map((group) => group.querySelector<HTMLInputElement>('input:checked')?.value ?? '')
  const tell = (name: string, text: string | undefined) => {
    for (const place of form.querySelectorAll<HTMLElement>(`[data-variant-${name}]`)) {
      place.textContent = text ?? ''
      place.hidden = !text
    }
  }

  const update = (first = false) => {
    const options = chosen()
    groups.forEach((group, index) => {
      const label = group.querySelector<HTMLInputElement>('input:checked')
      const words = group.querySelector('[data-chosen]')
      if (words && label) words.textContent = label.dataset.words ?? label.value
      for (const radio of group.querySelectorAll<HTMLInputElement>('input')) {
        const possible = variants.some((variant) => variant.available && variant.options.every((value, i) => value === (i === index ? radio.value : options[i])))
        radio.closest('.option')?.toggleAttribute('data-gone', !possible)
      }
    })
    const variant = variants.find(({ options: own }) => own.every((value, index) => value === options[index]))
    const buy = form.querySelectorAll<HTMLButtonElement>('[data-variant-buy]')
    buy.forEach((button) => (button.disabled = !variant?.available))
    if (!variant) return
    tell('price', variant.price)
    tell('choice', variant.options.map((value, index) => groups[index]?.querySelector<HTMLInputElement>('input:checked')?.dataset.words ?? value).join(' · '))
    tell('was', variant.was)
    tell('reduced', variant.reduced)
    for (const words of form.querySelectorAll<HTMLElement>('[data-variant-was-words]')) words.hidden = !variant.was
    tell('about', variant.about)
    tell('note', variant.note)
    const id = form.querySelector<HTMLInputElement>('input[data-variant-id]')
    if (id) id.value = variant.id
    const count = form.querySelector<HTMLInputElement>('.quantity-input')
    if (count && variant.most) {
      count.max = String(variant.most)
      if (Number(count.value) > variant.most) count.value = String(variant.most)
      count.dispatchEvent(new Event('limits'))
    }
    if (!first && variant.photo !== undefined) document.querySelector('.gallery')?.dispatchEvent(new CustomEvent('gallery:show', { detail: variant.photo }))
  }

  form.addEventListener('change', (event) => {
    if ((event.target as HTMLElement).closest('[data-option]')) update()
  })
  // Without scripts it could not keep in step.
  for (const place of form.querySelectorAll<HTMLElement>('[data-variant-only]')) place.hidden = false
  if (chosen().every(Boolean)) update(true)
}
