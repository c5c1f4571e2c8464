import type { Bilingual } from '../shared/bilingual.ts'
import type { Derivation } from '../shared/derivation.ts'
import { type AnsweredQuestion, answerOf } from './answers.ts'
import type { Question } from './questionnaire.views.ts'
import type { AxisScore } from './time.ts'

/**
 * How a score on an axis was obtained: the weighted mean of what each question is worth, down to who answered and when. Evaluating the
 * formulas gives the score again. An answer sure to a degree is drawn to the middle of the scale by what it has lost.
 */
export function axisDerivation(
  label: Bilingual,
  score: AxisScore,
  questions: readonly Question[],
  answered: readonly AnsweredQuestion[],
): Derivation {
  const inputs = score.parts.flatMap((part, i): Derivation[] => {
    const question = questions.find(({ key }) => key === part.question)
    const one = answered.find((other) => other.question === part.question)
    if (question === undefined) return []
    return [worth(`x${i + 1}`, question, part, one), weight(`w${i + 1}`, question)]
  })
  const names = score.parts.map((_, i) => i + 1)
  return {
    name: 'score',
    label,
    value: score.mean,
    unit: 'points',
    formula: `(${names.map((n) => `w${n} * x${n}`).join(' + ')}) / (${names.map((n) => `w${n}`).join(' + ')})`,
    inputs,
    note: {
      fr: `Écart-type ${decimal(score.deviation, ',')} points. Une question sans réponse connue vaut 50, n’importe où sur l’échelle.`,
      en: `Standard deviation ${decimal(score.deviation, '.')} points. A question without a known answer is worth 50, anywhere on the scale.`,
    },
  }
}

const decimal = (value: number, mark: ',' | '.') => value.toFixed(1).replace('.', mark)

function weight(name: string, question: Question): Derivation {
  const source = { kind: 'data', file: 'questionnaire', reference: question.key } as const
  const label = { fr: `Poids : ${question.text.fr}`, en: `Weight: ${question.text.en}` }
  return { name, label, value: question.weight, unit: 'ratio', inputs: [], source }
}

function worth(
  name: string,
  question: Question,
  part: AxisScore['parts'][number],
  one: AnsweredQuestion | undefined,
): Derivation {
  const answer = answerOf(question, one?.answer ?? null)
  const given = one?.given ?? null
  if (part.score === null || part.confidence === 0 || answer === undefined || given === null)
    return {
      name,
      label: question.text,
      value: part.mean,
      unit: 'points',
      inputs: [],
      source: { kind: 'calculation', formula: '50', version: 'unanswered' },
      note: { fr: 'Sans réponse connue.', en: 'No known answer.' },
    }
  return {
    name,
    label: question.text,
    value: part.mean,
    unit: 'points',
    formula: 'c * s + (1 - c) * 50',
    inputs: [
      {
        name: 'c',
        label: {
          fr: `Confiance, demi-vie de ${question.halfLifeDays} jours`,
          en: `Confidence, half-life of ${question.halfLifeDays} days`,
        },
        value: part.confidence,
        unit: 'ratio',
        inputs: [],
        source: { kind: 'calculation', formula: '2^(-age / half-life)', version: given.answeredOn },
      },
      {
        name: 's',
        label: answer.text,
        value: part.score,
        unit: 'points',
        inputs: [],
        source: {
          kind: 'statement',
          by: given.by,
          at: given.recordedAt,
          reference: given.evidence?.reference ?? given.evidence?.text ?? '',
        },
      },
    ],
  }
}
