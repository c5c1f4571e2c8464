import { createSignal, onCleanup, onMount } from 'solid-js'

export type Shortcut = {
  /** `j`, `shift+x`, `ctrl+k`, `arrowdown`, `enter`, `escape`, `?`, or a sequence: `g p`. */
  readonly keys: string
  readonly label: string
  readonly run: (event: KeyboardEvent) => void
  /** Not offered while false; another shortcut of the same key may then act. */
  readonly when?: () => boolean
  /** Fires in a field too; never for a plain letter. */
  readonly inFields?: boolean
}

const storageKey = 'arpent.letters'
const sequenceMs = 1200
const [registered, setRegistered] = createSignal<readonly (() => readonly Shortcut[])[]>([])
const [lettersOn, setLettersOn] = createSignal(localStorage.getItem(storageKey) !== 'off')
export { lettersOn }

/** Single letters can be switched off (WCAG 2.1.4): speech input types letters by accident. */
export function switchLetters(on: boolean): void {
  localStorage.setItem(storageKey, on ? 'on' : 'off')
  setLettersOn(on)
}

/** Every shortcut of the page, its own first, those that wait for a row or a selection included. */
export function shortcuts(): readonly Shortcut[] {
  return registered().flatMap((list) => list())
}

/** Shortcuts that live as long as the part that declares them; the newest wins over the older. */
export function createShortcuts(list: () => readonly Shortcut[]): void {
  onMount(() => setRegistered((those) => [list, ...those]))
  onCleanup(() => setRegistered((those) => those.filter((one) => one !== list)))
}

function isField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  )
}

/** Enter and Space belong to the button, link or summary that has the focus. */
function isPressable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a, button, summary, [role="option"], [role="tab"]') !== null
}

function keyName(event: KeyboardEvent): string {
  const key = event.key.toLowerCase()
  const isLetterOrNamed = key.length > 1 || (key >= 'a' && key <= 'z')
  return [
    event.ctrlKey || event.metaKey ? 'ctrl+' : '',
    event.altKey ? 'alt+' : '',
    event.shiftKey && isLetterOrNamed ? 'shift+' : '',
    key,
  ].join('')
}

function isPlainLetter(keys: string): boolean {
  return keys
    .split(' ')
    .map((part) => part.replace('shift+', ''))
    .every((part) => part.length === 1)
}

/** Listens once for the whole page. Nothing fires behind a modal dialog. */
export function listenToKeys(): () => void {
  let pending = ''
  let pendingAt = 0
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]') !== null) return
    const name = keyName(event)
    if (['shift', 'control', 'alt', 'meta'].includes(event.key.toLowerCase())) return
    if ((name === 'enter' || name === ' ') && isPressable(event.target)) return
    const inField = isField(event.target)
    const typed = pending !== '' && event.timeStamp - pendingAt < sequenceMs ? `${pending} ${name}` : name
    const usable = shortcuts().filter(
      (one) =>
        (one.when?.() ?? true) &&
        (!inField || one.inFields === true) &&
        (!isPlainLetter(one.keys) || (lettersOn() && !inField && !event.ctrlKey && !event.altKey)),
    )
    const found = usable.find((one) => one.keys === typed)
    const startsSequence = usable.some((one) => one.keys.startsWith(`${name} `))
    pending = found === undefined && startsSequence ? name : ''
    pendingAt = event.timeStamp
    if (found === undefined) return
    event.preventDefault()
    found.run(event)
  }
  document.addEventListener('keydown', onKey)
  return () => document.removeEventListener('keydown', onKey)
}
