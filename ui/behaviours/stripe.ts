/** What we use of Stripe's own script, which is loaded on this page alone. */
interface CardElement {
  mount(where: string): void
  on(event: 'change', told: (change: { complete: boolean; error?: { message: string } }) => void): void
}
interface StripeApi {
  elements(): { create(kind: 'card', options: object): CardElement }
  confirmCardPayment(
    secret: string,
    data: { payment_method: { card: CardElement } },
  ): Promise<{ error?: { message?: string } }>
}

const SCRIPT = 'https://js.stripe.com/v3/'

/** Pay a payment intent with a card. The number goes to Stripe and to nobody else. */
export function stripe(form: HTMLElement): void {
  const script = document.createElement('script')
  script.src = form.dataset.script ?? SCRIPT
  script.onload = () => begin(form as HTMLFormElement)
  document.head.append(script)
}

function begin(form: HTMLFormElement): void {
  const { key = '', secret = '', back = '/', failed = '' } = form.dataset
  const make = (window as unknown as { Stripe: (key: string) => StripeApi }).Stripe
  const [api, button, error] = [make(key), form.querySelector('button'), form.querySelector<HTMLElement>('#card-error')]
  if (!button || !error) return
  const tell = (words: string) => {
    error.textContent = words
    error.hidden = words === ''
  }
  const card = api.elements().create('card', { hidePostalCode: true })
  card.mount('#card')
  card.on('change', (change) => {
    button.disabled = !change.complete
    tell(change.error?.message ?? '')
  })
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    button.disabled = true
    const done = await api.confirmCardPayment(secret, { payment_method: { card } })
    if (done.error) {
      tell(done.error.message ?? failed)
      button.disabled = false
    } else {
      location.assign(back)
    }
  })
}
