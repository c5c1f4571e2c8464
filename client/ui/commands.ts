import { createSignal, onCleanup, onMount } from 'solid-js'
import type { IconName } from './icon.tsx'

/** Something the palette can do or open. */
export type Command = {
  readonly id: string
  readonly kind: 'action' | 'go' | 'help'
  readonly icon: IconName
  readonly text: string
  readonly note?: string
  readonly keys?: string
  readonly run: () => void
}

const [registered, setRegistered] = createSignal<readonly (() => readonly Command[])[]>([])

export function commands(): readonly Command[] {
  return registered().flatMap((list) => list())
}

/** Commands offered as long as the part that declares them is on screen. */
export function createCommands(list: () => readonly Command[]): void {
  onMount(() => setRegistered((those) => [list, ...those]))
  onCleanup(() => setRegistered((those) => those.filter((one) => one !== list)))
}
