import { For, type JSX } from 'solid-js'
import type { TextParams } from '#client/i18n/text.ts'
import { t, type TextKey } from '#client/i18n/i18n.ts'

/** Never typed and never shown: where a part of the page stands in a text while it is filled. */
const mark = '\u0001'

/** A sentence in the language of the page in which some words are parts of the page: figures that open, links. */
export function Sentence(props: {
  readonly text: TextKey
  readonly words?: TextParams
  readonly parts: Readonly<Record<string, () => JSX.Element>>
}) {
  const pieces = () => {
    const held = Object.fromEntries(Object.keys(props.parts).map((name) => [name, `${mark}${name}${mark}`]))
    return t(props.text, { ...props.words, ...held }).split(mark)
  }
  return <For each={pieces()}>{(piece, at) => (at() % 2 === 0 ? piece : props.parts[piece]?.())}</For>
}
