import type { Sent } from './list'

export interface Entry { counter: number; number: number; version: number; way: 'in' | 'out'; at: number; isTold: 0 | 1 }

const asked = <T>(request: IDBRequest<T>) => new Promise<T>((found, failed) => {
  request.onsuccess = () => found(request.result)
  request.onerror = () => failed(request.error)
})
const ended = (transaction: IDBTransaction) => new Promise<void>((done, failed) => {
  transaction.oncomplete = () => done()
  transaction.onerror = transaction.onabort = () => failed(transaction.error)
})

/** What this gate keeps on the phone: its list, how wrong the clock is, and who went through. */
export class Kept {
  private constructor(private database: IDBDatabase, private name: string) {}

  static async open(name: string): Promise<Kept> {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore('said')
      request.result.createObjectStore('entries', { keyPath: 'counter' }).createIndex('told', 'isTold')
    }
    return new Kept(await asked(request), name)
  }

  async say(name: 'list' | 'clock', value: Sent | number): Promise<void> {
    const transaction = this.database.transaction('said', 'readwrite')
    transaction.objectStore('said').put(value, name)
    await ended(transaction)
  }

  said<T extends Sent | number>(name: 'list' | 'clock'): Promise<T | undefined> {
    return asked(this.database.transaction('said').objectStore('said').get(name))
  }

  /** One more entry, under the next number of this gate; it is on the phone's disk when this ends. */
  async add(entry: Omit<Entry, 'counter' | 'isTold'>): Promise<void> {
    const transaction = this.database.transaction('entries', 'readwrite', { durability: 'strict' })
    const entries = transaction.objectStore('entries')
    const last = await asked(entries.openKeyCursor(null, 'prev'))
    entries.add({ ...entry, counter: Number(last?.key ?? 0) + 1, isTold: 0 })
    await ended(transaction)
  }

  all(): Promise<Entry[]> {
    return asked(this.database.transaction('entries').objectStore('entries').getAll())
  }

  untold(most: number): Promise<Entry[]> {
    return asked(this.database.transaction('entries').objectStore('entries').index('told').getAll(0, most))
  }

  async told(entries: Entry[]): Promise<void> {
    const transaction = this.database.transaction('entries', 'readwrite')
    for (const entry of entries) transaction.objectStore('entries').put({ ...entry, isTold: 1 })
    await ended(transaction)
  }

  /** Nothing stays on a phone that is no gate any more. */
  forget(): void {
    this.database.close()
    indexedDB.deleteDatabase(this.name)
  }
}
