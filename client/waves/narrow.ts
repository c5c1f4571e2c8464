import { type Accessor, createSignal, onCleanup } from 'solid-js'

/** Whether the screen is one column wide: the width at which the rail becomes a bar. */
export function createNarrow(): Accessor<boolean> {
  const query = matchMedia('(max-width: 760px)')
  const [isNarrow, setNarrow] = createSignal(query.matches)
  const read = () => setNarrow(query.matches)
  query.addEventListener('change', read)
  onCleanup(() => query.removeEventListener('change', read))
  return isNarrow
}
