import type { PackVersionView } from '#models/rules/pack.views.ts'
import { answerPack, type PackAnswer } from '#client/api/packs.ts'
import { t, type TextKey } from '#client/i18n/i18n.ts'
import { AnswerDialog } from '#client/ui/answer-dialog.tsx'
import { periodWords } from './pack-words.ts'

type Words = Readonly<Record<'title' | 'act' | 'busy' | 'done', TextKey>>
const words: Readonly<Record<PackAnswer, Words>> = {
  approve: { title: 'packs.approveTitle', act: 'packs.approve', busy: 'packs.approving', done: 'packs.approved' },
  return: { title: 'packs.returnTitle', act: 'packs.return', busy: 'packs.returning', done: 'packs.returned' },
  withdraw: { title: 'packs.withdrawTitle', act: 'packs.withdraw', busy: 'packs.withdrawing', done: 'packs.withdrawn' },
}

/** Approve, send back or withdraw a version of the pack, after what it would do. */
export function PackAnswerDialog(props: {
  version: PackVersionView
  answer: PackAnswer
  onClose: () => void
  onDone: () => void
}) {
  const said = () => words[props.answer]
  return (
    <AnswerDialog
      title={t(said().title, { version: props.version.version })}
      words={{ act: t(said().act), busy: t(said().busy), done: t(said().done) }}
      approvalText={
        props.answer === 'approve' ? t('packs.approveText', { period: periodWords(props.version) }) : undefined
      }
      reasonLabel={t('packs.reason')}
      reasonMissing={t('packs.reasonMissing')}
      answer={(reason) => answerPack(props.version, props.answer, reason)}
      onClose={() => props.onClose()}
      onDone={() => props.onDone()}
    />
  )
}
