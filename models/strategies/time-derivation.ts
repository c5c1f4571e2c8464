import type { Bilingual } from '../shared/bilingual.ts'
import type { Derivation } from '../shared/derivation.ts'
import { type AnsweredQuestion, answerOf } from './answers.ts'
import type { Question } from './questionnaire.views.ts'
import { type AxisScore, type Quadrant, quadrants, type TimePosition, type TimeSettings } from './time.ts'

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
  return { name, label, value: question.weight, unit: '', inputs: [], source }
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
        unit: '',
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

/**
 * How the chance of a quadrant was obtained: the two chances that make it, each the part of a normal curve on its side of a threshold. The
 * formula multiplies them; a normal curve is not in the notation of formulas, so each side is told, not written.
 */
export function chanceDerivation(position: TimePosition, settings: TimeSettings, quadrant: Quadrant): Derivation {
  const isValuable = quadrant === 'invest' || quadrant === 'migrate'
  const isFit = quadrant === 'invest' || quadrant === 'tolerate'
  const [tolerate, invest, migrate] = position.probabilities
  const valuable = invest + migrate
  const fit = invest + tolerate
  const side = (name: string, label: Bilingual, chance: number, score: AxisScore, threshold: number): Derivation => ({
    name,
    label,
    value: chance,
    unit: '',
    inputs: [],
    source: {
      kind: 'calculation',
      formula: `Φ((${score.mean.toFixed(1)} − ${threshold}) / ${score.deviation.toFixed(1)})`,
      version: 'normal',
    },
  })
  return {
    name: 'chance',
    label: { fr: 'Probabilité du quadrant', en: 'Chance of the quadrant' },
    value: position.probabilities[quadrants.indexOf(quadrant)],
    unit: '',
    formula: `${isValuable ? 'v' : '(1 - v)'} * ${isFit ? 'f' : '(1 - f)'}`,
    inputs: [
      side(
        'v',
        { fr: 'Valeur d’affaires haute', en: 'High business value' },
        valuable,
        position.value,
        settings.valueThreshold,
      ),
      side('f', { fr: 'Tenue technique haute', en: 'High technical fit' }, fit, position.fit, settings.fitThreshold),
    ],
    note: {
      fr: 'Les deux axes sont pris comme normaux et indépendants.',
      en: 'Both axes are taken as normal and independent.',
    },
  }
}
