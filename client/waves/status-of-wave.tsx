import type { WaveStatus } from '#models/waves/wave.schemas.ts'
import { t } from '#client/i18n/i18n.ts'
import { Icon, type IconName } from '#client/ui/icon.tsx'
import { statusText } from './wave-words.ts'

const icons: Readonly<Record<WaveStatus, IconName>> = { planned: 'clock', 'under-way': 'right', done: 'vok' }

/** Where a wave stands: no warning in it, only a stage. */
export function StatusOfWave(props: { status: WaveStatus }) {
  return (
    <span class={`v ${props.status === 'done' ? 'ok' : 'none'}`}>
      <Icon name={icons[props.status]} />
      {t(statusText[props.status])}
    </span>
  )
}
