import type { FormulaVersionView } from '#models/formulas/formula.views.ts'
import { answerFormulas, type FormulaAnswer } from '#client/api/formulas.ts'
import { t, type TextKey } from '#client/i18n/i18n.ts'
import { AnswerDialog } from '#client/ui/answer-dialog.tsx'

type Words = Readonly<Record<'title' | 'act' | 'busy' | 'done', TextKey>>
const words: Readonly<Record<FormulaAnswer, Words>> = {
  approve: {
    title: 'formulas.approveTitle',
    act: 'formulas.approve',
    busy: 'formulas.approving',
    done: 'formulas.approved',
  },
  return: {
    title: 'formulas.returnTitle',
    act: 'formulas.return',
    busy: 'formulas.returning',
    done: 'formulas.returned',
  },
  withdraw: {
    title: 'formulas.withdrawTitle',
    act: 'formulas.withdraw',
    busy: 'formulas.withdrawing',
    done: 'formulas.withdrawn',
  },
}

/** Approve, send back or withdraw a version of the formulas, after what it would do. */
export function FormulasAnswerDialog(props: {
  version: FormulaVersionView
  answer: FormulaAnswer
  onClose: () => void
  onDone: () => void
}) {
  const said = () => words[props.answer]
  return (
    <AnswerDialog
      title={t(said().title, { version: props.version.version })}
      words={{ act: t(said().act), busy: t(said().busy), done: t(said().done) }}
      approvalText={
        props.answer === 'approve'
          ? t('formulas.approveText', { body: props.version.body ?? '', from: props.version.validFrom ?? '' })
          : undefined
      }
      reasonLabel={t('formulas.reason')}
      reasonMissing={t('formulas.reasonMissing')}
      answer={(reason) => answerFormulas(props.version, props.answer, reason)}
      onClose={() => props.onClose()}
      onDone={() => props.onDone()}
    />
  )
}
