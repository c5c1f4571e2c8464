import { For } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import { unknownMark } from '#client/i18n/format.ts'

/** Three lots D I C; digit and tone say the level. Dashed while only proposed; « – » when not assessed. */
export function DicGlyph(props: {
  d: number | null
  i: number | null
  c: number | null
  proposed?: boolean
  large?: boolean
}) {
  const lots = () =>
    [
      { letter: 'D', level: props.d },
      { letter: 'I', level: props.i },
      { letter: 'C', level: props.c },
    ] as const
  const spelled = () => {
    const level = (value: number | null) => (value === null ? t('ui.dicUnknown') : String(value))
    const levels = t('ui.dicLevels', { d: level(props.d), i: level(props.i), c: level(props.c) })
    return props.proposed ? `${levels}, ${t('ui.dicProposed')}` : levels
  }
  return (
    <span
      class={`dic${props.proposed ? ' prop' : ''}${props.large ? ' lg' : ''}`}
      role="img"
      aria-label={spelled()}
      title={spelled()}
    >
      <For each={lots()}>
        {(lot) => (
          <i class={`l${lot.level ?? 0}`}>
            {props.large ? <b>{lot.letter}</b> : undefined}
            {lot.level ?? unknownMark}
          </i>
        )}
      </For>
    </span>
  )
}
