/** A stream whose next item is asked for while the present one is worked on. */
export async function* ahead<T>(stream: AsyncIterable<T>): AsyncGenerator<T> {
  const items = stream[Symbol.asyncIterator]()
  const asked = async () => items.next()
  let next = asked()
  try {
    for (;;) {
      const item = await next
      if (item.done === true) return
      next = asked()
      next.catch(() => undefined) // told when it is awaited, and to nobody when the work ends before
      yield item.value
    }
  } finally {
    await items.return?.()
  }
}
