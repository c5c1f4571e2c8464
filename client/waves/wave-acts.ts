import type { WaveDates } from '#models/waves/wave.schemas.ts'
import type { WaveView } from '#models/waves/wave.views.ts'
import { problemIn } from '#client/api/http.ts'
import { refresh } from '#client/api/load.ts'
import { editWave, wavesPath } from '#client/api/waves.ts'
import { t } from '#client/i18n/i18n.ts'
import { problemWords } from '#client/i18n/problem-words.ts'
import { showToast } from '#client/ui/toast.tsx'

export function sameDates(a: WaveDates, b: WaveDates): boolean {
  return a.startsOn === b.startsOn && a.cutsOverOn === b.cutsOverOn && a.decommissionsOn === b.decommissionsOn
}

/** Takes something back, says that it was done or why it was not, and reads the waves again. */
export async function takingBack(act: () => Promise<string>): Promise<void> {
  try {
    showToast({ text: await act() })
  } catch (error) {
    showToast({ text: problemWords(problemIn(error)).title, tone: 'bad' })
  }
  await refresh(wavesPath)
}

/** Puts a wave back on the days it had, unless somebody moved it since. */
export async function takeBackMove(moved: WaveView, before: WaveDates): Promise<void> {
  await takingBack(async () => {
    await editWave(moved, { dates: before })
    return t('waves.movedBack', { code: moved.code })
  })
}
